/** What Adam is told for one step (Kingma & Ba 2015, algorithm 1). */
export interface AdamSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** The global norm that the gradient is clipped to; 0 for no clipping. */
  readonly clip: number;
}

export const ADAM: AdamSettings = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clip: 0 };

/** The numbers of step t = 1, 2, …, in float64: bias corrections and what is left of the moving averages. */
export const adamNumbers = ({ learningRate, beta1, beta2, epsilon, clip }: AdamSettings, step: number) => ({
  stepSize: learningRate / (1 - beta1 ** step),
  correction: Math.sqrt(1 - beta2 ** step),
  epsilon,
  clip,
  beta1,
  beta2,
  rest1: 1 - beta1,
  rest2: 1 - beta2,
});
