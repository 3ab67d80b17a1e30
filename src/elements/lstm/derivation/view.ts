import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import { counter } from "../../controls/counter.js";
import { decimal } from "../../controls/decimal.js";
import { slider } from "../../controls/slider.js";
import { marksView } from "../../figure/marks-view.js";
import { t, tHtml } from "../../language/t.js";
import { valueAt } from "../cells.js";
import { termKey } from "../equation-view.js";
import { weightFormulas } from "../formulas.tex.js";
import { scalarQuestions } from "../questions.js";
import { runScalar, type ScalarRun } from "../scalar-run.js";
import { symbolView, weightView } from "../symbol.js";
import { inputsPanel } from "../values/inputs-panel.js";
import type { LstmState, LstmView, Shown, Stage } from "../view.js";
import { derivationStyles } from "./derivation.styles.js";
import { edgeLines, graphMarks, HEIGHT, type EdgeId, type GraphLook } from "./graph.js";
import { PATHS, type Path, type Target } from "./paths.js";

/** The bars of one step, path by path. */
export const derivationView: LstmView = {
  styles: derivationStyles,
  runAgain: ["x", "targets", "weights", "h0", "c0", "loss"],
  run: async (run, state, hooks) => shownOf(await runScalar(run, state, hooks)),
};

/** The step whose bars are derived, within the sequence. */
export const derivedStep = (run: ScalarRun, state: Pick<LstmState, "t">): number =>
  Math.min(state.t, run.inputs.x.length);

/** Why a path is not there at a step; null where it is. */
export const absence = (run: ScalarRun, path: Path, at: number): string | null => path.rule.absent?.(run, at) ?? null;

const shownOf = (run: ScalarRun): Shown => ({
  view: "derivation",
  run,
  length: PATHS.length,
  unit: "path",
  isAnswer: true,
  ran: run.ran,
  questions: scalarQuestions(run),
  render: (stage) => render(run, stage),
  tables: (stage) => table(run, stage),
  said: (step, state) => {
    const path = PATHS[step - 1];
    return path ? t`Path ${step} of ${PATHS.length}: ${path.words(derivedStep(run, state))}.` : t`No path is told yet.`;
  },
});

/** The graph as it stands after some paths, with one of them pointed at. */
export function graphLook(
  run: ScalarRun,
  at: number,
  step: number,
  pointed: string | null,
  { width, paint }: Pick<GraphLook, "width" | "paint">,
): GraphLook {
  const there = PATHS.filter((path) => absence(run, path, at) === null);
  const told = PATHS.slice(0, step).filter((path) => there.includes(path));
  const lit = there.find(({ rule }) => `term:${rule.id}` === pointed) ?? told.at(-1);
  const sum = (into: Target): number =>
    told.filter((path) => path.into === into).reduce((total, { rule }) => total + rule.value(run, at), 0);
  const text = (name: "h" | "c") => ({ [name]: `${name}\u0304 = ${decimal(sum(`bar-${name}`))}` });
  return {
    width,
    t: at,
    hasNext: at < run.inputs.x.length,
    hasLoss: run.at === "every" || at === run.inputs.x.length,
    told: new Set(told.map(({ edge }) => edge)),
    lit: lit?.edge ?? null,
    sums: {
      ...(told.some(({ into }) => into === "bar-h") && text("h")),
      ...(told.some(({ into }) => into === "bar-c") && text("c")),
    },
    paint,
  };
}

function render(run: ScalarRun, stage: Stage): TemplateResult {
  const { state, step, held, set } = stage;
  const steps = run.inputs.x.length;
  const at = derivedStep(run, state);
  const width = Math.min(stage.width, 1000);
  const look = graphLook(run, at, held ? 0 : step, held ? null : stage.hovered, {
    width,
    paint: (token) => `var(--sf-${token})`,
  });
  return html`
    <div class="headline" part="headline">
      ${counter({
        done: step,
        total: held ? null : PATHS.length,
        label: t`Paths told`,
        unit: "path",
        ...(held && { missing: t`paths: your guess first` }),
      })}
      <p class="formula">
        <span>${tHtml`${symbolView("bar-h")} = ∂L/∂h, ${symbolView("bar-c")} = ∂L/∂c: all paths together`}</span>
      </p>
      <p class="width-line">
        ${slider({
          id: "t",
          label: t`Bars of step t`,
          min: 1,
          max: steps,
          value: at,
          text: t`${at} of ${steps}`,
          onInput: (value) => set({ t: value }),
        })}
      </p>
    </div>
    ${
      width > 0
        ? html`<svg
            class="graph"
            part="graph"
            width=${width}
            height=${HEIGHT}
            viewBox="0 0 ${width} ${HEIGHT}"
            role="img"
            aria-label=${t`Steps ${at} and ${at + 1} of the LSTM, unrolled. Told so far: ${
              PATHS.slice(0, held ? 0 : step)
                .map((path) => path.words(at))
                .join("; ") || t`no path`
            }.`}
          >
            ${marksView(graphMarks(look))} ${hits(stage, look)}
          </svg>`
        : nothing
    }
    ${stage.clock}
    <ul class="graph-legend small" part="legend">
      <li>
        <svg width="34" height="10" aria-hidden="true"><path class="reads" d="M0 5h26m-6 -4l7 4l-7 4" /></svg>
        ${t`is read by, forward`}
      </li>
      <li>
        <svg width="34" height="10" aria-hidden="true"><path class="flows" d="M34 5h-26m6 -4l-7 4l7 4" /></svg>
        ${t`the gradient comes back`}
      </li>
      <li><span class="swatch now-swatch lit-swatch"></span> ${t`the path that is told or pointed at`}</li>
    </ul>
    ${
      held
        ? html`<section class="panel" part="equation">
            <p class="soft">${t`The paths and their equations: after your answers.`}</p>
          </section>`
        : equations(run, at, stage)
    }
    ${inputsPanel(stage)}
  `;
}

/** What lies under the pointer: wide invisible lines over the paths. */
const hits = ({ hover }: Stage, look: GraphLook) => {
  const lines = new Map(edgeLines(look));
  return PATHS.map(
    ({ edge, rule }) =>
      svg`<path
        class="hit"
        data-edge=${edge}
        d=${lines.get(edge as EdgeId) ?? ""}
        @pointerenter=${() => hover(`term:${rule.id}`)}
        @pointerleave=${() => hover(null)}
      />`,
  );
};

const groups = (): readonly (readonly [Target, string])[] => [
  ["bar-h", t`Into h`],
  ["bar-c", t`Into c`],
  ["bar-g", t`Into every gate, one path each`],
  ["bar-o", ""],
  ["bar-f", ""],
  ["bar-i", ""],
  ["w_xi", t`Into a weight`],
];

function equations(run: ScalarRun, at: number, stage: Stage): TemplateResult {
  return html`
    <section class="panel" part="equation" aria-labelledby="paths-title">
      <h2 id="paths-title">${t`What each path adds`}</h2>
      ${groups().map(([target, heading]) => group(run, at, stage, target, heading))}
    </section>
  `;
}

function group(run: ScalarRun, at: number, stage: Stage, target: Target, heading: string): unknown {
  const paths = PATHS.filter(({ into }) => into === target);
  const told = paths.filter((path) => PATHS.indexOf(path) < stage.step);
  if (told.length === 0) return nothing;
  const isWhole = told.length === paths.length;
  const there = told.filter((path) => absence(run, path, at) === null);
  const sum = there.reduce((total, { rule }) => total + rule.value(run, at), 0);
  const symbol = target === "w_xi" ? weightView("xi", true) : symbolView(target, at);
  return html`
    ${heading ? html`<h3>${heading}</h3>` : nothing}
    <ol class="paths" start=${PATHS.indexOf(paths[0]!) + 1}>
      ${told.map((path) => row(run, at, stage, path))}
    </ol>
    <p class="total">
      ${
        target === "w_xi"
          ? html`<span class="math">${weightFormulas.share()} = </span
              ><b class="number live">${decimal(run.gradients.xi)}</b>
              <span class="soft small"
                >${t`over all ${run.inputs.x.length} steps: ${run.shares.xi.map(decimal).join(" + ").replace(/\+ −/g, "− ")}`}</span
              >`
          : html`${symbol} ${isWhole ? "=" : t`so far =`}
              <b class="number live">${decimal(sum)}</b>
              ${isWhole ? html`<span class="soft small">${t`the engine: ${decimal(valueAt(run, { row: target, t: at }))}`}</span>` : nothing}`
      }
    </p>
  `;
}

function row(run: ScalarRun, at: number, { hovered, hover, step }: Stage, path: Path): TemplateResult {
  const why = absence(run, path, at);
  const key = termKey({ ...path.rule, into: "bar-h" });
  const isLit = hovered === key || (hovered === null && PATHS[step - 1] === path);
  return html`
    <li
      class=${isLit ? "path lit" : "path"}
      tabindex="0"
      @focus=${() => hover(key)}
      @blur=${() => hover(null)}
      @pointerenter=${() => hover(key)}
      @pointerleave=${() => hover(null)}
    >
      <span class="words">${path.words(at)}</span>
      ${
        why === null
          ? html`<span class="math">${path.rule.general()}</span>
              <span class="math live-line">= ${path.rule.live(run, at)}</span>
              <b class="number added">= ${decimal(path.rule.value(run, at))}</b>`
          : html`<span class="soft">${t`absent: ${why}`}</span>`
      }
    </li>
  `;
}

function table(run: ScalarRun, { state, held }: Stage): TemplateResult {
  if (held) return html`<p class="soft">${t`After your answers.`}</p>`;
  const at = derivedStep(run, state);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`The paths at step ${at}`}>
      <table class="number">
        <caption>
          ${t`The paths at step ${at}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t`path`}</th>
            <th scope="col">${t`into`}</th>
            <th scope="col">${t`adds`}</th>
          </tr>
        </thead>
        <tbody>
          ${PATHS.map((path) => {
            const why = absence(run, path, at);
            return html`<tr>
              <th scope="row">${path.words(at)}</th>
              <td>${path.into === "w_xi" ? weightView("xi", true) : symbolView(path.into, at)}</td>
              <td>${why ?? path.rule.value(run, at).toPrecision(6).replace("-", "−")}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  `;
}
