import { DIRECTIONS } from "../../models/directions.js";
import { diagonalBiLstm, mdrnn, rowLstm } from "../../models/presets.js";
import type { DiagonalBiLstmSpec, MdrnnSpec, RowLstmSpec } from "../../models/spec.js";
import type { StateOf } from "../../io/url-state.js";
import { schedulesFor } from "../../schedule/schedules.js";
import type { ScheduleName } from "../../schedule/schedule.js";
import { t } from "../language/t.js";
import type { wavefrontState } from "./wavefront.state.js";

export type WavefrontState = StateOf<typeof wavefrontState>;
export type SweepSpec = MdrnnSpec | RowLstmSpec | DiagonalBiLstmSpec;

/** The formula as printed has neither gates nor corners to sweep from. */
export const isPrinted = ({ model, printed }: Pick<WavefrontState, "model" | "printed">): boolean =>
  model === "rnn" && printed;

export const hasDirections = (state: WavefrontState): boolean =>
  (state.model === "rnn" && !state.printed) || state.model === "mdlstm";

/** The model of the settings, for an image of so many channels. */
export const specOf = (state: WavefrontState, inputs: number): SweepSpec => {
  const { model, depth, channels } = state;
  if (model === "row-lstm") return rowLstm({ depth, channels, inputs });
  if (model === "diagonal-bilstm") return diagonalBiLstm({ depth, channels, inputs });
  return mdrnn({
    depth,
    channels,
    inputs,
    cell: model === "mdlstm" ? "lstm" : "rnn",
    neighbours: isPrinted(state) ? "input" : "hidden",
    directions: hasDirections(state) && state.directions === "4" ? 4 : 1,
  });
};

/** The order of the settings, or the only one that the model has. */
export const scheduleNameOf = (spec: SweepSpec, order: WavefrontState["order"]): ScheduleName => {
  const names = schedulesFor(spec);
  return names.includes(order) ? order : names[0]!;
};

/** Whether a map is swept by diagonals, and in the skewed layout from which corner: rows are shifted by r or by H − 1 − r. */
export type Skew = "down-right" | "down-left";

export const skewOf = (spec: SweepSpec, name: string): Skew | null => {
  if (spec.kind === "row-lstm" || (spec.kind === "mdrnn" && spec.neighbours === "input")) return null;
  if (spec.kind === "diagonal-bilstm") return name === "left" ? "down-right" : "down-left";
  return name === "sw" || name === "ne" ? "down-left" : "down-right";
};

/** Where the sweeps of a layer go. */
const ARROWS: Readonly<Record<string, string>> = { se: "↘", sw: "↙", ne: "↗", nw: "↖", left: "→", right: "←" };
const NAMES: Readonly<Record<string, (layer: number) => string>> = {
  se: (layer) => t`layer ${layer}, towards south-east`,
  sw: (layer) => t`layer ${layer}, towards south-west`,
  ne: (layer) => t`layer ${layer}, towards north-east`,
  nw: (layer) => t`layer ${layer}, towards north-west`,
  left: (layer) => t`layer ${layer}, left to right`,
  right: (layer) => t`layer ${layer}, right to left`,
};

interface MapNames {
  readonly layer: number;
  readonly name: string;
}

/** A map's name for a reader: "layer 2", "layer 2, towards south-east". Layers count from 1. */
export const mapName = ({ layer, name }: MapNames): string => NAMES[name]?.(layer + 1) ?? t`layer ${layer + 1}`;

/** "↘" of a map that is one of several of its layer, else nothing. */
export const arrowOf = ({ name }: Pick<MapNames, "name">): string => ARROWS[name] ?? "";

/** Maps of one layer. */
export const mapsPerLayer = (spec: SweepSpec): number =>
  spec.kind === "diagonal-bilstm" ? 2 : spec.kind === "mdrnn" && spec.directions === 4 ? DIRECTIONS.length : 1;

export const MODEL_NAMES: Readonly<Record<WavefrontState["model"], string>> = {
  rnn: "MDRNN",
  mdlstm: "MDLSTM",
  "row-lstm": "Row LSTM",
  "diagonal-bilstm": "Diagonal BiLSTM",
};

export const orderName = (order: ScheduleName): string =>
  ({
    pipelined: t`pipelined`,
    layerwise: t`layer by layer`,
    raster: t`raster order`,
    layers: t`a layer at once`,
  })[order];
