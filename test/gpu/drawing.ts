import fc from "fast-check";
import { sizeOf, type Tensor } from "../../src/models/tensor.js";
import { validateSpec } from "../../src/models/validate.js";
import type { Conditional, TrainableSpec } from "../../src/models/spec.js";

export const conditionals: fc.Arbitrary<Conditional> = fc.constantFrom(
  { kind: "bernoulli" },
  { kind: "gaussian", sigma: 0.5 },
  { kind: "gaussian", sigma: 0.2, levels: 16 },
);

const pixelCnns = fc.record({
  kind: fc.constant("pixelcnn"),
  context: fc.constantFrom("raster", "quadrant"),
  colourGroups: fc.constantFrom(1, 3),
  first: fc.constantFrom(3, 5),
  hidden: fc.array(
    fc.record({
      kernel: fc.constantFrom(1, 3),
      out: fc.integer({ min: 3, max: 9 }),
      activation: fc.constantFrom("tanh", "relu"),
      dilation: fc.integer({ min: 1, max: 2 }),
    }),
    { maxLength: 2 },
  ),
});

const spec = fc.oneof(
  pixelCnns.map(({ kind, context, colourGroups, first, hidden }) => ({
    kind,
    context,
    colourGroups,
    inputs: colourGroups,
    layers: [...hidden, { kernel: 1, out: colourGroups, activation: "none" }].map((layer, i) =>
      i === 0 ? { ...layer, kernel: first } : layer,
    ),
  })),
  fc
    .record({
      kernel: fc.constantFrom(3, 5),
      out: fc.integer({ min: 1, max: 5 }),
      depth: fc.integer({ min: 1, max: 2 }),
      inputs: fc.constantFrom(1, 3),
    })
    .map(({ kernel, out, depth, inputs }) => ({
      kind: "gated-pixelcnn",
      inputs,
      layers: Array.from({ length: depth }, () => ({ kernel, out })),
    })),
  fc
    .record({
      shift: fc.boolean(),
      cell: fc.constantFrom("rnn", "lstm"),
      hidden: fc.integer({ min: 1, max: 5 }),
      depth: fc.integer({ min: 1, max: 2 }),
      inputs: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ shift, cell, hidden, depth, inputs }) => ({
      kind: "mdrnn",
      inputs,
      shift,
      layers: Array.from({ length: depth }, () => ({ hidden, cell })),
    })),
);

/** Random models of every kind that draws, small enough for a software driver. */
export const drawingSpecs: fc.Arbitrary<TrainableSpec> = fc
  .tuple(spec, conditionals)
  .map(([model, conditional]) => validateSpec({ ...model, conditional }) as TrainableSpec);

export const imageSizes = fc.record({
  batch: fc.integer({ min: 1, max: 2 }),
  height: fc.integer({ min: 1, max: 7 }),
  width: fc.integer({ min: 1, max: 7 }),
});

/** A batch of pixels that the conditional knows: −1 and 1, levels, or anything in [−1, 1]. */
export const pixelsFor = (
  { inputs, conditional }: TrainableSpec,
  { batch, height, width }: { batch: number; height: number; width: number },
  seed: number,
): Tensor<Float32Array> => {
  const shape = [batch, inputs, height, width];
  const levels = conditional.kind === "bernoulli" ? 2 : conditional.levels;
  let state = (seed + 1) * 2654435761;
  const data = Float32Array.from({ length: sizeOf(shape) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const u = state / 2 ** 32;
    return levels === undefined ? 2 * u - 1 : (2 * Math.floor(u * levels)) / (levels - 1) - 1;
  });
  return { shape, data };
};
