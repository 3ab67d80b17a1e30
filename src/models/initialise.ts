/** Seeded initial weights: the same seed gives the same numbers on every machine. */
import { randomLcg, randomNormal, randomUniform } from "d3-random";
import { SweepfieldError } from "../error.js";
import { layerChannels, type LayerChannels } from "./layers.js";
import { channelPairs, liveTaps, readsColour } from "./mask.js";
import { parameterShapes, type Shapes } from "./parameters.js";
import { spectralNorm } from "./spectral-norm.js";
import type { ModelSpec, PixelCnnSpec } from "./spec.js";
import { sizeOf, type Tensor, type Tensors } from "./tensor.js";

/** W_west and W_north together stay below 1, so that the sweep contracts and float32 follows float64. */
const RECURRENT_NORM = 0.45;

/** 1 GiB of float32. */
const MOST_WEIGHTS = 2 ** 28;

type Source = () => number;

/** A generator of its own for every tensor, so that adding a layer changes no other (FNV-1a of the name and the seed). */
const sourceOf = (seed: number, name: string): Source => {
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

const convWeight = (spec: PixelCnnSpec, index: number, channels: LayerChannels, source: Source): Float32Array => {
  const layer = spec.layers[index]!;
  const { inputs, outputs } = channels;
  const taps = liveTaps(layer, spec.context, spec.colourGroups);
  const pairs = taps.reduce((sum, tap) => sum + channelPairs(tap, layer.mask, spec.colourGroups, channels), 0);
  const draw =
    layer.activation === "relu" ? he(source, pairs / outputs) : glorot(source, pairs / outputs, pairs / inputs);
  const data = new Float32Array(outputs * inputs * layer.kernel ** 2);
  for (let out = 0; out < outputs; out++) {
    for (let input = 0; input < inputs; input++) {
      for (const { dr, dc, ky, kx } of taps) {
        const centre = dr === 0 && dc === 0;
        if (centre && !readsColour(layer.mask, spec.colourGroups, out, input)) continue;
        data[((out * inputs + input) * layer.kernel + ky) * layer.kernel + kx] = draw();
      }
    }
  }
  return data;
};

const matrix = (rows: number, columns: number, source: Source): Float32Array =>
  Float32Array.from({ length: rows * columns }, glorot(source, columns, rows));

const contracting = (data: Float32Array, rows: number, columns: number): Float32Array => {
  const scale = RECURRENT_NORM / spectralNorm(data, rows, columns);
  return data.map((value) => value * scale);
};

/**
 * Initial weights by name (float32, shapes of `parameterShapes`). Convolutions: He before relu, else Glorot, fans counted
 * over live taps, masked taps exactly 0. W_in: Glorot. W_west, W_north: Glorot, then scaled to spectral norm 0.45 where
 * they are recurrent. Biases 0.
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
  const shapes = parameterShapes(spec);
  requireMemory(shapes);
  const weights: Record<string, Tensor<Float32Array>> = {};
  for (const [i, channels] of layerChannels(spec).entries()) {
    const { inputs, outputs } = channels;
    const add = (name: string, make: (source: Source) => Float32Array): void => {
      const path = `layers.${i}.${name}`;
      weights[path] = { shape: shapes[path]!, data: make(sourceOf(seed, path)) };
    };
    if (spec.kind === "pixelcnn") {
      add("weight", (source) => convWeight(spec, i, channels, source));
    } else {
      add("w_in", (source) => matrix(outputs, inputs, source));
      for (const name of ["w_west", "w_north"]) {
        yield;
        add(name, (source) =>
          spec.neighbours === "hidden"
            ? contracting(matrix(outputs, outputs, source), outputs, outputs)
            : matrix(outputs, inputs, source),
        );
      }
    }
    add("bias", () => new Float32Array(outputs));
    yield;
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
