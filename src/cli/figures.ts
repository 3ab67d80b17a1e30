import { checkAdders } from "../engine/check-adders.js";
import type { EngineKind } from "../engine/kind.js";
import { runModels } from "../engine/run-models.js";
import { runSequences } from "../engine/run-sequences.js";
import { runResiduals } from "../engine/run-residuals.js";
import type { Figure, FigureOf } from "../elements/figure/marks.js";
import { attributeOf, defaultState, formatState, linkedFields, parseState } from "../io/url-state.js";
import type { StateDefinition, StateOf } from "../io/url-state.js";
import { SweepfieldError } from "../error.js";
import { didYouMean, shown } from "./arguments.js";
import type { Device } from "./device.js";
import { builtinWeights } from "./machine/builtin-weights.js";

/** An element whose states can be drawn without a page. */
export interface DrawableElement {
  readonly tag: string;
  /** Draws the state that a query gives. "state-invalid" says what of it was not understood. */
  read(query: string): DrawableState;
}

export interface DrawableState {
  /** The attributes that give the state back, those at their defaults left out. */
  readonly attributes: Readonly<Record<string, string>>;
  draw(device: Pick<Device, "kind" | "runner">): Promise<Figure>;
}

const drawable = <D extends StateDefinition, Run>(
  definition: D,
  figureOf: FigureOf<StateOf<D>, Run>,
  kind: EngineKind<Run>,
): DrawableElement => ({
  tag: definition.tag,
  read: (query) => {
    const state = readState(definition, query);
    return {
      attributes: attributesOf(definition, state),
      draw: async (device) => figureOf(state, { device: device.kind, run: await device.runner(kind) }, builtinWeights),
    };
  },
});

/** An element whose figure needs nothing to run: no device is opened for it. */
const counted = <D extends StateDefinition>(
  definition: D,
  figureOf: (state: StateOf<D>) => Figure,
): DrawableElement => ({
  tag: definition.tag,
  read: (query) => {
    const state = readState(definition, query);
    return { attributes: attributesOf(definition, state), draw: async () => figureOf(state) };
  },
});

const attributesOf = <D extends StateDefinition>(definition: D, state: StateOf<D>): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(formatState(definition, state)));

function readState<D extends StateDefinition>(definition: D, query: string): StateOf<D> {
  const parameters = new URLSearchParams(query);
  const names = linkedFields(definition).map(([property]) => attributeOf(property));
  const unknown = [...parameters.keys()].find((key) => !names.includes(key));
  if (unknown !== undefined)
    throw new SweepfieldError(
      "state-invalid",
      `--state: ${definition.tag} has no setting ${shown(unknown)}${didYouMean(unknown, names) || `; use ${names.join(", ")}`}`,
    );
  const { given, notices } = parseState(definition, parameters);
  const [notice] = notices;
  if (notice !== undefined)
    throw new SweepfieldError(
      "state-invalid",
      (notice.split(". ")[0] ?? notice).replace("in the address", "in --state"),
    );
  return { ...defaultState(definition), ...given };
}

/** By the element's name, loaded when it is drawn. */
export const FIGURES: Readonly<Record<string, () => Promise<DrawableElement>>> = {
  "sf-race": async () =>
    drawable(
      (await import("../elements/race/race.state.js")).raceState,
      (await import("../elements/race/race.figure.js")).figureOf,
      runModels,
    ),
  "sf-wavefront": async () =>
    drawable(
      (await import("../elements/wavefront/wavefront.state.js")).wavefrontState,
      (await import("../elements/wavefront/wavefront.figure.js")).figureOf,
      runModels,
    ),
  "sf-receptive-field": async () =>
    drawable(
      (await import("../elements/receptive-field/receptive-field.state.js")).receptiveFieldState,
      (await import("../elements/receptive-field/receptive-field.figure.js")).figureOf,
      runModels,
    ),
  "sf-complexity": async () =>
    drawable(
      (await import("../elements/complexity/complexity.state.js")).complexityState,
      (await import("../elements/complexity/complexity.figure.js")).figureOf,
      runModels,
    ),
  "sf-layer-stack": async () =>
    drawable(
      (await import("../elements/layer-stack/layer-stack.state.js")).layerStackState,
      (await import("../elements/layer-stack/layer-stack.figure.js")).figureOf,
      runModels,
    ),
  "sf-parameter-count": async () =>
    counted(
      (await import("../elements/parameter-count/parameter-count.state.js")).parameterCountState,
      (await import("../elements/parameter-count/parameter-count.figure.js")).figureOf,
    ),
  "sf-adder": async () =>
    drawable(
      (await import("../elements/adder/adder.state.js")).adderState,
      (await import("../elements/adder/adder.figure.js")).figureOf,
      checkAdders,
    ),
  "sf-lstm": async () =>
    drawable(
      (await import("../elements/lstm/lstm.state.js")).lstmState,
      (await import("../elements/lstm/lstm.figure.js")).figureOf,
      runSequences,
    ),
  "sf-gradient-flow": async () =>
    drawable(
      (await import("../elements/gradient-flow/gradient-flow.state.js")).gradientFlowState,
      (await import("../elements/gradient-flow/gradient-flow.figure.js")).figureOf,
      runResiduals,
    ),
  "sf-sampler": async () =>
    drawable(
      (await import("../elements/sampler/sampler.state.js")).samplerState,
      (await import("../elements/sampler/sampler.figure.js")).figureOf,
      (await import("../elements/sampler/engine.js")).drawAndTrain,
    ),
};
