/** Random models and images for the property tests. */
import fc from "fast-check";
import type {
  DiagonalBiLstmSpec,
  GatedPixelCnnSpec,
  MdrnnSpec,
  ModelSpec,
  PixelCnnSpec,
  RowLstmSpec,
} from "../../src/models/spec.js";
import { layerChannels } from "../../src/models/layers.js";
import { parameterShapes } from "../../src/models/parameters.js";
import { sizeOf, type Tensor, type Tensors } from "../../src/models/tensor.js";

export const size = (most: number): fc.Arbitrary<{ height: number; width: number }> =>
  fc.record({ height: fc.integer({ min: 1, max: most }), width: fc.integer({ min: 1, max: most }) });

/** Masked convolutions of every kind; layer 0 is masked A, the others as drawn. */
export const pixelCnnSpecs: fc.Arbitrary<PixelCnnSpec> = fc
  .record({
    colourGroups: fc.constantFrom<1 | 3>(1, 1, 3),
    context: fc.constantFrom("raster" as const, "quadrant" as const),
    inputs: fc.integer({ min: 1, max: 2 }),
    layers: fc.array(
      fc.record({
        kernel: fc.constantFrom(1, 3, 3, 5),
        mask: fc.constantFrom("A" as const, "B" as const),
        out: fc.integer({ min: 1, max: 3 }),
        activation: fc.constantFrom("none" as const, "relu" as const, "tanh" as const),
        dilation: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map((drawn) => ({
    kind: "pixelcnn",
    ...drawn,
    inputs: drawn.colourGroups === 3 ? 3 : drawn.inputs,
    layers: drawn.layers.map((layer, i) => ({
      ...layer,
      kernel: i === 0 ? Math.max(3, layer.kernel) : layer.kernel,
      mask: i === 0 ? "A" : layer.kernel === 1 ? "B" : layer.mask,
      out: drawn.colourGroups === 3 ? layer.out + 2 : layer.out,
    })),
  }));

const inputs = fc.integer({ min: 1, max: 3 });
const hidden = fc.integer({ min: 1, max: 3 });
const stackOf = <T>(layer: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(layer, { minLength: 1, maxLength: 3 });
const plain = { noNullPrototype: true } as const;

const rnnLayers = stackOf(
  fc.record(
    { hidden, cell: fc.constant("rnn" as const), activation: fc.constantFrom("tanh" as const, "relu" as const) },
    plain,
  ),
);

/** One direction, plain cells, in every variant. */
export const mdrnnSpecs: fc.Arbitrary<MdrnnSpec> = fc.record(
  {
    kind: fc.constant("mdrnn" as const),
    inputs,
    neighbours: fc.constantFrom("hidden" as const, "input" as const),
    shift: fc.boolean(),
    directions: fc.constant(1 as const),
    layers: rnnLayers,
  },
  plain,
);

const mdlstmLayer = fc.record({ hidden, cell: fc.constant("lstm" as const) }, plain);

export const mdlstmSpecs: fc.Arbitrary<MdrnnSpec> = fc.record(
  {
    kind: fc.constant("mdrnn" as const),
    inputs,
    neighbours: fc.constant("hidden" as const),
    shift: fc.boolean(),
    directions: fc.constant(1 as const),
    layers: stackOf(mdlstmLayer),
  },
  plain,
);

/** Four directions, with plain and lstm cells. */
export const fourWaySpecs: fc.Arbitrary<MdrnnSpec> = fc.record(
  {
    kind: fc.constant("mdrnn" as const),
    inputs,
    neighbours: fc.constant("hidden" as const),
    shift: fc.constant(false),
    directions: fc.constant(4 as const),
    layers: fc.oneof(rnnLayers, stackOf(mdlstmLayer)).map((layers) => layers.slice(0, 2)),
  },
  plain,
);

export const gatedSpecs: fc.Arbitrary<GatedPixelCnnSpec> = fc
  .record({
    inputs,
    out: hidden,
    kernels: fc.tuple(fc.constantFrom(3, 5), fc.array(fc.constantFrom(1, 3, 5), { maxLength: 2 })),
  })
  .map(({ out, kernels: [first, later], ...drawn }) => ({
    kind: "gated-pixelcnn",
    ...drawn,
    layers: [first, ...later].map((kernel) => ({ kernel, out })),
  }));

const pixelRnn = {
  inputs,
  hidden,
  layers: fc.integer({ min: 1, max: 3 }),
  first: fc.constantFrom("A" as const, "B" as const),
};

export const rowLstmSpecs: fc.Arbitrary<RowLstmSpec> = fc.record(
  { kind: fc.constant("row-lstm" as const), ...pixelRnn },
  plain,
);
export const diagonalSpecs: fc.Arbitrary<DiagonalBiLstmSpec> = fc.record(
  { kind: fc.constant("diagonal-bilstm" as const), ...pixelRnn },
  plain,
);

/** One map per layer, sweeps with closed forms. */
export const plainSpecs = fc.oneof(pixelCnnSpecs, mdrnnSpecs);

/** What is not plain: several maps per layer, or sweeps of rows. */
export const derivedSpecs: fc.Arbitrary<ModelSpec> = fc.oneof(gatedSpecs, fourWaySpecs, rowLstmSpecs, diagonalSpecs);

export const specs: fc.Arbitrary<ModelSpec> = fc.oneof(plainSpecs, mdlstmSpecs, derivedSpecs);

/** Models no output of which sees its own pixel or a later one. */
export const generators: fc.Arbitrary<ModelSpec> = fc.oneof(
  pixelCnnSpecs.filter((spec) => spec.colourGroups === 1),
  gatedSpecs,
  fc.oneof(mdrnnSpecs, mdlstmSpecs).map((spec) => ({ ...spec, shift: true })),
  fc.oneof(rowLstmSpecs, diagonalSpecs).map((spec) => ({ ...spec, first: "A" as const })),
);

/** Every layer linear where the inputs are not negative, so that what is read is what shows. */
export const linear = (spec: PixelCnnSpec | MdrnnSpec): PixelCnnSpec | MdrnnSpec =>
  spec.kind === "pixelcnn"
    ? { ...spec, layers: spec.layers.map((layer) => ({ ...layer, activation: "none" as const })) }
    : {
        ...spec,
        layers: spec.layers.map(({ hidden: units }) => ({
          hidden: units,
          cell: "rnn" as const,
          activation: "relu" as const,
        })),
      };

/** Weights of one value, masked taps too: nobody may read those. */
export const constantWeights = (spec: ModelSpec, value: number): Tensors =>
  Object.fromEntries(
    Object.entries(parameterShapes(spec)).map(([name, shape]) => [
      name,
      { shape, data: new Float64Array(sizeOf(shape)).fill(value) },
    ]),
  );

export const image = (
  spec: ModelSpec,
  height: number,
  width: number,
  value = (i: number): number => Math.sin(i + 1),
): Tensor => {
  const shape = [1, spec.inputs, height, width];
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => value(i)) };
};

/** The image with one channel of one pixel set to another value. */
export const perturbed = (x: Tensor, channel: number, pixel: number, value: number): Tensor => {
  const data = Float64Array.from(x.data);
  data[channel * x.shape[2]! * x.shape[3]! + pixel] = value;
  return { shape: x.shape, data };
};

export const lastChannels = (spec: ModelSpec): number => layerChannels(spec).at(-1)!.outputs;
