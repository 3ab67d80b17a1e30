import { t, tHtml } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { answersChoice } from "../controls/answers-choice.js";
import { choice } from "../controls/choice.js";
import { seedField } from "../controls/seed-field.js";
import { slider } from "../controls/slider.js";
import { complexityState } from "./complexity.state.js";
import type { ComplexityState } from "./quantities.js";

const { depth, channels, height, width, seed } = complexityState.fields;

/** P = 2^stop; the last stop is endless. */
const LAST_STOP = 17;

const letter = (name: string): TemplateResult => html`<var class="formula">${name}</var>`;

/** How deep a PixelCNN has to be for its last output to see the first pixel. */
export const depthOfEqualReach = ({ height: rows, width: columns, kernel }: ComplexityState): number =>
  Math.ceil((Math.max(rows, columns) - 1) / ((Number(kernel) - 1) / 2));

export function settings(state: ComplexityState, set: (change: Partial<ComplexityState>) => void): TemplateResult {
  const { symbol } = state;
  const maps = symbol === "channels" ? "k" : "c";
  const side = symbol === "channels" ? "n" : "k";
  const reach = depthOfEqualReach(state);
  const number = (
    name: "depth" | "channels" | "height" | "width",
    label: TemplateResult,
    { min, max }: { readonly min: number; readonly max: number },
  ) =>
    slider({
      id: name,
      label,
      min,
      max,
      value: state[name],
      text: String(state[name]),
      onInput: (value) => set({ [name]: value }),
    });
  return html`
    <section class="panel settings" part="settings" aria-labelledby="settings-title">
      <div class="head">
        <h2 id="settings-title">${t`Your numbers`}</h2>
        <button
          type="button"
          @click=${() => set({ depth: 7, channels: 16, kernel: "3", height: 28, width: 28, lanes: Infinity })}
        >
          28 × 28, d = 7
        </button>
        <button
          type="button"
          ?disabled=${reach > depth.max}
          @click=${() => set({ depth: reach })}
          title=${t`So deep that the PixelCNN’s last output sees the first pixel`}
        >
          ${t`equal reach, d = ${reach}`}
        </button>
      </div>
      <div class="sliders">
        ${number("depth", tHtml`Depth ${letter("d")}`, depth)}
        ${number("channels", tHtml`Channels ${letter(maps)}`, channels)}
        ${number("height", tHtml`Rows ${letter("H")}`, height)} ${number("width", tHtml`Columns ${letter("W")}`, width)}
        ${slider({
          id: "lanes",
          label: tHtml`Lanes ${letter("P")}`,
          min: 0,
          max: LAST_STOP,
          value: state.lanes === Infinity ? LAST_STOP : Math.min(LAST_STOP - 1, Math.round(Math.log2(state.lanes))),
          text: state.lanes === Infinity ? "∞" : String(state.lanes),
          onInput: (stop) => set({ lanes: stop === LAST_STOP ? Infinity : 2 ** stop }),
        })}
      </div>
      <div class="choices">
        ${choice({
          id: "kernel",
          label: t`Kernels ${side} × ${side}`,
          options: complexityState.fields.kernel.values.map((value) => [value, value] as const),
          value: state.kernel,
          onChoice: (kernel) => set({ kernel }),
        })}
        ${choice({
          id: "symbol",
          label: t`In the formulas, k is`,
          options: [
            ["channels", t`the channels`],
            ["kernel", t`the kernel’s side`],
          ],
          value: symbol,
          onChoice: (value) => set({ symbol: value }),
        })}
        ${choice({
          id: "unit",
          label: t`A lane does, per tick, one`,
          options: [
            ["matvecs", t`product`],
            ["cells", t`cell`],
          ],
          value: state.unit,
          onChoice: (unit) => set({ unit }),
        })}
        ${answersChoice(state.mode, (mode) => set({ mode }))}
        ${seedField({ label: t`Seed of what is run`, min: seed.min, max: seed.max, value: state.seed, onSeed: (value) => set({ seed: value }) })}
      </div>
    </section>
  `;
}
