import fc from "fast-check";
import { validateSpec } from "../../src/models/validate.js";
import type { ModelSpec } from "../../src/models/spec.js";

const activations = fc.constantFrom("none", "relu", "tanh");

const pixelCnns = fc
  .record({
    colourGroups: fc.constantFrom(1, 3),
    inputs: fc.integer({ min: 1, max: 5 }),
    context: fc.constantFrom("raster", "quadrant"),
    layers: fc.array(
      fc.record({
        kernel: fc.constantFrom(3, 5, 7),
        mask: fc.constantFrom("A", "B"),
        out: fc.integer({ min: 1, max: 9 }),
        activation: activations,
        dilation: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ colourGroups, inputs, layers, ...spec }) => ({
    kind: "pixelcnn",
    ...spec,
    colourGroups,
    // every colour needs a channel
    inputs: Math.max(colourGroups, inputs),
    layers: layers.map((layer) => ({ ...layer, out: Math.max(colourGroups, layer.out) })),
  }));

const gatedPixelCnns = fc
  .record({
    inputs: fc.integer({ min: 1, max: 3 }),
    layers: fc.array(fc.record({ kernel: fc.constantFrom(3, 5) }), { minLength: 1, maxLength: 3 }),
    // the residual adds layers of equal width
    out: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ out, layers, ...spec }) => ({
    kind: "gated-pixelcnn",
    ...spec,
    layers: layers.map((layer) => ({ ...layer, out })),
  }));

const mdrnns = fc
  .record({
    inputs: fc.integer({ min: 1, max: 5 }),
    variant: fc.constantFrom(
      { neighbours: "hidden", shift: false, directions: 1 },
      { neighbours: "hidden", shift: true, directions: 1 },
      { neighbours: "input", shift: false, directions: 1 },
      { neighbours: "hidden", shift: false, directions: 4 },
    ),
    layers: fc.array(
      fc.record({ hidden: fc.integer({ min: 1, max: 9 }), cell: fc.constantFrom("tanh", "relu", "lstm") }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ inputs, variant, layers }) => ({
    kind: "mdrnn",
    inputs,
    ...variant,
    layers: layers.map(({ hidden, cell }) =>
      // as printed there is no state for a cell to keep
      cell === "lstm" && variant.neighbours === "hidden"
        ? { hidden, cell: "lstm" }
        : { hidden, cell: "rnn", activation: cell === "relu" ? "relu" : "tanh" },
    ),
  }));

const pixelRnns = fc.record({
  kind: fc.constantFrom("row-lstm", "diagonal-bilstm"),
  inputs: fc.integer({ min: 1, max: 3 }),
  hidden: fc.integer({ min: 1, max: 6 }),
  layers: fc.integer({ min: 1, max: 3 }),
  first: fc.constantFrom("A", "B"),
});

/** Random models of every supported kind, small enough for a software driver. */
export const modelSpecs: fc.Arbitrary<ModelSpec> = fc
  .oneof(pixelCnns, gatedPixelCnns, mdrnns, pixelRnns)
  .map((spec) => validateSpec(spec));

export const imageSizes = fc.record({
  batch: fc.integer({ min: 1, max: 2 }),
  height: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 9 }),
});
