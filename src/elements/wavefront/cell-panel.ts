import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { cellOf, columnOf, layerOf, rowOf } from "../../graph/grid.js";
import { mapRoles } from "../../kernels/cells/roles.js";
import { backwardNumbers, forwardNumbers } from "./cell-numbers.js";
import type { BackwardNumbers, ForwardNumbers, Term, Vector } from "./cell-numbers.js";
import { backwardRows, forwardRows, insideText } from "./cell-rows.js";
import { decimal } from "../controls/decimal.js";
import { t, tHtml } from "../language/t.js";
import { columnsOf, numbersOf, placeText, vectorText, weightText } from "./format.js";
import { cellFormulas, liveFormulas } from "./formulas.tex.js";
import { mapName } from "./model.js";
import type { Sweep } from "./sweep.js";

interface CellPanel {
  readonly sweep: Sweep;
  readonly pass: "forward" | "backward";
  readonly cell: number;
  /** Whether it has run at the present step of the clock. */
  readonly hasRun: boolean;
  /** Pixels that it sees, of the image. */
  readonly context: number;
  /** While a question stands neither the step nor the numbers are told. */
  readonly held: boolean;
  readonly withheld: boolean;
}

/** The chosen cell: when it runs, what it reads and who reads it, its formula with its numbers. */
export function cellPanel({ sweep, pass, cell, hasRun, context, held, withheld }: CellPanel): TemplateResult {
  const { plan } = sweep[pass];
  const { grid } = plan;
  const entry = sweep.access[layerOf(grid, cell)]!;
  const place = tHtml`<b>${mapName(entry)}</b>, row <b>${rowOf(grid, cell)}</b>, column <b>${columnOf(grid, cell)}</b>`;
  const ran = plan.stepOf(cell);
  return html`
    <section class="cell panel" part="cell" aria-labelledby="cell-title">
      <h2 id="cell-title" class="number">${place}</h2>
      ${
        held
          ? html`<p class="soft">${t`What it reads and when it runs: after your answers.`}</p>`
          : html`
              <p class="number">
                ${runsText(ran + 1, plan.length, hasRun)}${
                  pass === "forward" ? tHtml`, sees <b>${context}</b> of ${grid.height * grid.width} pixels` : nothing
                }
              </p>
              ${ran < 0 ? nothing : numbersPart(sweep, pass, cell, withheld)}
            `
      }
    </section>
  `;
}

/** When it runs; step 0 is never. */
function runsText(step: number, steps: number, hasRun: boolean): string | TemplateResult {
  if (step === 0) return t`never runs: no output needs it`;
  return hasRun
    ? t`runs in step ${step} of ${steps}`
    : tHtml`runs in step ${step} of ${steps} <span class="soft">(not yet)</span>`;
}

function numbersPart(sweep: Sweep, pass: CellPanel["pass"], cell: number, withheld: boolean): TemplateResult {
  const found = pass === "forward" ? forwardNumbers(sweep, cell) : backwardNumbers(sweep, cell);
  const { channels } = mapRoles(sweep.spec)[layerOf(sweep.forward.plan.grid, cell)]!;
  const rows = "a" in found ? forwardRows(sweep, found) : backwardRows(sweep, found);
  const { name } = sweep.access[layerOf(sweep.forward.plan.grid, cell)]!;
  const lines = "a" in found ? forwardLines(sweep, name, found) : backwardLines(found);
  const columns = columnsOf(channels);
  return html`
    <div class="cell-parts">
      <div class="cell-formula">
        ${
          withheld
            ? html`<p class="soft">${t`Formula: after your answer.`}</p>`
            : html`<div class="scroll lines" tabindex="0" role="region" aria-label=${t`The formula`}>
                ${lines.general.map((line) => html`<p class="math">${line}</p>`)}
                ${lines.live.map((line) => html`<p class="math live-line">${line}</p>`)}
              </div>`
        }
        <div class="scroll" tabindex="0" role="region" aria-label=${t`The numbers of the formula`}>
          <table class="number numbers">
            <caption>
              ${channels === 1 ? t`Its one channel` : columns.length === channels ? t`By channel` : t`Of ${channels} channels`}
            </caption>
            <thead>
              <tr>
                <th scope="col"><span class="visually-hidden">${t`Term`}</span></th>
                ${columns.map((column) => html`<th scope="col">${column}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                ({ label, numbers: vector, isResult }) =>
                  html`<tr class=${isResult === true ? "result" : ""}>
                    <th scope="row">${label}</th>
                    ${numbersOf(vector).map((text) => html`<td>${text}</td>`)}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <p class="soft check-line">
          ${tHtml`The engine’s ${pass === "forward" ? html`<var>h</var>` : "δ"} and this formula in float64 differ by at most ${decimal(found.difference)}.`}
        </p>
      </div>
      ${neighbours(sweep, pass, cell, found.terms)}
    </div>
  `;
}

/** The formula in general, and in the first channel with its numbers, line by line. */
interface FormulaLines {
  readonly general: readonly TemplateResult[];
  readonly live: readonly TemplateResult[];
}

/** A number in a product: a negative one in parentheses. */
const factor = (vector: Vector | null | undefined): string => {
  const value = vector?.[0] ?? 0;
  return value < 0 ? `(${decimal(value)})` : decimal(value);
};
const result = (vector: Vector): string => decimal(vector[0]!);

function forwardLines({ spec }: Sweep, name: string, { a, gates, kept, state, h }: ForwardNumbers): FormulaLines {
  if (!state) {
    const isPrinted = spec.kind === "mdrnn" && spec.neighbours === "input";
    return {
      general: [isPrinted ? cellFormulas.printed() : cellFormulas.rnn()],
      live: [liveFormulas.rnn({ a: factor(a), h: result(h) })],
    };
  }
  const output = liveFormulas.output({ o: factor(gates.at(-1)), c: factor(state), h: result(h) });
  const [i, g, c] = [factor(gates[0]), factor(gates.at(-2)), result(state)];
  if (kept.length === 2) {
    const [fw, fn, cw, cn] = [gates[1], gates[2], kept[0]!.state, kept[1]!.state].map(factor) as [
      string,
      string,
      string,
      string,
    ];
    return {
      general: [cellFormulas.state2(), cellFormulas.output()],
      live: [liveFormulas.state2({ i, g, fw, cw, fn, cn, c }), output],
    };
  }
  const general =
    spec.kind === "row-lstm"
      ? cellFormulas.stateAbove()
      : name === "left"
        ? cellFormulas.stateBefore()
        : cellFormulas.stateAfter();
  const live = liveFormulas.state1({ i, g, f: factor(gates[1]), k: factor(kept[0]!.state), c });
  return { general: [general, cellFormulas.output()], live: [live, output] };
}

function backwardLines({ hBar, h, delta, outputGate, tanhState }: BackwardNumbers): FormulaLines {
  const [bar, last] = [factor(hBar), result(delta.at(-1)!)];
  if (!outputGate)
    return {
      general: [cellFormulas.bar(), cellFormulas.delta()],
      live: [liveFormulas.delta({ bar, h: factor(h), delta: last })],
    };
  const live = liveFormulas.outputDelta({ bar, t: factor(tanhState), o: factor(outputGate), delta: last });
  return { general: [cellFormulas.bar(), cellFormulas.outputDelta()], live: [live] };
}

/** What it reads, with the vectors, and who reads it. */
function neighbours(sweep: Sweep, pass: CellPanel["pass"], cell: number, terms: readonly Term[]): TemplateResult {
  const { access } = sweep;
  const { grid } = sweep.forward.plan;
  const symbol = pass === "forward" ? "h" : "δ";
  const other = pass === "forward" ? backwardNumbers(sweep, cell).terms : forwardNumbers(sweep, cell).terms;
  const readBy = other
    .filter((term) => term.tap !== null && term.places.some((place) => place.inside))
    .flatMap((term) => term.places.filter((place) => place.inside && place.map >= 0))
    .map((place) => ({ place, ran: sweep[pass].plan.stepOf(cellOf(grid, place.map, place.row, place.column)) }))
    .filter(({ ran }) => ran >= 0);
  const nobody = pass === "forward" ? t`nobody: it is output` : t`nobody: only x̄ is left`;
  return html`
    <dl class="neighbours number">
      <dt><span class="dot" aria-hidden="true"></span>${pass === "forward" ? t`reads` : t`its δ reads`}</dt>
      ${terms.map((term) => {
        const outside = term.places.every((place) => !place.inside);
        const what = term.weight === null ? t`the gradient of the loss` : insideText(symbol, term, sweep);
        return html`<dd class=${outside ? "soft" : ""}>
          ${what}${outside ? nothing : html` = ${vectorText(term.read)}`}
          ${term.weight === null ? nothing : html`<span class="soft">${tHtml`through ${weightText(term.weight, pass === "backward")}`}</span>`}
        </dd>`;
      })}
      <dt><span class="ring" aria-hidden="true"></span>${pass === "forward" ? t`is read by` : t`its δ is read by`}</dt>
      ${
        readBy.length === 0
          ? html`<dd class="soft">${nobody}</dd>`
          : readBy.map(
              ({ place, ran }) =>
                html`<dd>${placeText(symbol, place, access)}<span class="soft">${t`in step ${ran + 1}`}</span></dd>`,
            )
      }
    </dl>
  `;
}
