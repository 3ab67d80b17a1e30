import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { Grid } from "../../graph/grid.js";
import { counter } from "../controls/counter.js";
import type { Facts } from "./facts.js";
import type { WavefrontState } from "./model.js";
import { t } from "../language/t.js";
import { pictures } from "./pictures.js";
import { statisticsOf } from "./profile.js";

/** What the stage shows, and what it gives back. */
export interface Stage {
  readonly facts: Facts;
  readonly state: WavefrontState;
  /** Steps on the clock. */
  readonly step: number;
  readonly cell: number;
  /** CSS pixels. */
  readonly width: number;
  readonly isDark: boolean;
  /** A question stands: numbers and steps are held back. */
  readonly held: boolean;
  /** Formulas are held back. */
  readonly withheld: boolean;
  readonly picking: boolean;
  /** The cell in words. */
  readonly said: string;
  readonly clock: TemplateResult;
  onHover(event: PointerEvent): void;
  onLeave(): void;
  onClick(event: PointerEvent): void;
  onKey(event: KeyboardEvent): void;
}

/** The counter, the pictures of all maps, the clock with the widths, the legend, and the chosen cell. */
export function stage(view: Stage): TemplateResult {
  const { facts, state, step, cell, held, withheld } = view;
  const { sweep } = facts;
  const { plan } = sweep[state.pass];
  const scene = facts.scene(state.layout, view.width);
  const hasRun = plan.stepOf(cell) < step;
  return html`
    ${headline(view)}
    <div
      class="maps"
      part="maps"
      role="application"
      tabindex="0"
      aria-label=${mapsLabel(sweep.access.length, plan.grid, view.picking)}
      aria-describedby="readout"
      @pointermove=${view.onHover}
      @pointerleave=${view.onLeave}
      @click=${view.onClick}
      @keydown=${view.onKey}
    >
      ${view.width > 0 ? pictures(scene) : nothing}
    </div>
    <p id="readout" class="visually-hidden">${view.said}</p>
    ${view.clock}
    <div class="legends">
      ${facts.details.howToRead({
        show: state.show,
        pass: state.pass,
        isDark: view.isDark,
        isSkewed: scene.panels.some(({ layout }) => layout.skew !== null),
        hasNever: facts.hasNever,
      })}
      ${held ? nothing : facts.details.widthLegend(state.lanes < statisticsOf(facts.profile(state.pass, state.unit), Infinity).peak)}
    </div>
    ${guard([sweep, state.pass, cell, hasRun, held, withheld], () =>
      facts.details.cellPanel({
        sweep,
        pass: state.pass,
        cell,
        hasRun,
        context: facts.context(cell).length,
        held,
        withheld,
      }),
    )}
  `;
}

function mapsLabel(maps: number, { height, width }: Pick<Grid, "height" | "width">, picking: boolean): string {
  return picking
    ? t`${maps} maps of ${height} × ${width} cells. Arrow keys choose a cell, page keys another map, Space takes it into your answer.`
    : t`${maps} maps of ${height} × ${width} cells. Arrow keys choose a cell, page keys another map.`;
}

function headline({ facts, state, step, held, withheld }: Stage): TemplateResult {
  const { record } = facts.sweep[state.pass];
  return html`
    <div class="headline" part="headline">
      ${counter({
        done: step,
        total: held ? null : record.steps,
        label: t`Steps done`,
        ...(held && { missing: t`steps: your guess first` }),
      })}
      <p class="formula">
        ${withheld ? html`<span class="soft">${t`formula: after your answer`}</span>` : facts.details.stepFormula(facts.sweep, record.steps)}
      </p>
      ${
        held
          ? html`<p class="width-line soft">${t`widths: after your answers`}</p>`
          : facts.details.widthLine(facts.profile(state.pass, state.unit), step, state.unit)
      }
    </div>
  `;
}
