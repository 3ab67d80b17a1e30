import { t, tHtml } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { answersChoice } from "../controls/answers-choice.js";
import { choice } from "../controls/choice.js";
import { seedField } from "../controls/seed-field.js";
import { slider } from "../controls/slider.js";
import { gradientFlowState } from "./gradient-flow.state.js";
import type { FlowState } from "./setup.js";

const { blocks, seed, seeds, width, batch } = gradientFlowState.fields;

const same = <Value extends string>(values: readonly Value[]) => values.map((value) => [value, value] as const);

/** The set-up in which this project measured the bands that its tests hold the stacks to; the paper has none. */
const BANDS = { blocks: 54, width: "256", batch: "256", weight: "dense", norm: true } as const;

export const settings = (state: FlowState, set: (change: Partial<FlowState>) => void): TemplateResult => html`
  <section class="panel settings" part="settings" aria-labelledby="settings-title">
    <div class="head">
      <h2 id="settings-title">${t`The set-up`}</h2>
      <button type="button" @click=${() => set(BANDS)}>${t`54 blocks, 256 wide, batch 256`}</button>
    </div>
    <div class="sliders">
      ${slider({
        id: "blocks",
        label: tHtml`Blocks <var class="formula">L</var>`,
        min: blocks.min,
        max: blocks.max,
        value: state.blocks,
        text: String(state.blocks),
        onInput: (value) => set({ blocks: value }),
      })}
      ${slider({
        id: "seeds",
        label: t`Seeds`,
        min: seeds.min,
        max: seeds.max,
        value: state.seeds,
        text: String(state.seeds),
        onInput: (value) => set({ seeds: value }),
      })}
    </div>
    <div class="choices">
      ${choice({
        id: "curves",
        label: t`Curves`,
        options: [
          ["all", t`all six`],
          ["pair", t`these two`],
        ],
        value: state.curves,
        onChoice: (curves) => set({ curves }),
      })}
      ${choice({ id: "width", label: t`Units of a layer`, options: same(width.values), value: state.width, onChoice: (value) => set({ width: value }) })}
      ${choice({ id: "batch", label: t`Batch`, options: same(batch.values), value: state.batch, onChoice: (value) => set({ batch: value }) })}
      ${choice({
        id: "weight",
        label: t`A weight is`,
        options: [
          ["dense", t`a matrix`],
          ["conv", t`a 3 × 3 convolution`],
        ],
        value: state.weight,
        onChoice: (weight) => set({ weight }),
      })}
      ${choice({
        id: "norm",
        label: t`Batch norm`,
        options: [
          ["on", t`batch statistics`],
          ["off", t`none`],
        ],
        value: state.norm ? "on" : "off",
        onChoice: (value) => set({ norm: value === "on" }),
      })}
      ${answersChoice(state.mode, (mode) => set({ mode }))}
      ${seedField({ label: t`First seed`, min: seed.min, max: seed.max, value: state.seed, onSeed: (value) => set({ seed: value }) })}
    </div>
  </section>
`;
