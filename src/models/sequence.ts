/** Recurrent nets over time: what they are, in PyTorch's terms. Layer × time is a grid of one row: a map per layer, a cell per step. */
import { fields, integer, invalid, oneOf } from "./checks.js";
import { IMAGE, type ModelMaps } from "./maps.js";
import { LIMITS } from "./rules.js";

/** Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000, as torch.nn.LSTM: gates i, f, g, o. */
export interface LstmSpec {
  readonly kind: "lstm";
  /** Numbers of x at every step. */
  readonly inputs: number;
  /** Units of every layer. */
  readonly hidden: number;
  /** Number of layers, each reading the h of the one below. */
  readonly layers: number;
}

/** h(t) = φ(W_ih x(t) + b_ih + W_hh h(t−1) + b_hh), as torch.nn.RNN; "none" is the linear one. */
export interface RnnSpec extends Omit<LstmSpec, "kind"> {
  readonly kind: "rnn";
  readonly activation: "tanh" | "none";
}

export type SequenceSpec = LstmSpec | RnnSpec;

const KINDS: readonly unknown[] = ["lstm", "rnn"] satisfies SequenceSpec["kind"][];

/** Whether JSON names a kind that runs over time. Nothing else of it is looked at. */
export const isSequenceKind = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "kind" in value && KINDS.includes(value.kind);

export const isSequenceSpec = <Other extends { readonly kind: string }>(
  spec: SequenceSpec | Other,
): spec is SequenceSpec => isSequenceKind(spec);

/**
 * Checks a recurrent net over time and fills the defaults: inputs 1, layers 1, activation "tanh" (rnn).
 * @throws SweepfieldError "spec-invalid" with the path, the value that was read and the fix.
 */
export const validateSequenceSpec = (value: unknown): SequenceSpec => {
  if (!isSequenceKind(value)) throw invalid('the spec is of no net over time; use kind "lstm" or "rnn"');
  const isLstm = (value as { kind: unknown }).kind === "lstm";
  const known = ["kind", "inputs", "hidden", "layers"];
  const spec = fields(value, "spec", isLstm ? known : [...known, "activation"]);
  const sizes = {
    inputs: integer(spec.get("inputs"), "inputs", 1, LIMITS.channels, 1),
    hidden: integer(spec.get("hidden"), "hidden", 1, LIMITS.channels),
    layers: integer(spec.get("layers"), "layers", 1, LIMITS.depth, 1),
  };
  if (isLstm) return { kind: "lstm", ...sizes };
  return { kind: "rnn", ...sizes, activation: oneOf(spec.get("activation"), "activation", ["tanh", "none"], "tanh") };
};

/** Rows of a weight per unit: the gates i, f, g, o of an LSTM. */
export const gatesOf = (spec: SequenceSpec): number => (spec.kind === "lstm" ? 4 : 1);

/** Numbers that a layer reads at every step. */
export const inputsOfLayer = (spec: SequenceSpec, layer: number): number => (layer === 0 ? spec.inputs : spec.hidden);

/** Who reads whom: h(l, t) reads h(l − 1, t), or x(t), and h(l, t − 1). Time runs along the columns of one row. */
export const sequenceMaps = (spec: SequenceSpec): ModelMaps => ({
  maps: Array.from({ length: spec.layers }, (_, layer) => ({
    layer,
    name: "h",
    taps: [
      { map: layer === 0 ? IMAGE : layer - 1, dr: 0, dc: 0, weight: `weight_ih_l${layer}` },
      { map: layer, dr: 0, dc: -1, weight: `weight_hh_l${layer}` },
    ],
  })),
  outputs: Array.from({ length: spec.layers }, (_, map) => [{ map, dr: 0, dc: 0 }]),
});
