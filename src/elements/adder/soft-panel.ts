import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { carryLimit } from "../../models/logistic-adder.js";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/slider.js";
import { marksView } from "../figure/marks-view.js";
import { t, tHtml } from "../language/t.js";
import { adderState } from "./adder.state.js";
import type { Checked } from "./check.js";
import { carryUnitOf, withoutCarryIn, type Adder, type AdderState } from "./model.js";
import { GAINS, LONGEST, type Ripples } from "./ripples.js";
import { cobwebMarks, orbitsOf, rippleMarks } from "./soft-marks.js";
import { grouped, short } from "./text.js";

interface Soft {
  readonly state: AdderState;
  readonly adder: Adder;
  readonly checked: Checked | null;
  readonly ripples: Pick<Ripples, "present" | "chart">;
  /** CSS pixels of the wider chart. */
  readonly width: number;
  /** On paper the table is open. */
  readonly isPrinted: boolean;
  set(change: Partial<AdderState>): void;
}

const HEIGHT = 320;
/** The cobweb is a square. */
const SQUARE = 330;
const paint = (token: string): string => `var(--sf-${token})`;
const { min, max } = adderState.fields.gain;

/** Logistic units in place of thresholds: how long a carry lives, and the gain above which it lives for ever. */
export function softPanel(view: Soft): TemplateResult {
  const { state, adder, checked, ripples, width, isPrinted, set } = view;
  const { gain } = state;
  const square = Math.min(width, SQUARE);
  const unit = carryUnitOf(adder.check.code);
  const net = withoutCarryIn(adder);
  const { fixed, apart } = orbitsOf(net, gain, unit);
  const limit = carryLimit(net, unit);
  const still = fixed.map((h) => short(h)).join(", ") || t`none`;
  const { present, chart } = ripples;
  const readsOthers = net.W_hh[unit]!.some((w, v) => v !== unit && w !== 0);
  const report = checked?.adder === adder && adder.check.gain !== undefined ? checked.report : null;
  return html`
    <section class="panel soft-units" part="gain" aria-labelledby="soft-title">
      <h2 id="soft-title">${t`Soft units: how long does a carry live?`}</h2>
      <div class="soft-controls">
        ${choice({
          id: "units",
          label: t`Hidden units`,
          options: [
            ["threshold", t`thresholds H(z)`],
            ["logistic", t`logistic σ(κ z)`],
          ],
          value: state.units,
          onChoice: (units) => set({ units }),
        })}
        ${slider({
          id: "gain",
          label: tHtml`Gain <var class="formula">κ</var>`,
          min,
          max,
          step: 0.01,
          value: gain,
          text: short(gain),
          onInput: (value) => set({ gain: value }),
        })}
      </div>
      <p class="ripple number">
        <b class="longest"
          >${present === null ? "…" : present.longest === LONGEST ? `≥ ${grouped(LONGEST)}` : grouped(present.longest)}</b
        >
        <span
          >${
            present?.longest === LONGEST
              ? t`columns in a row pass a carry on before the sum is wrong, as many as were tried`
              : t`columns in a row pass a carry on before the sum is wrong`
          }</span
        >
      </p>
      <p>
        ${
          report
            ? tHtml`At κ = ${short(gain)}, <b>${grouped(report.right)}</b> of ${grouped(report.pairs)} pairs of ${adder.check.bits}-bit numbers are right.`
            : html`<span class="soft">${t`Choose logistic units to try all pairs at this gain.`}</span>`
        }
        ${
          limit === null
            ? nothing
            : html`<span class="limit"
                >${t`Below κ = ${short(limit)} no carry lasts for ever; shorter sums stay right below it.`}</span
              >`
        }
      </p>
      <div class="soft-charts">
        <figure>
          <figcaption>${t`Longest ripple that survives, against κ (logarithmic)`}</figcaption>
          <svg
            width=${width}
            height=${HEIGHT}
            viewBox=${`0 0 ${width} ${HEIGHT}`}
            role="img"
            aria-label=${t`Longest ripple that a carry survives against the gain. The numbers stand in the table below.`}
          >
            ${marksView(rippleMarks({ chart, present, limit }, { width, height: HEIGHT, paint }))}
          </svg>
        </figure>
        <figure>
          <figcaption>${t`Carry map of unit ${unit + 1} where one digit is 1: from h to σ(κ z)`}</figcaption>
          <svg
            width=${square}
            height=${HEIGHT}
            viewBox=${`0 0 ${square} ${HEIGHT}`}
            role="img"
            aria-label=${t`Cobweb plot of the carry map. Points that stay in place: ${still}.`}
          >
            ${marksView(cobwebMarks(net, gain, unit, { width: square, height: HEIGHT, paint }))}
          </svg>
        </figure>
      </div>
      <ul class="keys">
        <li><span class="stroke carry"></span> ${t`a carry`}</li>
        <li><span class="stroke none"></span> ${t`no carry`}</li>
        <li>
          <span class="dot"></span>
          <span>${tHtml`stays in place: <span class="fixed">h = ${still}</span>`}</span>
        </li>
      </ul>
      <p class="ends">
        ${
          apart === null
            ? nothing
            : apart
              ? t`A carry and none end at different points: they stay apart however long they are passed on.`
              : t`One point draws both: in time a carry and none look the same.`
        }
        ${readsOthers ? t`The other states that this unit reads are left out of the map.` : nothing}
      </p>
      <details ?open=${isPrinted}>
        <summary>${t`The ripples in numbers`}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${t`Longest ripple by gain`}>
          <table class="number ripple-table">
            <thead>
              <tr>
                <th scope="col">κ</th>
                ${GAINS.map((value) => html`<th scope="col">${value}</th>`)}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">${t`longest`}</th>
                ${GAINS.map((_, i) => html`<td>${chart[i] === undefined ? "…" : chart[i].longest === LONGEST ? `≥ ${LONGEST}` : chart[i].longest}</td>`)}
              </tr>
            </tbody>
          </table>
        </div>
      </details>
    </section>
  `;
}
