import { accumulate, accumulatePair, activateInto, DERIVATIVES } from "../accumulate.js";
import type { CellMap, CellProgram, GatherTap } from "./program.js";

export interface CellMemory {
  readonly height: number;
  readonly width: number;
  /** The image and every map: values, gates, cell states. */
  readonly forward: Float32Array;
  /** The output's gradient, every delta, the gradient of x; empty until a backward sweep. */
  readonly backward: Float32Array;
}

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** Runs a cell of one map at one pixel for the images first … first + count − 1 of the batch. */
export type RunCell = (map: CellMap, pixel: number, first: number, count: number) => void;

/** Images that are summed up at once, each weight being read once for all of them. */
const IMAGES = 2;

/** sums[n, o] += Σ_tap W_tap · maps[source](r + dr, c + dc) for `images` images from `image` on, as in lib/gather.wgsl. */
function gather(
  sums: Float64Array,
  slots: number,
  taps: readonly GatherTap[],
  weights: Float64Array,
  maps: Float32Array,
  { height, width }: CellMemory,
  pixel: number,
  image: number,
  images: number,
): void {
  const row = Math.floor(pixel / width);
  const column = pixel % width;
  for (const { dr, dc, source, groups, matrix } of taps) {
    const r = row + dr;
    const c = column + dc;
    if (r < 0 || c < 0 || r >= height || c >= width) continue;
    const from = source + ((image * height + r) * width + c) * groups * 4;
    const next = from + height * width * groups * 4;
    if (matrix === null) {
      for (let o = 0; o < slots; o++) sums[o]! += maps[from + o]!;
      if (images === IMAGES) for (let o = 0; o < slots; o++) sums[slots + o]! += maps[next + o]!;
    } else if (images === IMAGES) accumulatePair(sums, slots, weights, matrix, maps, from, next, groups);
    else accumulate(sums, 0, slots, weights, matrix, maps, from, groups);
  }
}

/** Where a neighbour's numbers lie, as a position in its map, or −1 outside the image. */
function neighbour(memory: CellMemory, image: number, pixel: number, dr: number, dc: number): number {
  const r = Math.floor(pixel / memory.width) + dr;
  const c = (pixel % memory.width) + dc;
  if (r < 0 || c < 0 || r >= memory.height || c >= memory.width) return -1;
  return (image * memory.height + r) * memory.width + c;
}

const slotsOf = ({ layout, parts }: CellMap): number => layout.groups * 4 * parts;

/** The CPU twins of cells/<kind>-forward.wgsl: from the pre-activations a[from …] of one image, φ and the gates. */
const FORWARD: Readonly<
  Record<
    CellMap["kind"],
    (memory: CellMemory, map: CellMap, image: number, pixel: number, a: Float64Array, from: number) => void
  >
> = {
  affine(memory, map, image, pixel, a, from) {
    const slots = slotsOf(map);
    const at = image * memory.height * memory.width + pixel;
    activateInto(map.activation, a, from, slots, memory.forward, map.value + at * slots);
  },
  gated({ forward, height, width }, map, image, pixel, a, from) {
    const slots = map.layout.groups * 4;
    const at = image * height * width + pixel;
    for (let k = 0; k < 2 * slots; k++) forward[map.gates + at * 2 * slots + k] = a[from + k]!;
    for (let k = 0; k < slots; k++) {
      forward[map.value + at * slots + k] = Math.tanh(a[from + k]!) * sigmoid(a[from + slots + k]!);
    }
  },
  lstm(memory, map, image, pixel, a, from) {
    const { forward } = memory;
    const { parts, forgets } = map;
    const slots = map.layout.groups * 4;
    const at = image * memory.height * memory.width + pixel;
    const [g, o] = [parts - 2, parts - 1];
    const gates = map.gates + at * parts * slots;
    for (let part = 0; part < parts; part++) {
      const phi = part === g ? Math.tanh : sigmoid;
      for (let k = part * slots; k < (part + 1) * slots; k++) forward[gates + k] = phi(a[from + k]!);
    }
    const before = forgets.map(({ dr, dc }) => neighbour(memory, image, pixel, dr, dc));
    for (let k = 0; k < slots; k++) {
      let c = forward[gates + k]! * forward[gates + g * slots + k]!;
      for (let j = 0; j < before.length; j++) {
        if (before[j]! < 0) continue;
        c += forward[gates + (1 + j) * slots + k]! * forward[map.state + before[j]! * slots + k]!;
      }
      forward[map.state + at * slots + k] = c;
      forward[map.value + at * slots + k] = forward[gates + o * slots + k]! * Math.tanh(c);
    }
  },
};

/** Cells as cells/<kind>-forward.wgsl computes them. */
export function forwardCells(program: Pick<CellProgram, "maps" | "weights">, memory: CellMemory): RunCell {
  const weights = new Float64Array(program.weights);
  const sums = new Float64Array(IMAGES * Math.max(...program.maps.map(slotsOf)));
  return (map, pixel, first, count) => {
    const slots = slotsOf(map);
    for (let image = first; image < first + count; image += IMAGES) {
      const images = Math.min(IMAGES, first + count - image);
      for (let o = 0; o < slots; o++) sums[o] = sums[slots + o] = weights[map.biasStart + o]!;
      gather(sums, slots, map.reads, weights, memory.forward, memory, pixel, image, images);
      for (let n = 0; n < images; n++) FORWARD[map.kind](memory, map, image + n, pixel, sums, n * slots);
    }
  };
}

/** The CPU twins of cells/<kind>-backward.wgsl: from ȳ[n · slots …] and what comes back to the gates, the δ of one image. */
const BACKWARD: Readonly<
  Record<
    CellMap["kind"],
    (
      memory: CellMemory,
      map: CellMap,
      image: number,
      pixel: number,
      yBar: Float64Array,
      aBar: Float64Array,
      n: number,
    ) => void
  >
> = {
  affine({ forward, backward, height, width }, map, image, pixel, yBar, _aBar, n) {
    const slots = map.layout.groups * 4;
    const at = (image * height * width + pixel) * slots;
    const derivative = DERIVATIVES[map.activation];
    for (let k = 0; k < slots; k++) {
      const bar = yBar[n * slots + k]!;
      backward[map.delta + at + k] = bar * derivative(forward[map.value + at + k]!);
      if (map.bar !== null) backward[map.bar + at + k] = bar;
    }
  },
  gated({ forward, backward, height, width }, map, image, pixel, yBar, aBar, n) {
    const slots = map.layout.groups * 4;
    const at = (image * height * width + pixel) * 2 * slots;
    for (let k = 0; k < slots; k++) {
      const bar = yBar[n * slots + k]!;
      const t = Math.tanh(forward[map.gates + at + k]!);
      const s = sigmoid(forward[map.gates + at + slots + k]!);
      backward[map.delta + at + k] = bar * (1 - t * t) * s + aBar[2 * n * slots + k]!;
      backward[map.delta + at + slots + k] = bar * t * s * (1 - s) + aBar[2 * n * slots + slots + k]!;
    }
  },
  lstm(memory, map, image, pixel, yBar, _aBar, n) {
    const { parts, forgets } = map;
    const { forward, backward } = memory;
    const slots = map.layout.groups * 4;
    const at = image * memory.height * memory.width + pixel;
    const gates = map.gates + at * parts * slots;
    const before = forgets.map(({ dr, dc }) => neighbour(memory, image, pixel, dr, dc));
    const after = forgets.map(({ dr, dc }) => neighbour(memory, image, pixel, -dr, -dc));
    for (let k = 0; k < slots; k++) {
      const i = forward[gates + k]!;
      const g = forward[gates + (parts - 2) * slots + k]!;
      const o = forward[gates + (parts - 1) * slots + k]!;
      const hBar = yBar[n * slots + k]!;
      const t = Math.tanh(forward[map.state + at * slots + k]!);
      let cBar = hBar * o * (1 - t * t);
      for (let j = 0; j < after.length; j++) {
        const reader = after[j]!;
        if (reader < 0) continue;
        const f = forward[map.gates + (reader * parts + 1 + j) * slots + k]!;
        cBar += backward[map.stateDelta + reader * slots + k]! * f;
      }
      const delta = map.delta + at * parts * slots + k;
      for (let j = 0; j < before.length; j++) {
        const f = forward[gates + (1 + j) * slots + k]!;
        const c = before[j]! >= 0 ? forward[map.state + before[j]! * slots + k]! : 0;
        backward[delta + (1 + j) * slots] = cBar * c * f * (1 - f);
      }
      backward[delta] = cBar * g * i * (1 - i);
      backward[delta + (parts - 2) * slots] = cBar * i * (1 - g * g);
      backward[delta + (parts - 1) * slots] = hBar * t * o * (1 - o);
      backward[map.stateDelta + at * slots + k] = cBar;
      if (map.bar !== null) backward[map.bar + at * slots + k] = hBar;
    }
  },
};

/** Cells as cells/<kind>-backward.wgsl computes them, after what reads them has been computed. */
export function backwardCells(
  program: Pick<CellProgram, "maps" | "image" | "transposed">,
  memory: CellMemory,
): RunCell {
  const weights = new Float64Array(program.transposed);
  const widest = Math.max(...[...program.maps, program.image].map(({ layout }) => layout.groups * 4));
  const yBar = new Float64Array(IMAGES * widest);
  const aBar = new Float64Array(IMAGES * 2 * widest);
  return (map, pixel, first, count) => {
    const slots = map.layout.groups * 4;
    for (let image = first; image < first + count; image += IMAGES) {
      const images = Math.min(IMAGES, first + count - image);
      yBar.fill(0, 0, IMAGES * slots);
      gather(yBar, slots, map.readers, weights, memory.backward, memory, pixel, image, images);
      if (map.kind === "gated") {
        aBar.fill(0, 0, IMAGES * 2 * slots);
        gather(aBar, 2 * slots, map.gateReaders, weights, memory.backward, memory, pixel, image, images);
      }
      for (let n = 0; n < images; n++) BACKWARD[map.kind](memory, map, image + n, pixel, yBar, aBar, n);
    }
  };
}
