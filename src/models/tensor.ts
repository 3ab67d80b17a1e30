/** A dense tensor, row-major. Images are NCHW, convolution weights OIHW, MDRNN matrices (out, in), as in PyTorch. */
export interface Tensor<Data extends Float32Array | Float64Array = Float32Array | Float64Array> {
  readonly shape: readonly number[];
  readonly data: Data;
}

/** Tensors by name, e.g. the weights of a model: `layers.0.weight`, `layers.0.bias`, … */
export type Tensors = Readonly<Record<string, Tensor>>;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
