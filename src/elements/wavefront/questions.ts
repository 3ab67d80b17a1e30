import type { Question } from "../controls/questions.js";
import { MODEL_NAMES, ORDER_NAMES } from "./model.js";
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
  const way = pass === "forward" ? "" : " backward";
  const steps: Question = {
    id: `steps-${pass}`,
    kind: "number",
    prompt: `${MODEL_NAMES[model]}, ${ORDER_NAMES[plan.name]}${way}: ${layers} ${layers === 1 ? "layer" : "layers"} over ${height} × ${width} pixels (H × W). How many sequential steps?`,
    answer: plan.length,
    explain: `${plan.length} steps: ${sweep.formula.text}${pass === "backward" ? ", as many as forward" : ""}.`,
  };
  const at = askedAt(sweep, pass);
  if (at === null) return [steps];
  const cells = new Set(Array.from({ length: plan.width(at) }, (_, i) => plan.cell(at, i)));
  const next: Question = {
    id: `next-${pass}`,
    kind: "cells",
    prompt: `${at === 0 ? "Nothing has run yet." : `Step ${at} is lit.`} Click every cell that runs in step ${at + 1}, in all maps (arrow keys and Space do as well).`,
    answer: cells,
    explain: `${cells.size} ${cells.size === 1 ? "cell runs" : "cells run"}: all whose neighbours${pass === "forward" ? " and input" : " and readers"} are done, and no other.`,
  };
  return [steps, next];
}
