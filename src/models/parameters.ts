/** The names and shapes of a model's weights, as PyTorch would hold them. */
import { SweepfieldError } from "../error.js";
import { layerChannels } from "./layers.js";
import { nearest } from "./nearest.js";
import type { ModelSpec } from "./spec.js";
import { sizeOf, type Tensors } from "./tensor.js";

export type Shapes = Readonly<Record<string, readonly number[]>>;

/** Shape by weight name, layer by layer, the names without their `layers.{i}.`. */
export const layerShapes = (spec: ModelSpec): readonly Shapes[] =>
  layerChannels(spec).map(({ inputs, outputs }, i): Shapes => {
    if (spec.kind === "pixelcnn") {
      const { kernel } = spec.layers[i]!;
      return { weight: [outputs, inputs, kernel, kernel], bias: [outputs] };
    }
    const neighbour = [outputs, spec.neighbours === "hidden" ? outputs : inputs];
    return { w_in: [outputs, inputs], w_west: neighbour, w_north: neighbour, bias: [outputs] };
  });

/**
 * Shape by weight name, in the order of the layers. pixelcnn: `layers.{i}.weight` (out, in, k, k) with masked taps
 * stored and never read, `layers.{i}.bias` (out). mdrnn: `layers.{i}.w_in` (hidden, in), `.w_west` and `.w_north`
 * (hidden, hidden), or (hidden, in) where the neighbours are inputs, `.bias` (hidden).
 */
export const parameterShapes = (spec: ModelSpec): Shapes =>
  Object.fromEntries(
    layerShapes(spec).flatMap((shapes, i) =>
      Object.entries(shapes).map(([name, shape]) => [`layers.${i}.${name}`, shape]),
    ),
  );

const invalid = (message: string): SweepfieldError => new SweepfieldError("weights-invalid", message);

/**
 * Checks names, shapes, lengths and finiteness. A bias may be missing, which means zero.
 * @throws SweepfieldError "weights-invalid" naming the tensor.
 */
export const validateWeights = (spec: ModelSpec, weights: Tensors): void => {
  const shapes = new Map(Object.entries(parameterShapes(spec)));
  for (const [name, tensor] of Object.entries(weights)) {
    const shape = shapes.get(name);
    if (shape === undefined) {
      const near = nearest(name, [...shapes.keys()]);
      const fix = near === undefined ? "remove it, or add the layer to the spec" : `did you mean "${near}"?`;
      throw invalid(`weights hold ${JSON.stringify(name)}, which this ${spec.kind} does not have; ${fix}`);
    }
    const got = tensor.shape;
    if (got.length !== shape.length || got.some((n, i) => n !== shape[i])) {
      throw invalid(`${name} has shape (${got.join(", ")}); this ${spec.kind} needs (${shape.join(", ")})`);
    }
    if (tensor.data.length !== sizeOf(shape)) {
      throw invalid(
        `${name} holds ${tensor.data.length} numbers; its shape (${shape.join(", ")}) needs ${sizeOf(shape)}`,
      );
    }
    const bad = tensor.data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw invalid(`${name}[${bad}] is ${tensor.data[bad]}; use finite numbers`);
  }
  for (const [name, shape] of shapes) {
    if (!Object.hasOwn(weights, name) && !name.endsWith(".bias")) {
      throw invalid(`weights lack ${name}; add it with shape (${shape.join(", ")})`);
    }
  }
};
