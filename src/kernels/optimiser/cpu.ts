import { adamNumbers, type AdamSettings } from "./settings.js";

/** The global norm of a gradient: the CPU twin of optimiser/norm.wgsl. */
export const normOf = (gradient: Float32Array): number =>
  Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));

/** One step of Adam on theta and its moments m and v, in place: the CPU twin of optimiser/adam.wgsl. `step` counts from 1. */
export function adamOnCpu(
  settings: AdamSettings,
  step: number,
  norm: number,
  gradient: Float32Array,
  { theta, m, v }: { readonly theta: Float32Array; readonly m: Float32Array; readonly v: Float32Array },
): void {
  const { stepSize, correction, epsilon, clip, beta1, beta2, rest1, rest2 } = adamNumbers(settings, step);
  const scale = clip > 0 ? Math.min(1, clip / (norm + 1e-6)) : 1;
  for (let i = 0; i < theta.length; i++) {
    const g = gradient[i]! * scale;
    m[i] = beta1 * m[i]! + rest1 * g;
    v[i] = beta2 * v[i]! + rest2 * g * g;
    theta[i]! -= (stepSize * m[i]!) / (Math.sqrt(v[i]!) / correction + epsilon);
  }
}
