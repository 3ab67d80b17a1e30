/** What every value and every bar is made of: its terms with their formula, their number, and the places that they read. */
import type { TemplateResult } from "lit";
import type { Gate } from "../../models/scalar-lstm.js";
import { decimal, factor } from "../controls/decimal.js";
import { keyOf, valueAt, type Place, type RowName } from "./cells.js";
import { general, live } from "./formulas.tex.js";
import type { ScalarRun } from "./scalar-run.js";
import { lossAtEndOnly, noLossYet, noOutputGateYet, noStep } from "./words.js";

/** A summand of a value at step t. */
export interface TermRule {
  readonly id: string;
  /** Which value it is a summand of. */
  readonly into: RowName;
  general(): TemplateResult;
  live(run: ScalarRun, t: number): TemplateResult;
  value(run: ScalarRun, t: number): number;
  /** The places that it reads, for the pictures. */
  reads(t: number): readonly Place[];
  /** Why there is no such term at this step; null where there is one. */
  absent?(run: ScalarRun, t: number): string | null;
}

const at = (row: RowName, t: number): Place => ({ row, t });
const slopeOf = (gate: Gate, y: number): number => (gate === "g" ? 1 - y * y : y * (1 - y));

const beyond = (run: ScalarRun, t: number): string | null => (t >= run.inputs.x.length ? noStep(t + 1) : null);

/** Two numbers and what is done with them. */
const pair = (
  [id, into]: readonly [id: string, into: RowName],
  formula: () => TemplateResult,
  places: (t: number) => readonly [Place, Place],
  combine: (a: number, b: number) => number,
  shown: (numbers: { a: string; b: string }) => TemplateResult,
  absent?: TermRule["absent"],
): TermRule => {
  const numbers = (run: ScalarRun, t: number) => places(t).map((place) => valueAt(run, place)) as [number, number];
  return {
    id,
    into,
    general: formula,
    live: (run, t) => {
      const [a, b] = numbers(run, t);
      return shown({ a: factor(a), b: factor(b) });
    },
    value: (run, t) => combine(...numbers(run, t)),
    reads: places,
    ...(absent && { absent }),
  };
};

const times = (a: number, b: number): number => a * b;
const timesTanh = (a: number, b: number): number => a * Math.tanh(b);

const gateRule = (gate: Gate): TermRule => ({
  id: gate,
  into: gate,
  general: general[gate],
  live: ({ inputs, steps }, t) => {
    const numbers = {
      wx: factor(inputs.weights[`x${gate}`]),
      x: factor(inputs.x[t - 1]!),
      wh: factor(inputs.weights[`h${gate}`]),
      h: factor(steps[t - 2]?.h ?? inputs.h0),
    };
    return gate === "g" ? live.candidate(numbers) : live.gate(numbers);
  },
  value: ({ inputs, steps }, t) => {
    const before = steps[t - 2]?.h ?? inputs.h0;
    const a = inputs.weights[`x${gate}`] * inputs.x[t - 1]! + inputs.weights[`h${gate}`] * before;
    return gate === "g" ? Math.tanh(a) : 1 / (1 + Math.exp(-a));
  },
  reads: (t) => [at("x", t), at("h", t - 1)],
});

/** From a gate of the next step back to h. */
const viaRule = (gate: Gate, formula: () => TemplateResult): TermRule => ({
  id: `via-${gate}`,
  into: "bar-h",
  general: formula,
  live: ({ inputs, steps, bars }, t) => {
    const numbers = {
      bar: factor(bars[t]![gate]),
      y: factor(steps[t]![gate]),
      w: factor(inputs.weights[`h${gate}`]),
    };
    return gate === "g" ? live.viaCandidate(numbers) : live.viaGate(numbers);
  },
  value: ({ inputs, steps, bars }, t) => bars[t]![gate] * slopeOf(gate, steps[t]![gate]) * inputs.weights[`h${gate}`],
  reads: (t) => [at(`bar-${gate}`, t + 1), at(gate, t + 1)],
  absent: beyond,
});

/** Forward, as the exercise prints it. */
const FORWARD: readonly TermRule[] = [
  ...(["i", "f", "g", "o"] as const).map(gateRule),
  pair(["kept", "c"], general.kept, (t) => [at("f", t), at("c", t - 1)], times, live.product),
  pair(["written", "c"], general.written, (t) => [at("i", t), at("g", t)], times, live.product),
  pair(["h", "h"], general.h, (t) => [at("o", t), at("c", t)], timesTanh, live.tanh),
  pair(
    ["delta", "delta"],
    general.delta,
    (t) => [at("h", t), at("target", t)],
    (a, b) => a - b,
    live.difference,
    ({ at: where, inputs }, t) => (where === "last" && t < inputs.x.length ? lossAtEndOnly() : null),
  ),
];

/** Backward, in the order of the derivation: five paths into h, two into c, one into every gate (domain.md §2.1). */
export const BACKWARD: readonly TermRule[] = [
  {
    id: "loss",
    into: "bar-h",
    general: general.loss,
    live: ({ losses }, t) => live.one({ a: decimal(losses[t - 1]!) }),
    value: ({ losses }, t) => losses[t - 1]!,
    reads: (t) => [at("delta", t)],
    absent: ({ at: where, inputs }, t) => {
      if (t === 0) return noLossYet();
      return where === "last" && t < inputs.x.length ? lossAtEndOnly() : null;
    },
  },
  viaRule("i", general.viaI),
  viaRule("f", general.viaF),
  viaRule("o", general.viaO),
  viaRule("g", general.viaG),
  {
    id: "c-of-h",
    into: "bar-c",
    general: general.cOfH,
    live: ({ bars, steps }, t) =>
      live.cOfH({ h: factor(bars[t - 1]!.h), o: factor(steps[t - 1]!.o), c: factor(steps[t - 1]!.c) }),
    value: ({ bars, steps }, t) => bars[t - 1]!.h * steps[t - 1]!.o * (1 - Math.tanh(steps[t - 1]!.c) ** 2),
    reads: (t) => [at("bar-h", t), at("o", t), at("c", t)],
    absent: (_, t) => (t === 0 ? noOutputGateYet() : null),
  },
  pair(
    ["c-of-next", "bar-c"],
    general.cOfNext,
    (t) => [at("bar-c", t + 1), at("f", t + 1)],
    times,
    live.product,
    beyond,
  ),
  pair(["bar-g", "bar-g"], general.barG, (t) => [at("bar-c", t), at("i", t)], times, live.product),
  pair(["bar-o", "bar-o"], general.barO, (t) => [at("bar-h", t), at("c", t)], timesTanh, live.tanh),
  pair(["bar-f", "bar-f"], general.barF, (t) => [at("bar-c", t), at("c", t - 1)], times, live.product),
  pair(["bar-i", "bar-i"], general.barI, (t) => [at("bar-c", t), at("g", t)], times, live.product),
];

/** The terms that add up to a value. Empty for what is given: x, targets, h_0 and c_0. */
export const termsOf = ({ row, t }: Place): readonly TermRule[] => {
  if (t === 0 && (row === "h" || row === "c")) return [];
  return [...FORWARD, ...BACKWARD].filter(({ into }) => into === row);
};

/** The terms that are there at a step. */
export const presentTerms = (run: ScalarRun, place: Place): readonly TermRule[] =>
  termsOf(place).filter((term) => (term.absent?.(run, place.t) ?? null) === null);

/** The sum of the terms: what the engine's number has to be. */
export const sumOf = (run: ScalarRun, place: Place): number =>
  presentTerms(run, place).reduce((sum, term) => sum + term.value(run, place.t), 0);

/** The keys of the places that a place's terms read. */
export const readsOf = (run: ScalarRun, place: Place): ReadonlySet<string> =>
  new Set(presentTerms(run, place).flatMap((term) => term.reads(place.t).map(keyOf)));
