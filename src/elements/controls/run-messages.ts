import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { SweepfieldError } from "../../error.js";

/** What an element knows of its engine's runs: an EngineRun, whatever it runs. */
interface Run {
  readonly problem: string;
  readonly notice: string;
  readonly engine: { readonly reason: SweepfieldError | null } | null;
}

/** What went wrong, what the reader should know, and why this is not the GPU. */
export const runMessages = ({ problem, notice, engine }: Run, notices: readonly string[]): TemplateResult => html`
  <div role="alert">${problem ? html`<p class="problem" part="problem">${problem}</p>` : nothing}</div>
  ${[...notices, notice].filter(Boolean).map((text) => html`<p class="notice">${text}</p>`)}
  ${engine?.reason ? html`<p class="notice"><b class="badge">on the processor</b> ${engine.reason.message}</p>` : nothing}
`;
