import type { StateOf } from "../../io/url-state.js";
import type { complexityState } from "./complexity.state.js";

export type ComplexityState = StateOf<typeof complexityState>;
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
    title: "Work",
    quantities: [
      {
        id: "connections",
        title: "Connections",
        short: "connections",
        unit: "connections",
        rule: "One connection is one edge from an input unit to an output unit: one multiplication. Taps that fall on the padding are none, and neither are biases.",
      },
      {
        id: "memory",
        title: "Memory that training keeps",
        short: "memory, bytes",
        unit: "bytes",
        rule: "Float32 numbers that the forward pass keeps for the backward pass: every output, and where units are gated their gates and states. Weights and the image are left out.",
      },
    ],
  },
  {
    title: "Reading an image (training)",
    quantities: [
      {
        id: "minimum",
        title: "Sequential steps, the minimum",
        short: "steps, minimum",
        unit: "steps",
        rule: "In one step every matrix-vector product runs whose inputs are there; sums, gates and activations are free. This is the longest chain of the model’s graph, so no schedule is shorter. The backward pass takes as many again.",
      },
      {
        id: "layerwise",
        title: "Sequential steps, layer by layer",
        short: "steps, layer by layer",
        unit: "steps",
        rule: "A layer starts when the layer below it is done everywhere. Convolutions and attention lose nothing by it.",
      },
      {
        id: "width",
        title: "Parallel width",
        short: "widest step",
        unit: "cells",
        rule: "Cells that run together in the widest step of the shortest schedule. A cell is one position of one map; a gated layer has three maps, a Diagonal BiLSTM two.",
      },
      {
        id: "ticks",
        title: "Time on a machine with P lanes",
        short: "ticks on P lanes",
        unit: "ticks",
        rule: "A machine with P lanes does P units of work in a tick, matrix-vector products or whole cells; a step takes as many ticks as its units need. With endless lanes this is the number of steps.",
      },
    ],
  },
  {
    title: "What an output sees",
    quantities: [
      {
        id: "context",
        title: "Context window",
        short: "pixels seen",
        unit: "pixels",
        rule: "Pixels that the output in the middle of the image depends on, its own left out: the first layer of a recurrent model is shifted for that, as for drawing.",
      },
      {
        id: "gained",
        title: "Context gained per step",
        short: "pixels per step",
        unit: "pixels per step",
        rule: "Pixels seen from the middle, divided by the least number of steps that it takes to see them.",
      },
      {
        id: "path",
        title: "Gradient path",
        short: "path to first pixel",
        unit: "products",
        rule: "The fewest matrix-vector products between the last output and the first pixel, the pair that lies farthest apart. No path is longer than the minimum of steps.",
      },
    ],
  },
  {
    title: "Drawing an image (sampling)",
    quantities: [
      {
        id: "raster",
        title: "Sampling pixel by pixel",
        short: "naive, cached",
        unit: "pixel-steps",
        rule: "One pixel after the other. Naive sampling recomputes the whole network for each pixel, cached sampling computes every cell once: less work, as many pixel-steps.",
      },
      {
        id: "wavefront",
        title: "Sampling along the wavefront",
        short: "wavefront",
        unit: "pixel-steps",
        rule: "All pixels whose context is drawn are drawn at once: the longest chain of pixels of which each depends on the one before. It gives the same image as pixel by pixel.",
      },
      {
        id: "products",
        title: "Sampling, in steps of products",
        short: "wavefront, products",
        unit: "steps",
        rule: "The longest chain of matrix-vector products while an image is drawn along the wavefront; drawing a value is free.",
      },
    ],
  },
];

export const quantities: readonly Quantity[] = groups.flatMap((group) => group.quantities);

export const quantityOf = (id: QuantityId): Quantity => quantities.find((quantity) => quantity.id === id)!;
