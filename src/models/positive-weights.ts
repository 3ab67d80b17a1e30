/**
 * A model whose gradient shows who sees whom: at x = 0 it is linear, and with positive weights alone no two paths can
 * cancel, so that the gradient of an output with respect to a pixel is not zero exactly where a path leads there.
 */
import { layerChannels, readoutLayer } from "./layers.js";
import { layerTaps } from "./maps.js";
import { layerShapes } from "./parameters.js";
import { dilationOf, kernelPlace, readsChannel, tapsOfWeight } from "./places.js";
import type { ModelSpec } from "./spec.js";
import { sizeOf, type Tensor, type Tensors } from "./tensor.js";

/** The same taps without dead units: relu has no slope at 0, identity and tanh have slope 1. */
export const withoutDeadUnits = (spec: ModelSpec): ModelSpec => {
  switch (spec.kind) {
    case "pixelcnn":
      return { ...spec, layers: spec.layers.map((layer) => ({ ...layer, activation: "none" as const })) };
    case "mdrnn":
      return {
        ...spec,
        layers: spec.layers.map((layer) => (layer.cell === "rnn" ? { ...layer, activation: "tanh" as const } : layer)),
      };
    default:
      return spec;
  }
};

/** At 0 a gated unit has slope 1/2 and an lstm cell 1/4; a cell passes half of its memory on as well. */
const gainOf = (spec: ModelSpec, layer: number): number => {
  if (layer === readoutLayer(spec)) return 1;
  const isGated = spec.kind !== "pixelcnn" && (spec.kind !== "mdrnn" || spec.layers[layer]!.cell === "lstm");
  return isGated ? 2 : 1;
};

/**
 * Weights by name (float32, shapes of `parameterShapes`): the live ones of a layer all of one positive value, masked ones
 * and biases 0. Of T taps into K units each weighs 1 / (K √T): the lightest path and the sum of all paths stay equally far
 * from what float32 can hold.
 */
export const positiveWeights = (spec: ModelSpec): Tensors => {
  const weights: Record<string, Tensor<Float32Array>> = {};
  const channels = layerChannels(spec);
  const tapsOfLayers = layerTaps(spec);
  layerShapes(spec).forEach((shapes, layer) => {
    const all = tapsOfLayers[layer]!;
    const dilation = dilationOf(spec, layer);
    const value = gainOf(spec, layer) / (channels[layer]!.outputs * Math.sqrt(all.length));
    for (const [name, shape] of Object.entries(shapes)) {
      const data = new Float32Array(sizeOf(shape));
      const [rows = 1, columns = 1] = shape;
      const places = data.length / (rows * columns);
      for (const tap of name.endsWith("bias") ? [] : tapsOfWeight(all, name, shape, dilation)) {
        const place = kernelPlace(shape, tap, dilation);
        for (let pair = 0; pair < rows * columns; pair++) {
          const isLive = readsChannel(spec, layer, tap, Math.floor(pair / columns), pair % columns);
          if (isLive) data[pair * places + place] = value;
        }
      }
      weights[`layers.${layer}.${name}`] = { shape, data };
    }
  });
  return weights;
};
