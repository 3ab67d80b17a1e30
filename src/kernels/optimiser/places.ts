/**
 * Where every parameter lies in the buffers that the kernels read, and where its gradient arrives. Found by packing indices
 * instead of weights, so that it follows the packers whatever they do.
 */
import { SweepfieldError } from "../../error.js";
import { tensorsOf, vectorLength } from "../../models/parameter-vector.js";
import type { ModelSpec, PixelCnnSpec } from "../../models/spec.js";
import type { Tensors } from "../../models/tensor.js";
import { cellProgram } from "../cells/program.js";
import { convProducts, weightResult } from "../gradients/conv-products.js";
import { transposed } from "../masked-conv/backward.js";
import { packPixelCnn } from "../masked-conv/layer.js";

/** Each entry is 1 + the index of a parameter in the vector of all, or 0 where there is none. */
export interface ParameterPlaces {
  /** The packed buffers of the forward pass, in the engine's order, then those of the backward pass. */
  readonly packed: readonly Uint32Array[];
  /** The result of the weight-gradient products. A parameter that is read through several taps stands here as often. */
  readonly gradient: Uint32Array;
}

/** Whole numbers are exact in float32 up to here. */
const MOST_PARAMETERS = 2 ** 24 - 1;

const indexWeights = (spec: ModelSpec): Tensors => {
  const count = vectorLength(spec);
  if (count > MOST_PARAMETERS) {
    throw new SweepfieldError(
      "limit-exceeded",
      `the model has ${count} weights, training holds ${MOST_PARAMETERS}; lower depth, channels or kernel`,
    );
  }
  return tensorsOf(
    spec,
    Float32Array.from({ length: count }, (_, i) => i + 1),
  );
};

/** Packed: weight and bias of every layer, then its transposed weight. */
function convPlaces(spec: PixelCnnSpec): ParameterPlaces {
  const layers = packPixelCnn(spec, indexWeights(spec));
  const { layers: products, size } = convProducts(layers);
  const gradient = new Uint32Array(size);
  layers.forEach(({ weight, bias }, l) => {
    gradient.set(weight, weightResult(products[l]!));
    gradient.set(bias, products[l]!.bias.result);
  });
  return {
    packed: [
      ...layers.flatMap(({ weight, bias }) => [Uint32Array.from(weight), Uint32Array.from(bias)]),
      ...layers.map((layer) => Uint32Array.from(transposed(layer).weight)),
    ],
    gradient,
  };
}

/** Packed: all weights and biases, then all transposed weights. */
function cellPlaces(spec: ModelSpec, cells: number): ParameterPlaces {
  const program = cellProgram(spec, indexWeights(spec), cells);
  const gradient = new Uint32Array(program.productSize);
  program.maps.forEach((map, m) => {
    const matrices = map.reads.flatMap(({ matrix }) => (matrix === null ? [] : [matrix]));
    const products = program.products.filter((product) => product.map === m);
    const bias = products.find(({ tap }) => tap === null)!;
    products
      .filter(({ tap }) => tap !== null)
      .forEach(({ result, inGroups, outGroups }, t) => {
        gradient.set(program.weights.subarray(matrices[t]!, matrices[t]! + inGroups * outGroups * 16), result);
      });
    gradient.set(program.weights.subarray(map.biasStart, map.biasStart + bias.outGroups * 4), bias.result);
  });
  return { packed: [Uint32Array.from(program.weights), Uint32Array.from(program.transposed)], gradient };
}

/** `cells` is batch × pixels. Throws limit-exceeded above 2²⁴ weights. */
export const parameterPlaces = (spec: ModelSpec, cells: number): ParameterPlaces =>
  spec.kind === "pixelcnn" ? convPlaces(spec) : cellPlaces(spec, cells);

/** By parameter, the places of its gradient: `most` for each, 1 + the place or 0 where there are fewer. */
export function gradientPlaces(parameters: number, gradient: Uint32Array): { places: Uint32Array; most: number } {
  const counts = new Uint32Array(parameters);
  for (const parameter of gradient) if (parameter > 0) counts[parameter - 1]! += 1;
  const most = counts.reduce((highest, count) => Math.max(highest, count), 1);
  const places = new Uint32Array(parameters * most);
  const next = new Uint32Array(parameters);
  gradient.forEach((parameter, place) => {
    if (parameter === 0) return;
    places[(parameter - 1) * most + next[parameter - 1]!++] = place + 1;
  });
  return { places, most };
}
