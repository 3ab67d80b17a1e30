import { html } from "lit";
import type { TemplateResult } from "lit";
import { symbolOf, type RowName } from "./cells.js";

/** A quantity as the formulas write it, with its step, a number or t, if there is one: h̄ with the index 3. */
export const symbolView = (row: RowName, t?: number | "t"): TemplateResult =>
  html`<span class="symbol formula"
    ><var>${symbolOf(row)}</var>${t === undefined ? null : html`<sub>${t === "t" ? html`<var>t</var>` : t}</sub>`}</span
  >`;

/** A weight: w with the index xi. */
export const weightView = (name: string, isBar = false): TemplateResult =>
  html`<span class="symbol formula"><var>${isBar ? "w\u0304" : "w"}</var><sub>${name}</sub></span>`;
