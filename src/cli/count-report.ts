import { accessMap } from "../graph/access.js";
import { criticalPath } from "../graph/critical-path.js";
import { receptiveField } from "../graph/receptive-field.js";
import { samplingSteps, type SamplingSteps } from "../graph/sampling.js";
import { countModel, type ImageSize } from "../models/count.js";
import type { ModelSpec } from "../models/spec.js";
import { gridOf, scheduleOf, schedulesFor } from "../schedule/schedules.js";
import { peakWidth, utilisation } from "../schedule/statistics.js";

/** An integer as JSON holds it: a string beyond 2⁵³. */
export type JsonInteger = number | string;

/** What `sweepfield count --json` prints. What a model does not have is null. */
export interface CountReport {
  readonly model: string;
  /** Numbers in the weight buffers: biases and masked taps are stored, so they count. */
  readonly parameters: JsonInteger;
  /** One multiplication each; padded taps, masked taps and biases are none. */
  readonly connections: JsonInteger;
  /** Live taps at every position, on the padding too: what the kernels compute. */
  readonly macs: JsonInteger;
  readonly steps: {
    /** Longest chain of matrix-vector products: no schedule is shorter. */
    readonly training: number;
    readonly layerwise: number;
    /** In pixels drawn one after the other; each is d matrix-vector steps. Null where the model sees the pixel itself. */
    readonly sampling: SamplingSteps | null;
  };
  /** Cells of the widest step of the shortest schedule. */
  readonly peakWidth: number;
  /** Cells ÷ (steps · widest step) of the shortest schedule. */
  readonly utilisation: number;
  /** Bytes of the float32 activations that training keeps: 4 · Σ H·W·channels. */
  readonly memory: JsonInteger;
  /** Of an interior output, unclipped; null where it has no bound. */
  readonly receptiveField: { readonly size: number; readonly window: number; readonly blind: number } | null;
  readonly layers: readonly {
    readonly name: string;
    readonly output: readonly [channels: number, height: number, width: number];
    readonly parameters: JsonInteger;
    readonly connections: JsonInteger;
    readonly macs: JsonInteger;
  }[];
}

export const jsonInteger = (value: bigint): JsonInteger =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);

/** Everything that can be counted of a model on an H×W image. Steps are read off the model's own graph, not off a formula. */
export function countReport(spec: ModelSpec, size: ImageSize): CountReport {
  const access = accessMap(spec);
  const grid = gridOf(spec, size);
  const schedules = schedulesFor(spec);
  const shortest = scheduleOf(schedules[0]!, grid);
  const layerByLayer = scheduleOf(schedules.includes("layerwise") ? "layerwise" : "layers", grid);
  const { parameters, connections, macs, layers } = countModel(spec, size);
  const field = receptiveField(access);
  const cells = layers.reduce((sum, { output: [c, h, w] }) => sum + BigInt(c) * BigInt(h) * BigInt(w), 0n);
  return {
    model: spec.kind,
    parameters: jsonInteger(parameters),
    connections: jsonInteger(connections),
    macs: jsonInteger(macs),
    steps: {
      training: criticalPath(access, grid),
      layerwise: layerByLayer.length,
      sampling: samplingSteps(spec, size),
    },
    peakWidth: peakWidth(shortest),
    utilisation: utilisation(shortest),
    memory: jsonInteger(4n * cells),
    receptiveField: field && { size: field.size, window: field.window, blind: field.blind },
    layers: layers.map((layer) => ({
      name: layer.name,
      output: layer.output,
      parameters: jsonInteger(layer.parameters),
      connections: jsonInteger(layer.connections),
      macs: jsonInteger(layer.macs),
    })),
  };
}
