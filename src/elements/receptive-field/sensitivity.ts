import { html } from "lit";
import type { TemplateResult } from "lit";
import { t, tHtml } from "../language/t.js";
import type { FieldView } from "./field-view.js";
import type { Measured } from "./measure.js";
import { atPlace } from "./numbers.js";

/** What the actual weights make of the set. */
export function sensitivityLine(view: FieldView, measured: Measured, seed: number): TemplateResult {
  let [most, at, dead] = [0, -1, 0];
  for (const pixel of view.seen) {
    const norm = Math.hypot(...measured.norms.map((norms) => norms[pixel] ?? 0));
    if (norm === 0) dead++;
    if (norm > most) [most, at] = [norm, pixel];
  }
  const strongest = at < 0 ? t`nothing` : t`${most.toPrecision(3)} at ${atPlace(at, view.width)}`;
  return html`
    ${tHtml`Through the actual weights (seed ${seed}) the largest ‖∂y/∂x‖ is <b>${strongest}</b>.`}
    ${silence(dead, view.seen.length)}
  `;
}

const silence = (dead: number, seen: number): string => {
  if (dead === 0) return t`None of the seen pixels has a sensitivity of exactly 0.`;
  return dead === 1
    ? t`1 of the ${seen} seen pixels has a sensitivity of exactly 0: dead units. A gradient through actual weights is only a lower bound of the set.`
    : t`${dead} of the ${seen} seen pixels have a sensitivity of exactly 0: dead units. A gradient through actual weights is only a lower bound of the set.`;
};
