import { t } from "../language/t.js";
import { accessMap, layerOutputs } from "../../graph/access.js";
import type { AccessMap, OutputTerm } from "../../graph/access.js";
import { gatedPixelCnn, mdrnn, pixelCnn } from "../../models/presets.js";
import type { ModelSpec } from "../../models/spec.js";
import type { StateOf } from "../../io/url-state.js";
import type { Grid } from "../../schedule/schedule.js";
import { gridOf } from "../../schedule/schedules.js";
import type { layerStackState } from "./layer-stack.state.js";

export type StackState = StateOf<typeof layerStackState>;
export type StackChange = Partial<StackState>;
type ModelState = Pick<StackState, "model" | "depth" | "channels" | "kernel">;

const specs: Readonly<Record<StackState["model"], (state: ModelState, inputs: number) => ModelSpec>> = {
  pixelcnn: ({ depth, channels, kernel }, inputs) => pixelCnn({ depth, channels, kernel: Number(kernel), inputs }),
  quadrant: ({ depth, channels, kernel }, inputs) =>
    pixelCnn({ depth, channels, kernel: Number(kernel), inputs, context: "quadrant" }),
  "gated-pixelcnn": ({ depth, channels, kernel }, inputs) =>
    gatedPixelCnn({ depth, channels, kernel: Number(kernel), inputs }),
  mdrnn: ({ depth, channels }, inputs) => mdrnn({ depth, channels, inputs }),
};

const MODEL_NAMES: Readonly<Record<StackState["model"], () => string>> = {
  pixelcnn: () => "PixelCNN",
  quadrant: () => t`Quadrant PixelCNN`,
  "gated-pixelcnn": () => t`Gated PixelCNN`,
  mdrnn: () => "MDRNN",
};

export const modelName = (model: StackState["model"]): string => MODEL_NAMES[model]();

/** A model with what its picture needs to know of it. */
export interface StackModel {
  readonly spec: ModelSpec;
  readonly access: AccessMap;
  /** What the last layer's output is made of. */
  readonly outputs: readonly OutputTerm[];
  readonly grid: Grid;
}

export function stackModel(
  state: ModelState,
  { inputs, height, width }: { readonly inputs: number; readonly height: number; readonly width: number },
): StackModel {
  const spec = specs[state.model](state, inputs);
  return {
    spec,
    access: accessMap(spec),
    outputs: layerOutputs(spec).at(-1) ?? [],
    grid: gridOf(spec, { height, width }),
  };
}
