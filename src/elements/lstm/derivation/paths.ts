/** The paths of the gradient in the order of the derivation: what each says, and which edge of the unrolled graph it runs along. */
import { t } from "../../language/t.js";
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
  /** "the input gate of step 4" for step 3. */
  words(step: number): string;
  readonly edge: EdgeId;
}

const SAID: Readonly<Record<string, readonly [words: (step: number) => string, edge: EdgeId]>> = {
  loss: [(step) => t`the loss of step ${step}`, "h>loss"],
  "via-i": [(step) => t`the input gate of step ${step + 1}`, "h>i+"],
  "via-f": [(step) => t`the forget gate of step ${step + 1}`, "h>f+"],
  "via-o": [(step) => t`the output gate of step ${step + 1}`, "h>o+"],
  "via-g": [(step) => t`the candidate of step ${step + 1}`, "h>g+"],
  "c-of-h": [(step) => t`h of step ${step}, through tanh and the output gate`, "c>h"],
  "c-of-next": [(step) => t`c of step ${step + 1}, where the forget gate is the only factor`, "c>c+"],
  "bar-g": [(step) => t`c of step ${step}: g is multiplied by i`, "g>c"],
  "bar-o": [(step) => t`h of step ${step}: o is multiplied by tanh c`, "o>h"],
  "bar-f": [(step) => t`c of step ${step}: f is multiplied by c of step ${step - 1}`, "f>c"],
  "bar-i": [(step) => t`c of step ${step}: i is multiplied by g`, "i>c"],
};

/** What step t adds to the gradient of w_xi: a weight enters every step, so its gradient is a sum over them. */
const weightPath: Path = {
  into: "w_xi",
  edge: "x>i",
  words: (step) => t`the input gate of step ${step}: one share of a sum over all steps`,
  rule: {
    id: "share",
    general: weightFormulas.shareAt,
    live: ({ inputs, steps, bars }, step) =>
      weightFormulas.shareLive({
        bar: factor(bars[step - 1]!.i),
        y: factor(steps[step - 1]!.i),
        x: factor(inputs.x[step - 1]!),
      }),
    value: ({ inputs, steps, bars }, step) =>
      bars[step - 1]!.i * steps[step - 1]!.i * (1 - steps[step - 1]!.i) * inputs.x[step - 1]!,
    reads: (step) => (["bar-i", "i", "x"] as const).map((row) => ({ row, t: step })),
  },
};

export const PATHS: readonly Path[] = [
  ...BACKWARD.map((rule): Path => {
    const [words, edge] = SAID[rule.id]!;
    return { rule, into: rule.into, words, edge };
  }),
  weightPath,
];
