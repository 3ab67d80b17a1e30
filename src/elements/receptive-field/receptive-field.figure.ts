import { outputFields } from "../../graph/output-field.js";
import { builtinImage } from "../../io/builtin-images.js";
import { noun } from "../controls/noun.js";
import { HATCH } from "../figure/marks.js";
import type { FigureOf, LegendEntry } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { rampsFor } from "../styles/ramps.js";
import { fieldView, findings } from "./field-view.js";
import { imageFor } from "./inputs.js";
import { formatLayers } from "./layers.js";
import { measure } from "./measure.js";
import { colourOf, hueOf, layersOf, MODEL_TITLES, specOf, type FieldState } from "./model.js";
import { COLOUR_PAINTS, pictureMarks } from "./picture-marks.js";
import { extentOf, sceneOf } from "./scene.js";
import { initialWeights } from "../../models/initialise.js";

const WIDTH = 600;

/** The field of a state's output, measured, with its window and blind spot. */
export const figureOf: FigureOf<FieldState> = async (state, engine) => {
  const { height, width } = state;
  const spec = specOf(state);
  const layers = layersOf(state);
  const depth = layers.length;
  const fields = outputFields(spec, { height, width });
  const pixel = Math.min(state.row, height - 1) * width + Math.min(state.column, width - 1);
  const chosen = colourOf(state);
  const colour = chosen === undefined ? {} : { colour: chosen };
  const view = fieldView(fields, { height, width, pixel, layers: Math.min(state.layer, depth), ...colour });
  const x = imageFor(builtinImage(state.image, { height, width }, state.seed), spec.inputs);
  const weights = initialWeights(spec, state.seed);
  const measured =
    view.layers === 0 ? null : await measure(engine, { spec, x, weights, layers: view.layers, pixel, ...colour });
  const scene = sceneOf({ state, spec, fields, view, measured, isHidden: false });
  const { wrong } = scene;
  const { columns, rows } = extentOf(scene);
  const side = Math.min(WIDTH / columns, 40);
  const place = `row ${Math.floor(pixel / width)}, column ${pixel % width}`;
  const agreement = !measured
    ? ""
    : wrong.length === 0
      ? ` The gradient through positive weights, on ${measured.adapter}, is not zero at exactly these.`
      : ` The gradient on ${measured.adapter} differs at ${wrong.length} ${noun(wrong.length, "pixel")}.`;
  return {
    title: `What ${place} of a ${MODEL_TITLES[state.model]} sees: ${view.seen.length} of ${view.window.length} pixels, ${view.blind.length} blind`,
    caption:
      `${MODEL_TITLES[state.model]}, layers ${formatLayers(layers)}${state.context === "quadrant" ? ", quadrant context" : ""}, ` +
      `output of layer ${view.layers} of ${depth} at ${place} of ${height} × ${width}${chosen === undefined ? "" : `, colour ${state.colour}`}. ` +
      `${view.seen.length} pixels seen, ${view.window.length} in the ${view.isUnbounded ? "past" : "causal window of the same reach"}, ${view.blind.length} blind.` +
      `${agreement}${findings(view, chosen ?? null)
        .map((text) => ` ${text}`)
        .join("")}`,
    legend: legendOf(state, chosen !== undefined, depth),
    width: Math.max(columns * side, 420),
    height: rows * side + 12,
    marks: pictureMarks(scene, { of: figureColour, ramps: rampsFor(false) }, side),
  };
};

const legendOf = (state: FieldState, hasColours: boolean, depth: number): readonly LegendEntry[] => {
  const ramp = rampsFor(false).order;
  const seen: readonly LegendEntry[] =
    state.show === "growth"
      ? [{ label: "seen from this layer on", swatch: { ramp, ends: ["1", "", String(depth)] } }]
      : state.show === "sensitivity"
        ? [{ label: "sensitivity, logarithmic", swatch: { ramp, ends: ["10⁻⁴ max", "", "max"] } }]
        : hasColours
          ? (["red", "green", "blue"] as const).map((name, i) => ({
              label: `${name} seen`,
              swatch: { fill: COLOUR_PAINTS[i]! },
            }))
          : [{ label: "seen", swatch: { fill: figureColour(hueOf(state.model)) } }];
  return [
    { label: "the output", swatch: { stroke: figureColour("glow") } },
    ...seen,
    { label: "blind", swatch: { fill: HATCH, stroke: figureColour("bad") } },
    { label: "causal window", swatch: { stroke: figureColour("ink"), dash: "3 2" } },
    { label: "earlier, out of reach", swatch: { fill: figureColour("well") } },
    { label: "later", swatch: { fill: figureColour("raised") } },
  ];
};
