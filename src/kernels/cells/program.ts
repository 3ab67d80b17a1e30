import { modelMaps, type OutputTerm, type Tap } from "../../models/maps.js";
import { validateWeights } from "../../models/parameters.js";
import type { ModelSpec } from "../../models/spec.js";
import type { Tensors } from "../../models/tensor.js";
import { channelLayout, type ChannelLayout } from "../channel-layout.js";
import { mapRoles, type MapRole } from "./roles.js";

/** One read of the gather: a source region and a matrix, or none for an identity. Offsets and starts in floats. */
export interface GatherTap {
  readonly dr: number;
  readonly dc: number;
  readonly source: number;
  /** Groups of four that the source keeps per cell. */
  readonly groups: number;
  /** Start of the matrix [4 · groups, 4 · stride], or null for an identity. */
  readonly matrix: number | null;
  readonly stride: number;
}

/** A weight gradient: source map ⊗ deltas, for one tap (or a bias, whose source is a constant one). */
export interface Product {
  readonly name: string;
  readonly tap: Tap | null;
  readonly dr: number;
  readonly dc: number;
  readonly source: number | null;
  readonly inGroups: number;
  readonly delta: number;
  readonly outGroups: number;
  /** Start of the matrix [4 · inGroups, 4 · outGroups] in the result. */
  readonly result: number;
  readonly map: number;
}

export interface CellMap extends MapRole {
  readonly layout: ChannelLayout;
  readonly value: number;
  readonly gates: number;
  readonly state: number;
  readonly delta: number;
  readonly stateDelta: number;
  /** Where dL/d value is kept, or null where nobody wants it. */
  readonly bar: number | null;
  readonly biasStart: number;
  readonly reads: readonly GatherTap[];
  /** Who reads the value, and who reads the pre-activations, transposed: the gathers of the backward sweep. */
  readonly readers: readonly GatherTap[];
  readonly gateReaders: readonly GatherTap[];
}

/** A model as the cell kernels run it: regions of one buffer forward and one backward, and every matrix in place. */
export interface CellProgram {
  readonly input: ChannelLayout;
  readonly maps: readonly CellMap[];
  /** The image as a map of the backward sweep: its delta is the gradient of x. */
  readonly image: CellMap;
  readonly outputs: readonly (readonly OutputTerm[])[];
  readonly weights: Float32Array;
  readonly transposed: Float32Array;
  /** Floats of the forward buffer (image first) and of the backward buffer. */
  readonly forwardSize: number;
  readonly backwardSize: number;
  /** Where zeros lie in either buffer, behind everything: what tiles read outside the image. */
  readonly zeros: { readonly forward: number; readonly backward: number };
  /** Where the output's gradient starts in the backward buffer. */
  readonly outputGradient: number;
  readonly products: readonly Product[];
  readonly productSize: number;
}

/** Index in a weight tensor of (o, i) of one tap: (out, in) matrices, or (out, in, kh, kw) kernels at the tap's place. */
export function weightIndex(shape: readonly number[], tap: Tap, dilation: number): (o: number, i: number) => number {
  const [, inputs = 1, rows = 1, columns = 1] = shape;
  const ky = rows === 1 ? 0 : (rows - 1) / 2 + tap.dr / dilation;
  const kx = columns === 1 ? 0 : (columns - 1) / 2 + tap.dc / dilation;
  return (o, i) => ((o * inputs + i) * rows + ky) * columns + kx;
}

const isGateRead = (tap: Tap): boolean => tap.weight.endsWith("v_to_h.weight");
export const isIdentity = (tap: Tap): boolean => tap.weight === "identity";
export const weightName = (role: MapRole, tap: Tap): string => `layers.${role.layer}.${tap.weight}`;

/** Slot of pre-activation channel o (part-major) in a map's kept parts. */
export const partSlot = (layout: ChannelLayout, o: number): number =>
  Math.floor(o / layout.channels) * layout.groups * 4 + layout.slotOf[o % layout.channels]!;

/** Appends regions and remembers where they start. */
export function arena(): { take(length: number): number; size(): number } {
  let end = 0;
  return {
    take(length) {
      end += length;
      return end - length;
    },
    size: () => end,
  };
}

/** Takes room behind all regions for as many zeros as one read can reach. */
export function zerosBehind(
  forward: ReturnType<typeof arena>,
  backward: ReturnType<typeof arena>,
  maps: readonly CellMap[],
): CellProgram["zeros"] {
  const room = 4 * Math.max(...maps.map(({ layout, parts }) => layout.groups * parts));
  return { forward: forward.take(room), backward: backward.take(room) };
}

export interface Block {
  readonly start: number;
  readonly data: Float32Array;
}

export const joined = (blocks: readonly Block[], size: number): Float32Array => {
  const all = new Float32Array(size);
  for (const { start, data } of blocks) all.set(data, start);
  return all;
};

/**
 * Lays a model out for the cell kernels. `cells` is batch × pixels. Biases that are missing are zero.
 * @throws SweepfieldError "weights-invalid".
 */
export function cellProgram(spec: ModelSpec, weights: Tensors, cells: number): CellProgram {
  validateWeights(spec, weights);
  const roles = mapRoles(spec);
  const input = channelLayout(spec.inputs, 1);
  const layouts = roles.map((role) => channelLayout(role.channels, 1));
  const forward = arena();
  const backward = arena();
  forward.take(cells * input.groups * 4);
  const { outputs } = modelMaps(spec);
  const top = layouts[outputs.at(-1)![0]!.map]!;
  const outputGradient = backward.take(cells * top.groups * 4);
  const regions = roles.map((role, m) => {
    const groups = layouts[m]!.groups * 4;
    const lstm = role.kind === "lstm";
    return {
      value: forward.take(cells * groups),
      gates: forward.take(role.kind === "affine" ? 0 : cells * role.parts * groups),
      state: forward.take(lstm ? cells * groups : 0),
      delta: backward.take(cells * role.parts * groups),
      stateDelta: backward.take(lstm ? cells * groups : 0),
    };
  });
  const imageDelta = backward.take(cells * input.groups * 4);

  const plain = arena();
  const flipped = arena();
  const results = arena();
  const plainBlocks: Block[] = [];
  const flippedBlocks: Block[] = [];
  const products: Product[] = [];
  const reads: GatherTap[][] = roles.map(() => []);
  const readers: GatherTap[][] = [...roles.map(() => []), []];
  const gateReaders: GatherTap[][] = roles.map(() => []);
  const biasStarts: number[] = [];
  const kernelOf = (layer: number): number => (spec.kind === "pixelcnn" ? spec.layers[layer]!.dilation : 1);

  roles.forEach((role, m) => {
    const layout = layouts[m]!;
    const outGroups = layout.groups * role.parts;
    const { delta } = regions[m]!;
    for (const tap of role.taps) {
      const gateRead = isGateRead(tap);
      const from = tap.map < 0 ? input : layouts[tap.map]!;
      const fromParts = gateRead ? roles[tap.map]!.parts : 1;
      const fromGroups = from.groups * fromParts;
      const region = tap.map < 0 ? 0 : gateRead ? regions[tap.map]!.gates : regions[tap.map]!.value;
      const target = tap.map < 0 ? readers[roles.length]! : gateRead ? gateReaders[tap.map]! : readers[tap.map]!;
      const mirrored = { dr: -tap.dr, dc: -tap.dc, source: delta, groups: outGroups };
      if (isIdentity(tap)) {
        reads[m]!.push({ dr: tap.dr, dc: tap.dc, source: region, groups: fromGroups, matrix: null, stride: outGroups });
        target.push({ ...mirrored, matrix: null, stride: fromGroups });
        continue;
      }
      const name = weightName(role, tap);
      const tensor = weights[name]!;
      const index = weightIndex(tensor.shape, tap, kernelOf(role.layer));
      const matrix = new Float32Array(fromGroups * 4 * outGroups * 4);
      const transposed = new Float32Array(matrix.length);
      for (let o = 0; o < layout.channels * role.parts; o++) {
        for (let i = 0; i < from.channels * fromParts; i++) {
          const value = tensor.data[index(o, i)]!;
          matrix[partSlot(from, i) * outGroups * 4 + partSlot(layout, o)] = value;
          transposed[partSlot(layout, o) * fromGroups * 4 + partSlot(from, i)] = value;
        }
      }
      const start = plain.take(matrix.length);
      plainBlocks.push({ start, data: matrix });
      const flippedStart = flipped.take(matrix.length);
      flippedBlocks.push({ start: flippedStart, data: transposed });
      reads[m]!.push({ dr: tap.dr, dc: tap.dc, source: region, groups: fromGroups, matrix: start, stride: outGroups });
      target.push({ ...mirrored, matrix: flippedStart, stride: fromGroups });
      const result = results.take(matrix.length);
      products.push({
        name,
        tap,
        dr: tap.dr,
        dc: tap.dc,
        source: region,
        inGroups: fromGroups,
        delta,
        outGroups,
        result,
        map: m,
      });
    }
    const bias = new Float32Array(outGroups * 4);
    weights[role.bias]?.data.forEach((value, o) => (bias[partSlot(layout, o)] = value));
    biasStarts[m] = plain.take(bias.length);
    plainBlocks.push({ start: biasStarts[m]!, data: bias });
    const result = results.take(4 * outGroups * 4);
    products.push({
      name: role.bias,
      tap: null,
      dr: 0,
      dc: 0,
      source: null,
      inGroups: 1,
      delta,
      outGroups,
      result,
      map: m,
    });
  });
  for (const { map, dr, dc } of outputs.at(-1)!) {
    readers[map]!.push({
      dr: -dr,
      dc: -dc,
      source: outputGradient,
      groups: top.groups,
      matrix: null,
      stride: top.groups,
    });
  }

  const maps = roles.map((role, m): CellMap => ({
    ...role,
    ...regions[m]!,
    bar: null,
    layout: layouts[m]!,
    biasStart: biasStarts[m]!,
    reads: reads[m]!,
    readers: readers[m]!,
    gateReaders: gateReaders[m]!,
  }));
  const image: CellMap = {
    layer: -1,
    kind: "affine",
    channels: spec.inputs,
    parts: 1,
    activation: "none",
    bias: "",
    taps: [],
    forgets: [],
    layout: input,
    value: 0,
    gates: 0,
    state: 0,
    delta: imageDelta,
    stateDelta: 0,
    bar: null,
    biasStart: 0,
    reads: [],
    readers: readers[roles.length]!,
    gateReaders: [],
  };
  return {
    input,
    maps,
    image,
    outputs,
    weights: joined(plainBlocks, plain.size()),
    transposed: joined(flippedBlocks, Math.max(4, flipped.size())),
    zeros: zerosBehind(forward, backward, [...maps, image]),
    forwardSize: forward.size(),
    backwardSize: backward.size(),
    outputGradient,
    products,
    productSize: results.size(),
  };
}
