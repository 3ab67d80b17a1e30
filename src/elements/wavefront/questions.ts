import type { Question } from "../controls/questions.js";
import { noun } from "../controls/noun.js";
import { t } from "../language/t.js";
import { MODEL_NAMES, orderName } from "./model.js";
import type { WavefrontState } from "./model.js";
import type { Sweep } from "./sweep.js";

/** So many cells can still be clicked one by one. */
const MOST_CLICKS = 16;
/** With as many cells in a step the shape of the front shows. */
const ENOUGH = 6;

/** The steps on the clock while the cells of the next one are asked for; null where every early step is too wide to click. */
export function askedAt(
  { forward, backward }: Pick<Sweep, "forward" | "backward">,
  pass: WavefrontState["pass"],
): number | null {
  const { plan } = pass === "forward" ? forward : backward;
  let widest: number | null = null;
  // Later steps would tell how many there are.
  for (let step = 0; step < plan.length / 2; step++) {
    const width = plan.width(step);
    if (width > MOST_CLICKS) continue;
    if (width >= ENOUGH) return step;
    if (widest === null || width >= plan.width(widest)) widest = step;
  }
  return widest;
}

/** What is asked before it is shown: the number of steps, and the cells of the next one; null before the sweep has run. */
export function sweepQuestions(
  sweep: Sweep | null,
  { model, pass }: Pick<WavefrontState, "model" | "pass">,
): readonly Question[] | null {
  if (!sweep) return null;
  const { plan } = pass === "forward" ? sweep.forward : sweep.backward;
  const { height, width } = plan.grid;
  const layers = sweep.access.at(-1)!.layer + 1;
  const isForward = pass === "forward";
  const [name, order, size] = [MODEL_NAMES[model], orderName(plan.name), `${height} × ${width}`];
  const steps: Question = {
    id: `steps-${pass}`,
    kind: "number",
    prompt: isForward
      ? t`${name}, ${order}: ${layers} ${noun(layers, "layer")} over ${size} pixels (H × W). How many sequential steps?`
      : t`${name}, ${order} backward: ${layers} ${noun(layers, "layer")} over ${size} pixels (H × W). How many sequential steps?`,
    answer: plan.length,
    explain: isForward
      ? t`${plan.length} steps: ${sweep.formula.text}.`
      : t`${plan.length} steps: ${sweep.formula.text}, as many as forward.`,
  };
  const at = askedAt(sweep, pass);
  if (at === null) return [steps];
  const cells = new Set(Array.from({ length: plan.width(at) }, (_, i) => plan.cell(at, i)));
  const next: Question = {
    id: `next-${pass}`,
    kind: "cells",
    prompt:
      at === 0
        ? t`Nothing has run yet. Click every cell that runs in step 1, in all maps (arrow keys and Space do as well).`
        : t`Step ${at} is lit. Click every cell that runs in step ${at + 1}, in all maps (arrow keys and Space do as well).`,
    answer: cells,
    explain: explainNext(cells.size, isForward),
  };
  return [steps, next];
}

function explainNext(cells: number, isForward: boolean): string {
  if (cells === 1)
    return isForward
      ? t`1 cell runs: the one whose neighbours and input are done, and no other.`
      : t`1 cell runs: the one whose neighbours and readers are done, and no other.`;
  return isForward
    ? t`${cells} cells run: all whose neighbours and input are done, and no other.`
    : t`${cells} cells run: all whose neighbours and readers are done, and no other.`;
}
