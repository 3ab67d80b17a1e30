import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { CheckAdder } from "../../engine/check-adders.js";
import type { EngineRun } from "../controllers/engine-run.js";
import { placeText } from "../controls/messages.js";
import { timeText } from "../controls/time-text.js";
import { tHtml } from "../language/t.js";
import type { Checked, CheckRequest } from "./check.js";
import { grouped } from "./text.js";

type Run = Pick<EngineRun<CheckRequest, Checked, CheckAdder>, "engine">;

/** On what the check ran, and how long: three numbers that are three different things. */
export function provenance({ engine }: Run, checked: Checked | null): TemplateResult | typeof nothing {
  if (!engine || !checked) return nothing;
  const { steps, dispatches, milliseconds, timing, pairs } = checked.report;
  const time = timeText({ milliseconds, timing });
  return html`${placeText(engine)}.
  ${tHtml`All ${grouped(pairs)} pairs side by side, column after column inside each. Sequential steps executed: <b class="steps-executed">${steps}</b>, GPU dispatches: <b class="dispatches">${dispatches}</b>, time: ${time}. The animation runs the same formulas on your processor, in float32.`}`;
}
