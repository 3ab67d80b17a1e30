import { accessMap, layerOutputs } from "../graph/access.js";
import { criticalPath } from "../graph/critical-path.js";
import { receptiveField } from "../graph/receptive-field.js";
import { samplingSteps, type SamplingSteps } from "../graph/sampling.js";
import { countModel, type Counts, type ImageSize, type LayerCount } from "../models/count.js";
import { countSequence, type SequenceSize } from "../models/sequence-count.js";
import type { SequenceSpec } from "../models/sequence.js";
import { countResidual } from "../models/residual-count.js";
import type { ResidualSpec } from "../models/residual.js";
import type { ModelSpec } from "../models/spec.js";
import { countAttention, type AttentionOptions } from "../models/attention.js";
import { trainingMemory } from "../models/memory.js";
import { gridOf, scheduleFor, schedulesFor } from "../schedule/schedules.js";
import { sequenceCriticalPath, sequenceSchedule } from "../schedule/sequence.js";
import { peakWidth, utilisation } from "../schedule/statistics.js";

/** An integer as JSON holds it: a string beyond 2⁵³. */
export type JsonInteger = number | string;

/** What `sweepfield count --json` prints. What a model does not have is null. */
export interface CountReport {
  readonly model: string;
  /** "counted, not executed" where no engine here runs the model. */
  readonly note: string | null;
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
  /** Bytes of the float32 numbers that training keeps: outputs and, where units are gated, gates and states. */
  readonly memory: JsonInteger;
  /** Of an interior output, unclipped; null where it has no bound. */
  readonly receptiveField: { readonly size: number; readonly window: number; readonly blind: number } | null;
  readonly layers: readonly {
    readonly name: string;
    /** (C, H, W) of an image, (T, N, H) over time. */
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
  const schedules = schedulesFor(spec);
  const shortest = scheduleFor(spec, schedules[0]!, size);
  const layerByLayer = schedules.includes("layerwise") ? scheduleFor(spec, "layerwise", size) : shortest;
  const field = receptiveField(access);
  const { layers, ...total } = countModel(spec, size);
  return {
    model: spec.kind,
    note: null,
    ...integersOf(total),
    steps: {
      training: criticalPath(access, gridOf(spec, size), layerOutputs(spec).at(-1)!),
      layerwise: layerByLayer.length,
      sampling: samplingSteps(spec, size),
    },
    peakWidth: peakWidth(shortest),
    utilisation: utilisation(shortest),
    memory: jsonInteger(trainingMemory(spec, size)),
    receptiveField: field && { size: field.size, window: field.window, blind: field.blind },
    layers: layers.map(layerOf),
  };
}

/** The same for causal attention, from its pairs of pixels. */
export function attentionReport(options: AttentionOptions, size: ImageSize): CountReport {
  const count = countAttention(options, size);
  return {
    model: "attention",
    note: "counted, not executed",
    ...integersOf(count),
    steps: { training: count.steps.chain, layerwise: count.steps.chain, sampling: count.sampling },
    peakWidth: size.height * size.width,
    utilisation: 1,
    memory: jsonInteger(count.memory),
    receptiveField: null,
    layers: count.layers.map(layerOf),
  };
}

/** A net over T steps: connections of one sequence, multiply-adds and memory of the batch. Nothing is sampled, and all is seen. */
export function sequenceReport(spec: SequenceSpec, size: SequenceSize): CountReport {
  const count = countSequence(spec, size);
  const shortest = sequenceSchedule(spec, "pipelined", size.steps);
  return {
    model: spec.kind,
    note: null,
    ...integersOf(count),
    steps: {
      training: sequenceCriticalPath(spec, size.steps),
      layerwise: sequenceSchedule(spec, "layerwise", size.steps).length,
      sampling: null,
    },
    peakWidth: peakWidth(shortest),
    utilisation: utilisation(shortest),
    memory: jsonInteger(count.memory),
    receptiveField: null,
    layers: count.layers.map(layerOf),
  };
}

/** A residual stack: its products stand one after the other, whatever lies between them. */
export function residualReport(spec: ResidualSpec, size: ImageSize): CountReport {
  const { steps, memory, ...count } = countResidual(spec, size);
  return {
    model: spec.kind,
    note: null,
    ...integersOf(count),
    steps: { training: steps, layerwise: steps, sampling: null },
    peakWidth: spec.weight === "conv" ? size.height * size.width : 1,
    utilisation: 1,
    memory: jsonInteger(memory),
    receptiveField: null,
    layers: count.layers.map(layerOf),
  };
}

const integersOf = ({ parameters, connections, macs }: Counts) => ({
  parameters: jsonInteger(parameters),
  connections: jsonInteger(connections),
  macs: jsonInteger(macs),
});

const layerOf = (layer: LayerCount): CountReport["layers"][number] => ({
  name: layer.name,
  output: layer.output,
  ...integersOf(layer),
});
