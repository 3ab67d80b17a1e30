import { modelSource } from "../../models/pytorch/index.js";
import type { DataTable, TakeAway } from "../tools/take-away.js";
import { closedForms } from "./closed-forms.js";
import { fieldView, firstSeen } from "./field-view.js";
import { colourOf, layersOf, modelTitle } from "./model.js";
import { comparedView, comparedWith } from "./multiples.js";
import { fieldFigure, fieldFrame } from "./receptive-field.figure.js";
import type { SfReceptiveField } from "./receptive-field.js";
import type { FieldShown } from "./scene.js";

/** What is read of the element. */
type Field = Pick<SfReceptiveField, "shown">;

/** The same output of a layer: of the image itself, which sees nothing, at 0. */
function atLayer(shown: FieldShown, layers: number): FieldShown {
  const { state, fields, view } = shown;
  const { height, width, pixel } = view;
  const colour = colourOf(state);
  const place = { height, width, pixel, layers, ...(colour === undefined ? {} : { colour }) };
  return {
    ...shown,
    view: fieldView(fields, place),
    // norms were measured at one layer only, so that a film shows sets
    state: state.show === "sensitivity" ? { ...state, show: "set" } : state,
    measured: null,
  };
}

/** Layer by layer: what an output sees away from the borders, and what this one sees. Null where there is no end. */
export const layersTable = (shown: FieldShown): DataTable => ({
  name: "layers",
  columns: [
    "layer",
    "mask",
    "kernel",
    "dilation",
    "interior_seen",
    "interior_window",
    "interior_blind",
    "seen",
    "window",
    "blind",
  ],
  rows: layersOf(shown.state).map(({ mask, kernel, dilation }, i) => {
    const interior = shown.fields.interior(i);
    const { view } = atLayer(shown, i + 1);
    return [
      i + 1,
      mask,
      kernel,
      dilation,
      interior?.size ?? null,
      interior?.window ?? null,
      interior?.blind ?? null,
      view.seen.length,
      view.window.length,
      view.blind.length,
    ];
  }),
});

/** Every pixel up to the output: whether it is seen (by colour where there are three), measured, and how much it matters. */
export function pixelsTable({ state, fields, view, measured }: FieldShown): DataTable {
  const first = firstSeen(fields, view, colourOf(state));
  const has = (pixels: readonly number[] | undefined): ((pixel: number) => number) => {
    const known = new Set(pixels);
    return (pixel) => Number(known.has(pixel));
  };
  const names = view.planes.length === 1 ? [""] : ["red_", "green_", "blue_"];
  const planes = names.map((name, plane) => ({
    name,
    isSeen: has(view.planes[plane]),
    isMeasured: measured && has(measured.planes[plane]),
    norms: measured?.norms[plane],
  }));
  const [inWindow, isBlind] = [has(view.window), has(view.blind)];
  return {
    name: "pixels",
    columns: [
      "row",
      "column",
      "window",
      "blind",
      "from_layer",
      ...planes.flatMap(({ name }) => [`${name}seen`, `${name}measured`, `${name}sensitivity`]),
    ],
    rows: Array.from({ length: view.pixel + 1 }, (_, pixel) => [
      Math.floor(pixel / view.width),
      pixel % view.width,
      inWindow(pixel),
      isBlind(pixel),
      first[pixel] || null,
      ...planes.flatMap(({ isSeen, isMeasured, norms }) => [
        isSeen(pixel),
        isMeasured?.(pixel) ?? null,
        norms?.[pixel] ?? null,
      ]),
    ]),
  };
}

/** The same output in the other models. */
export const modelsTable = ({ state, view }: FieldShown): DataTable => ({
  name: "models",
  columns: ["model", "seen", "before"],
  rows: comparedWith(state).map((other) => [
    modelTitle(other.model),
    comparedView(other, view).seen.length,
    view.pixel,
  ]),
});

/** The closed forms that hold, beside what was counted on the graph. */
export const formsTable = ({ state, fields, view }: FieldShown): DataTable => ({
  name: "closed_forms",
  columns: ["counts", "by_formula", "counted"],
  rows: closedForms({
    state,
    view,
    layers: layersOf(state).slice(0, view.layers),
    interior: view.layers > 0 ? fields.interior(view.layers - 1) : null,
  }).map(({ says, value, counted }) => [says, value, counted]),
});

export const takeAway: TakeAway<Field> = {
  figure: async ({ shown }) => fieldFigure(shown),
  frames: async ({ shown }) => ({
    length: layersOf(shown.state).length + 1,
    rate: Number(shown.state.speed),
    at: (layers) => fieldFrame(atLayer(shown, layers)),
  }),
  tables: ({ shown }) =>
    shown.isHidden
      ? []
      : [layersTable(shown), pixelsTable(shown), modelsTable(shown), ...(shown.isWithheld ? [] : [formsTable(shown)])],
  pytorch: ({ shown: { spec, state } }) => modelSource(spec, state),
};
