import { html } from "lit";
import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { noun } from "../controls/noun.js";
import { slider } from "../controls/slider.js";
import { percent } from "../controls/decimal.js";
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
        How many ${unit === "cells" ? "cells" : "matrix-vector products"} can your machine do at once?
      </h2>
      ${slider({
        id: "lanes",
        label: html`Lanes <var class="formula">P</var>`,
        min: 1,
        max: limit,
        value: Math.min(lanes, limit),
        text: lanes === Infinity ? "∞" : String(lanes),
        onInput: (value) => set({ lanes: value >= limit ? Infinity : value }),
      })}
      <p class="number">
        <b class="ticks">${ticks}</b> ${noun(ticks, "tick")}, lanes <b class="busy">${percent(busy)}</b> busy.
        ${
          lanes >= peak
            ? html`<span class="soft">${peak} lanes are enough: with more nothing gets faster.</span>`
            : html`<span class="soft">A step of <var>w</var> ${units} takes ⌈<var>w</var> / ${lanes}⌉ ticks.</span>`
        }
      </p>
      ${choice({
        id: "unit",
        label: "A lane does, per tick, one of these",
        options: [
          ["cells", "whole cell"],
          ["matvecs", "matrix-vector product"],
        ],
        value: unit,
        onChoice: (chosen) => set({ unit: chosen }),
      })}
    </section>
  `;
}
