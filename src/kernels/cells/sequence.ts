/**
 * A recurrent net over time as the cell kernels run it: a map per layer, one row, a column per step. Column 0 holds h_0 and
 * c_0. The last column holds what comes from beyond T: c̄_T with a forget gate of 1. So no kernel knows of a border.
 */
import { gatesOf, type SequenceSpec } from "../../models/sequence.js";
import { validateSequenceWeights } from "../../models/sequence-weights.js";
import type { Tensor, Tensors } from "../../models/tensor.js";
import { channelLayout, layoutOfParts, type ChannelLayout } from "../channel-layout.js";
import type { GradientProduct } from "../gradients/gpu.js";
import {
  arena,
  joined,
  partSlot,
  zerosBehind,
  type Block,
  type CellMap,
  type CellProgram,
  type GatherTap,
} from "./program.js";

export interface SequenceShape {
  readonly batch: number;
  /** T. */
  readonly steps: number;
}

/** Columns of the kernels' grid: the steps, one before them and one after. */
export const columnsOf = ({ steps }: Pick<SequenceShape, "steps">): number => steps + 2;

/** A map and the weights of its layer: where the gradients lie when the products are done. */
interface LayerProducts {
  readonly input: GradientProduct;
  readonly state: GradientProduct;
  readonly bias: GradientProduct;
}

export interface SequenceProgram extends Pick<
  CellProgram,
  "maps" | "image" | "zeros" | "weights" | "transposed" | "forwardSize" | "backwardSize" | "productSize"
> {
  readonly input: ChannelLayout;
  /** Of h and c; gates and deltas hold it once for every gate. */
  readonly layout: ChannelLayout;
  readonly gates: number;
  /** The maps of the layers, which the schedule runs. `maps` holds more. */
  readonly layers: readonly CellMap[];
  /** Where dL/dh from outside comes in, by layer: y's of the last one, h̄_T of all. */
  readonly direct: readonly number[];
  /** Number of the map W_ih x + b of layer 0, all steps at once, before the sweep. */
  readonly projection: number;
  /** The cells that give h̄_0 and c̄_0 after the sweep, and their kind. */
  readonly initial: { readonly kind: "lstm" | "affine"; readonly cells: Uint32Array };
  readonly products: readonly GradientProduct[];
  readonly layerProducts: readonly LayerProducts[];
}

const NO_MAP = {
  channels: 0,
  parts: 1,
  kind: "affine",
  activation: "none",
  bias: "",
  taps: [],
  forgets: [],
  gates: 0,
  state: 0,
  delta: 0,
  stateDelta: 0,
  bar: null,
  reads: [],
  readers: [],
  gateReaders: [],
} as const;

/** A matrix (parts · out, in) as the kernels read it, [in slots, out slots], and its transpose. */
const matrices = (weight: Tensor, from: ChannelLayout, to: ChannelLayout, parts: number) => {
  const [rows, columns] = weight.shape as [number, number];
  const inSlots = from.groups * 4;
  const outSlots = to.groups * 4 * parts;
  const plain = new Float32Array(inSlots * outSlots);
  const transposed = new Float32Array(inSlots * outSlots);
  for (let o = 0; o < rows; o++) {
    const slot = partSlot(to, o);
    for (let i = 0; i < columns; i++) {
      const value = weight.data[o * columns + i]!;
      plain[from.slotOf[i]! * outSlots + slot] = value;
      transposed[slot * inSlots + from.slotOf[i]!] = value;
    }
  }
  return { plain, transposed };
};

/**
 * Lays a net out for the cell kernels.
 * @throws SweepfieldError "weights-invalid".
 */
export function sequenceProgram(spec: SequenceSpec, weights: Tensors, shape: SequenceShape): SequenceProgram {
  validateSequenceWeights(spec, weights);
  const cells = shape.batch * columnsOf(shape);
  const isLstm = spec.kind === "lstm";
  const gates = gatesOf(spec);
  const input = channelLayout(spec.inputs, 1);
  const layout = channelLayout(spec.hidden, 1);
  const wide = layoutOfParts(layout, gates);
  const slots = layout.groups * 4;
  const forward = arena();
  const backward = arena();
  const plain = arena();
  const flipped = arena();
  const results = arena();
  const plainBlocks: Block[] = [];
  const flippedBlocks: Block[] = [];

  const addBlock = (data: Float32Array): number => {
    const start = plain.take(data.length);
    plainBlocks.push({ start, data });
    return start;
  };
  const addMatrix = (name: string, from: ChannelLayout): { matrix: number; transposed: number } => {
    const both = matrices(weights[name]!, from, layout, gates);
    const transposed = flipped.take(both.transposed.length);
    flippedBlocks.push({ start: transposed, data: both.transposed });
    return { matrix: addBlock(both.plain), transposed };
  };
  const biasOf = (layer: number): Float32Array => {
    const bias = new Float32Array(gates * slots);
    for (const name of [`bias_ih_l${layer}`, `bias_hh_l${layer}`]) {
      weights[name]?.data.forEach((value, o) => (bias[partSlot(layout, o)]! += value));
    }
    return bias;
  };

  forward.take(cells * input.groups * 4);
  const projected = forward.take(cells * gates * slots);
  const regions = Array.from({ length: spec.layers }, () => ({
    value: forward.take(cells * slots),
    gates: forward.take(isLstm ? cells * gates * slots : 0),
    state: forward.take(isLstm ? cells * slots : 0),
    direct: backward.take(cells * slots),
    delta: backward.take(cells * gates * slots),
    stateDelta: backward.take(isLstm ? cells * slots : 0),
    bar: backward.take(cells * slots),
  }));
  const imageDelta = backward.take(cells * input.groups * 4);

  const noBias = addBlock(new Float32Array(gates * slots));
  const inputMatrices = regions.map((_, l) => addMatrix(`weight_ih_l${l}`, l === 0 ? input : layout));
  const stateMatrices = regions.map((_, l) => addMatrix(`weight_hh_l${l}`, layout));
  const biases = regions.map((_, l) => addBlock(biasOf(l)));

  const here = { dr: 0, dc: 0 };
  const deltaOf = (layer: number) => ({ source: regions[layer]!.delta, groups: wide.groups });
  const readBack = (layer: number, dc: number, matrix: number, stride: number): GatherTap => ({
    dr: 0,
    dc,
    ...deltaOf(layer),
    matrix,
    stride,
  });
  const layers = regions.map((region, l): CellMap => {
    const below: GatherTap =
      l === 0
        ? { ...here, source: projected, groups: wide.groups, matrix: null, stride: wide.groups }
        : {
            ...here,
            source: regions[l - 1]!.value,
            groups: layout.groups,
            matrix: inputMatrices[l]!.matrix,
            stride: wide.groups,
          };
    const before: GatherTap = {
      dr: 0,
      dc: -1,
      source: region.value,
      groups: layout.groups,
      matrix: stateMatrices[l]!.matrix,
      stride: wide.groups,
    };
    const above = l + 1 < spec.layers ? [readBack(l + 1, 0, inputMatrices[l + 1]!.transposed, layout.groups)] : [];
    return {
      ...NO_MAP,
      ...region,
      layer: l,
      kind: isLstm ? "lstm" : "affine",
      channels: spec.hidden,
      parts: gates,
      activation: spec.kind === "rnn" ? spec.activation : "none",
      forgets: isLstm ? [{ dr: 0, dc: -1 }] : [],
      layout,
      biasStart: l === 0 ? noBias : biases[l]!,
      reads: [below, before],
      readers: [
        readBack(l, 1, stateMatrices[l]!.transposed, layout.groups),
        ...above,
        { ...here, source: region.direct, groups: layout.groups, matrix: null, stride: layout.groups },
      ],
    };
  });
  const projection: CellMap = {
    ...NO_MAP,
    layer: 0,
    channels: wide.channels,
    layout: wide,
    value: projected,
    biasStart: biases[0]!,
    reads: [{ ...here, source: 0, groups: input.groups, matrix: inputMatrices[0]!.matrix, stride: wide.groups }],
  };
  const image: CellMap = {
    ...NO_MAP,
    layer: -1,
    channels: spec.inputs,
    layout: input,
    value: 0,
    delta: imageDelta,
    biasStart: 0,
    readers: [readBack(0, 0, inputMatrices[0]!.transposed, input.groups)],
  };
  // h̄_0 of a plain net is W_hhᵀ δ_1 without φ′; an LSTM's own backward cell, whose gates are 0 there, gives h̄_0 and c̄_0
  const initialMaps = isLstm
    ? []
    : layers.map((map): CellMap => ({
        ...map,
        activation: "none",
        delta: map.bar!,
        bar: null,
        readers: [map.readers[0]!],
      }));
  const firstInitial = isLstm ? 0 : spec.layers + 1;

  const product = (layer: number, source: number | null, inGroups: number, dc: number): GradientProduct => ({
    dr: 0,
    dc,
    source,
    inGroups,
    delta: regions[layer]!.delta,
    outGroups: wide.groups,
    result: results.take((source === null ? 1 : inGroups) * 4 * wide.groups * 4),
  });
  const layerProducts = regions.map((region, l): LayerProducts => ({
    input: product(l, l === 0 ? 0 : regions[l - 1]!.value, l === 0 ? input.groups : layout.groups, 0),
    state: product(l, region.value, layout.groups, -1),
    bias: product(l, null, 1, 0),
  }));
  const maps = [...layers, projection, ...initialMaps];
  return {
    input,
    layout,
    gates,
    maps,
    layers,
    image,
    direct: regions.map(({ direct }) => direct),
    projection: spec.layers,
    initial: {
      kind: isLstm ? "lstm" : "affine",
      cells: Uint32Array.from(layers, (_, l) => (firstInitial + l) * columnsOf(shape)),
    },
    weights: joined(plainBlocks, plain.size()),
    transposed: joined(flippedBlocks, flipped.size()),
    zeros: zerosBehind(forward, backward, [...maps, image]),
    forwardSize: forward.size(),
    backwardSize: backward.size(),
    products: layerProducts.flatMap(({ input: ofInput, state, bias }) => [ofInput, state, bias]),
    productSize: results.size(),
    layerProducts,
  };
}
