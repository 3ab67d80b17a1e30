import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { EngineRun } from "../controllers/engine-run.js";
import { figures } from "../controls/decimal.js";
import { placeText } from "../controls/messages.js";
import { timingText } from "../controls/time-text.js";
import { t, tHtml } from "../language/t.js";
import type { Sweep, SweepRequest } from "./sweep.js";

type Run = Pick<EngineRun<SweepRequest, Sweep>, "engine">;

/** On what it ran, and how long: three numbers that are three different things. */
export function provenance(
  { engine }: Run,
  sweep: Sweep | null,
  pass: "forward" | "backward",
  held: boolean,
): TemplateResult | typeof nothing {
  if (!engine || !sweep) return nothing;
  const { steps, dispatches, milliseconds, timing } = sweep[pass].record;
  const where = placeText(engine);
  if (held) return html`${where}.`;
  const time = milliseconds === null ? t`n/a` : `${figures(milliseconds, 2)} ms (${timingText(timing)})`;
  return tHtml`${where}. <b class="steps-executed">${steps}</b> sequential steps executed, <b>${dispatches}</b> GPU
    dispatches, time ${time}. Counters count what was executed; the formula beside is the check.`;
}
