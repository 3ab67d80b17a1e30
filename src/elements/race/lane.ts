import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { counter, counterStyles } from "../controls/counter.js";
import { cssVariables } from "../controllers/css-variables.js";
import { nextTask } from "../controllers/slices.js";
import { base } from "../styles/base.styles.js";
import { formulaWithNumbers } from "./formula.js";
import { LaneCanvas } from "./lane-canvas.js";
import { laneStyles, ownPixelStyles } from "./lane.styles.js";
import type { Lane } from "./lanes.js";
import { noun } from "../controls/noun.js";
import { ownPixelDiagram } from "./own-pixel.js";
import { currentWidth, describePixel, pixelReport } from "./picture.js";
import { SfPixelChangeEvent } from "./pixel-change.event.js";
import { pixelAfterKey, pixelAt } from "./pointing.js";
import type { LaneRun } from "./run.js";

/**
 * One runner of sf-race: the picture of its cells, its counter, formula and measurements.
 *
 * @summary One lane of the race.
 * @fires {SfPixelChangeEvent} sf-pixel-change - The reader points at another pixel.
 * @csspart picture - The grid of cells.
 * @csspart counter - The counter with its bar.
 */
export class SfRaceLane extends LitElement {
  static override styles = [base, counterStyles, laneStyles, ownPixelStyles];
  static override properties = {
    lane: { attribute: false },
    run: { attribute: false },
    progress: { attribute: false },
    clock: { attribute: false },
    pixel: { attribute: false },
    show: { attribute: false },
  };
  declare lane: Lane | null;
  declare run: LaneRun | null;
  /** Share of the steps that the engine has executed; null while it waits or when it is done. */
  declare progress: number | null;
  /** Steps on the shared clock. */
  declare clock: number;
  declare pixel: number | null;
  declare show: "values" | "order";

  readonly #canvas = new LaneCanvas(this);

  constructor() {
    super();
    this.lane = null;
    this.run = null;
    this.progress = null;
    this.clock = 0;
    this.pixel = null;
    this.show = "values";
  }

  /** The first rendering is a task of its own: on a slow machine all of them together hold the page up. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("lane") && this.lane) this.setAttribute("model", this.lane.model);
    this.#canvas.show(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { lane, run, pixel } = this;
    if (!lane) return nothing;
    const { height, width } = lane.plan.grid;
    const total = run?.result.steps ?? null;
    const done = total === null ? 0 : Math.min(this.clock, total);
    const row = pixel === null ? 0 : Math.floor(pixel / width);
    const column = pixel === null ? 0 : pixel % width;
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
          aria-label=${`${lane.title}: ${height} × ${width} cells. Arrow keys point at a pixel.`}
          aria-describedby="readout"
          ${cssVariables({ "--aspect": `${width} / ${height}` })}
          @pointermove=${this.#onPointer}
          @pointerdown=${this.#onPointer}
          @pointerleave=${() => this.#point(null)}
          @keydown=${this.#onKey}
          @blur=${() => this.#point(null)}
        >
          <canvas ${ref(this.#canvas.ref)} aria-hidden="true"></canvas>
          ${
            pixel === null
              ? nothing
              : html`<div
                  class="cursor"
                  ${cssVariables({ "--row": `${row}`, "--column": `${column}`, "--rows": `${height}`, "--columns": `${width}` })}
                ></div>`
          }
          ${run ? nothing : html`<div class="waiting">${this.#waiting()}</div>`}
        </div>
        <p id="readout" class="readout number">${this.#readout()}</p>
        ${counter({ done, total, label: `${lane.title}: steps done` })}
        <p class="formula">${formulaWithNumbers(lane, total)}</p>
        <p class="facts number">
          <span
            >${run ? `${run.result.dispatches} ${run.result.device === "gpu" ? "GPU " : ""}${noun(run.result.dispatches, "dispatch")}` : "–"}</span
          >
          <span title=${run?.result.timing ?? ""}>${run ? millisecondsOf(run) : "–"}</span>
        </p>
        <p class="own">
          ${ownPixelDiagram(lane.access)}<span>own pixel <b>${lane.seesOwnPixel ? "read" : "not read"}</b></span>
        </p>
      </article>
    `;
  }

  #waiting(): string {
    return this.progress === null ? "not run yet" : `running: ${Math.floor(100 * this.progress)} % of its steps`;
  }

  #readout(): TemplateResult | typeof nothing {
    const { run, pixel } = this;
    const { picture } = this.#canvas;
    if (!run || !picture) return nothing;
    if (pixel !== null) {
      const report = pixelReport(picture.plan, run.means, picture.step, pixel);
      return html`row ${report.row}, column ${report.column}: <b>${describePixel(report)}</b>`;
    }
    const cells = currentWidth(picture);
    if (cells > 0) return html`<b>${cells}</b> ${noun(cells, "cell")} in this step`;
    return picture.step === 0 ? nothing : html`finished after step <b>${picture.step}</b>`;
  }

  #point(pixel: number | null): void {
    if (pixel !== this.pixel) this.dispatchEvent(new SfPixelChangeEvent(pixel));
  }

  readonly #onPointer = (event: PointerEvent): void => {
    if (!this.lane) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.#point(pixelAt(box, event.clientX, event.clientY, this.lane.plan.grid));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.lane || event.ctrlKey || event.metaKey || event.altKey) return;
    const pixel = pixelAfterKey(event.key, this.pixel, this.lane.plan.grid);
    if (pixel === undefined) return;
    event.preventDefault();
    this.#point(pixel);
  };
}

const millisecondsOf = ({ result: { milliseconds } }: LaneRun): string =>
  milliseconds === null
    ? "time n/a"
    : `${milliseconds < 10 ? milliseconds.toPrecision(2) : Math.round(milliseconds)} ms measured`;

if (!customElements.get("sf-race-lane")) customElements.define("sf-race-lane", SfRaceLane);

declare global {
  interface HTMLElementTagNameMap {
    "sf-race-lane": SfRaceLane;
  }
}
