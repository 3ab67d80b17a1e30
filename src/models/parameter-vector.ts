/** All weights of a model as one vector, tensor after tensor in the order of `parameterShapes`: what an optimiser updates. */
import { parameterShapes } from "./parameters.js";
import type { ModelSpec } from "./spec.js";
import { sizeOf, type Tensor, type Tensors } from "./tensor.js";

export interface VectorPart {
  readonly name: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly size: number;
}

export const vectorParts = (spec: ModelSpec): readonly VectorPart[] => {
  let end = 0;
  return Object.entries(parameterShapes(spec)).map(([name, shape]) => {
    const start = end;
    end += sizeOf(shape);
    return { name, shape, start, size: end - start };
  });
};

export const vectorLength = (spec: ModelSpec): number => vectorParts(spec).reduce((total, { size }) => total + size, 0);

/** A bias that is missing is zero. */
export const vectorOf = (spec: ModelSpec, weights: Tensors): Float32Array => {
  const vector = new Float32Array(vectorLength(spec));
  for (const { name, start } of vectorParts(spec)) vector.set(weights[name]?.data ?? [], start);
  return vector;
};

/** The tensors share the memory of the vector. */
export const tensorsOf = (spec: ModelSpec, vector: Float32Array): Readonly<Record<string, Tensor<Float32Array>>> =>
  Object.fromEntries(
    vectorParts(spec).map(({ name, shape, start, size }) => [
      name,
      { shape, data: vector.subarray(start, start + size) },
    ]),
  );
