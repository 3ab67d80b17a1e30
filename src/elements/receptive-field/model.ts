import { t } from "../language/t.js";
import type { Colour } from "../../graph/colours.js";
import type { StateOf } from "../../io/url-state.js";
import type { ModelSpec } from "../../models/spec.js";
import { parseLayers, type StackLayer } from "./layers.js";
import type { receptiveFieldState } from "./receptive-field.state.js";

export type FieldState = StateOf<typeof receptiveFieldState>;
export type ModelName = FieldState["model"];

/** What decides the model. */
export type ModelState = Pick<FieldState, "model" | "layers" | "context" | "colours" | "channels">;

const MODEL_TITLES: Readonly<Record<ModelName, () => string>> = {
  pixelcnn: () => "PixelCNN",
  gated: () => t`Gated PixelCNN`,
  mdrnn: () => "MDRNN",
  "mdrnn-printed": () => t`MDRNN, as printed`,
  "row-lstm": () => "Row LSTM",
  "diagonal-bilstm": () => "Diagonal BiLSTM",
};

export const modelTitle = (model: ModelName): string => MODEL_TITLES[model]();

/** The hue of a model's family, as the tokens name it. */
export const hueOf = (model: ModelName): "pixelcnn" | "mdrnn" =>
  model === "pixelcnn" || model === "gated" ? "pixelcnn" : "mdrnn";

export const hasColours = ({ model, colours }: Pick<FieldState, "model" | "colours">): boolean =>
  model === "pixelcnn" && colours === "3";

const COLOURS = { red: 0, green: 1, blue: 2 } as const;

/** Names of the colours, in the order in which a pixel's are drawn. */
export const colourNames = (): readonly [string, string, string] => [t`red`, t`green`, t`blue`];

/** The colour of the output that is looked at, where the model has colours. */
export const colourOf = (state: Pick<FieldState, "model" | "colours" | "colour">): Colour | undefined =>
  hasColours(state) ? COLOURS[state.colour] : undefined;

const FALLBACK: readonly StackLayer[] = [{ mask: "A", kernel: 3, dilation: 1 }];

export const layersOf = (state: Pick<FieldState, "layers">): readonly StackLayer[] =>
  parseLayers(state.layers) ?? FALLBACK;

/** The model of a state: a valid spec, whatever the state. */
export const specOf = (state: ModelState): ModelSpec => {
  const { model, context, channels } = state;
  const layers = layersOf(state);
  const first = layers[0]!.mask;
  const depth = layers.length;
  switch (model) {
    case "pixelcnn": {
      const colourGroups = hasColours(state) ? 3 : 1;
      const out = Math.max(colourGroups, channels);
      return {
        kind: "pixelcnn",
        inputs: colourGroups,
        colourGroups,
        context,
        layers: layers.map((layer) => ({ ...layer, out, activation: "relu" })),
      };
    }
    case "gated":
      return {
        kind: "gated-pixelcnn",
        inputs: 1,
        layers: layers.map(({ kernel }, i) => ({ kernel: i === 0 ? Math.max(3, kernel) : kernel, out: channels })),
      };
    case "mdrnn":
    case "mdrnn-printed": {
      const isPrinted = model === "mdrnn-printed";
      return {
        kind: "mdrnn",
        inputs: 1,
        neighbours: isPrinted ? "input" : "hidden",
        shift: !isPrinted && first === "A",
        directions: 1,
        layers: layers.map(() => ({ hidden: channels, cell: "rnn", activation: "tanh" })),
      };
    }
    case "row-lstm":
    case "diagonal-bilstm":
      return { kind: model, inputs: 1, hidden: channels, layers: depth, first };
  }
};
