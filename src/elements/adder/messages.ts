import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { CheckAdder } from "../../engine/check-adders.js";
import type { EngineRun } from "../controllers/engine-run.js";
import { placeText } from "../controls/messages.js";
import { noun } from "../controls/noun.js";
import type { Checked, CheckRequest } from "./check.js";

type Run = Pick<EngineRun<CheckRequest, Checked, CheckAdder>, "engine">;

/** On what the check ran, and how long: three numbers that are three different things. */
export function provenance({ engine }: Run, checked: Checked | null): TemplateResult | typeof nothing {
  if (!engine || !checked) return nothing;
  const { steps, dispatches, milliseconds, timing, pairs } = checked.report;
  const time = milliseconds === null ? "n/a" : `${Number(milliseconds.toPrecision(2))} ms (${timing})`;
  return html`${placeText(engine)}. All ${pairs.toLocaleString("en-US")} pairs side by side, column after column inside
    each: <b class="steps-executed">${steps}</b> sequential ${noun(steps, "step")} executed,
    <b class="dispatches">${dispatches}</b> GPU ${noun(dispatches, "dispatch")}, time ${time}. The animation runs the
    same formulas on your processor, in float32.`;
}
