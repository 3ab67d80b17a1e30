import type { CnnCount, CnnRow } from "../models/cnn/count.js";
import { formulaText } from "../models/cnn/formula.js";
import type { Shape } from "../models/cnn/shape.js";
import { jsonInteger, type JsonInteger } from "./count-report.js";

type JsonShape = readonly [channels: JsonInteger, height: JsonInteger, width: JsonInteger];

/** What `sweepfield count cnn --json` prints: the keys of every model, what a convolutional net does not have as null, and its own. */
export interface CnnReport {
  readonly model: "cnn";
  readonly note: null;
  readonly parameters: JsonInteger;
  readonly connections: JsonInteger;
  readonly macs: JsonInteger;
  /** Layers with weights on the longest way through the net. */
  readonly steps: { readonly training: number; readonly layerwise: number; readonly sampling: null };
  readonly peakWidth: null;
  readonly utilisation: null;
  readonly memory: JsonInteger;
  readonly receptiveField: null;
  readonly input: JsonShape;
  /** Parameters without biases. */
  readonly weights: JsonInteger;
  /** Stored and not trained. */
  readonly buffers: JsonInteger;
  /** Units of convolutions and fully connected layers. */
  readonly neurons: JsonInteger;
  /** What pooling windows read, without weights. */
  readonly poolingEdges: JsonInteger;
  readonly layers: readonly {
    readonly name: string;
    /** (C, H, W); a list of numbers has one row and one column. */
    readonly output: JsonShape;
    readonly parameters: JsonInteger;
    readonly connections: JsonInteger;
    readonly macs: JsonInteger;
    readonly input: JsonShape;
    /** "3·3·3·64 + 64"; null without parameters. */
    readonly formula: string | null;
    readonly buffers: JsonInteger;
    readonly neurons: JsonInteger | null;
    readonly inputsPerNeuron: JsonInteger | null;
    /** Branches and names that it stands in, outermost first. */
    readonly within: readonly string[];
    /** The name whose weights are used again. */
    readonly shares: string | null;
  }[];
}

const orNull = (value: bigint | null): JsonInteger | null => (value === null ? null : jsonInteger(value));

const shapeOf = ({ channels, height, width }: Shape): JsonShape => [
  jsonInteger(channels),
  jsonInteger(height),
  jsonInteger(width),
];

const layerOf = (row: CnnRow): CnnReport["layers"][number] => ({
  name: row.name,
  output: shapeOf(row.output),
  parameters: jsonInteger(row.parameters),
  connections: jsonInteger(row.connections),
  macs: jsonInteger(row.macs),
  input: shapeOf(row.input),
  formula: row.formula.length === 0 ? null : formulaText(row.formula),
  buffers: jsonInteger(row.buffers),
  neurons: orNull(row.neurons),
  inputsPerNeuron: orNull(row.inputsPerNeuron),
  within: row.within,
  shares: row.shares,
});

const BYTES = 4n;

export function cnnReport({ input, layers, total, chain }: CnnCount): CnnReport {
  return {
    model: "cnn",
    note: null,
    parameters: jsonInteger(total.parameters),
    connections: jsonInteger(total.connections),
    macs: jsonInteger(total.macs),
    steps: { training: chain, layerwise: chain, sampling: null },
    peakWidth: null,
    utilisation: null,
    memory: jsonInteger(BYTES * total.kept),
    receptiveField: null,
    input: shapeOf(input),
    weights: jsonInteger(total.parameters - total.biases),
    buffers: jsonInteger(total.buffers),
    neurons: jsonInteger(total.neurons),
    poolingEdges: jsonInteger(total.unweighted),
    layers: layers.map(layerOf),
  };
}
