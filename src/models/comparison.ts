/** The models that the exercise's extra credit compares, at one depth, width and kernel. */
import { gatedPixelCnn, diagonalBiLstm, mdrnn, pixelCnn, rowLstm } from "./presets.js";
import type { ModelSpec } from "./spec.js";

export const COMPARED = [
  "pixelcnn",
  "quadrant",
  "gated",
  "mdrnn",
  "mdlstm",
  "row-lstm",
  "diagonal",
  "attention",
] as const;
export type ComparedId = (typeof COMPARED)[number];

export interface ComparisonSettings {
  /** Layers d. */
  readonly depth: number;
  /** Maps of every layer and of the input, k. */
  readonly channels: number;
  /** Side of the convolutions' kernels, odd; the recurrent models have none to choose. */
  readonly kernel: number;
  readonly height: number;
  readonly width: number;
}

/** The spec of a compared model; null for attention, which is counted and not executed. */
export const comparedSpec = (id: ComparedId, { depth, channels, kernel }: ComparisonSettings): ModelSpec | null => {
  const options = { depth, channels, inputs: channels };
  switch (id) {
    case "pixelcnn":
      return pixelCnn({ ...options, kernel });
    case "quadrant":
      return pixelCnn({ ...options, kernel, context: "quadrant" });
    case "gated":
      return gatedPixelCnn({ ...options, kernel });
    case "mdrnn":
      return mdrnn(options);
    case "mdlstm":
      return mdrnn({ ...options, cell: "lstm" });
    case "row-lstm":
      return rowLstm(options);
    case "diagonal":
      return diagonalBiLstm(options);
    case "attention":
      return null;
  }
};
