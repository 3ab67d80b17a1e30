import { html } from "lit";
import type { LitElement, TemplateResult } from "lit";

/** What is behind the button of the tools. */
export const toolsPanel =
  (_changed: () => void) =>
  (_host: LitElement): TemplateResult =>
    html`<div class="tools-panel"></div>`;
