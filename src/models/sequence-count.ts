/** Parameters, connections, multiply-adds and memory of a recurrent net over T steps. */
import { totalOf, type Counts } from "./count.js";
import { gatesOf, inputsOfLayer, type SequenceSpec } from "./sequence.js";

export interface SequenceSize {
  /** T. */
  readonly steps: number;
  /** Sequences at once, N. */
  readonly batch: number;
}

export interface SequenceLayerCount extends Counts {
  /** "LSTM-64": 64 units. */
  readonly name: string;
  /** (T, N, H), as torch gives y. */
  readonly output: readonly [number, number, number];
}

export interface SequenceCount extends Counts {
  readonly layers: readonly SequenceLayerCount[];
  /** Bytes of the float32 numbers that BPTT keeps: h, and of an LSTM the gates i, f, g, o and c. */
  readonly memory: bigint;
}

const BYTES = 4n;

/**
 * Counts by layer and in total. Connections are the edges of one sequence unrolled over T steps, those from h_0 among them,
 * which is an input; multiply-adds are those of the whole batch. Both biases of torch are parameters.
 */
export const countSequence = (spec: SequenceSpec, { steps, batch }: SequenceSize): SequenceCount => {
  const gates = gatesOf(spec);
  const layers = Array.from({ length: spec.layers }, (_, layer): SequenceLayerCount => {
    const weights = BigInt(gates * spec.hidden) * BigInt(inputsOfLayer(spec, layer) + spec.hidden);
    const connections = weights * BigInt(steps);
    return {
      name: `${spec.kind.toUpperCase()}-${spec.hidden}`,
      output: [steps, batch, spec.hidden],
      parameters: weights + BigInt(2 * gates * spec.hidden),
      connections,
      macs: connections * BigInt(batch),
    };
  });
  const kept = spec.kind === "lstm" ? gates + 2 : 1;
  const memory = BigInt(kept * spec.layers) * BigInt(steps) * BigInt(batch) * BigInt(spec.hidden) * BYTES;
  return { ...totalOf(layers), layers, memory };
};
