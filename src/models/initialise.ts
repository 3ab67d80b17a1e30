/** Seeded initial weights: the same seed gives the same numbers on every machine. */
import { randomLcg, randomNormal, randomUniform } from "d3-random";
import { SweepfieldError } from "../error.js";
import { layerChannels } from "./layers.js";
import { layerTaps, type Tap } from "./maps.js";
import { layerShapes, parameterShapes, type Shapes } from "./parameters.js";
import { dilationOf, kernelPlace, pairsOf, readsChannel, tapsOfWeight } from "./places.js";
import { spectralNorm } from "./spectral-norm.js";
import type { ModelSpec } from "./spec.js";
import { sizeOf, type Tensor, type Tensors } from "./tensor.js";

/** W_west and W_north together stay below 1, so that the sweep contracts and float32 follows float64. */
const RECURRENT_NORM = 0.45;

/** 1 GiB of float32. */
const MOST_WEIGHTS = 2 ** 28;

type Source = () => number;

/** A generator of its own for every tensor, so that adding a layer changes no other (FNV-1a of the name and the seed). */
export const sourceOf = (seed: number, name: string): Source => {
  let hash = 0x811c9dc5;
  for (const character of `${name}:${seed}`) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return randomLcg(hash >>> 0);
};

/** Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", eq. 16. */
const glorot = (source: Source, fanIn: number, fanOut: number): Source => {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return randomUniform.source(source)(-limit, limit);
};

/** He et al. 2015, "Delving Deep into Rectifiers", eq. 10. */
const he = (source: Source, fanIn: number): Source => randomNormal.source(source)(0, Math.sqrt(2 / fanIn));

interface Weight {
  readonly shape: readonly number[];
  /** The taps through which it is read. */
  readonly taps: readonly Tap[];
  readonly recurrent: boolean;
}

const isRecurrent = (spec: ModelSpec, name: string): boolean =>
  /(^|\.)(w_west|w_north|w_side|state\.weight)$/.test(name) && !(spec.kind === "mdrnn" && spec.neighbours === "input");

/** One weight tensor: the taps that are read drawn in row-major order of (out, in, ky, kx), the others 0. */
const drawn = (spec: ModelSpec, layer: number, weight: Weight, source: Source): Float32Array => {
  const { shape, taps } = weight;
  const [rows, columns] = shape as [number, number];
  const size = sizeOf(shape);
  const places = size / (rows * columns);
  const pairs = taps.reduce((sum, tap) => sum + pairsOf(spec, layer, tap, shape), 0);
  const gates = Math.max(1, rows / layerChannels(spec)[layer]!.outputs);
  const relu = spec.kind === "pixelcnn" && spec.layers[layer]!.activation === "relu";
  const draw = relu ? he(source, pairs / rows) : glorot(source, pairs / rows, pairs / columns / gates);
  const data = new Float32Array(size);
  for (let o = 0; o < rows; o++) {
    for (let i = 0; i < columns; i++) {
      for (const tap of taps) {
        if (!readsChannel(spec, layer, tap, o, i)) continue;
        data[(o * columns + i) * places + kernelPlace(shape, tap, dilationOf(spec, layer))] = draw();
      }
    }
  }
  return weight.recurrent ? contracting(data, rows, size / rows) : data;
};

const contracting = (data: Float32Array, rows: number, columns: number): Float32Array => {
  const scale = RECURRENT_NORM / spectralNorm(data, rows, columns);
  return data.map((value) => value * scale);
};

/**
 * Initial weights by name (float32, shapes of `parameterShapes`). He before relu, else Glorot, fans counted over live
 * taps and for each gate by itself, masked taps exactly 0. What recurs (W_west, W_north, W_side, the state-to-state
 * kernel) is scaled as a whole, all gates and taps together, to spectral norm 0.45. Biases 0, those of forget gates too.
 * @throws SweepfieldError "limit-exceeded" above 2²⁸ numbers.
 */
export const initialWeights = (spec: ModelSpec, seed: number): Tensors => {
  const drawing = drawWeights(spec, seed);
  for (;;) {
    const { done, value } = drawing.next();
    if (done) return value;
  }
};

/** The same in pieces, one tensor each, for a thread that has other things to do as well. */
export function* drawWeights(spec: ModelSpec, seed: number): Generator<void, Tensors> {
  requireMemory(parameterShapes(spec));
  const weights: Record<string, Tensor<Float32Array>> = {};
  const tapsOfLayers = layerTaps(spec);
  for (const [layer, shapes] of layerShapes(spec).entries()) {
    for (const [name, shape] of Object.entries(shapes)) {
      const path = `layers.${layer}.${name}`;
      if (name.endsWith("bias")) {
        weights[path] = { shape, data: new Float32Array(sizeOf(shape)) };
        continue;
      }
      const taps = tapsOfWeight(tapsOfLayers[layer]!, name, shape, dilationOf(spec, layer));
      const weight = { shape, taps, recurrent: isRecurrent(spec, name) };
      weights[path] = { shape, data: drawn(spec, layer, weight, sourceOf(seed, path)) };
      yield;
    }
  }
  return weights;
}

const requireMemory = (shapes: Shapes): void => {
  const total = Object.values(shapes).reduce((sum, shape) => sum + sizeOf(shape), 0);
  if (total > MOST_WEIGHTS) {
    throw new SweepfieldError(
      "limit-exceeded",
      `the model has ${total} weights, more than ${MOST_WEIGHTS}; lower depth, channels or kernel`,
    );
  }
};
