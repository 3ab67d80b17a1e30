import { html, nothing } from "lit";
import type { TemplateResult } from "lit";

interface Messages {
  /** What went wrong; empty where nothing did. */
  readonly problem: string;
  /** What the reader should know although it went well. */
  readonly notices: readonly string[];
  /** Why this is not the GPU; empty where it is. */
  readonly reason: string;
}

export const messages = ({ problem, notices, reason }: Messages): TemplateResult => html`
  <div role="alert">${problem ? html`<p class="problem" part="problem">${problem}</p>` : nothing}</div>
  ${notices.filter(Boolean).map((text) => html`<p class="notice">${text}</p>`)}
  ${reason ? html`<p class="notice"><b>on the processor</b> ${reason}</p>` : nothing}
`;
