import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { cssVariables } from "../controllers/css-variables.js";
import { t, tHtml } from "../language/t.js";
import type { Checked } from "./check.js";
import { grouped } from "./text.js";
import { sumText } from "./verdict.js";

interface Pairs {
  /** Null before the first check. */
  readonly checked: Checked | null;
  readonly bits: number;
  /** CSS pixels of the map's side. */
  readonly size: number;
  /** What has come of the pair under the pointer, or of the chosen one. */
  readonly said: TemplateResult | string;
  readonly held: boolean;
  readonly stale: boolean;
  onCounterexample(): void;
  onHover(event: PointerEvent): void;
  onLeave(): void;
  onClick(event: PointerEvent): void;
  onKey(event: KeyboardEvent): void;
}

/** How many of all pairs are right, the first that is not, and which. */
export function pairsPanel(view: Pairs): TemplateResult {
  const { checked, held, stale } = view;
  const report = held ? null : (checked?.report ?? null);
  const most = 2 ** view.bits - 1;
  return html`
    <section class=${stale ? "pairs stale" : "pairs"} part="pairs" aria-label=${t`All pairs`} aria-busy=${stale}>
      <p class="pairs-line">
        <span class="count number">${report ? grouped(report.right) : "–"}</span>
        <span class="of number"
          >${
            held
              ? tHtml`of <b>${grouped(4 ** view.bits)}</b> pairs right: after your answers`
              : tHtml`of <b>${grouped(4 ** view.bits)}</b> pairs right`
          }</span
        >
        ${
          report
            ? html`<span class=${report.right === report.pairs ? "done" : "done failed"}
                >${report.right === report.pairs ? t`✓ it adds` : t`✗ it does not add`}</span
              >`
            : nothing
        }
      </p>
      ${counterexample(view)}
      ${
        held
          ? html`<div class="map-room"><p class="soft">${t`Which pairs are right: after your answers.`}</p></div>`
          : html`<figure class="map">
                <div
                  class="map-frame"
                  role="application"
                  tabindex="0"
                  aria-label=${t`Map of all pairs: a from 0 to ${most} to the right, b from 0 to ${most} downwards. Arrow keys choose a pair for the animation.`}
                  aria-describedby="pair-readout"
                  ${cssVariables({ "--side": `${view.size}px` })}
                  @pointermove=${view.onHover}
                  @pointerleave=${view.onLeave}
                  @click=${view.onClick}
                  @keydown=${view.onKey}
                >
                  <canvas aria-hidden="true"></canvas>
                </div>
                <figcaption>
                  <span class="axis"><var>a</var> → 0 … ${most}, <var>b</var> ↓ 0 … ${most}</span>
                  <span class="key"><span class="swatch right"></span> ${t`right`}</span>
                  <span class="key"><span class="swatch wrong"></span> ${t`wrong`}</span>
                  <span class="key"><span class="swatch ring"></span> ${t`in the animation`}</span>
                </figcaption>
              </figure>
              <p id="pair-readout" class="readout">${view.said}</p>`
      }
    </section>
  `;
}

function counterexample({ checked, held, onCounterexample }: Pairs): TemplateResult {
  const found = held ? null : (checked?.report.counterexample ?? null);
  if (!found)
    return html`<p class="example soft">
      ${
        held || !checked
          ? t`Every edit is tried on all pairs at once.`
          : checked.report.right === checked.report.pairs
            ? t`No pair fails. Change a number and see which do.`
            : nothing
      }
    </p>`;
  return html`<p class="example">
    <button type="button" class="counterexample" @click=${onCounterexample}>
      ${t`${sumText(found, checked?.adder.check.carryIn ?? 0)} came out as ${found.got}: show it`}
    </button>
  </p>`;
}
