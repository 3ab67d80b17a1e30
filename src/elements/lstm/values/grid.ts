import { html } from "lit";
import type { TemplateResult } from "lit";
import { cssVariables } from "../../controllers/css-variables.js";
import { decimal } from "../../controls/decimal.js";
import { hexOf } from "../../figure/colour.js";
import { t } from "../../language/t.js";
import { colourAt, rampsFor } from "../../styles/ramps.js";
import {
  BACKWARD_ROWS,
  columnOf,
  firstStep,
  FORWARD_ROWS,
  isBar,
  isComputed,
  keyOf,
  placeOf,
  ROWS,
  symbolOf,
  valueAt,
  type Place,
  type RowName,
} from "../cells.js";
import type { ScalarRun } from "../scalar-run.js";
import { symbolView } from "../symbol.js";
import type { Stage } from "../view.js";
import { wordsOf } from "../words.js";

/** The largest magnitude of a row, which the ends of the colours stand for; gates and candidates have 1. */
export const scaleOf = (run: ScalarRun, row: RowName): number => {
  if (/^[ifgo]$/.test(row)) return 1;
  const steps = run.inputs.x.length;
  let most = 0;
  for (let at = firstStep(row); at <= steps; at++) most = Math.max(most, Math.abs(valueAt(run, { row, t: at })));
  return most || 1;
};

/** Black or white writing, whichever has the higher contrast, 4.58 or more, on an "#rrggbb" (WCAG 2.2, relative luminance). */
export const inkOn = (colour: string): string => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const share = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
};

export interface GridView {
  readonly run: ScalarRun;
  readonly stage: Stage;
  readonly chosen: Place;
  /** Places that are read by what is pointed at or chosen. */
  readonly read: ReadonlySet<string>;
}

const MOVES: Readonly<Record<string, readonly [rows: number, steps: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** The place that a key leads to; null for other keys. */
export function placeAfterKey(key: string, place: Place, steps: number): Place | null {
  const move = MOVES[key];
  if (!move) return null;
  const next = ROWS[Math.min(ROWS.length - 1, Math.max(0, ROWS.indexOf(place.row) + move[0]))]!;
  return { row: next, t: Math.min(steps, Math.max(firstStep(next), place.t + move[1])) };
}

/** All values and bars over time, as a table whose cells are coloured: the picture is its own table. */
export function grid(view: GridView): TemplateResult {
  const { run, stage } = view;
  const steps = run.inputs.x.length;
  const now = columnOf(stage.step, steps);
  const columns = Array.from({ length: steps + 1 }, (_, column) => column);
  const forward = stage.step <= steps;
  return html`
    <div class="scroll" role="region" aria-label=${t`Values and bars over time`} tabindex="-1">
      <table
        class="cells number"
        role="grid"
        part="grid"
        aria-label=${t`Every value and every bar over time. Arrow keys choose one.`}
        @keydown=${(event: KeyboardEvent) => onKey(event, view)}
        @pointerleave=${() => stage.hover(null)}
      >
        <thead>
          <tr>
            <th scope="col"><span class="visually-hidden">${t`Quantity`}</span></th>
            ${columns.map(
              (column) =>
                html`<th scope="col" class=${column === now && stage.step > 0 && !stage.held ? "now" : ""}>
                  <span class="soft">t =</span> ${column}
                </th>`,
            )}
          </tr>
        </thead>
        ${group(view, FORWARD_ROWS, "forward", stage.step > 0 && forward ? now : -1, columns)}
        ${group(view, BACKWARD_ROWS, "backward", forward ? -1 : now, columns)}
      </table>
    </div>
  `;
}

const group = (
  view: GridView,
  rows: readonly RowName[],
  pass: "forward" | "backward",
  now: number,
  columns: readonly number[],
): TemplateResult => html`
  <tbody class=${pass}>
    ${rows.map((row) => {
      const scale = scaleOf(view.run, row);
      return html`<tr>
        <th scope="row">${symbolView(row)} <span class="soft words">${wordsOf(row)}</span></th>
        ${columns.map((column) => cell(view, { row, t: column }, scale, column === now))}
      </tr>`;
    })}
  </tbody>
`;

function cell({ run, stage, chosen, read }: GridView, place: Place, scale: number, isNow: boolean): TemplateResult {
  const { row, t: step } = place;
  if (step < firstStep(row)) return html`<td class="none"></td>`;
  const steps = run.inputs.x.length;
  const key = keyOf(place);
  const isChosen = key === keyOf(chosen);
  const given = row === "x" || row === "target";
  const isThere = given || (!stage.held && isComputed(place, stage.step, steps));
  const isAbsent = row === "target" && run.at === "last" && step < steps;
  const value = valueAt(run, place);
  const colour = hexOf(colourAt(rampsFor(stage.isDark).signed, 0.5 + 0.5 * (value / scale)));
  const look = isThere && !isAbsent ? { "--cell": colour, "--on": inkOn(colour) } : { "--cell": "", "--on": "" };
  const names = [
    isThere ? (isAbsent ? "absent" : "there") : "waits",
    isNow && !given && !stage.held ? "now" : "",
    isChosen ? "chosen" : "",
    read.has(key) ? "read" : "",
  ];
  return html`<td
    class=${names.filter(Boolean).join(" ")}
    data-key=${key}
    tabindex=${isChosen ? 0 : -1}
    aria-selected=${isChosen ? "true" : "false"}
    ${cssVariables(look)}
    @click=${() => stage.set({ chosen: key, ...(step > 0 && isBar(row) && { t: step }) })}
    @pointerenter=${(event: PointerEvent) => {
      if (event.pointerType === "mouse") stage.hover(key);
    }}
  >
    ${isAbsent ? html`<span class="visually-hidden">${t`none`}</span>` : isThere ? decimal(value) : html`<span class="visually-hidden">${t`${symbolOf(row)} waits`}</span>`}
  </td>`;
}

function onKey(event: KeyboardEvent, { run, stage, chosen }: GridView): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const next = placeAfterKey(event.key, chosen, run.inputs.x.length);
  if (!next) return;
  event.preventDefault();
  const table = event.currentTarget as HTMLElement;
  stage.set({ chosen: keyOf(next) });
  table.querySelector<HTMLElement>(`[data-key="${keyOf(next)}"]`)?.focus();
}

/** The place that the settings name, else one in the middle. */
export const chosenPlace = (run: ScalarRun, key: string): Place => {
  const steps = run.inputs.x.length;
  return placeOf(key, steps) ?? { row: "bar-h", t: Math.ceil(steps / 2) };
};
