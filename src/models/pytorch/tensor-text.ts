import type { Tensor } from "../tensor.js";

/** A tensor as Python writes it: `torch.tensor([[1.0, 2.0]])`. */
export function tensorText({ shape, data }: Tensor): string {
  const nested = (from: number, depth: number): string => {
    if (depth === shape.length) return numberText(data[from] ?? 0);
    const stride = shape.slice(depth + 1).reduce((size, n) => size * n, 1);
    const parts = Array.from({ length: shape[depth]! }, (_, i) => nested(from + i * stride, depth + 1));
    return `[${parts.join(", ")}]`;
  };
  return `torch.tensor(${nested(0, 0)})`;
}

/** Python takes 1e-7 as JavaScript writes it; a whole number gets its point, so that the tensor is of floats. */
const numberText = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
