/** The models that draw, from the settings, and how many pixel-steps theory gives them. */
import type { TrainableSpec } from "../../models/spec.js";
import type { Conditional } from "../../models/spec.js";
import type { SamplingMethod } from "../../schedule/sampling.js";
import { samplerState } from "./sampler.state.js";
import type { SamplerState } from "./view.js";
import { t } from "../language/t.js";

export type ModelName = SamplerState["model"];
export const MODEL_NAMES = samplerState.fields.model.values;

export const MODELS: Readonly<
  Record<ModelName, { readonly title: string; readonly context: string; readonly family: "pixelcnn" | "mdrnn" }>
> = {
  pixelcnn: {
    title: "PixelCNN",
    get context() {
      return t`sees rows above and what lies left, but for the blind spot`;
    },
    family: "pixelcnn",
  },
  quadrant: {
    get title() {
      return t`Quadrant PixelCNN`;
    },
    get context() {
      return t`a convolution that sees only what lies north-west`;
    },
    family: "pixelcnn",
  },
  gated: {
    title: "Gated PixelCNN",
    get context() {
      return t`two stacks, no blind spot`;
    },
    family: "pixelcnn",
  },
  mdrnn: {
    title: "MDRNN",
    get context() {
      return t`a recurrence that sees all that lies north-west`;
    },
    family: "mdrnn",
  },
  mdlstm: {
    title: "MDLSTM",
    get context() {
      return t`the same with LSTM cells`;
    },
    family: "mdrnn",
  },
};

interface Method {
  readonly title: string;
  /** The title within a sentence. */
  readonly inText: string;
  readonly does: string;
}

const METHODS: Readonly<Record<SamplingMethod, () => Method>> = {
  naive: () => ({ title: t`Naive`, inText: t`naive`, does: t`pixel after pixel, the whole network every time` }),
  cached: () => ({ title: t`Cached`, inText: t`cached`, does: t`pixel after pixel, only what changed` }),
  wavefront: () => ({
    title: t`Wavefront`,
    inText: t`wavefront`,
    does: t`at once all pixels that wait for no other`,
  }),
  "fixed-point": () => ({
    title: t`Fixed point`,
    inText: t`fixed point`,
    does: t`all pixels at once, until nothing changes`,
  }),
};
export const methodOf = (method: SamplingMethod): Method => METHODS[method]();

const conditionalOf = ({ pixels, sigma }: Pick<SamplerState, "pixels" | "sigma">): Conditional =>
  pixels === "binary" ? { kind: "bernoulli" } : { kind: "gaussian", sigma, levels: 256 };

type Settings = Pick<SamplerState, "depth" | "channels" | "kernel" | "first" | "colour" | "pixels" | "sigma">;

/** Numbers of a pixel. */
export const inputsOf = ({ colour }: Pick<SamplerState, "colour">): 1 | 3 => (colour === "rgb" ? 3 : 1);

/**
 * The spec of a model: as many layers of k channels as are asked for, and what predicts the pixel. In colour a PixelCNN has a group
 * of channels for each of red, green and blue, so three at least; the other models give all three at once.
 */
export function specOf(model: ModelName, state: Settings): TrainableSpec {
  const conditional = conditionalOf(state);
  const { depth, channels } = state;
  const inputs = inputsOf(state);
  const layers = Array.from({ length: depth }, (_, i) => ({ kernel: Number(i === 0 ? state.first : state.kernel) }));
  const isLast = (i: number): boolean => i === depth - 1;
  switch (model) {
    case "pixelcnn":
    case "quadrant":
      return {
        kind: "pixelcnn",
        inputs,
        colourGroups: inputs,
        context: model === "quadrant" ? "quadrant" : "raster",
        layers: layers.map(({ kernel }, i) => ({
          kernel: isLast(i) && i > 0 ? 1 : kernel,
          mask: i === 0 ? "A" : "B",
          out: isLast(i) ? inputs : Math.max(inputs, channels),
          activation: isLast(i) ? "none" : "relu",
          dilation: 1,
        })),
        conditional,
      };
    case "gated":
      return {
        kind: "gated-pixelcnn",
        inputs,
        layers: layers.map(({ kernel }) => ({ kernel, out: channels })),
        conditional,
      };
    case "mdrnn":
    case "mdlstm":
      return {
        kind: "mdrnn",
        inputs,
        neighbours: "hidden",
        shift: false,
        directions: 1,
        layers: layers.map(() =>
          model === "mdlstm"
            ? { hidden: channels, cell: "lstm" as const }
            : { hidden: channels, cell: "rnn" as const, activation: "tanh" as const },
        ),
        conditional,
      };
  }
}

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

export interface StepCount {
  readonly text: string;
  readonly value: number;
  /** Whether fewer steps may do, as with the fixed point. */
  readonly isBound: boolean;
}

/** Draws of one pixel, one after the other: red, green and blue of a PixelCNN in colour, else 1. */
export const coloursOf = (spec: TrainableSpec): 1 | 3 => (spec.kind === "pixelcnn" ? spec.colourGroups : 1);

/**
 * How many pixel-steps a row starts after the one above (domain.md §5.2): of which q pixels to the right are seen, min(q + 1, W)
 * pixels. Null where there is no closed form (dilations, kernels too wide for the image).
 */
function rowDelay(spec: TrainableSpec, width: number): number | null {
  const reach = ({ kernel }: { readonly kernel: number }): number => (kernel - 1) / 2;
  const colours = coloursOf(spec);
  const seeing = (q: number): number => colours * Math.min(q + 1, width);
  if (spec.kind === "mdrnn") return seeing(0);
  if (spec.kind === "gated-pixelcnn") return seeing(spec.layers.reduce((sum, layer) => sum + reach(layer), 0));
  if (spec.context === "quadrant") return seeing(0);
  const [first, ...later] = spec.layers;
  if (!first || spec.layers.some(({ dilation }) => dilation > 1)) return null;
  const widest = Math.max(0, ...later.map(reach));
  if (reach(first) >= widest) return seeing(reach(first));
  if (widest >= width) return null;
  // behind mask A a later, larger kernel sees one pixel less to the right, but red and green of that one: maps of blue have read them
  return colours === 1 ? seeing(widest - 1) : seeing(widest - 1) + 2;
}

/** Pixel-steps of the wavefront: W + min(q + 1, W)(H − 1); where a pixel is drawn colour by colour, three times as many. */
export function wavefrontFormula(spec: TrainableSpec, { height, width }: ImageSize): StepCount | null {
  const delay = rowDelay(spec, width);
  if (delay === null) return null;
  const colours = coloursOf(spec);
  const inPixels = (slope: number): string =>
    slope === 1 ? "H + W − 1" : slope === width ? "W + W(H − 1)" : `W + ${slope}(H − 1)`;
  const inColours = delay % 3 === 0 ? `3(${inPixels(delay / 3)})` : `3W + ${delay}(H − 1)`;
  return {
    text: colours === 1 ? inPixels(delay) : inColours,
    value: colours * width + delay * (height - 1),
    isBound: false,
  };
}

/** What theory says of a method: the test beside what was executed. Rows that are known take part in no pixel-step. */
export function methodFormula(method: SamplingMethod, spec: TrainableSpec, size: ImageSize): StepCount | null {
  const colours = coloursOf(spec);
  if (method === "naive" || method === "cached")
    return { text: colours === 1 ? "H · W" : "3 · H · W", value: colours * size.height * size.width, isBound: false };
  const wavefront = wavefrontFormula(spec, size);
  if (method === "wavefront" || !wavefront) return wavefront;
  return { text: t`${wavefront.text}, + 1 to find out`, value: wavefront.value + 1, isBound: true };
}
