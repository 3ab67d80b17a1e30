import { outputFields } from "../../graph/output-field.js";
import { builtinImage } from "../../io/builtin-images.js";
import { initialWeights } from "../../models/initialise.js";
import { HATCH } from "../figure/marks.js";
import type { Figure, FigureOf, LegendEntry } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { t } from "../language/t.js";
import { rampsFor } from "../styles/ramps.js";
import { fieldView, findings } from "./field-view.js";
import { imageFor } from "./inputs.js";
import { formatLayers } from "./layers.js";
import { measure } from "./measure.js";
import { colourNames, colourOf, hueOf, layersOf, modelTitle, specOf, type FieldState } from "./model.js";
import { COLOUR_PAINTS, pictureMarks } from "./picture-marks.js";
import { extentOf, sceneOf, type FieldShown, type Scene } from "./scene.js";

const WIDTH = 600;
const MOST_SIDE = 40;
const LEAST_WIDTH = 420;

/** The field of a state's output, measured, with its window and blind spot. */
export const figureOf: FigureOf<FieldState> = async (state, engine) => {
  const { height, width } = state;
  const spec = specOf(state);
  const fields = outputFields(spec, { height, width });
  const pixel = Math.min(state.row, height - 1) * width + Math.min(state.column, width - 1);
  const layers = Math.min(state.layer, layersOf(state).length);
  const chosen = colourOf(state);
  const colour = chosen === undefined ? {} : { colour: chosen };
  const view = fieldView(fields, { height, width, pixel, layers, ...colour });
  const x = imageFor(builtinImage(state.image, { height, width }, state.seed), spec.inputs);
  const weights = initialWeights(spec, state.seed);
  const measured = layers === 0 ? null : await measure(engine, { spec, x, weights, layers, pixel, ...colour });
  return fieldFigure({ state, spec, fields, view, measured, isHidden: false, isWithheld: false });
};

/** What is shown of an output; while a question holds the numbers back, its place alone. */
export function fieldFigure(shown: FieldShown): Figure {
  const { state, measured, isHidden } = shown;
  const scene = sceneOf(shown);
  const said = isHidden ? [] : [countsText(shown), agreementText(shown, scene), ...findingsOf(shown)];
  return {
    ...drawn(scene),
    title: titleOf(shown),
    caption: [settingsText(shown), ...said].filter(Boolean).join(" "),
    legend: legendOf(state, measured !== null),
  };
}

/** One layer of the stack among the others: the same settings below every picture. */
export function fieldFrame(shown: FieldShown): Figure {
  const { state, view, isHidden } = shown;
  const depth = layersOf(state).length;
  const title = modelTitle(state.model);
  const { layers, seen, blind } = view;
  return {
    ...drawn(sceneOf(shown)),
    title: isHidden
      ? t`${title}, layer ${layers} of ${depth}`
      : t`${title}, layer ${layers} of ${depth}: ${seen.length} seen, ${blind.length} blind`,
    caption: settingsText({ ...shown, view: { ...view, layers: depth } }),
    legend: legendOf(state, shown.measured !== null),
  };
}

function drawn(scene: Scene): Pick<Figure, "width" | "height" | "marks"> {
  const { columns, rows } = extentOf(scene);
  const side = Math.min(WIDTH / columns, MOST_SIDE);
  return {
    width: Math.max(columns * side, LEAST_WIDTH),
    height: rows * side + 12,
    marks: pictureMarks(scene, { of: figureColour, ramps: rampsFor(false) }, side),
  };
}

const placeOf = ({ pixel, width }: FieldShown["view"]): readonly [row: number, column: number] => [
  Math.floor(pixel / width),
  pixel % width,
];

function titleOf({ state, view, isHidden }: FieldShown): string {
  const [row, column] = placeOf(view);
  const model = modelTitle(state.model);
  return isHidden
    ? t`What row ${row}, column ${column} of a ${model} sees`
    : t`What row ${row}, column ${column} of a ${model} sees: ${view.seen.length} of ${view.window.length} pixels, ${view.blind.length} blind`;
}

/** The settings that give the picture back. */
function settingsText({ state, view }: FieldShown): string {
  const layers = layersOf(state);
  const [row, column] = placeOf(view);
  const colour = colourOf(state);
  const stack = formatLayers(layers);
  return [
    state.context === "quadrant"
      ? t`${modelTitle(state.model)}, layers ${stack}, quadrant context.`
      : t`${modelTitle(state.model)}, layers ${stack}.`,
    t`Output of layer ${view.layers} of ${layers.length} at row ${row}, column ${column} of ${view.height} × ${view.width}.`,
    colour === undefined ? "" : t`Colour of the output: ${colourNames()[colour]}.`,
  ]
    .filter(Boolean)
    .join(" ");
}

const countsText = ({ view: { seen, window, blind, isUnbounded } }: FieldShown): string =>
  isUnbounded
    ? t`${seen.length} pixels seen, ${window.length} in the past, ${blind.length} blind.`
    : t`${seen.length} pixels seen, ${window.length} in the causal window of the same reach, ${blind.length} blind.`;

function agreementText({ measured }: FieldShown, { wrong }: Scene): string {
  if (!measured) return "";
  if (wrong.length === 0)
    return t`The gradient through positive weights, on ${measured.adapter}, is not zero at exactly these.`;
  return wrong.length === 1
    ? t`The gradient on ${measured.adapter} differs at 1 pixel.`
    : t`The gradient on ${measured.adapter} differs at ${wrong.length} pixels.`;
}

const findingsOf = ({ state, view }: FieldShown): readonly string[] => findings(view, colourOf(state) ?? null);

function legendOf(state: FieldState, isMeasured: boolean): readonly LegendEntry[] {
  return [
    { label: t`the output`, swatch: { stroke: figureColour("glow") } },
    ...seenLegend(state, isMeasured),
    { label: t`blind`, swatch: { fill: HATCH, stroke: figureColour("bad") } },
    { label: t`causal window`, swatch: { stroke: figureColour("ink"), dash: "3 2" } },
    { label: t`earlier, out of reach`, swatch: { fill: figureColour("well") } },
    { label: t`later`, swatch: { fill: figureColour("raised") } },
  ];
}

function seenLegend(state: FieldState, isMeasured: boolean): readonly LegendEntry[] {
  const ramp = rampsFor(false).order;
  if (state.show === "growth")
    return [{ label: t`seen from this layer on`, swatch: { ramp, ends: ["1", "", String(layersOf(state).length)] } }];
  if (state.show === "sensitivity" && isMeasured)
    return [{ label: t`sensitivity, logarithmic`, swatch: { ramp, ends: ["10⁻⁴ max", "", "max"] } }];
  return colourOf(state) === undefined
    ? [{ label: t`seen`, swatch: { fill: figureColour(hueOf(state.model)) } }]
    : colourNames().map((name, i) => ({ label: t`${name} seen`, swatch: { fill: COLOUR_PAINTS[i]! } }));
}
