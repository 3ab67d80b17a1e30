/** The reference of every kind of model, and what it wants of its inputs. */
import { SweepfieldError } from "../error.js";
import { readoutLayer } from "../models/layers.js";
import type { Offset } from "../models/mask.js";
import { validateWeights } from "../models/parameters.js";
import type { ModelSpec } from "../models/spec.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { gatedPixelCnnBackward, referenceGatedPixelCnn } from "./gated-pixelcnn.js";
import { mdrnnSweeps } from "./mdrnn.js";
import { diagonalBiLstmSweeps, rowLstmSweeps } from "./pixel-rnn.js";
import { pixelCnnBackward, referencePixelCnn } from "./pixelcnn.js";
import { readoutBackward, referenceReadout } from "./readout.js";
import type { ReferenceGradients, ReferenceRun } from "./result.js";
import { sweepsBackward, sweepsForward, type Sweep } from "./sweeps.js";

interface ReferenceModel {
  forward(x: Tensor, weights: Tensors): ReferenceRun;
  backward(x: Tensor, weights: Tensors, outputGradient: Tensor): ReferenceGradients;
}

const sweeping = (layers: readonly (readonly Sweep[])[]): ReferenceModel => ({
  forward: (x, weights) => sweepsForward(layers, x, weights),
  backward: (x, weights, outputGradient) => sweepsBackward(layers, x, weights, outputGradient),
});

export const referenceModel = (spec: ModelSpec): ReferenceModel => {
  const layer = readoutLayer(spec);
  return layer === null ? hiddenModel(spec) : withReadout(hiddenModel(spec), layer, readoutPlaces(spec));
};

/** At the own cell; of an MDRNN whose input is not shifted west and north of it. */
const readoutPlaces = (spec: ModelSpec): readonly Offset[] =>
  spec.kind === "mdrnn" && !spec.shift
    ? [
        { dr: 0, dc: -1 },
        { dr: -1, dc: 0 },
      ]
    : [{ dr: 0, dc: 0 }];

const withReadout = (hidden: ReferenceModel, layer: number, places: readonly Offset[]): ReferenceModel => ({
  forward(x, weights) {
    const { maps, outputs } = hidden.forward(x, weights);
    const y = referenceReadout(outputs.at(-1)!, weights, layer, places);
    return { maps: [...maps, y], outputs: [...outputs, y] };
  },
  backward(x, weights, outputGradient) {
    const { outputs } = hidden.forward(x, weights);
    const { h, gradients } = readoutBackward(outputs.at(-1)!, weights, layer, places, outputGradient);
    const below = hidden.backward(x, weights, h);
    const yBar = { shape: outputGradient.shape, data: Float64Array.from(outputGradient.data) };
    return { gradients: { ...below.gradients, ...gradients }, deltas: [...below.deltas, yBar] };
  },
});

const hiddenModel = (spec: ModelSpec): ReferenceModel => {
  switch (spec.kind) {
    case "pixelcnn":
      return {
        forward: (x, weights) => referencePixelCnn(spec, x, weights),
        backward: (x, weights, outputGradient) => pixelCnnBackward(spec, x, weights, outputGradient),
      };
    case "gated-pixelcnn":
      return {
        forward: (x, weights) => referenceGatedPixelCnn(spec, x, weights),
        backward: (x, weights, outputGradient) => gatedPixelCnnBackward(spec, x, weights, outputGradient),
      };
    case "mdrnn":
      return sweeping(mdrnnSweeps(spec));
    case "row-lstm":
      return sweeping(rowLstmSweeps(spec));
    case "diagonal-bilstm":
      return sweeping(diagonalBiLstmSweeps(spec));
  }
};

/** @throws SweepfieldError "shape-invalid" or "weights-invalid". */
export const checkModelInputs = (spec: ModelSpec, x: Tensor, weights: Tensors): void => {
  if (x.shape.length !== 4 || x.shape[1] !== spec.inputs || sizeOf(x.shape) !== x.data.length) {
    throw new SweepfieldError("shape-invalid", `x has shape (${x.shape.join(", ")}); use (N, ${spec.inputs}, H, W)`);
  }
  validateWeights(spec, weights);
};
