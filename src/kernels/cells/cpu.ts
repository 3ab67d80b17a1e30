import { accumulate, activateInto, DERIVATIVES } from "../accumulate.js";
import type { CellMap, CellProgram, GatherTap } from "./program.js";

/** What the cells read of a program. */
export type CellMatrices = Pick<CellProgram, "weights" | "transposed">;

export interface CellMemory {
  readonly height: number;
  readonly width: number;
  /** The image and every map: values, gates, cell states. */
  readonly forward: Float32Array;
  /** The output's gradient, every delta, the gradient of x; empty until a backward sweep. */
  readonly backward: Float32Array;
}

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** sum += Σ_tap W_tap · maps[source](r + dr, c + dc), as in lib/gather.wgsl. */
function gather(
  sum: Float64Array,
  taps: readonly GatherTap[],
  weights: Float32Array,
  maps: Float32Array,
  size: { readonly height: number; readonly width: number },
  image: number,
  pixel: number,
): void {
  const { height, width } = size;
  const row = Math.floor(pixel / width);
  const column = pixel % width;
  for (const tap of taps) {
    const r = row + tap.dr;
    const c = column + tap.dc;
    if (r < 0 || c < 0 || r >= height || c >= width) continue;
    const from = tap.source + ((image * height + r) * width + c) * tap.groups * 4;
    if (tap.matrix === null) for (let o = 0; o < sum.length; o++) sum[o]! += maps[from + o]!;
    else accumulate(sum, weights, tap.matrix, maps, from, tap.groups);
  }
}

/** Where a neighbour's numbers lie, as a position in its map, or −1 outside the image. */
function neighbour(memory: CellMemory, image: number, pixel: number, dr: number, dc: number): number {
  const r = Math.floor(pixel / memory.width) + dr;
  const c = (pixel % memory.width) + dc;
  if (r < 0 || c < 0 || r >= memory.height || c >= memory.width) return -1;
  return (image * memory.height + r) * memory.width + c;
}

type CellFunction = (program: CellMatrices, memory: CellMemory, map: CellMap, image: number, pixel: number) => void;

/** The CPU twins of cells/<kind>-forward.wgsl. */
export const cellForward: Readonly<Record<CellMap["kind"], CellFunction>> = {
  affine(program, memory, map, image, pixel) {
    const sum = preActivations(program, memory, map, image, pixel);
    const at = image * memory.height * memory.width + pixel;
    activateInto(map.activation, sum, memory.forward, map.value + at * sum.length);
  },
  gated(program, memory, map, image, pixel) {
    const a = preActivations(program, memory, map, image, pixel);
    const slots = a.length / 2;
    const at = image * memory.height * memory.width + pixel;
    memory.forward.set(a, map.gates + at * a.length);
    for (let k = 0; k < slots; k++) {
      memory.forward[map.value + at * slots + k] = Math.tanh(a[k]!) * sigmoid(a[slots + k]!);
    }
  },
  lstm(program, memory, map, image, pixel) {
    const a = preActivations(program, memory, map, image, pixel);
    const { parts, forgets } = map;
    const slots = a.length / parts;
    const at = image * memory.height * memory.width + pixel;
    const { forward } = memory;
    const [g, o] = [parts - 2, parts - 1];
    for (let k = 0; k < a.length; k++) {
      forward[map.gates + at * a.length + k] = Math.floor(k / slots) === g ? Math.tanh(a[k]!) : sigmoid(a[k]!);
    }
    const gate = (part: number, k: number): number => forward[map.gates + at * a.length + part * slots + k]!;
    const before = forgets.map(({ dr, dc }) => neighbour(memory, image, pixel, dr, dc));
    for (let k = 0; k < slots; k++) {
      let c = gate(0, k) * gate(g, k);
      before.forEach((from, j) => {
        if (from >= 0) c += gate(1 + j, k) * forward[map.state + from * slots + k]!;
      });
      forward[map.state + at * slots + k] = c;
      forward[map.value + at * slots + k] = gate(o, k) * Math.tanh(c);
    }
  },
};

function preActivations(
  program: CellMatrices,
  memory: CellMemory,
  map: CellMap,
  image: number,
  pixel: number,
): Float64Array {
  const slots = map.layout.groups * 4 * map.parts;
  const sum = new Float64Array(slots);
  sum.set(program.weights.subarray(map.biasStart, map.biasStart + slots));
  gather(sum, map.reads, program.weights, memory.forward, memory, image, pixel);
  return sum;
}

function readBack(
  program: CellMatrices,
  memory: CellMemory,
  readers: readonly GatherTap[],
  slots: number,
  image: number,
  pixel: number,
): Float64Array {
  const sum = new Float64Array(slots);
  gather(sum, readers, program.transposed, memory.backward, memory, image, pixel);
  return sum;
}

/** The CPU twins of cells/<kind>-backward.wgsl. */
export const cellBackward: Readonly<Record<CellMap["kind"], CellFunction>> = {
  affine(program, memory, map, image, pixel) {
    const slots = map.layout.groups * 4;
    const at = (image * memory.height * memory.width + pixel) * slots;
    const yBar = readBack(program, memory, map.readers, slots, image, pixel);
    const derivative = DERIVATIVES[map.activation];
    for (let k = 0; k < slots; k++) {
      memory.backward[map.delta + at + k] = yBar[k]! * derivative(memory.forward[map.value + at + k]!);
    }
    if (map.bar !== null) memory.backward.set(yBar, map.bar + at);
  },
  gated(program, memory, map, image, pixel) {
    const slots = map.layout.groups * 4;
    const at = (image * memory.height * memory.width + pixel) * 2 * slots;
    const yBar = readBack(program, memory, map.readers, slots, image, pixel);
    const aBar = readBack(program, memory, map.gateReaders, 2 * slots, image, pixel);
    for (let k = 0; k < slots; k++) {
      const t = Math.tanh(memory.forward[map.gates + at + k]!);
      const s = sigmoid(memory.forward[map.gates + at + slots + k]!);
      memory.backward[map.delta + at + k] = yBar[k]! * (1 - t * t) * s + aBar[k]!;
      memory.backward[map.delta + at + slots + k] = yBar[k]! * t * s * (1 - s) + aBar[slots + k]!;
    }
  },
  lstm(program, memory, map, image, pixel) {
    const { parts, forgets } = map;
    const { forward, backward } = memory;
    const slots = map.layout.groups * 4;
    const at = image * memory.height * memory.width + pixel;
    const hBar = readBack(program, memory, map.readers, slots, image, pixel);
    const gate = (position: number, part: number, k: number): number =>
      forward[map.gates + (position * parts + part) * slots + k]!;
    const before = forgets.map(({ dr, dc }) => neighbour(memory, image, pixel, dr, dc));
    const after = forgets.map(({ dr, dc }) => neighbour(memory, image, pixel, -dr, -dc));
    for (let k = 0; k < slots; k++) {
      const [i, g, o] = [gate(at, 0, k), gate(at, parts - 2, k), gate(at, parts - 1, k)];
      const t = Math.tanh(forward[map.state + at * slots + k]!);
      let cBar = hBar[k]! * o * (1 - t * t);
      after.forEach((reader, j) => {
        if (reader >= 0) cBar += backward[map.stateDelta + reader * slots + k]! * gate(reader, 1 + j, k);
      });
      const delta = map.delta + at * parts * slots + k;
      before.forEach((from, j) => {
        const f = gate(at, 1 + j, k);
        const c = from >= 0 ? forward[map.state + from * slots + k]! : 0;
        backward[delta + (1 + j) * slots] = cBar * c * f * (1 - f);
      });
      backward[delta] = cBar * g * i * (1 - i);
      backward[delta + (parts - 2) * slots] = cBar * i * (1 - g * g);
      backward[delta + (parts - 1) * slots] = hBar[k]! * t * o * (1 - o);
      backward[map.stateDelta + at * slots + k] = cBar;
    }
    if (map.bar !== null) backward.set(hBar, map.bar + at * slots);
  },
};
