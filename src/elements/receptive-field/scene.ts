import type { OutputFields } from "../../graph/output-field.js";
import type { ModelSpec } from "../../models/spec.js";
import type { CellVerdict } from "../controls/questions.js";
import { coneOf, type Cone } from "./cone.js";
import { differences, firstSeen, type FieldView } from "./field-view.js";
import type { Measured } from "./measure.js";
import { colourOf, hueOf, layersOf, type FieldState } from "./model.js";

/** What the colour of a seen pixel says. */
export type Tint =
  | { readonly kind: "set" }
  /** By pixel the number of layers from which on it is seen, of so many. */
  | { readonly kind: "growth"; readonly first: Uint8Array; readonly depth: number }
  /** By colour and pixel a norm; the ramp is logarithmic and spans DECADES below the largest. */
  | { readonly kind: "sensitivity"; readonly norms: readonly Float32Array[] };

export interface Scene {
  readonly view: FieldView;
  readonly hue: "pixelcnn" | "mdrnn";
  readonly tint: Tint;
  /** For an image of one row. */
  readonly cone?: Cone | undefined;
  /** Levels of the picture of a sequence: layers and the image. */
  readonly levels: number;
  /** Pixels where the measurement disagrees. */
  readonly wrong: readonly number[];
  /** While a question is asked nothing else is told. */
  readonly verdicts?: ReadonlyMap<number, CellVerdict> | undefined;
  readonly isHidden: boolean;
}

/** Columns and rows of cells that a scene has. */
export const extentOf = ({ view, cone, levels }: Scene): { columns: number; rows: number } => ({
  columns: view.width,
  rows: cone ? levels : view.height,
});

/** An output that is looked at, as it is shown. */
export interface FieldShown {
  readonly state: FieldState;
  readonly spec: ModelSpec;
  readonly fields: OutputFields;
  readonly view: FieldView;
  readonly measured: Measured | null;
  /** What a question holds back: every number, or formulas alone. */
  readonly isHidden: boolean;
  readonly isWithheld: boolean;
  readonly verdicts?: Scene["verdicts"];
}

const tintOf = ({
  state,
  fields,
  view,
  measured,
}: Pick<FieldShown, "state" | "fields" | "view" | "measured">): Tint => {
  if (state.show === "growth")
    return { kind: "growth", first: firstSeen(fields, view, colourOf(state)), depth: layersOf(state).length };
  if (state.show === "sensitivity" && measured) return { kind: "sensitivity", norms: measured.norms };
  return { kind: "set" };
};

/** What is drawn of a state whose output has been looked at and, maybe, measured. */
export const sceneOf = (shown: Omit<FieldShown, "isWithheld">): Scene => {
  const { state, spec, view, measured, isHidden, verdicts } = shown;
  return {
    view,
    hue: hueOf(state.model),
    tint: tintOf(shown),
    levels: layersOf(state).length + 1,
    ...(view.height === 1 ? { cone: coneOf(spec, view.width, view.layers, view.pixel) } : {}),
    wrong: measured && !isHidden ? differences(view.planes, measured.planes) : [],
    verdicts,
    isHidden,
  };
};
