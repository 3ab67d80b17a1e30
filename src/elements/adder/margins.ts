import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { UnitReport } from "../../engine/adder-check.js";
import { cssVariables } from "../controllers/css-variables.js";
import { noun } from "../controls/noun.js";
import { t, tHtml } from "../language/t.js";
import type { Checked } from "./check.js";
import { meaningOf } from "./meanings.js";
import type { Adder } from "./model.js";
import { UNITS } from "./notation.js";
import { fraction, grouped, short, signed } from "./text.js";
import { addsAtAnyLength, safeChange, statesOf, visitsOf } from "./visits.js";

/** Of every unit the sum that comes nearest to the wrong side, over all pairs; left of 0 it is on the wrong side. */
export function marginsPanel({ adder, report }: Checked): TemplateResult {
  const rows = [...report.units, report.output];
  const scale = Math.max(1, ...rows.map(({ margin }) => (Number.isFinite(margin) ? Math.abs(margin) : 0)));
  return html`
    <section class="panel margins" part="margins" aria-labelledby="margins-title">
      <h2 id="margins-title">${t`Margins over all pairs`}</h2>
      <p class="soft">
        ${t`How near a unit’s sum z comes to the wrong side of its threshold. Counted while what it reads is right, so that the unit at fault shows and not those after it.`}
      </p>
      <ul class="bars number">
        ${rows.map((row, unit) => bar(row, unit, adder.check.code[unit] ?? null, scale))}
      </ul>
      ${safety(adder)}
    </section>
  `;
}

function bar({ margin, wrong }: UnitReport, unit: number, code: number | null, scale: number): TemplateResult {
  const isOutput = unit === UNITS;
  const isKnown = isOutput || code !== null;
  const share = Number.isFinite(margin) ? margin / scale : 0;
  return html`<li>
    <span class="bar-name"
      >${isOutput ? tHtml`output <var>y</var>` : html`<var>h</var><sub>${unit + 1}</sub>`}
      <span class="soft">${isOutput ? "" : meaningOf(code)}</span></span
    >
    <span
      class=${margin < 0 ? "bar bad" : "bar"}
      aria-hidden="true"
      ${cssVariables({ "--from": `${50 + 50 * Math.min(0, share)}%`, "--long": `${50 * Math.abs(share)}%` })}
    ></span>
    <span class="bar-value"
      ><b class="margin">${Number.isFinite(margin) ? (isKnown ? signed(margin) : short(margin)) : t`n/a`}</b> ${
        wrong > 0
          ? html`<span class="verdict">${t`✗ wrong ${grouped(wrong)} ${noun(wrong, "time")}`}</span>`
          : html`<span class="soft">${isKnown ? t`never wrong` : t`smallest |z|; its meaning is not known`}</span>`
      }</span
    >
  </li>`;
}

/** What holds beyond the pairs that were tried; of threshold units only. */
function safety({ net, check }: Adder): TemplateResult | typeof nothing {
  if (check.gain !== undefined) return nothing;
  const visits = visitsOf(net, check.carryIn);
  const states = statesOf(visits);
  if (!addsAtAnyLength(visits)) return nothing;
  const { hidden, output } = safeChange(visits);
  const bound = Math.min(hidden, output);
  const text = (value: number): string => {
    const exact = fraction(value);
    return exact === null ? short(value, 4) : `${exact} = ${short(value, 4)}`;
  };
  return html`
    <p>
      ${tHtml`<b>Any length.</b> The net comes into ${states.length} states, ${states.join(", ")}. From each of them every column is right, so sums of any length are.`}
    </p>
    <p>
      <b>${t`How much the numbers may move.`}</b> ${
        bound > 0
          ? tHtml`All 22 at once by less than <span class="safe">ε = ${text(bound)}</span>: the smallest |z| divided by the count of numbers in that sum. Hidden units alone ${text(hidden)}, output alone ${text(output)}.`
          : t`Not at all: some sum is 0, and the convention at 0 decides.`
      }
    </p>
  `;
}
