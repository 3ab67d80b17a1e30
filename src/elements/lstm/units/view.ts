import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { countSequence } from "../../../models/sequence-count.js";
import { answersChoice } from "../../controls/answers-choice.js";
import { choice } from "../../controls/choice.js";
import { counter } from "../../controls/counter.js";
import { numberField } from "../../controls/fields.js";
import { rampLegend } from "../../controls/legend.js";
import { marksCanvas } from "../../controls/marks-canvas.js";
import { slider } from "../../controls/slider.js";
import { t, tHtml } from "../../language/t.js";
import { rampsFor } from "../../styles/ramps.js";
import { lstmState } from "../lstm.state.js";
import { passWords } from "../passes.js";
import type { LstmView, Shown, Stage } from "../view.js";
import { crossingView } from "./crossing.js";
import { packingPanel } from "./packing-panel.js";
import { layersMarks, unitsMarks, type PictureLook } from "./pictures.js";
import { passAt, runUnits, unitsOverTime, type UnitsRun } from "./units-run.js";
import { unitsStyles } from "./units.styles.js";

const { fields } = lstmState;

/** A stacked LSTM over a batch: its wavefront through layers and time, and heat maps over units and time. */
export const unitsView: LstmView = {
  styles: unitsStyles,
  runAgain: ["inputs", "units", "layers", "steps", "batch", "order", "layer", "forgetBias", "seed"],
  run: async (run, state, hooks) => shownOf(await runUnits(run, state, hooks)),
};

const shownOf = (run: UnitsRun): Shown => ({
  view: "units",
  run,
  length: run.forward.record.steps + run.backward.record.steps,
  unit: "step",
  isAnswer: false,
  ran: run.ran,
  questions: [
    {
      id: `steps-${run.forward.schedule.name}`,
      kind: "number",
      prompt:
        run.forward.schedule.name === "pipelined"
          ? t`${run.spec.layers} layers read ${run.steps} steps, each layer as soon as it can. How many sequential steps, forward?`
          : t`${run.spec.layers} layers read ${run.steps} steps, one layer after the other. How many sequential steps, forward?`,
      answer: run.forward.record.steps,
      explain:
        run.other.name === "layerwise"
          ? t`${run.forward.record.steps} = ${run.formula.text}: they were executed and counted. Layer by layer it is ${run.other.text} = ${run.other.steps}.`
          : t`${run.forward.record.steps} = ${run.formula.text}: they were executed and counted. Pipelined it is ${run.other.text} = ${run.other.steps}.`,
    },
  ],
  render: (stage) => render(run, stage),
  tables: (stage) => table(run, stage),
  said: (step) => {
    if (step === 0) return t`Nothing has run yet.`;
    const { name, pass, done } = passAt(run, step);
    const width = pass.schedule.width(done - 1);
    return width === 1
      ? t`${passWords(name)}, step ${done} of ${pass.record.steps}: 1 layer runs.`
      : t`${passWords(name)}, step ${done} of ${pass.record.steps}: ${width} layers run at once.`;
  },
});

/** Pixels. */
const MOST_SIDE = 30;
const MOST_HEIGHT = 420;

function render(run: UnitsRun, stage: Stage): TemplateResult {
  const { state, step, held, isDark } = stage;
  // beside the packing, or above it where there is no room
  const width = stage.width > 760 ? (stage.width - 24) / 2 : stage.width;
  const side = Math.max(
    2,
    Math.min(MOST_SIDE, Math.floor(width / run.steps), Math.floor(MOST_HEIGHT / run.spec.hidden)),
  );
  const style = isDark ? { glow: "#ffd95c", outline: "#0b0d12" } : { glow: "#ffc928", outline: "#10131a" };
  const look: PictureLook = {
    ramp: rampsFor(isDark).signed,
    paint: (token) => style[token as keyof typeof style],
    step: held ? 0 : step,
    side,
    x: 0,
    y: 0,
  };
  const what = `${state.bars ? "∂L/∂" : ""}${state.show}`;
  return html`
    ${headline(run, stage)}
    <div class="panels">
      <div class="column" part="maps">
        <figure>
          <figcaption>
            ${t`layers × time: the mean of ${passAt(run, step).name === "forward" ? "h" : "h̄ = ∂L/∂h"} over the units of a layer; layer 1 at the bottom, t = 1 on the left`}
          </figcaption>
          ${marksCanvas({
            width: run.steps * side,
            height: run.spec.layers * side,
            marks: layersMarks(run, look),
            label: t`${run.spec.layers} layers over ${run.steps} steps. Step ${step} of ${held ? "?" : run.forward.record.steps + run.backward.record.steps}.`,
          })}
        </figure>
        <figure>
          <figcaption>
            ${tHtml`units × time: <b>${what}</b> of the ${run.spec.hidden} units of layer ${run.layer + 1}, sequence ${Math.min(state.sequence, run.batch)} of ${run.batch}`}${state.bars ? t`; L is the sum of every h of the last layer` : ""}
          </figcaption>
          ${marksCanvas({
            width: run.steps * side,
            height: run.spec.hidden * side,
            marks: unitsMarks(run, state, look),
            label: t`${what} of ${run.spec.hidden} units over ${run.steps} steps. The numbers stand in the table below.`,
          })}
        </figure>
      </div>
      ${packingPanel(run, stage)}
    </div>
    ${stage.clock}
    <section class="how" part="legend" aria-label=${t`How to read this`}>
      ${rampLegend({ ramp: rampsFor(isDark).signed, title: t`Value, scaled by picture`, ends: ["−max", "0", "+max"] })}
      <ul>
        <li><span class="swatch now-swatch"></span> ${t`runs in this step`}</li>
        <li><span class="swatch waits"></span> ${t`has not run`}</li>
      </ul>
      ${showing(run, stage)}
    </section>
    ${settings(run, stage)}
  `;
}

function headline(run: UnitsRun, { step, held, withheld, state, set }: Stage): TemplateResult {
  const { forward, backward } = run;
  const agrees = forward.record.steps === run.formula.steps && backward.record.steps === run.formula.steps;
  const { name } = passAt(run, step);
  return html`
    <div class="headline" part="headline">
      ${counter({
        done: step,
        total: held ? null : forward.record.steps + backward.record.steps,
        label: t`Steps done`,
        ...(held && { missing: t`steps: your guess first` }),
      })}
      <p class="formula">
        ${
          withheld
            ? html`<span class="soft">${t`formula: after your answer`}</span>`
            : html`<span
                >${t`steps = ${run.formula.text} = ${run.formula.steps}, and as many back`}
                <span class=${agrees ? "check" : "check wrong"}
                  ><span aria-hidden="true">${agrees ? "✓" : "✗"}</span
                  ><span class="visually-hidden"
                    >${agrees ? t`as many as were executed` : t`not what was executed`}</span
                  ></span
                >
                <span class="soft small">
                  ${run.other.name === "layerwise" ? t`layer by layer` : t`pipelined`} ${run.other.text} =
                  ${run.other.steps}</span
                ></span
              >`
        }
      </p>
      <div class="width-line">
        <span>${held || step === 0 ? t`nothing has run yet` : html`<b>${passWords(name)}</b>`}</span>
        ${choice({
          id: "order",
          label: t`Order`,
          options: [
            ["pipelined", t`pipelined`],
            ["layerwise", t`layer by layer`],
          ],
          value: state.order,
          onChoice: (order) => set({ order }),
        })}
      </div>
    </div>
  `;
}

const showing = (run: UnitsRun, { state, set }: Stage): TemplateResult => html`
  <div class="choices">
    ${choice({
      id: "show",
      label: t`The heat map shows`,
      options: fields.show.values.map((value) => [value, value] as const),
      value: state.show,
      onChoice: (show) => set({ show }),
    })}
    ${choice({
      id: "bars",
      label: t`as`,
      options: [
        ["0", t`value`],
        ["1", t`gradient`],
      ],
      value: state.bars ? "1" : "0",
      onChoice: (bars) => set({ bars: bars === "1" }),
    })}
    ${slider({
      id: "layer",
      label: t`Layer`,
      min: 1,
      max: run.spec.layers,
      value: Math.min(state.layer, run.spec.layers),
      text: String(run.layer + 1),
      disabled: run.spec.layers === 1,
      onInput: (layer) => set({ layer }),
    })}
    ${slider({
      id: "sequence",
      label: t`Sequence`,
      min: 1,
      max: run.batch,
      value: Math.min(state.sequence, run.batch),
      text: String(Math.min(state.sequence, run.batch)),
      disabled: run.batch === 1,
      onInput: (sequence) => set({ sequence }),
    })}
  </div>
`;

function settings(run: UnitsRun, stage: Stage): TemplateResult {
  const { state, set, held } = stage;
  const widest = Math.min(run.spec.layers, run.steps);
  const counts = countSequence(run.spec, { steps: run.steps, batch: run.batch });
  const size = (id: "inputs" | "units" | "layers" | "steps" | "batch", label: TemplateResult): TemplateResult =>
    slider({
      id,
      label,
      min: fields[id].min,
      max: fields[id].max,
      value: state[id],
      text: String(state[id]),
      onInput: (value) => set({ [id]: value }),
    });
  const letter = (name: string): TemplateResult => html`<var class="formula">${name}</var>`;
  const grouped = (value: bigint): string => value.toLocaleString("en");
  return html`
    <section class="panel" part="settings" aria-labelledby="sizes-title">
      <h2 id="sizes-title">${t`Sizes`}</h2>
      <div class="sizes">
        ${size("steps", tHtml`Steps ${letter("T")}`)} ${size("layers", tHtml`Layers ${letter("d")}`)}
        ${size("units", tHtml`Units ${letter("H")}`)} ${size("inputs", tHtml`Inputs ${letter("I")}`)}
        ${size("batch", tHtml`Sequences ${letter("N")}`)}
        ${slider({
          id: "forget-bias",
          label: t`Added to the forget bias`,
          min: fields.forgetBias.min,
          max: fields.forgetBias.max,
          step: 0.5,
          value: state.forgetBias,
          text: String(state.forgetBias),
          onInput: (forgetBias) => set({ forgetBias }),
        })}
      </div>
      <dl class="counts number">
        <div>
          <dt>${t`parameters`}</dt>
          <dd class="parameters">${grouped(counts.parameters)}</dd>
        </div>
        <div>
          <dt>${t`multiply-adds forward`}</dt>
          <dd>${grouped(counts.macs)}</dd>
        </div>
        <div>
          <dt>${t`kept for BPTT`}</dt>
          <dd>${t`${grouped(counts.memory)} bytes`}</dd>
        </div>
        <div>
          <dt>${t`widest step`}</dt>
          <dd>
            ${
              run.forward.schedule.name === "pipelined"
                ? t`${widest} layers at once`
                : t`${widest} possible, 1 in this order`
            }
          </dd>
        </div>
      </dl>
      ${held ? nothing : crossingView(run, stage)}
      <div class="actions">
        ${numberField({
          id: "seed",
          label: t`Seed of weights and inputs`,
          value: state.seed,
          min: fields.seed.min,
          max: fields.seed.max,
          step: 1,
          onValue: (seed) => set({ seed }),
        })}
        ${answersChoice(state.mode, (mode) => set({ mode }))}
      </div>
    </section>
  `;
}

/** So many units are listed. */
const MOST_ROWS = 64;

function table(run: UnitsRun, { state, held }: Stage): TemplateResult {
  if (held) return html`<p class="soft">${t`After your answers.`}</p>`;
  const values = unitsOverTime(run, state);
  const { steps } = run;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`Units over time`}>
      <table class="number">
        <caption>
          ${t`${state.bars ? "∂L/∂" : ""}${state.show} of layer ${run.layer + 1}: a row for every unit, a column for every step`}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t`unit`}</th>
            ${Array.from({ length: steps }, (_, k) => html`<th scope="col">t = ${k + 1}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${Array.from(
            { length: Math.min(MOST_ROWS, run.spec.hidden) },
            (_, unit) =>
              html`<tr>
                <th scope="row">${unit + 1}</th>
                ${Array.from({ length: steps }, (__, k) => html`<td>${values[unit * steps + k]!.toPrecision(3).replace("-", "−")}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
