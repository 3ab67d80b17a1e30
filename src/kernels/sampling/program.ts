/**
 * A model laid out for drawing: the forward cells alone, split by colour where a pixel is drawn colour by colour, so that a
 * step can compute the maps of one colour and leave the others.
 */
import type { DrawingGraph } from "../../graph/sampling.js";
import { finish, type Sliced } from "../../graph/slices.js";
import { validateWeights } from "../../models/parameters.js";
import { dilationOf } from "../../models/places.js";
import type { Conditional, ModelSpec } from "../../models/spec.js";
import type { Tensors } from "../../models/tensor.js";
import { channelLayout, packImage, unpackImage, type ChannelLayout } from "../channel-layout.js";
import {
  arena,
  isIdentity,
  joined,
  partSlot,
  weightIndex,
  weightName,
  type Block,
  type CellMap,
  type GatherTap,
} from "../cells/program.js";
import { mapRoles } from "../cells/roles.js";

/** The image of one colour in the forward buffer, [N, H · W, groups of four] from `start` floats on. */
export interface ColourImage {
  readonly layout: ChannelLayout;
  readonly start: number;
}

export interface DrawingProgram {
  readonly maps: readonly CellMap[];
  /** Stands at the end of the table of maps and is never run. */
  readonly image: CellMap;
  readonly images: readonly ColourImage[];
  /** By colour, the map that it is drawn from. */
  readonly outputs: readonly number[];
  readonly weights: Float32Array;
  /** Nothing is run backwards. */
  readonly transposed: Float32Array;
  /** Floats of the forward buffer, and of the images at its start. */
  readonly forwardSize: number;
  readonly imageSize: number;
  /** By map and tap, the multiply-adds of one cell through it, channels that are there only. */
  readonly multiplyAdds: readonly (readonly number[])[];
}

/** Levels that a Gaussian is rounded to; 0 for none. */
export const levelsOf = (conditional: Conditional): number =>
  conditional.kind === "gaussian" ? (conditional.levels ?? 0) : 0;

const NO_MAP = { gates: 0, state: 0, delta: 0, stateDelta: 0, bar: null, readers: [], gateReaders: [] };

/** Lays the model out for `cells` = batch × pixels. Throws weights-invalid. */
export const drawingProgram = (spec: ModelSpec, graph: DrawingGraph, weights: Tensors, cells: number): DrawingProgram =>
  finish(drawingProgramInSlices(spec, graph, weights, cells));

/** The same in slices, a tap each. */
export function* drawingProgramInSlices(
  spec: ModelSpec,
  graph: DrawingGraph,
  weights: Tensors,
  cells: number,
): Sliced<DrawingProgram> {
  validateWeights(spec, weights);
  const { access, colours } = graph;
  const roles = mapRoles(spec);
  /** Channel j of a colour's share is channel colours · j + colour of the whole. */
  const share = (channels: number, colour: number): number => Math.ceil((channels - colour) / colours);
  const forward = arena();
  const images = Array.from({ length: colours }, (_, colour): ColourImage => {
    const layout = channelLayout(share(spec.inputs, colour), 1);
    return { layout, start: forward.take(cells * layout.groups * 4) };
  });
  const imageSize = forward.size();
  const parts = access.map((_, map) => {
    const role = roles[Math.floor(map / colours)]!;
    const layout = channelLayout(share(role.channels, map % colours), 1);
    const slots = cells * layout.groups * 4;
    return {
      role,
      layout,
      colour: map % colours,
      value: forward.take(slots),
      gates: forward.take(role.kind === "affine" ? 0 : slots * role.parts),
      state: forward.take(role.kind === "lstm" ? slots : 0),
    };
  });
  const matrices = arena();
  const blocks: Block[] = [];
  const place = (data: Float32Array): number => {
    const start = matrices.take(data.length);
    blocks.push({ start, data });
    return start;
  };
  const multiplyAdds: number[][] = [];
  const maps: CellMap[] = [];
  for (const [m, { role, layout, colour, ...regions }] of parts.entries()) {
    const outGroups = layout.groups * role.parts;
    // a map of several parts has all colours in one
    const row = (o: number): number => (colours === 1 ? o : colours * o + colour);
    const costs: number[] = [];
    const reads: GatherTap[] = [];
    for (const tap of access[m]!.taps) {
      yield;
      const from = tap.map < 0 ? null : parts[tap.map]!;
      const fromColour = from === null ? -1 - tap.map : from.colour;
      const fromLayout = from === null ? images[fromColour]!.layout : from.layout;
      const gateRead = tap.weight.endsWith("v_to_h.weight");
      const fromParts = gateRead ? from!.role.parts : 1;
      const groups = fromLayout.groups * fromParts;
      const source = from === null ? images[fromColour]!.start : gateRead ? from.gates : from.value;
      const common = { dr: tap.dr, dc: tap.dc, source, groups, stride: outGroups };
      if (isIdentity(tap)) {
        costs.push(0);
        reads.push({ ...common, matrix: null });
        continue;
      }
      const tensor = weights[weightName(role, tap)]!;
      const index = weightIndex(tensor.shape, tap, dilationOf(spec, role.layer));
      const outputs = layout.channels * role.parts;
      const inputs = fromLayout.channels * fromParts;
      const matrix = new Float32Array(groups * 4 * outGroups * 4);
      for (let o = 0; o < outputs; o++) {
        for (let i = 0; i < inputs; i++) {
          const column = colours === 1 ? i : colours * i + fromColour;
          matrix[partSlot(fromLayout, i) * outGroups * 4 + partSlot(layout, o)] = tensor.data[index(row(o), column)]!;
        }
      }
      costs.push(outputs * inputs);
      reads.push({ ...common, matrix: place(matrix) });
    }
    multiplyAdds.push(costs);
    const bias = new Float32Array(outGroups * 4);
    const given = weights[role.bias]?.data;
    for (let o = 0; given && o < layout.channels * role.parts; o++) bias[partSlot(layout, o)] = given[row(o)]!;
    maps.push({ ...role, ...NO_MAP, ...regions, layout, reads, biasStart: place(bias) });
  }
  const image: CellMap = {
    ...NO_MAP,
    layer: -1,
    kind: "affine",
    channels: spec.inputs,
    parts: 1,
    activation: "none",
    bias: "",
    taps: [],
    forgets: [],
    layout: images[0]!.layout,
    value: 0,
    biasStart: 0,
    reads: [],
  };
  return {
    maps,
    image,
    images,
    outputs: graph.outputs.map((terms) => terms[0]!.map),
    weights: joined(blocks, matrices.size()),
    transposed: new Float32Array(4),
    forwardSize: forward.size(),
    imageSize,
    multiplyAdds,
  };
}

/** (N, C, H, W) laid out as the images of the colours. */
export function packColours(
  program: DrawingProgram,
  shape: readonly number[],
  data: ArrayLike<number>,
): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(program.imageSize);
  const colours = program.images.length;
  program.images.forEach(({ layout, start }, colour) => {
    const part = channelsOf(shape, data, colours, colour);
    packImage(layout, part.shape, part.data, packed, start);
  });
  return packed;
}

/** And back. */
export function unpackColours(program: DrawingProgram, shape: readonly number[], packed: Float32Array): Float32Array {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const pixels = height * width;
  const colours = program.images.length;
  const data = new Float32Array(batch * channels * pixels);
  program.images.forEach(({ layout, start }, colour) => {
    const part = unpackImage(layout, [batch, layout.channels, height, width], packed, start);
    for (let n = 0; n < batch; n++) {
      for (let j = 0; j < layout.channels; j++) {
        const from = (n * layout.channels + j) * pixels;
        data.set(part.subarray(from, from + pixels), (n * channels + colours * j + colour) * pixels);
      }
    }
  });
  return data;
}

/** The channels colour, colour + colours, … of a batch. */
const channelsOf = (shape: readonly number[], data: ArrayLike<number>, colours: number, colour: number) => {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const pixels = height * width;
  const count = Math.ceil((channels - colour) / colours);
  const part = new Float32Array(batch * count * pixels);
  for (let i = 0; i < part.length; i++) {
    const j = Math.floor(i / pixels) % count;
    const n = Math.floor(i / (count * pixels));
    part[i] = data[(n * channels + colours * j + colour) * pixels + (i % pixels)]!;
  }
  return { shape: [batch, count, height, width], data: part };
};

/** Multiply-adds of one cell of a map at a position: taps on the padding are none. Products that share a weight count each. */
export const multiplyAddsAt = (
  graph: DrawingGraph,
  { multiplyAdds }: DrawingProgram,
  map: number,
  row: number,
  column: number,
  { height, width }: { readonly height: number; readonly width: number },
): number =>
  graph.access[map]!.taps.reduce((sum, tap, t) => {
    const [r, c] = [row + tap.dr, column + tap.dc];
    return r < 0 || c < 0 || r >= height || c >= width ? sum : sum + multiplyAdds[map]![t]!;
  }, 0);
