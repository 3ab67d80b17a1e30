/** What a cell computes, with its numbers: from the vectors that the engine left and the weights that it was given. */
import { mapRoles } from "../../kernels/cells/roles.js";
import type { MapRole } from "../../kernels/cells/roles.js";
import { IMAGE } from "../../models/maps.js";
import type { Tap } from "../../models/maps.js";
import { kernelPlace } from "../../models/places.js";
import type { Tensor } from "../../models/tensor.js";
import { cellOf, columnOf, inImage, layerOf, rowOf } from "../../graph/grid.js";
import type { Grid } from "../../graph/grid.js";
import { outputsOf } from "./sweep.js";
import type { Sweep } from "./sweep.js";

export type Vector = readonly number[];

/** A place that is read, in a map or in the image; outside it counts as 0. */
export interface Place {
  readonly map: number;
  readonly row: number;
  readonly column: number;
  readonly inside: boolean;
}

/** One summand: what is read, through which weight, and the product. */
export interface Term {
  /** The weight's name in its layer; null where the gradient of the loss enters by itself. */
  readonly weight: string | null;
  readonly tap: Tap | null;
  readonly places: readonly Place[];
  /** Of what lies inside, added where several maps share one product. */
  readonly read: Vector;
  readonly product: Vector;
}

export interface ForwardNumbers {
  readonly kind: MapRole["kind"];
  readonly terms: readonly Term[];
  readonly bias: Vector;
  /** The sum: pre-activations, parts one after the other. */
  readonly a: Vector;
  /** Of LSTM cells: i, f …, g, o after σ and tanh, the states that the forget gates keep, and the new state. */
  readonly gates: readonly Vector[];
  readonly kept: readonly { readonly place: Place; readonly state: Vector }[];
  readonly state: Vector | null;
  /** What the engine computed. */
  readonly h: Vector;
  /** Largest difference between that and the formula with these numbers. */
  readonly difference: number;
}

export interface BackwardNumbers {
  readonly kind: MapRole["kind"];
  /** What comes back: from the loss, and Wᵀ δ from every cell that reads this one. */
  readonly terms: readonly Term[];
  /** Their sum, dL/dh. */
  readonly hBar: Vector;
  readonly h: Vector;
  /** Of LSTM cells: tanh c and o, which the output gate's δ is made of. */
  readonly tanhState: Vector | null;
  readonly outputGate: Vector | null;
  /** What the engine computed, by part. */
  readonly delta: readonly Vector[];
  /** Largest difference between the last part of that and the formula with these numbers. */
  readonly difference: number;
}

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));
const zeros = (length: number): number[] => Array.from({ length }, () => 0);
const plus = (a: Vector, b: Vector): Vector => a.map((value, i) => value + (b[i] ?? 0));
const furthest = (a: Vector, b: Vector): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? 0))), 0);

/** The channels of (1, C, H, W) at one position. */
const vectorAt = ({ shape, data }: Tensor, row: number, column: number): Vector => {
  const [, channels = 1, height = 1, width = 1] = shape;
  return Array.from({ length: channels }, (_, k) => data[(k * height + row) * width + column]!);
};

const sourceOf = ({ x, vectors }: Sweep, map: number): Tensor => (map === IMAGE ? x : vectors.values[map]!);

const placeOf = (grid: Grid, map: number, row: number, column: number): Place => ({
  map,
  row,
  column,
  inside: inImage(grid, row, column),
});

/** W · v, or Wᵀ · v. */
function times(weight: Tensor, tap: Tap, vector: Vector, isTransposed: boolean): Vector {
  const [outputs = 1, inputs = 1, ...kernel] = weight.shape;
  const places = kernel.reduce((product, side) => product * side, 1);
  const place = kernelPlace(weight.shape, tap, 1);
  const entry = (o: number, i: number): number => weight.data[(o * inputs + i) * places + place]!;
  const [rows, columns] = isTransposed ? [inputs, outputs] : [outputs, inputs];
  return Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (isTransposed ? entry(j, row) : entry(row, j)) * (vector[j] ?? 0);
    return sum;
  });
}

const weightOf = ({ weights }: Sweep, layer: number, tap: Tap): Tensor => weights[`layers.${layer}.${tap.weight}`]!;

/** The taps of a map as summands; taps that share a product with the one before are added to it. */
function termsOf(sweep: Sweep, role: MapRole, grid: Grid, row: number, column: number): readonly Term[] {
  const groups: Tap[][] = [];
  for (const tap of role.taps) {
    if (tap.shared === true) groups.at(-1)!.push(tap);
    else groups.push([tap]);
  }
  return groups.map((taps) => {
    const [tap] = taps as [Tap];
    const places = taps.map(({ map, dr, dc }) => placeOf(grid, map, row + dr, column + dc));
    const read = places
      .map((place) =>
        place.inside
          ? vectorAt(sourceOf(sweep, place.map), place.row, place.column)
          : zeros(sourceOf(sweep, place.map).shape[1]!),
      )
      .reduce(plus);
    return {
      weight: tap.weight,
      tap,
      places,
      read,
      product: times(weightOf(sweep, role.layer, tap), tap, read, false),
    };
  });
}

const partsOf = (vector: Vector, parts: number): readonly Vector[] => {
  const size = vector.length / parts;
  return Array.from({ length: parts }, (_, part) => vector.slice(part * size, (part + 1) * size));
};

/** i, f …, g, o of pre-activations. */
const gatesOf = (a: Vector, parts: number): readonly Vector[] =>
  partsOf(a, parts).map((part, index) => part.map(index === parts - 2 ? Math.tanh : sigmoid));

function preActivation(sweep: Sweep, map: number, row: number, column: number) {
  const grid = sweep.forward.plan.grid;
  const role = mapRoles(sweep.spec)[map]!;
  const terms = termsOf(sweep, role, grid, row, column);
  const bias = [...(sweep.weights[role.bias]?.data ?? zeros(role.parts * role.channels))];
  return { role, terms, bias, a: terms.map(({ product }) => product).reduce(plus, bias) };
}

/** The state of an LSTM cell: h = o ⊙ tanh c solved for c, which the engine keeps to itself. */
function stateAt(sweep: Sweep, map: number, row: number, column: number): Vector {
  const { role, a } = preActivation(sweep, map, row, column);
  const o = gatesOf(a, role.parts).at(-1)!;
  return vectorAt(sweep.vectors.values[map]!, row, column).map((h, k) => Math.atanh(h / o[k]!));
}

/** The formula of a cell's activation with its numbers. */
export function forwardNumbers(sweep: Sweep, cell: number): ForwardNumbers {
  const { grid } = sweep.forward.plan;
  const [map, row, column] = [layerOf(grid, cell), rowOf(grid, cell), columnOf(grid, cell)];
  const { role, terms, bias, a } = preActivation(sweep, map, row, column);
  const h = vectorAt(sweep.vectors.values[map]!, row, column);
  if (role.kind !== "lstm") {
    const again = a.map((value) => (role.activation === "relu" ? Math.max(0, value) : Math.tanh(value)));
    return { kind: role.kind, terms, bias, a, gates: [], kept: [], state: null, h, difference: furthest(h, again) };
  }
  const gates = gatesOf(a, role.parts);
  const kept = role.forgets.map(({ dr, dc }) => {
    const place = placeOf(grid, map, row + dr, column + dc);
    return { place, state: place.inside ? stateAt(sweep, map, place.row, place.column) : zeros(role.channels) };
  });
  const [i, g, o] = [gates[0]!, gates.at(-2)!, gates.at(-1)!];
  const state = i.map((value, k) =>
    kept.reduce((sum, { state: c }, j) => sum + gates[1 + j]![k]! * c[k]!, value * g[k]!),
  );
  const again = o.map((value, k) => value * Math.tanh(state[k]!));
  return { kind: role.kind, terms, bias, a, gates, kept, state, h, difference: furthest(h, again) };
}

/** The cells whose δ a cell's gradient is made of: those that read it, each through its tap. */
function* readersOfMap(
  sweep: Sweep,
  map: number,
  row: number,
  column: number,
): Generator<readonly [Place, Tap, MapRole]> {
  const { grid } = sweep.forward.plan;
  for (const [reader, role] of mapRoles(sweep.spec).entries())
    for (const tap of role.taps)
      if (tap.map === map) yield [placeOf(grid, reader, row - tap.dr, column - tap.dc), tap, role];
}

/** The formula of a cell's gradient with its numbers. */
export function backwardNumbers(sweep: Sweep, cell: number): BackwardNumbers {
  const { grid } = sweep.forward.plan;
  const [map, row, column] = [layerOf(grid, cell), rowOf(grid, cell), columnOf(grid, cell)];
  const role = mapRoles(sweep.spec)[map]!;
  const fromLoss = outputsOf(sweep)
    .filter((term) => term.map === map)
    .map((term): Term => {
      const place = placeOf(grid, map, row - term.dr, column - term.dc);
      const read = place.inside ? vectorAt(sweep.outputGradient, place.row, place.column) : zeros(role.channels);
      return { weight: null, tap: null, places: [place], read, product: read };
    });
  const runs = ([place]: readonly [Place, Tap, MapRole]): boolean =>
    !place.inside || sweep.forward.plan.stepOf(cellOf(grid, place.map, place.row, place.column)) >= 0;
  const fromReaders = [...readersOfMap(sweep, map, row, column)].filter(runs).map(([place, tap, reader]): Term => {
    const read = place.inside
      ? vectorAt(sweep.vectors.deltas[place.map]!, place.row, place.column)
      : zeros(reader.parts * reader.channels);
    const product = times(weightOf(sweep, reader.layer, tap), tap, read, true);
    return { weight: tap.weight, tap, places: [place], read, product };
  });
  const terms = [...fromLoss, ...fromReaders];
  const hBar = terms.map(({ product }) => product).reduce(plus, zeros(role.channels));
  const h = vectorAt(sweep.vectors.values[map]!, row, column);
  const delta = partsOf(vectorAt(sweep.vectors.deltas[map]!, row, column), role.parts);
  const last = delta.at(-1)!;
  if (role.kind !== "lstm") {
    const again = hBar.map((bar, k) => bar * (role.activation === "relu" ? Number(h[k]! > 0) : 1 - h[k]! ** 2));
    const difference = furthest(last, again);
    return { kind: role.kind, terms, hBar, h, tanhState: null, outputGate: null, delta, difference };
  }
  const outputGate = gatesOf(preActivation(sweep, map, row, column).a, role.parts).at(-1)!;
  const tanhState = h.map((value, k) => value / outputGate[k]!);
  const again = hBar.map((bar, k) => bar * tanhState[k]! * outputGate[k]! * (1 - outputGate[k]!));
  return { kind: role.kind, terms, hBar, h, tanhState, outputGate, delta, difference: furthest(last, again) };
}
