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

const mdrnns = fc
  .record({
    inputs: fc.integer({ min: 1, max: 5 }),
    neighbours: fc.constantFrom("hidden", "input"),
    shift: fc.boolean(),
    layers: fc.array(
      fc.record({ hidden: fc.integer({ min: 1, max: 9 }), activation: fc.constantFrom("tanh", "relu") }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  // the printed formula is an encoder; the generator's shift belongs to the recurrence
  .map((spec) => ({ kind: "mdrnn", ...spec, shift: spec.shift && spec.neighbours === "hidden" }));

/** Random models of every supported kind, small enough for a software driver. */
export const modelSpecs: fc.Arbitrary<ModelSpec> = fc.oneof(pixelCnns, mdrnns).map((spec) => validateSpec(spec));

export const imageSizes = fc.record({
  batch: fc.integer({ min: 1, max: 2 }),
  height: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 9 }),
});
