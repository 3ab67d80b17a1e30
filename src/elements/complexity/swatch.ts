import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { markerPath } from "../figure/markers.js";
import { hueOf, type Row } from "./models.js";

/** A model's line and marker, small: what the legend and the table show. */
export const swatch = ({ family, dash, marker }: Row): TemplateResult => {
  const hue = `var(--sf-${hueOf(family)})`;
  return html`<svg class="swatch" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true">
    <path d="M0 6H26" fill="none" stroke=${hue} stroke-width="2" stroke-dasharray=${dash ?? nothing} />
    <path d=${markerPath(marker, 13, 6, 3)} fill=${hue} />
  </svg>`;
};
