/**
 * Row LSTM and Diagonal BiLSTM against a second witness that is built as the paper builds them: row by row after one
 * input-to-state convolution, and column by column of the skewed map (van den Oord et al. 2016, §3.1–3.2).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { initialWeights } from "../../src/models/initialise.js";
import type { DiagonalBiLstmSpec, RowLstmSpec } from "../../src/models/spec.js";
import type { Tensor, Tensors } from "../../src/models/tensor.js";
import { referenceForward } from "../../src/reference/forward.js";
import { maxDifference } from "./oracles.js";
import { diagonalSpecs, image, rowLstmSpecs, size } from "./specs.js";

/** A map as rows of columns of channel vectors. */
type Grid<T> = T[][];
type Vector = readonly number[];

const withBiases = (weights: Tensors): Tensors =>
  Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [
      name,
      { shape, data: name.endsWith("bias") ? data.map((_, i) => Math.cos(i * 1.7 + name.length)) : data },
    ]),
  );

const zero = (length: number): Vector => Array.from({ length }, () => 0);
const sum = (...vectors: readonly Vector[]): Vector =>
  vectors[0]!.map((_, i) => vectors.reduce((total, vector) => total + vector[i]!, 0));

const gridOf = ({ shape, data }: Tensor): Grid<Vector> => {
  const [, channels, height, width] = shape as [number, number, number, number];
  return Array.from({ length: height }, (_, r) =>
    Array.from({ length: width }, (__, c) =>
      Array.from({ length: channels }, (___, k) => data[(k * height + r) * width + c]!),
    ),
  );
};

/** W v for the matrix of one tap of a weight (out, in, 1, taps), or of a matrix (out, in). */
const times = ({ shape, data }: Tensor, vector: Vector, tap = 0): Vector => {
  const [rows, columns, , taps = 1] = shape as [number, number, number?, number?];
  return Array.from({ length: rows }, (_, o) =>
    vector.reduce((total, value, i) => total + value * data[(o * columns + i) * taps + tap]!, 0),
  );
};

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

interface State {
  readonly h: Vector;
  readonly c: Vector;
}

const nothing = (units: number): State => ({ h: zero(units), c: zero(units) });

const cell = (a: Vector, before: Vector): State => {
  const k = before.length;
  const c = before.map((value, i) => sigmoid(a[k + i]!) * value + sigmoid(a[i]!) * Math.tanh(a[2 * k + i]!));
  return { c, h: c.map((value, i) => sigmoid(a[3 * k + i]!) * Math.tanh(value)) };
};

const rowLayer = (spec: RowLstmSpec, layer: number, input: Grid<Vector>, weights: Tensors): Grid<Vector> => {
  const [inputWeight, stateWeight, bias] = ["input.weight", "state.weight", "bias"].map(
    (name) => weights[`layers.${layer}.${name}`]!,
  ) as [Tensor, Tensor, Tensor];
  const hidesOwn = spec.first === "A" && layer === 0;
  // The whole input-to-state map first, as one masked 1×3 convolution.
  const inputToState = input.map((row) =>
    row.map((own, c) => {
      const west = row[c - 1] ?? zero(own.length);
      return sum(
        times(inputWeight, west, 0),
        hidesOwn ? zero(bias.data.length) : times(inputWeight, own, 1),
        Array.from(bias.data),
      );
    }),
  );
  let above: State[] = input[0]!.map(() => nothing(spec.hidden));
  return inputToState.map((row) => {
    const padded = [nothing(spec.hidden), ...above, nothing(spec.hidden)];
    above = row.map((a, c) =>
      cell(sum(a, ...[0, 1, 2].map((tap) => times(stateWeight, padded[c + tap]!.h, tap))), above[c]!.c),
    );
    return above.map(({ h }) => h);
  });
};

/** Row r moved right by r: column t of the result holds an anti-diagonal of the map. */
const skew = <T>(map: Grid<T>, pad: T): Grid<T> =>
  map.map((row, r) => [...zero(r).map(() => pad), ...row, ...zero(map.length - 1 - r).map(() => pad)]);

const unskew = <T>(map: Grid<T>): Grid<T> => {
  const width = map[0]!.length - map.length + 1;
  return map.map((row, r) => row.slice(r, r + width));
};

/** One sweep to the right over the skewed map, whole columns at once. `forced`: pads give 0 and keep nothing. */
const diagonalSweep = (
  input: Grid<Vector>,
  inputAt: (r: number, c: number) => Vector,
  get: (name: string) => Tensor,
  units: number,
  forced: boolean,
): Grid<Vector> => {
  const [height, width] = [input.length, input[0]!.length];
  const skewed = skew(
    input.map((row, r) => row.map((_, c) => inputAt(r, c))),
    zero(input[0]![0]!.length),
  );
  const inside = skew(
    input.map((row) => row.map(() => true)),
    false,
  );
  let before: State[] = input.map(() => nothing(units));
  const columns: Vector[][] = [];
  for (let t = 0; t < width + height - 1; t++) {
    const column = skewed.map((row, r): State => {
      if (forced && !inside[r]![t]!) return nothing(units);
      const north = before[r - 1]?.h ?? zero(units);
      const a = sum(
        times(get("w_in"), row[t]!),
        times(get("w_side"), before[r]!.h),
        times(get("w_north"), north),
        Array.from(get("bias").data),
      );
      return cell(a, before[r]!.c);
    });
    columns.push(column.map(({ h }) => h));
    before = column;
  }
  return unskew(input.map((_, r) => columns.map((column) => column[r]!)));
};

const diagonalLayer = (
  spec: DiagonalBiLstmSpec,
  layer: number,
  input: Grid<Vector>,
  weights: Tensors,
  forced: boolean,
): Grid<Vector> => {
  const get =
    (side: string) =>
    (name: string): Tensor =>
      weights[`layers.${layer}.${side}.${name}`]!;
  const hidesOwn = spec.first === "A" && layer === 0;
  const leftInput = (r: number, c: number): Vector =>
    hidesOwn ? (input[r]![c - 1] ?? zero(input[r]![c]!.length)) : input[r]![c]!;
  const mirrored = input.map((row) => [...row].reverse());
  const left = diagonalSweep(input, leftInput, get("left"), spec.hidden, forced);
  const right = diagonalSweep(mirrored, (r, c) => mirrored[r]![c]!, get("right"), spec.hidden, forced).map((row) =>
    [...row].reverse(),
  );
  return left.map((row, r) => row.map((value, c) => (r === 0 ? value : sum(value, right[r - 1]![c]!))));
};

const flat = (map: Grid<Vector>): number[] =>
  map[0]![0]!.flatMap((_, k) => map.flatMap((row) => row.map((vector) => vector[k]!)));

test("Row LSTM: row by row after one convolution", () => {
  fc.assert(
    fc.property(rowLstmSpecs, size(7), fc.nat(100), (spec, { height, width }, seed) => {
      const weights = withBiases(initialWeights(spec, seed));
      const x = image(spec, height, width);
      let map = gridOf(x);
      referenceForward(spec, x, weights).forEach(({ data }, layer) => {
        map = rowLayer(spec, layer, map, weights);
        assert.ok(maxDifference(data, flat(map)) < 1e-12, `layer ${layer}`);
      });
    }),
    { numRuns: 60 },
  );
});

test("skewing and unskewing gives the map back", () => {
  fc.assert(
    fc.property(size(9), ({ height, width }) => {
      const map = Array.from({ length: height }, (_, r) => Array.from({ length: width }, (__, c) => r * width + c));
      assert.equal(skew(map, -1)[0]!.length, width + height - 1);
      assert.deepEqual(unskew(skew(map, -1)), map);
    }),
  );
});

test("Diagonal BiLSTM: column by column of the skewed map, pads forced to zero", () => {
  fc.assert(
    fc.property(diagonalSpecs, size(7), fc.nat(100), (spec, { height, width }, seed) => {
      const weights = withBiases(initialWeights(spec, seed));
      const x = image(spec, height, width);
      let map = gridOf(x);
      referenceForward(spec, x, weights).forEach(({ data }, layer) => {
        map = diagonalLayer(spec, layer, map, weights, true);
        assert.ok(maxDifference(data, flat(map)) < 1e-12, `layer ${layer}`);
      });
    }),
    { numRuns: 60 },
  );
});

test("pads that are not forced to zero leak their biases, wherever there is a pad; without biases they do not", () => {
  const spec = { kind: "diagonal-bilstm", inputs: 1, hidden: 2, layers: 1, first: "B" } as const;
  const plain = initialWeights(spec, 3);
  for (const [height, width] of [
    [2, 2],
    [5, 3],
    [3, 6],
  ] as const) {
    const x = image(spec, height, width);
    const difference = (weights: Tensors): number =>
      maxDifference(
        referenceForward(spec, x, weights)[0]!.data,
        flat(diagonalLayer(spec, 0, gridOf(x), weights, false)),
      );
    assert.ok(difference(withBiases(plain)) > 1e-3, `${height}×${width} leaks`);
    assert.ok(difference(plain) < 1e-12);
  }
});
