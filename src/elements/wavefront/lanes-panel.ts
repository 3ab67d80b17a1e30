import { html } from "lit";
import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { noun } from "../controls/noun.js";
import { slider } from "../controls/slider.js";
import { percent } from "../controls/decimal.js";
import { t, tHtml } from "../language/t.js";
import type { WavefrontState } from "./model.js";
import { statisticsOf } from "./profile.js";
import type { Profile } from "./profile.js";
import { UNITS } from "./width-panel.js";

interface LanesView {
  readonly profile: Profile;
  readonly state: Pick<WavefrontState, "lanes" | "unit">;
  set(change: Partial<WavefrontState>): void;
}

/** How long the sweep takes on a machine of P lanes, and how many of them are busy. */
export function lanesPanel({ profile, state, set }: LanesView): TemplateResult {
  const { lanes, unit } = state;
  const { peak, ticks, busy } = statisticsOf(profile, lanes);
  const limit = peak + 1;
  const units = noun(2, UNITS[unit]);
  return html`
    <section class="panel" part="lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title">
        ${unit === "cells" ? t`How many cells can your machine do at once?` : t`How many matrix-vector products can your machine do at once?`}
      </h2>
      ${slider({
        id: "lanes",
        label: tHtml`Lanes <var class="formula">P</var>`,
        min: 1,
        max: limit,
        value: Math.min(lanes, limit),
        text: lanes === Infinity ? "∞" : String(lanes),
        onInput: (value) => set({ lanes: value >= limit ? Infinity : value }),
      })}
      <p class="number">
        ${tHtml`<b class="ticks">${ticks}</b> ${noun(ticks, "tick")}, lanes <b class="busy">${percent(busy)}</b> busy.`}
        <span class="soft">
          ${
            lanes >= peak
              ? t`${peak} lanes are enough: with more nothing gets faster.`
              : tHtml`A step of <var>w</var> ${units} takes ⌈<var>w</var> / ${lanes}⌉ ticks.`
          }
        </span>
      </p>
      ${choice({
        id: "unit",
        label: t`A lane does, per tick, one of these`,
        options: [
          ["cells", t`whole cell`],
          ["matvecs", t`matrix-vector product`],
        ],
        value: unit,
        onChoice: (chosen) => set({ unit: chosen }),
      })}
    </section>
  `;
}
