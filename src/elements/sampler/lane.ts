/** One drawing beside the others: its picture, its counter with the formula as check, and what else was counted. */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { counter } from "../controls/counter.js";
import { marksCanvas } from "../controls/marks-canvas.js";
import { cssVariables } from "../controllers/css-variables.js";
import { rampsFor } from "../styles/ramps.js";
import type { DrawTrace } from "../../engine/drawing.js";
import { pixelsAt, sizeOfDraw, type Drawn } from "./draws.js";
import { drawingMarks, type PictureLook } from "./pictures.js";
import { figureColour } from "../figure/palette.js";
import type { StepCount } from "./specs.js";
import type { Stage } from "./view.js";
import { t } from "../language/t.js";

const GAP = 24;
/** Pixels of the screen, so that a picture never is higher than the window. */
const MOST_PICTURE = 300;

/** How wide a lane's picture may be, and how many stand in a row. */
export function laneRoom(width: number, lanes: number): { readonly columns: number; readonly room: number } {
  const columns = Math.min(lanes, width >= 900 ? lanes : width >= 620 ? 3 : 2);
  const gap = width >= 620 ? GAP : GAP / 2;
  return { columns, room: Math.min(MOST_PICTURE, Math.floor((width - (columns - 1) * gap) / columns)) };
}

/** Colours of the page's own scheme. */
const DARK: Readonly<Record<string, string>> = {
  glow: "#ffd95c",
  well: "#1f242e",
  "line-strong": "#8a93a3",
  ink: "#eef0f4",
  pixelcnn: "#5c97ff",
  mdrnn: "#f0824c",
};
export const painter =
  (isDark: boolean) =>
  (token: string): string =>
    (isDark ? DARK[token] : undefined) ?? figureColour(token);

export const lookOf = ({ isDark, step }: Stage, side: number): PictureLook => ({
  x: 0,
  y: 0,
  side,
  step,
  order: rampsFor(isDark).order,
  paint: painter(isDark),
});

export const sideFor = (room: number, { height, width }: { readonly height: number; readonly width: number }): number =>
  Math.max(1, Math.min(room / width, MOST_PICTURE / height));

/** "✓" where the formula is what was executed. */
export function formulaLine(formula: StepCount | null, executed: number): TemplateResult {
  if (!formula) return html`<span class="soft">${t`no closed form: the longest chain of the graph`}</span>`;
  const agrees = formula.isBound ? executed <= formula.value : executed === formula.value;
  const said = formula.isBound
    ? agrees
      ? t`no more than that were executed`
      : t`more were executed`
    : agrees
      ? t`as many as were executed`
      : t`not what was executed`;
  return html`${formula.isBound ? "≤ " : nothing}${formula.text} = <span class="number">${formula.value}</span>
    <span class=${agrees ? "check" : "check wrong"} title=${said}
      ><span aria-hidden="true">${agrees ? "✓" : "✗"}</span><span class="visually-hidden">${said}</span></span
    >`;
}

export const stripesEntry = (): TemplateResult =>
  html`<li><span class="swatch stripes-swatch"></span> ${t`red, green, blue of a pixel that is being drawn`}</li>`;

export const grouped = (value: number): string => value.toLocaleString("en");

/** Milliseconds in three figures at most. */
export const timeText = (milliseconds: number | null): string =>
  milliseconds === null ? t`n/a` : `${Number(milliseconds.toPrecision(3)).toLocaleString("en")} ms`;

/** How many pixels get their red, green and blue in this step; nothing where a pixel is drawn at once. */
function coloursNow(trace: DrawTrace, step: number): readonly (readonly [name: string, value: string])[] {
  if (trace.plan.graph.colours === 1) return [];
  const counts = pixelsAt(trace, step).litByColour.map((lit, c) => `${"RGB"[c]!} ${lit.length}`);
  return [[t`drawn now`, counts.join(" · ")]];
}

interface LaneParts {
  readonly key: string;
  readonly drawn: Drawn;
  readonly stage: Stage;
  /** Pixels of the screen for the picture. */
  readonly room: number;
  /** A small picture beside the facts, with what it shows. */
  readonly beside: TemplateResult;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

export function lane({ key, drawn, stage, room, beside, facts }: LaneParts): TemplateResult {
  const { title, does, hue, trace, formula } = drawn;
  const { step, held, withheld } = stage;
  const size = sizeOfDraw(trace);
  const side = sideFor(room, size);
  const done = Math.min(step, trace.pixelSteps);
  return html`
    <article class="lane" part="lane" data-lane=${key} ${cssVariables({ "--hue": `var(--sf-${hue})` })}>
      <header>
        <h2>${title}</h2>
        <p class="soft small">${does}</p>
      </header>
      <div class="picture">
        ${marksCanvas({
          width: size.width * side,
          height: size.height * side,
          marks: drawingMarks(trace, lookOf(stage, side)),
          label: held
            ? t`${title}: the image after ${done} pixel-steps.`
            : t`${title}: the image after ${done} pixel-steps of ${trace.pixelSteps}.`,
        })}
      </div>
      ${counter({
        done,
        total: held ? null : trace.pixelSteps,
        label: t`${title}, pixel-steps`,
        unit: "pixel-step",
        ...(held && { missing: t`your guess first` }),
      })}
      <p class="formula">
        ${withheld || held ? html`<span class="soft">${t`formula: after your answer`}</span>` : formulaLine(formula, trace.pixelSteps)}
      </p>
      <div class="lane-facts">
        ${beside}
        <dl class="number small">
          ${[...coloursNow(trace, step), ...facts].map(
            ([name, value]) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${held ? "–" : value}</dd>
              </div>`,
          )}
        </dl>
      </div>
    </article>
  `;
}
