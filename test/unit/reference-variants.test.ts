import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { initialWeights } from "../../src/models/initialise.js";
import { gatedPixelCnn, mdrnn } from "../../src/models/presets.js";
import { sizeOf, type Tensor, type Tensors } from "../../src/models/tensor.js";
import { validateSpec } from "../../src/models/validate.js";
import { referenceForward, referenceMaps } from "../../src/reference/forward.js";
import { mirrored } from "../../src/reference/move.js";
import { maxDifference, transpose } from "./oracles.js";
import { fourWaySpecs, gatedSpecs, image, mdlstmSpecs, size, specs } from "./specs.js";

const withBiases = (weights: Tensors): Tensors =>
  Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [
      name,
      { shape, data: name.endsWith("bias") ? data.map((_, i) => Math.sin(i + name.length)) : data },
    ]),
  );

const renamed = (weights: Tensors, change: (name: string) => string): Tensors =>
  Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [change(name), tensor]));

test("maps: one per layer of a plain stack, and what a layer puts out is their sum", () => {
  fc.assert(
    fc.property(specs, size(4), (spec, { height, width }) => {
      const x = image(spec, height, width);
      const weights = withBiases(initialWeights(spec, 1));
      const maps = referenceMaps(spec, x, weights);
      const outputs = referenceForward(spec, x, weights);
      if (spec.kind === "pixelcnn" || spec.kind === "row-lstm") assert.deepEqual(maps, outputs);
      if (spec.kind === "gated-pixelcnn") {
        assert.deepEqual(
          maps.filter((_, i) => i % 3 === 2),
          outputs,
        );
      }
      if (spec.kind === "mdrnn" && spec.directions === 4) {
        const sum = maps.at(-4)!.data.map((_, i) => maps.slice(-4).reduce((total, { data }) => total + data[i]!, 0));
        assert.ok(maxDifference(outputs.at(-1)!.data, sum) < 1e-12);
      }
    }),
    { numRuns: 80 },
  );
});

/** h of one plain cell from its neighbours: a recursion that knows no sweep, for any direction. */
const recursive = (weights: Tensors, x: Tensor, prefix: string, beside: number, above: number): Float64Array => {
  const [, inputs, height, width] = x.shape as [number, number, number, number];
  const get = (name: string): Tensor => weights[`layers.0.${prefix}.${name}`]!;
  const units = get("bias").shape[0]!;
  const known = new Map<number, number[]>();
  const h = (r: number, c: number): number[] => {
    if (r < 0 || c < 0 || r >= height || c >= width) return Array.from({ length: units }, () => 0);
    const at = r * width + c;
    const found = known.get(at);
    if (found) return found;
    const own = Array.from({ length: inputs }, (_, i) => x.data[i * height * width + at]!);
    const row = (name: string, o: number, values: readonly number[]): number =>
      values.reduce((sum, value, i) => sum + value * get(name).data[o * values.length + i]!, 0);
    const [side, over] = [h(r, c + beside), h(r + above, c)];
    const value = Array.from({ length: units }, (_, o) =>
      Math.tanh(row("w_in", o, own) + row("w_west", o, side) + row("w_north", o, over) + get("bias").data[o]!),
    );
    known.set(at, value);
    return value;
  };
  return Float64Array.from({ length: units * height * width }, (_, i) => {
    const at = i % (height * width);
    return h(Math.floor(at / width), at % width)[Math.floor(i / (height * width))]!;
  });
};

test("four directions: each sweep is the plain recursion from its own corner", () => {
  fc.assert(
    fc.property(size(6), fc.nat(100), ({ height, width }, seed) => {
      const spec = mdrnn({ depth: 1, channels: 3, inputs: 2, directions: 4 });
      const weights = withBiases(initialWeights(spec, seed));
      const x = image(spec, height, width);
      const maps = referenceMaps(spec, x, weights);
      const corners = [
        ["se", -1, -1],
        ["sw", 1, -1],
        ["ne", -1, 1],
        ["nw", 1, 1],
      ] as const;
      corners.forEach(([name, beside, above], i) => {
        assert.ok(maxDifference(maps[i]!.data, recursive(weights, x, name, beside, above)) < 1e-12, name);
      });
    }),
    { numRuns: 40 },
  );
});

test("four directions: mirroring the image swaps the sweeps", () => {
  fc.assert(
    fc.property(fourWaySpecs, size(5), fc.boolean(), fc.boolean(), (spec, { height, width }, rows, columns) => {
      const weights = withBiases(initialWeights(spec, 5));
      const swap = (name: string): string =>
        name.replace(/\.([sn])([ew])\./, (_, vertical: string, horizontal: string) => {
          const v = rows ? (vertical === "s" ? "n" : "s") : vertical;
          const h = columns ? (horizontal === "e" ? "w" : "e") : horizontal;
          return `.${v}${h}.`;
        });
      const x = image(spec, height, width);
      const straight = referenceForward(spec, x, weights).at(-1)!;
      const flipped = referenceForward(spec, mirrored(x, { rows, columns }), renamed(weights, swap)).at(-1)!;
      assert.ok(maxDifference(mirrored(flipped, { rows, columns }).data, straight.data) < 1e-12);
    }),
    { numRuns: 40 },
  );
});

/** Rows of a weight (5K, …) with the parts of the two forget gates swapped. */
const forgetsSwapped = ({ shape, data }: Tensor): Tensor => {
  const part = sizeOf(shape) / 5;
  const order = [0, 2, 1, 3, 4];
  return { shape, data: Float64Array.from(data, (_, i) => data[order[Math.floor(i / part)]! * part + (i % part)]!) };
};

test("MDLSTM: transposing the image swaps W_west with W_north, and f_west with f_north", () => {
  fc.assert(
    fc.property(mdlstmSpecs, size(5), fc.nat(100), (spec, { height, width }, seed) => {
      const weights = withBiases(initialWeights(spec, seed));
      const swapped = renamed(
        Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [name, forgetsSwapped(tensor)])),
        (name) => (name.endsWith("w_west") ? name.replace("w_west", "w_north") : name.replace("w_north", "w_west")),
      );
      const x = image(spec, height, width);
      const straight = referenceForward(spec, x, weights).at(-1)!;
      const flipped = referenceForward(spec, transpose(x, [0, 1, 3, 2]), swapped).at(-1)!;
      assert.ok(maxDifference(transpose(flipped, [0, 1, 3, 2]).data, straight.data) < 1e-12);
    }),
    { numRuns: 40 },
  );
});

test("gated: the last row reaches no v, and the residual is what is left when W_out is zero", () => {
  fc.assert(
    fc.property(gatedSpecs, size(5), (spec, { height, width }) => {
      const weights = withBiases(initialWeights(spec, 2));
      const x = image(spec, height, width);
      const changed = {
        shape: x.shape,
        data: Float64Array.from(x.data, (value, i) => (i % (height * width) >= (height - 1) * width ? 9 : value)),
      };
      const [before, after] = [x, changed].map((input) => referenceMaps(spec, input, weights)) as [
        readonly Tensor[],
        readonly Tensor[],
      ];
      before.forEach((map, i) => {
        if (i % 3 === 0) assert.deepEqual(after[i], map);
      });
      const silent = Object.fromEntries(
        Object.entries(weights).map(([name, { shape, data }]) => [
          name,
          { shape, data: name.includes("out.") && !name.startsWith("layers.0.") ? data.map(() => 0) : data },
        ]),
      );
      const outputs = referenceForward(spec, x, silent);
      for (const output of outputs) assert.deepEqual(output.data, outputs[0]!.data);
    }),
    { numRuns: 40 },
  );
});

test("a vertical stack that keeps its own row in the first layer would leak: the mask is what prevents it", () => {
  const spec = gatedPixelCnn({ depth: 1, channels: 2 });
  const weights = initialWeights(spec, 3);
  const { shape, data } = weights["layers.0.v.weight"]!;
  const masked = data.map((value, i) => (Math.floor((i % 9) / 3) >= 1 ? 5 : value));
  const x = image(spec, 4, 4);
  const unmasked = { ...weights, "layers.0.v.weight": { shape, data: masked } };
  assert.deepEqual(referenceForward(spec, x, unmasked), referenceForward(spec, x, weights));
});

test("one row: an MDRNN is an RNN, h_t = tanh(W x_t + U h_{t−1} + b), and W_north is never read", () => {
  const spec = mdrnn({ depth: 1, channels: 3, inputs: 2 });
  const weights = withBiases(initialWeights(spec, 4));
  const x = image(spec, 1, 9);
  const [got] = referenceForward(spec, x, weights);
  const [w, u, b] = ["w_in", "w_west", "bias"].map((name) => weights[`layers.0.${name}`]!.data);
  let h = [0, 0, 0];
  for (let t = 0; t < 9; t++) {
    const before = h;
    h = before.map((_, o) =>
      Math.tanh(
        b![o]! +
          [0, 1].reduce((sum, i) => sum + w![o * 2 + i]! * x.data[i * 9 + t]!, 0) +
          before.reduce((sum, value, i) => sum + u![o * 3 + i]! * value, 0),
      ),
    );
    h.forEach((value, o) => assert.ok(Math.abs(got!.data[o * 9 + t]! - value) < 1e-12));
  }
});

test("one row: masked convolutions are the causal, dilated ones of a WaveNet", () => {
  const dilations = [1, 1, 2, 4];
  const spec = validateSpec({
    kind: "pixelcnn",
    layers: dilations.map((dilation) => ({ kernel: 3, out: 1, activation: "tanh", dilation })),
  });
  const weights = withBiases(initialWeights(spec, 8));
  const x = image(spec, 1, 20);
  let y = [...x.data];
  dilations.forEach((dilation, l) => {
    const kernel = weights[`layers.${l}.weight`]!.data;
    const bias = weights[`layers.${l}.bias`]!.data[0]!;
    // Two taps: δ steps ago and, from the second layer on, now.
    y = y.map((now, t) => Math.tanh(bias + kernel[3]! * (y[t - dilation] ?? 0) + (l === 0 ? 0 : kernel[4]! * now)));
  });
  assert.ok(maxDifference(referenceForward(spec, x, weights).at(-1)!.data, y) < 1e-12);
});
