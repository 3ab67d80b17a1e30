/** Model specifications: what can be run. Plain data, JSON in and JSON out; `validateSpec` fills the defaults. */

export type Activation = "none" | "relu" | "tanh";

/** Mask A hides the centre tap, B keeps it (van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.4). */
export type MaskType = "A" | "B";

/** `raster`: all earlier rows and the pixels to the left. `quadrant`: only what lies north-west (no tap right of the centre). */
export type Context = "raster" | "quadrant";

export interface MaskedConvLayer {
  /** Side of the square kernel, odd. */
  readonly kernel: number;
  readonly mask: MaskType;
  /** Output channels. */
  readonly out: number;
  readonly activation: Activation;
  readonly dilation: number;
}

/**
 * What the outputs of a model say of the pixel that they belong to, channel by channel: the logit that it is 1 (and not −1),
 * or the mean of a Gaussian whose σ is fixed, in the units of the image [−1, 1]. With `levels` the Gaussian is rounded to
 * that many values from −1 to 1, and its likelihood is that of the rounded value.
 */
export type Conditional =
  { readonly kind: "bernoulli" } | { readonly kind: "gaussian"; readonly sigma: number; readonly levels?: number };

/**
 * A model that is to draw images, pixel after pixel. The last layer of a PixelCNN gives the conditional, so it has as many
 * outputs as there are inputs; the others get a read-out, a layer more, linear: of a gated PixelCNN 1×1, of an MDRNN with
 * `shift` at the own cell, else of h(r, c−1) + h(r−1, c).
 */
interface Drawing {
  readonly conditional?: Conditional;
}

export interface PixelCnnSpec extends Drawing {
  readonly kind: "pixelcnn";
  /** Input channels. */
  readonly inputs: number;
  /** 3: channel j belongs to colour j mod 3, and the centre tap reads earlier colours only. */
  readonly colourGroups: 1 | 3;
  readonly context: Context;
  readonly layers: readonly MaskedConvLayer[];
}

export interface GatedLayer {
  /** Side of the vertical kernel and length of the horizontal one, odd. */
  readonly kernel: number;
  /** Channels of both stacks. */
  readonly out: number;
}

/** The vertical and the horizontal stack of van den Oord et al. 2016, "Conditional Image Generation with PixelCNN Decoders", §2.3. */
export interface GatedPixelCnnSpec extends Drawing {
  readonly kind: "gated-pixelcnn";
  readonly inputs: number;
  /** The residual connection from layer to layer wants equal widths. */
  readonly layers: readonly GatedLayer[];
}

export interface RnnLayer {
  /** Hidden units, which are the layer's output channels. */
  readonly hidden: number;
  readonly cell: "rnn";
  readonly activation: "tanh" | "relu";
}

/** Graves et al. 2007, "Multi-Dimensional Recurrent Neural Networks": one forget gate for each neighbour. */
export interface MdlstmLayer {
  readonly hidden: number;
  readonly cell: "lstm";
}

export type MdrnnLayer = RnnLayer | MdlstmLayer;

export interface MdrnnSpec extends Drawing {
  readonly kind: "mdrnn";
  readonly inputs: number;
  /** `hidden`: the recurrence h(r,c) reads h(r,c−1) and h(r−1,c). `input`: as the exercise sheet prints it, x of the neighbours. */
  readonly neighbours: "hidden" | "input";
  /** As a generator: the first layer's W_in reads x(r,c−1) + x(r−1,c) instead of x(r,c), so that no output sees its own pixel. */
  readonly shift: boolean;
  /** 4: every layer sweeps from all four corners, each with weights of its own, and gives the sum. */
  readonly directions: 1 | 4;
  readonly layers: readonly MdrnnLayer[];
}

/** Whether the first layer hides the own pixel (A) or reads it (B). */
interface PixelRnnSpec {
  readonly inputs: number;
  /** Units of every layer. */
  readonly hidden: number;
  /** Number of layers. */
  readonly layers: number;
  readonly first: MaskType;
}

/** van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.1: rows one after the other, a row at once. */
export interface RowLstmSpec extends PixelRnnSpec {
  readonly kind: "row-lstm";
}

/** The same, §3.2: a sweep to the right and one to the left, the second shifted down by a row, and added. */
export interface DiagonalBiLstmSpec extends PixelRnnSpec {
  readonly kind: "diagonal-bilstm";
}

/** The models that can draw. */
export type DrawingSpec = PixelCnnSpec | GatedPixelCnnSpec | MdrnnSpec;

/** A model that has a conditional, so that its outputs have a likelihood. */
export type TrainableSpec = DrawingSpec & { readonly conditional: Conditional };

export type ModelSpec = PixelCnnSpec | GatedPixelCnnSpec | MdrnnSpec | RowLstmSpec | DiagonalBiLstmSpec;
