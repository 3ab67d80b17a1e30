/** The layers of a convolutional net as data: what the notation and the JSON form are both read into. */

/** Where a layer was read, to begin an error with: a stretch of the text, or a path such as "cnn.layers[2]" with an empty stretch. */
export interface Place {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** Along rows and columns. */
export type Sides = readonly [rows: number, columns: number];

interface Window {
  readonly kernel: Sides;
  readonly stride: Sides;
  /** Zeros on each side. */
  readonly padding: Sides;
}

/** A convolution: weights (out, in ÷ groups, rows, columns), cross-correlation, zero padding, as torch.nn.Conv2d. */
export interface ConvLayer extends Window {
  readonly type: "conv";
  /** Output channels; null in a depthwise convolution, which has as many as its input. */
  readonly out: number | null;
  readonly dilation: Sides;
  /** null: one group for each input channel. */
  readonly groups: number | null;
  readonly bias: boolean;
  /** Pairs of input and output maps that are joined, where not all are (LeCun et al. 1998, "Gradient-Based Learning", Table I: 60). */
  readonly pairs: number | null;
}

export interface PoolLayer extends Window {
  readonly type: "max-pool" | "avg-pool";
  /** Windows that start inside the image and reach over its edge count too. */
  readonly ceil: boolean;
}

/** A mean over windows times one trainable number a map, plus another (LeCun et al. 1998, layers S2 and S4). */
export interface SubsampleLayer {
  readonly type: "subsample";
  readonly kernel: Sides;
}

export interface FullLayer {
  readonly type: "fc";
  readonly out: number;
  readonly bias: boolean;
}

/** Distances to fixed code words (LeCun et al. 1998): numbers that are not trained. */
export interface RbfLayer {
  readonly type: "rbf";
  readonly out: number;
}

/** A shortcut without weights: every stride-th pixel, and maps of zeros up to `out` (He et al. 2016, §4.2, option A). */
export interface ZeroPadLayer {
  readonly type: "zero-pad";
  readonly out: number;
  readonly stride: Sides;
}

/** Layers without weights that keep the shape. */
export const PLAIN = [
  "relu",
  "relu6",
  "leaky-relu",
  "gelu",
  "silu",
  "sigmoid",
  "tanh",
  "softmax",
  "dropout",
  "lrn",
] as const;
export type PlainType = (typeof PLAIN)[number];

export interface PlainLayer {
  readonly type: PlainType | "bn" | "global-avg-pool" | "flatten";
}

export type Leaf = ConvLayer | PoolLayer | SubsampleLayer | FullLayer | RbfLayer | ZeroPadLayer | PlainLayer;

/** The sum of a body and of a shortcut; an empty shortcut is the identity. */
export interface ResidualLayer {
  readonly type: "residual";
  readonly body: readonly Layer[];
  readonly shortcut: readonly Layer[];
}

/** The channels of all branches, one after the other; an empty branch is the identity. */
export interface ConcatLayer {
  readonly type: "concat";
  readonly branches: readonly (readonly Layer[])[];
}

/** Layers that are repeated, each time with weights of their own, or that have a name. */
export interface GroupLayer {
  readonly type: "group";
  readonly layers: readonly Layer[];
  readonly repeat: number;
  readonly name: string | null;
}

/** The named layers once more, with the same weights. */
export interface SharedLayer {
  readonly type: "shared";
  readonly of: string;
}

export type Placed<L> = L & { readonly place: Place };
export type Layer = Placed<Leaf | ResidualLayer | ConcatLayer | GroupLayer | SharedLayer>;

/** (C, H, W) */
export type InputSize = readonly [channels: number, height: number, width: number];

/** The largest number that a layer may name. Counts go far beyond it: they are bigints. */
export const MAX_NUMBER = 1_000_000_000;
/** Layers after repeats are written out. */
export const MAX_LAYERS = 5000;
/** How deep brackets and names may nest. */
export const MAX_NESTING = 50;
/** Characters of a list of layers. */
export const MAX_TEXT = 100_000;
/** Units of one layer's output. */
export const MAX_UNITS = 10n ** 18n;
