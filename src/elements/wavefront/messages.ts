import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { EngineRun } from "../controllers/engine-run.js";
import type { Sweep, SweepRequest } from "./sweep.js";

type Run = Pick<EngineRun<SweepRequest, Sweep>, "problem" | "notice" | "engine">;

/** What went wrong, what the reader should know, and why this is not the GPU. */
export const messages = ({ problem, notice, engine }: Run, notices: readonly string[]): TemplateResult => html`
  <div role="alert">${problem ? html`<p class="problem" part="problem">${problem}</p>` : nothing}</div>
  ${[...notices, notice].filter(Boolean).map((text) => html`<p class="notice">${text}</p>`)}
  ${engine?.reason ? html`<p class="notice"><b class="badge">on the processor</b> ${engine.reason.message}</p>` : nothing}
`;

/** On what it ran, and how long: three numbers that are three different things. */
export function provenance(
  { engine }: Run,
  sweep: Sweep | null,
  pass: "forward" | "backward",
  held: boolean,
): TemplateResult | typeof nothing {
  if (!engine || !sweep) return nothing;
  const { steps, dispatches, milliseconds, timing } = sweep[pass].record;
  const where =
    engine.device === "gpu"
      ? `Your GPU: ${engine.name}${engine.isSoftware ? ", in software" : ""}.`
      : `Your processor, in a ${engine.name}.`;
  if (held) return html`${where}`;
  const time = milliseconds === null ? "n/a" : `${milliseconds.toPrecision(2)} ms (${timing})`;
  return html`${where} <b class="steps-executed">${steps}</b> sequential steps executed, <b>${dispatches}</b> GPU
    dispatches, time ${time}. Counters count what was executed; the formula beside is the check.`;
}
