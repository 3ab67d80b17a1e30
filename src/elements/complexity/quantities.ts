import { type ComparisonSettings } from "../../models/comparison.js";
import { t } from "../language/t.js";
import type { StateOf } from "../../io/url-state.js";
import type { complexityState } from "./complexity.state.js";

export type ComplexityState = StateOf<typeof complexityState>;
/** What of the state is counted. */
export const settingsOf = ({ depth, channels, kernel, height, width }: ComplexityState): ComparisonSettings => ({
  depth,
  channels,
  kernel: Number(kernel),
  height,
  width,
});

export type QuantityId = ComplexityState["quantity"];

/** A column of the table. */
export interface Quantity {
  readonly id: QuantityId;
  readonly title: string;
  /** Heading of the column. */
  readonly short: string;
  readonly unit: string;
  /** What is counted, in a sentence or two. */
  readonly rule: string;
}

export interface QuantityGroup {
  readonly title: string;
  readonly quantities: readonly Quantity[];
}

export const groups: readonly QuantityGroup[] = [
  {
    get title() {
      return t`Work`;
    },
    quantities: [
      {
        id: "connections",
        get title() {
          return t`Connections`;
        },
        get short() {
          return t`connections`;
        },
        get unit() {
          return t`connections`;
        },
        get rule() {
          return t`One connection is one edge from an input unit to an output unit: one multiplication. Taps that fall on the padding are none, and neither are biases.`;
        },
      },
      {
        id: "memory",
        get title() {
          return t`Memory that training keeps`;
        },
        get short() {
          return t`memory, bytes`;
        },
        get unit() {
          return t`bytes`;
        },
        get rule() {
          return t`Float32 numbers that the forward pass keeps for the backward pass: every output, and where units are gated their gates and states. Weights and the image are left out.`;
        },
      },
    ],
  },
  {
    get title() {
      return t`Reading an image (training)`;
    },
    quantities: [
      {
        id: "minimum",
        get title() {
          return t`Sequential steps, the minimum`;
        },
        get short() {
          return t`steps, minimum`;
        },
        get unit() {
          return t`steps`;
        },
        get rule() {
          return t`In one step every matrix-vector product runs whose inputs are there; sums, gates and activations are free. This is the longest chain of the model’s graph, so no schedule is shorter. The backward pass takes as many again.`;
        },
      },
      {
        id: "layerwise",
        get title() {
          return t`Sequential steps, layer by layer`;
        },
        get short() {
          return t`steps, layer by layer`;
        },
        get unit() {
          return t`steps`;
        },
        get rule() {
          return t`A layer starts when the layer below it is done everywhere. Convolutions and attention lose nothing by it.`;
        },
      },
      {
        id: "width",
        get title() {
          return t`Parallel width`;
        },
        get short() {
          return t`widest step`;
        },
        get unit() {
          return t`cells`;
        },
        get rule() {
          return t`Cells that run together in the widest step of the shortest schedule. A cell is one position of one map; a gated layer has three maps, a Diagonal BiLSTM two.`;
        },
      },
      {
        id: "ticks",
        get title() {
          return t`Time on a machine with P lanes`;
        },
        get short() {
          return t`ticks on P lanes`;
        },
        get unit() {
          return t`ticks`;
        },
        get rule() {
          return t`A machine with P lanes does P units of work in a tick, matrix-vector products or whole cells; a step takes as many ticks as its units need. With endless lanes this is the number of steps.`;
        },
      },
    ],
  },
  {
    get title() {
      return t`What an output sees`;
    },
    quantities: [
      {
        id: "context",
        get title() {
          return t`Context window`;
        },
        get short() {
          return t`pixels seen`;
        },
        get unit() {
          return t`pixels`;
        },
        get rule() {
          return t`Pixels that the output in the middle of the image depends on, its own left out: the first layer of a recurrent model is shifted for that, as for drawing.`;
        },
      },
      {
        id: "gained",
        get title() {
          return t`Context gained per step`;
        },
        get short() {
          return t`pixels per step`;
        },
        get unit() {
          return t`pixels per step`;
        },
        get rule() {
          return t`Pixels seen from the middle, divided by the least number of steps that it takes to see them.`;
        },
      },
      {
        id: "path",
        get title() {
          return t`Gradient path`;
        },
        get short() {
          return t`path to first pixel`;
        },
        get unit() {
          return t`products`;
        },
        get rule() {
          return t`The fewest matrix-vector products between the last output and the first pixel, the pair that lies farthest apart. No path is longer than the minimum of steps.`;
        },
      },
    ],
  },
  {
    get title() {
      return t`Drawing an image (sampling)`;
    },
    quantities: [
      {
        id: "raster",
        get title() {
          return t`Sampling pixel by pixel`;
        },
        get short() {
          return t`naive, cached`;
        },
        get unit() {
          return t`pixel-steps`;
        },
        get rule() {
          return t`One pixel after the other. Naive sampling recomputes the whole network for each pixel, cached sampling computes every cell once: less work, as many pixel-steps.`;
        },
      },
      {
        id: "wavefront",
        get title() {
          return t`Sampling along the wavefront`;
        },
        get short() {
          return t`wavefront`;
        },
        get unit() {
          return t`pixel-steps`;
        },
        get rule() {
          return t`All pixels whose context is drawn are drawn at once: the longest chain of pixels of which each depends on the one before. It gives the same image as pixel by pixel.`;
        },
      },
      {
        id: "products",
        get title() {
          return t`Sampling, in steps of products`;
        },
        get short() {
          return t`wavefront, products`;
        },
        get unit() {
          return t`steps`;
        },
        get rule() {
          return t`The longest chain of matrix-vector products while an image is drawn along the wavefront; drawing a value is free.`;
        },
      },
    ],
  },
];

export const quantities: readonly Quantity[] = groups.flatMap((group) => group.quantities);

export const quantityOf = (id: QuantityId): Quantity => quantities.find((quantity) => quantity.id === id)!;
