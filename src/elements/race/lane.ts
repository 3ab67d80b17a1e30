import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { counter, counterStyles } from "../controls/counter.js";
import { cssVariables } from "../controllers/css-variables.js";
import { Media } from "../controllers/media.js";
import { base } from "../styles/base.styles.js";
import { rampsFor } from "../styles/ramps.js";
import { formulaWithNumbers } from "./formula.js";
import { laneStyles, ownPixelStyles } from "./lane.styles.js";
import type { Lane } from "./lanes.js";
import { noun } from "../controls/noun.js";
import { ownPixelDiagram } from "./own-pixel.js";
import { Painter } from "./paint.js";
import type { Palette } from "./paint.js";
import { ALL_ROWS, currentWidth, joinRows, movePicture, newPicture, NO_ROWS, pixelReport } from "./picture.js";
import type { Picture, PixelReport, Rows } from "./picture.js";
import { SfPixelChangeEvent } from "./pixel-change.event.js";
import { pixelAfterKey, pixelAt } from "./pointing.js";
import type { LaneRun } from "./run.js";

const signed = new Intl.NumberFormat("en", {
  signDisplay: "always",
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});

export const describePixel = ({ layer, step, value }: PixelReport): string =>
  value === null
    ? `not run yet, first at step ${step}`
    : `layer ${layer + 1}, ran at step ${step}, mean ${signed.format(value)}`;

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

  readonly #canvas = createRef<HTMLCanvasElement>();
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  readonly #forced = new Media(this, "(forced-colors: active)");
  #picture: Picture | null = null;
  #painter: Painter | null = null;
  #sizes: ResizeObserver | null = null;
  /** Rows whose colours are out of date; null when nothing is, not even the outline. */
  #stale: Rows | null = null;
  #theme = "";
  #palette: Palette | null = null;

  constructor() {
    super();
    this.lane = null;
    this.run = null;
    this.progress = null;
    this.clock = 0;
    this.pixel = null;
    this.show = "values";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#watchSize();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
  }

  protected override firstUpdated(): void {
    this.#watchSize();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("lane")) {
      this.#picture = this.lane ? newPicture(this.lane.plan) : null;
      if (this.lane) this.setAttribute("model", this.lane.model);
    }
    const theme = `${this.#dark.matches} ${this.#forced.matches}`;
    if (theme !== this.#theme) this.#palette = null;
    const isRepaint = changed.has("lane") || changed.has("run") || changed.has("show") || theme !== this.#theme;
    this.#theme = theme;
    if (isRepaint) this.#stale = ALL_ROWS;
    if (this.#picture && (isRepaint || changed.has("clock"))) this.#move(this.#picture);
  }

  protected override updated(): void {
    const canvas = this.#canvas.value;
    const picture = this.#picture;
    if (!canvas || !picture || !this.#stale || canvas.width === 0) return;
    this.#painter ??= new Painter(canvas);
    const { means, scales } = this.run ?? { means: new Float32Array(), scales: new Float32Array() };
    this.#palette ??= paletteOf(this, this.#dark.matches);
    this.#painter.paint(picture, { means, scales, show: this.show }, this.#palette, this.#stale);
    this.#stale = null;
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
          <canvas ${ref(this.#canvas)} aria-hidden="true"></canvas>
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
    const picture = this.#picture;
    if (!run || !picture) return nothing;
    if (pixel !== null) {
      const report = pixelReport(picture.plan, run.means, picture.step, pixel);
      return html`row ${report.row}, column ${report.column}: <b>${describePixel(report)}</b>`;
    }
    const cells = currentWidth(picture);
    if (cells > 0) return html`<b>${cells}</b> ${noun(cells, "cell")} in this step`;
    return picture.step === 0 ? nothing : html`finished after step <b>${picture.step}</b>`;
  }

  // A lane that has not run stands still at 0 and joins the clock when its result comes.
  #move(picture: Picture): void {
    const wasRunning = picture.running;
    const rows = movePicture(picture, this.run ? this.clock : 0);
    if (rows.first <= rows.last || picture.running !== wasRunning) this.#stale = joinRows(this.#stale ?? NO_ROWS, rows);
  }

  #watchSize(): void {
    const canvas = this.#canvas.value;
    if (!canvas) return;
    this.#sizes ??= new ResizeObserver(() => this.#fit());
    this.#sizes.observe(canvas);
  }

  #fit(): void {
    const canvas = this.#canvas.value;
    if (!canvas) return;
    canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
    canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
    this.#stale = ALL_ROWS;
    this.requestUpdate();
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

function paletteOf(element: Element, isDark: boolean): Palette {
  const style = getComputedStyle(element);
  const [gap = "", outline = "", glow = ""] = ["--sf-surface", "--sf-outline", "--sf-glow"].map((name) =>
    style.getPropertyValue(name),
  );
  return { ramps: rampsFor(isDark), gap, outline, glow };
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
