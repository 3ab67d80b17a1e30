import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { counter, counterStyles } from "../controls/counter.js";
import { cssVariables } from "../controllers/css-variables.js";
import { noun } from "../controls/noun.js";
import { mathStyles } from "../controls/math.styles.js";
import { adoptVerdictStyles } from "../controls/predict.js";
import type { CellVerdict } from "../controls/questions.js";
import { timingText } from "../controls/time-text.js";
import { verdictText } from "../controls/verdict-text.js";
import { nextTask } from "../controllers/slices.js";
import { t, tHtml } from "../language/t.js";
import { base } from "../styles/base.styles.js";
import { formulaWithNumbers } from "./formula.js";
import { LaneCanvas } from "./lane-canvas.js";
import { laneStyles, ownPixelStyles } from "./lane.styles.js";
import type { Lane } from "./lanes.js";
import { ownPixelDiagram } from "./own-pixel.js";
import { currentWidth, describePixel, pixelReport } from "./picture.js";
import type { Picture } from "./picture.js";
import { SfPickEvent } from "./pick.event.js";
import { SfPixelChangeEvent } from "./pixel-change.event.js";
import { pixelAfterKey, pixelAt } from "./pointing.js";
import type { LaneRun } from "./run.js";

const NONE: ReadonlyMap<number, CellVerdict> = new Map();

/**
 * One runner of sf-race: the picture of its cells, its counter, formula and measurements.
 *
 * @summary One lane of the race.
 * @fires {SfPixelChangeEvent} sf-pixel-change - The reader points at another pixel.
 * @fires {SfPickEvent} sf-pick - The reader chooses a pixel as an answer.
 * @csspart picture - The grid of cells.
 * @csspart counter - The counter with its bar.
 */
export class SfRaceLane extends LitElement {
  static override styles = [base, counterStyles, mathStyles, laneStyles, ownPixelStyles];
  static override properties = {
    lane: { attribute: false },
    run: { attribute: false },
    progress: { attribute: false },
    clock: { attribute: false },
    pixel: { attribute: false },
    show: { attribute: false },
    withholds: { attribute: false },
    picking: { attribute: false },
    verdicts: { attribute: false },
  };
  declare lane: Lane | null;
  declare run: LaneRun | null;
  /** Share of the steps that the engine has executed; null while it waits or when it is done. */
  declare progress: number | null;
  /** Steps on the shared clock. */
  declare clock: number;
  declare pixel: number | null;
  declare show: "values" | "order";
  /** What is held back while a question stands: the formula, or every number that would tell the steps. */
  declare withholds: "nothing" | "formula" | "numbers";
  /** Whether pixels are to be chosen here, by pixel what has come of those that were. */
  declare picking: boolean;
  declare verdicts: ReadonlyMap<number, CellVerdict>;

  readonly #canvas = new LaneCanvas(this);

  constructor() {
    super();
    this.lane = null;
    this.run = null;
    this.progress = null;
    this.clock = 0;
    this.pixel = null;
    this.show = "values";
    this.withholds = "nothing";
    this.picking = false;
    this.verdicts = NONE;
  }

  /** The first rendering is a task of its own: on a slow machine all of them together hold the page up. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.picking) void adoptVerdictStyles(this.renderRoot);
    if (changed.has("lane") && this.lane) this.setAttribute("model", this.lane.model);
    this.#canvas.show(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { lane, run, pixel } = this;
    if (!lane) return nothing;
    const { height, width } = lane.plan.grid;
    const isHeld = this.withholds === "numbers";
    const total = isHeld ? null : (run?.result.steps ?? null);
    const done = total === null ? 0 : Math.min(this.clock, total);
    return html`
      <article aria-labelledby="title">
        <header>
          <h2 id="title">${lane.title}</h2>
          <p>${lane.subtitle}</p>
        </header>
        <div
          class="picture"
          part="picture"
          role="application"
          tabindex="0"
          aria-label=${t`${lane.title}: ${height} × ${width} cells. Arrow keys point at a pixel.`}
          aria-describedby="readout"
          ${cssVariables({ "--aspect": `${width} / ${height}` })}
          @pointermove=${this.#onPointer}
          @pointerdown=${this.#onPointer}
          @click=${this.#onClick}
          @pointerleave=${() => this.#point(null)}
          @keydown=${this.#onKey}
          @blur=${() => this.#point(null)}
        >
          <canvas ${ref(this.#canvas.ref)} aria-hidden="true"></canvas>
          ${[...this.verdicts].map(
            ([picked, verdict]) =>
              html`<div class=${`pick predict-swatch ${verdict}`} ${at(picked, lane.plan.grid)}></div>`,
          )}
          ${pixel === null ? nothing : html`<div class="cursor" ${at(pixel, lane.plan.grid)}></div>`}
          ${run ? nothing : html`<div class="waiting">${this.#waiting()}</div>`}
        </div>
        <p id="readout" class="readout number">${this.#readout()}</p>
        ${counter({ done, total, label: t`${lane.title}: steps done`, ...(isHeld && { missing: t`your guess first` }) })}
        <p class="formula">
          ${this.withholds === "nothing" ? formulaWithNumbers(lane, total) : html`<span class="soft">${t`formula: after your answer`}</span>`}
        </p>
        <p class="facts number">
          <span>${run && !isHeld ? dispatchesOf(run) : "–"}</span>
          <span title=${run ? timingText(run.result.timing) : ""}>${run && !isHeld ? millisecondsOf(run) : "–"}</span>
        </p>
        <p class="own">
          ${ownPixelDiagram(lane.access)}<span
            >${lane.seesOwnPixel ? tHtml`own pixel <b>read</b>` : tHtml`own pixel <b>not read</b>`}</span
          >
        </p>
      </article>
    `;
  }

  #waiting(): string {
    return this.progress === null ? t`not run yet` : t`running: ${Math.floor(100 * this.progress)} % of its steps`;
  }

  #readout(): TemplateResult | typeof nothing {
    const { run, pixel } = this;
    const { picture } = this.#canvas;
    if (!run || !picture) return nothing;
    if (this.withholds === "numbers") return pixel === null ? nothing : html`${this.#place(pixel, picture)}`;
    if (pixel !== null) {
      const report = pixelReport(picture.plan, run.means, picture.step, pixel);
      return tHtml`row ${report.row}, column ${report.column}: <b>${describePixel(report)}</b>`;
    }
    const cells = currentWidth(picture);
    if (cells > 0) return tHtml`<b>${cells}</b> ${noun(cells, "cell")} in this step`;
    return picture.step === 0 ? nothing : tHtml`finished after step <b>${picture.step}</b>`;
  }

  #point(pixel: number | null): void {
    if (pixel !== this.pixel) this.dispatchEvent(new SfPixelChangeEvent(pixel));
  }

  #pixelUnder({ currentTarget, clientX, clientY }: MouseEvent): number | null {
    if (!this.lane || !(currentTarget instanceof Element)) return null;
    return pixelAt(currentTarget.getBoundingClientRect(), clientX, clientY, this.lane.plan.grid);
  }

  #pick(pixel: number | null): void {
    if (this.picking && pixel !== null) this.dispatchEvent(new SfPickEvent(pixel));
  }

  #place(pixel: number, { plan }: Picture): string {
    const place = placeOf(pixel, plan.grid);
    const verdict = this.verdicts.get(pixel);
    const where = t`row ${place.row}, column ${place.column}`;
    return verdict ? `${where}: ${verdictText(verdict)}` : where;
  }

  readonly #onPointer = (event: PointerEvent): void => this.#point(this.#pixelUnder(event));

  // A finger has left the picture before the click comes, so the click's own place counts.
  readonly #onClick = (event: MouseEvent): void => this.#pick(this.#pixelUnder(event));

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.lane || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.picking && (event.key === " " || event.key === "Enter")) {
      event.preventDefault();
      return this.#pick(this.pixel);
    }
    const pixel = pixelAfterKey(event.key, this.pixel, this.lane.plan.grid);
    if (pixel === undefined) return;
    event.preventDefault();
    this.#point(pixel);
  };
}

const placeOf = (pixel: number, { width }: { readonly width: number }): { row: number; column: number } => ({
  row: Math.floor(pixel / width),
  column: pixel % width,
});

/** Where an overlay of one cell stands. */
function at(pixel: number, grid: { readonly height: number; readonly width: number }) {
  const { row, column } = placeOf(pixel, grid);
  return cssVariables({
    "--row": `${row}`,
    "--column": `${column}`,
    "--rows": `${grid.height}`,
    "--columns": `${grid.width}`,
  });
}

function dispatchesOf({ result: { dispatches, device } }: LaneRun): string {
  const counted = noun(dispatches, "dispatch");
  return device === "gpu" ? t`${dispatches} GPU ${counted}` : `${dispatches} ${counted}`;
}

function millisecondsOf({ result: { milliseconds } }: LaneRun): string {
  if (milliseconds === null) return t`time n/a`;
  return t`${milliseconds < 10 ? milliseconds.toPrecision(2) : Math.round(milliseconds)} ms measured`;
}

if (!customElements.get("sf-race-lane")) customElements.define("sf-race-lane", SfRaceLane);

declare global {
  interface HTMLElementTagNameMap {
    "sf-race-lane": SfRaceLane;
  }
}
