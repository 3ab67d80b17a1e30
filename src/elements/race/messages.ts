import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { RaceRun } from "./race-run.js";

/** What went wrong, what the reader should know, and why this is not the GPU. */
export const messages = ({ problem, notice, engine }: RaceRun, notices: readonly string[]): TemplateResult => html`
  <div role="alert">${problem ? html`<p class="problem" part="problem">${problem}</p>` : nothing}</div>
  ${[...notices, notice].filter(Boolean).map((text) => html`<p class="notice">${text}</p>`)}
  ${engine?.reason ? html`<p class="notice"><b class="badge">on the processor</b> ${engine.reason.message}</p>` : nothing}
`;

/** On what it ran, and what was checked. `difference` is the largest between the MDRNN's three orders, null before they have run. */
export function provenance({ engine }: RaceRun, difference: number | null): TemplateResult | typeof nothing {
  if (!engine) return nothing;
  const where =
    engine.device === "gpu"
      ? `Your GPU: ${engine.name}${engine.isSoftware ? ", in software" : ""}.`
      : `Your processor, ${engine.name === "main thread" ? "on the" : "in a"} ${engine.name}.`;
  const same =
    difference === null
      ? ""
      : ` The three orders of the MDRNN computed the same activations: largest difference ${difference}.`;
  return html`${where} Every counter counts steps that were executed; the formula beside it is the check.${same} Drop
  your own image anywhere.`;
}
