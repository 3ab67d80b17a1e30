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

export interface PixelCnnSpec {
  readonly kind: "pixelcnn";
  /** Input channels. */
  readonly inputs: number;
  /** 3: channel j belongs to colour j mod 3, and the centre tap reads earlier colours only. */
  readonly colourGroups: 1 | 3;
  readonly context: Context;
  readonly layers: readonly MaskedConvLayer[];
}

export interface MdrnnLayer {
  /** Hidden units, which are the layer's output channels. */
  readonly hidden: number;
  readonly cell: "rnn";
  readonly activation: "tanh" | "relu";
}

export interface MdrnnSpec {
  readonly kind: "mdrnn";
  readonly inputs: number;
  /** `hidden`: the recurrence h(r,c) reads h(r,c−1) and h(r−1,c). `input`: as the exercise sheet prints it, x of the neighbours. */
  readonly neighbours: "hidden" | "input";
  /** As a generator: the first layer's W_in reads x(r,c−1) + x(r−1,c) instead of x(r,c), so that no output sees its own pixel. */
  readonly shift: boolean;
  readonly layers: readonly MdrnnLayer[];
}

export type ModelSpec = PixelCnnSpec | MdrnnSpec;
