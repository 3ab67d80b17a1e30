import { html } from "lit";
import type { TemplateResult } from "lit";
import { randomLcg } from "d3-random";
import { answersChoice } from "../../controls/answers-choice.js";
import { listField, numberField } from "../../controls/fields.js";
import { t } from "../../language/t.js";
import { lstmState } from "../lstm.state.js";
import { numbersText, parseNumbers, SEQUENCE, WEIGHTS } from "../numbers.js";
import { WEIGHT_NAMES } from "../scalar-run.js";
import { weightView } from "../symbol.js";
import type { LstmState, Stage } from "../view.js";

const { fields } = lstmState;

/** Sequences and weights that show something; those of the homework's example first. */
const presets = (): readonly (readonly [name: string, change: (state: LstmState) => Partial<LstmState>])[] => [
  [
    t`Example`,
    () => ({
      x: fields.x.default,
      targets: fields.targets.default,
      weights: fields.weights.default,
      h0: fields.h0.default,
      c0: fields.c0.default,
    }),
  ],
  [
    t`Remember the first`,
    () => ({
      x: "1 0 0 0 0 0 0 0",
      targets: "0 0 0 0 0 0 0 1",
      weights: "4 0 0 4 0 0 3 0",
      h0: 0,
      c0: 0,
      loss: "last",
    }),
  ],
  [
    t`Random`,
    ({ seed }) => {
      const next = randomLcg(((seed + 1) % 1_000_003) / 1_000_003);
      const draw = (count: number, scale: number): string =>
        numbersText(Array.from({ length: count }, () => Number(((2 * next() - 1) * scale).toFixed(2))));
      return { x: draw(8, 2), targets: draw(8, 0.8), weights: draw(8, 1.5), seed: (seed + 1) % 1_000_000 };
    },
  ],
];

/** The own sequence, the targets and the eight weights. */
export function inputsPanel({ state, set }: Stage): TemplateResult {
  const weights = parseNumbers(state.weights, WEIGHTS) ?? [];
  const list = (id: "x" | "targets", label: string): TemplateResult =>
    listField({
      id,
      label,
      value: state[id],
      form: fields[id].form,
      takes: (text) => parseNumbers(text, SEQUENCE) !== null,
      onText: (text) => set({ [id]: numbersText(parseNumbers(text, SEQUENCE) ?? []), chosen: "bar-h:1" }),
    });
  const initial = (id: "h0" | "c0", name: string): TemplateResult =>
    numberField({
      id,
      label: html`<span class="formula"><var>${name}</var><sub>0</sub></span>`,
      name: t`${name} before the first step`,
      value: state[id],
      min: fields[id].min,
      max: fields[id].max,
      onValue: (value) => set({ [id]: value }),
    });
  return html`
    <section class="panel" part="settings" aria-labelledby="inputs-title">
      <h2 id="inputs-title">${t`Your own numbers`}</h2>
      <div class="actions">
        ${presets().map(([name, change]) => html`<button type="button" @click=${() => set(change(state))}>${name}</button>`)}
      </div>
      ${list("x", t`Inputs x, one a step`)} ${list("targets", t`Targets y of h`)}
      <fieldset id="weights" class="weight-fields">
        <legend class="visually-hidden">${t`Weights`}</legend>
        ${WEIGHT_NAMES.map((name, i) =>
          numberField({
            id: `w-${name}`,
            label: weightView(name),
            name: `w ${name}`,
            value: weights[i] ?? 0,
            min: -WEIGHTS.limit,
            max: WEIGHTS.limit,
            onValue: (value) => set({ weights: numbersText(weights.with(i, value)) }),
          }),
        )}
      </fieldset>
      <div class="weight-fields">${initial("h0", "h")} ${initial("c0", "c")}</div>
      ${answersChoice(state.mode, (mode) => set({ mode }))}
    </section>
  `;
}
