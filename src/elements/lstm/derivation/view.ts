import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import { counter } from "../../controls/counter.js";
import { decimal } from "../../controls/decimal.js";
import { slider } from "../../controls/slider.js";
import { marksView } from "../../figure/marks-view.js";
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
export const derivedStep = (run: ScalarRun, { t }: Pick<LstmState, "t">): number => Math.min(t, run.inputs.x.length);

/** Why a path is not there at a step; null where it is. */
export const absence = (run: ScalarRun, path: Path, t: number): string | null => path.rule.absent?.(run, t) ?? null;

const shownOf = (run: ScalarRun): Shown => ({
  view: "derivation",
  length: PATHS.length,
  unit: "path",
  ran: run.ran,
  questions: scalarQuestions(run),
  render: (stage) => render(run, stage),
  tables: (stage) => table(run, stage),
  said: (step) => {
    const path = PATHS[step - 1];
    return path
      ? `Path ${step} of ${PATHS.length}: ${path.words(2).replace("step 2", "this step").replace("step 3", "the next step")}.`
      : "No path is told yet.";
  },
});

/** The graph as it stands after some paths, with one of them pointed at. */
export function graphLook(
  run: ScalarRun,
  t: number,
  step: number,
  pointed: string | null,
  { width, paint }: Pick<GraphLook, "width" | "paint">,
): GraphLook {
  const there = PATHS.filter((path) => absence(run, path, t) === null);
  const told = PATHS.slice(0, step).filter((path) => there.includes(path));
  const lit = there.find(({ rule }) => `term:${rule.id}` === pointed) ?? told.at(-1);
  const sum = (into: Target): number =>
    told.filter((path) => path.into === into).reduce((total, { rule }) => total + rule.value(run, t), 0);
  const text = (name: "h" | "c") => ({ [name]: `${name}\u0304 = ${decimal(sum(`bar-${name}`))}` });
  return {
    width,
    t,
    hasNext: t < run.inputs.x.length,
    hasLoss: run.at === "every" || t === run.inputs.x.length,
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
  const { state, step, held, withheld, set } = stage;
  const steps = run.inputs.x.length;
  const t = derivedStep(run, state);
  const width = Math.min(stage.width, 1000);
  const look = graphLook(run, t, held ? 0 : step, stage.hovered, { width, paint: (token) => `var(--sf-${token})` });
  return html`
    <div class="headline">
      ${counter({
        done: step,
        total: held ? null : PATHS.length,
        label: "Paths told",
        unit: "path",
        ...(held && { missing: "paths: your guess first" }),
      })}
      <p class="formula">
        <span>${symbolView("bar-h")} = ∂L/∂h, ${symbolView("bar-c")} = ∂L/∂c: all paths together</span>
      </p>
      <p class="width-line">
        ${slider({
          id: "derived",
          label: "Bars of step t",
          min: 1,
          max: steps,
          value: t,
          text: `${t} of ${steps}`,
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
            aria-label="Steps ${t} and ${t + 1} of the LSTM, unrolled. Told so far: ${
              PATHS.slice(0, held ? 0 : step)
                .map((path) => path.words(t))
                .join("; ") || "no path"
            }."
          >
            ${marksView(graphMarks(look))} ${hits(stage, look)}
          </svg>`
        : nothing
    }
    ${stage.clock}
    <ul class="graph-legend small">
      <li>
        <svg width="34" height="10" aria-hidden="true"><path class="reads" d="M0 5h26m-6 -4l7 4l-7 4" /></svg> is read
        by, forward
      </li>
      <li>
        <svg width="34" height="10" aria-hidden="true"><path class="flows" d="M34 5h-26m6 -4l-7 4l7 4" /></svg> the
        gradient comes back
      </li>
      <li><span class="swatch now-swatch lit-swatch"></span> the path that is told or pointed at</li>
    </ul>
    ${
      withheld || held
        ? html`<section class="panel"><p class="soft">The paths and their equations: after your answers.</p></section>`
        : equations(run, t, stage)
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

const GROUPS: readonly (readonly [Target, string])[] = [
  ["bar-h", "Into h"],
  ["bar-c", "Into c"],
  ["bar-g", "Into every gate, one path each"],
  ["bar-o", ""],
  ["bar-f", ""],
  ["bar-i", ""],
  ["w_xi", "Into a weight"],
];

function equations(run: ScalarRun, t: number, stage: Stage): TemplateResult {
  return html`
    <section class="panel" part="equation" aria-labelledby="paths-title">
      <h2 id="paths-title">What each path adds</h2>
      ${GROUPS.map(([target, heading]) => group(run, t, stage, target, heading))}
    </section>
  `;
}

function group(run: ScalarRun, t: number, stage: Stage, target: Target, heading: string): unknown {
  const paths = PATHS.filter(({ into }) => into === target);
  const told = paths.filter((path) => PATHS.indexOf(path) < stage.step);
  if (told.length === 0) return nothing;
  const isWhole = told.length === paths.length;
  const there = told.filter((path) => absence(run, path, t) === null);
  const sum = there.reduce((total, { rule }) => total + rule.value(run, t), 0);
  const symbol = target === "w_xi" ? weightView("xi", true) : symbolView(target, t);
  return html`
    ${heading ? html`<h3>${heading}</h3>` : nothing}
    <ol class="paths" start=${PATHS.indexOf(paths[0]!) + 1}>
      ${told.map((path) => row(run, t, stage, path))}
    </ol>
    <p class="total">
      ${
        target === "w_xi"
          ? html`<span class="math">${weightFormulas.share()} = </span
              ><b class="number live">${decimal(run.gradients.xi)}</b
              ><span class="soft small">
                over all ${run.inputs.x.length} steps:
                ${run.shares.xi.map(decimal).join(" + ").replace(/\+ −/g, "− ")}</span
              >`
          : html`${symbol} ${isWhole ? "=" : "so far ="}
              <b class="number live">${decimal(sum)}</b>
              ${isWhole ? html`<span class="soft small">the engine: ${decimal(valueAt(run, { row: target, t }))}</span>` : nothing}`
      }
    </p>
  `;
}

function row(run: ScalarRun, t: number, { hovered, hover, step }: Stage, path: Path): TemplateResult {
  const why = absence(run, path, t);
  const key = termKey({ ...path.rule, into: "bar-h" });
  const isLit = hovered === key || (hovered === null && PATHS[step - 1] === path);
  return html`
    <li class=${isLit ? "path lit" : "path"} @pointerenter=${() => hover(key)} @pointerleave=${() => hover(null)}>
      <span class="words">${path.words(t)}</span>
      ${
        why === null
          ? html`<span class="math">${path.rule.general()}</span>
              <span class="math live-line">= ${path.rule.live(run, t)}</span>
              <b class="number added">= ${decimal(path.rule.value(run, t))}</b>`
          : html`<span class="soft">absent: ${why}</span>`
      }
    </li>
  `;
}

function table(run: ScalarRun, { state, held }: Stage): TemplateResult {
  if (held) return html`<p class="soft">After your answers.</p>`;
  const t = derivedStep(run, state);
  return html`
    <table class="number">
      <caption>
        The paths at step ${t}
      </caption>
      <thead>
        <tr>
          <th scope="col">path</th>
          <th scope="col">into</th>
          <th scope="col">adds</th>
        </tr>
      </thead>
      <tbody>
        ${PATHS.map((path) => {
          const why = absence(run, path, t);
          return html`<tr>
            <th scope="row">${path.words(t)}</th>
            <td>${path.into === "w_xi" ? weightView("xi", true) : symbolView(path.into, t)}</td>
            <td>${why ?? path.rule.value(run, t).toPrecision(6).replace("-", "−")}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  `;
}
