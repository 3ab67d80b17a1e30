/** The paths of the gradient in the order of the derivation: what each says, and which edge of the unrolled graph it runs along. */
import type { RowName } from "../cells.js";
import { BACKWARD, type TermRule } from "../equations.js";
import { weightFormulas } from "../formulas.tex.js";
import { factor } from "../../controls/decimal.js";
import type { EdgeId } from "./graph.js";

/** What a term is added to: a bar, or the gradient of w_xi. */
export type Target = RowName | "w_xi";

export interface Path {
  readonly rule: Omit<TermRule, "into">;
  readonly into: Target;
  /** "the input gate of step 4" for t = 3. */
  words(t: number): string;
  readonly edge: EdgeId;
}

const SAID: Readonly<Record<string, readonly [words: (t: number) => string, edge: EdgeId]>> = {
  loss: [(t) => `the loss of step ${t}`, "h>loss"],
  "via-i": [(t) => `the input gate of step ${t + 1}`, "h>i+"],
  "via-f": [(t) => `the forget gate of step ${t + 1}`, "h>f+"],
  "via-o": [(t) => `the output gate of step ${t + 1}`, "h>o+"],
  "via-g": [(t) => `the candidate of step ${t + 1}`, "h>g+"],
  "c-of-h": [(t) => `h of step ${t}, through tanh and the output gate`, "c>h"],
  "c-of-next": [(t) => `c of step ${t + 1}, where the forget gate is the only factor`, "c>c+"],
  "bar-g": [(t) => `c of step ${t}: g is multiplied by i`, "g>c"],
  "bar-o": [(t) => `h of step ${t}: o is multiplied by tanh c`, "o>h"],
  "bar-f": [(t) => `c of step ${t}: f is multiplied by c of step ${t - 1}`, "f>c"],
  "bar-i": [(t) => `c of step ${t}: i is multiplied by g`, "i>c"],
};

/** What step t adds to the gradient of w_xi: a weight enters every step, so its gradient is a sum over them. */
const weightPath: Path = {
  into: "w_xi",
  edge: "x>i",
  words: (t) => `the input gate of step ${t}: one share of a sum over all steps`,
  rule: {
    id: "share",
    general: weightFormulas.shareAt,
    live: ({ inputs, steps, bars }, t) =>
      weightFormulas.shareLive({
        bar: factor(bars[t - 1]!.i),
        y: factor(steps[t - 1]!.i),
        x: factor(inputs.x[t - 1]!),
      }),
    value: ({ inputs, steps, bars }, t) => bars[t - 1]!.i * steps[t - 1]!.i * (1 - steps[t - 1]!.i) * inputs.x[t - 1]!,
    reads: (t) => [
      { row: "bar-i", t },
      { row: "i", t },
      { row: "x", t },
    ],
  },
};

export const PATHS: readonly Path[] = [
  ...BACKWARD.map((rule): Path => {
    const [words, edge] = SAID[rule.id]!;
    return { rule, into: rule.into, words, edge };
  }),
  weightPath,
];
