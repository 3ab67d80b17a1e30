import type { SequenceSpec } from "../models/sequence.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import type { Schedule } from "../schedule/schedule.js";
import type { DeviceKind, SweepRecord } from "./trace.js";

/** Values of one layer over time, or their bars (dL/d of each), (T, N, H). A plain RNN has h alone. */
export type LayerSteps = { readonly h: Tensor<Float32Array> } & {
  readonly [name in "c" | "i" | "f" | "g" | "o"]?: Tensor<Float32Array>;
};

/** The record of a pass backward through time: the sweep that computed the bars, and the batched products after it. */
export interface SequenceBackwardTrace extends SweepRecord {
  /** The forward schedule, reversed. */
  readonly schedule: Schedule;
  /** Dispatches of the weight gradients and those of x, h0 and c0: no sequential steps. */
  readonly productDispatches: number;
  /** dL/d of x (T, N, I), h0 and, of an LSTM, c0 (layers, N, H), and of every weight by torch's name. */
  gradients(): Promise<Tensors>;
  /** h̄ and, of an LSTM, c̄, ī, f̄, ḡ, ō of one layer: dL/d of the values, all paths together. */
  bars(layer: number): Promise<LayerSteps>;
  /** dL/d of the pre-activations of one layer, (T, N, G · H), gates i, f, g, o. */
  deltas(layer: number): Promise<Tensor<Float32Array>>;
  /** The mean of h̄ over the units at every cell (first sequence of the batch), indexed by cell. */
  cellMeans(): Promise<Float32Array>;
}

/** The record of one run over time. Its numbers stay where they were computed until a view asks for them. */
export interface SequenceTrace extends SweepRecord {
  readonly spec: SequenceSpec;
  /** Over a grid of a map per layer, one row and T columns: cell layer · T + t. */
  readonly schedule: Schedule;
  readonly device: DeviceKind;
  readonly adapter: string;
  /** Dispatches of W_ih x + b of layer 0 for all steps at once, before the sweep: no sequential step. */
  readonly projectionDispatches: number;
  /** y (T, N, H), hT and, of an LSTM, cT (layers, N, H). */
  outputs(): Promise<Tensors>;
  /** h and, of an LSTM, c and the gates i, f, g, o of one layer. */
  states(layer: number): Promise<LayerSteps>;
  /** The mean of h over the units at every cell (first sequence of the batch), indexed by cell. */
  cellMeans(): Promise<Float32Array>;
  /** The backward pass, where the inputs held output gradients. */
  readonly backward: SequenceBackwardTrace | null;
  /** Frees what the trace holds on the device. Reading afterwards rejects. */
  release(): void;
}
