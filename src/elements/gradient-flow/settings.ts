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

/** The set-up of the bands in the literature: x_0 and g_L of N(0, 1), 54 blocks, 256 wide, batch 256. */
const PUBLISHED = { blocks: 54, width: "256", batch: "256", weight: "dense", norm: true } as const;

export const settings = (state: FlowState, set: (change: Partial<FlowState>) => void): TemplateResult => html`
  <section class="panel settings" part="settings" aria-labelledby="settings-title">
    <div class="head">
      <h2 id="settings-title">The set-up</h2>
      <button type="button" @click=${() => set(PUBLISHED)}>54 blocks, 256 wide, batch 256</button>
    </div>
    <div class="sliders">
      ${slider({
        id: "blocks",
        label: html`Blocks <var class="formula">L</var>`,
        min: blocks.min,
        max: blocks.max,
        value: state.blocks,
        text: String(state.blocks),
        onInput: (value) => set({ blocks: value }),
      })}
      ${slider({
        id: "seeds",
        label: "Seeds",
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
        label: "Curves",
        options: [
          ["all", "all six"],
          ["pair", "these two"],
        ],
        value: state.curves,
        onChoice: (curves) => set({ curves }),
      })}
      ${choice({ id: "width", label: "Units of a layer", options: same(width.values), value: state.width, onChoice: (value) => set({ width: value }) })}
      ${choice({ id: "batch", label: "Batch", options: same(batch.values), value: state.batch, onChoice: (value) => set({ batch: value }) })}
      ${choice({
        id: "weight",
        label: "A weight is",
        options: [
          ["dense", "a matrix"],
          ["conv", "a 3 × 3 convolution"],
        ],
        value: state.weight,
        onChoice: (weight) => set({ weight }),
      })}
      ${choice({
        id: "norm",
        label: "Batch norm",
        options: [
          ["on", "batch statistics"],
          ["off", "none"],
        ],
        value: state.norm ? "on" : "off",
        onChoice: (value) => set({ norm: value === "on" }),
      })}
      ${answersChoice(state.mode, (mode) => set({ mode }))}
      ${seedField({ label: "First seed", min: seed.min, max: seed.max, value: state.seed, onSeed: (value) => set({ seed: value }) })}
    </div>
  </section>
`;
