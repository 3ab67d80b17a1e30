import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { play, seek } from "../../trace/player.js";
import { Announcer } from "../controllers/announcer.js";
import { Clock } from "../controllers/clock.js";
import { DropTarget } from "../controllers/drop-target.js";
import { ElementWidth } from "../controllers/element-width.js";
import { Media } from "../controllers/media.js";
import { nextTask } from "../controllers/slices.js";
import { Visibility } from "../controllers/visibility.js";
import { choiceStyles } from "../controls/choice.js";
import type { SfImageChangeEvent } from "../controls/image-source/image-change.event.js";
import type { SfImageSource } from "../controls/image-source/image-source.js";
import "../controls/image-source/image-source.js";
import { legendStyles } from "../controls/legend.js";
import { messages } from "../controls/messages.js";
import { mathStyles } from "../controls/math.styles.js";
import { Predict } from "../controls/predict.js";
import type { CellVerdict } from "../controls/predict.js";
import { sliderStyles } from "../controls/slider.js";
import { timeline, timelineStyles } from "../controls/timeline.js";
import { courseElement } from "../course-element.js";
import { base } from "../styles/base.styles.js";
import { howStyles } from "../styles/how.styles.js";
import { messageStyles } from "../styles/messages.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { dataTable } from "./data-table.js";
import "./lane.js";
import { ownPixelStyles } from "./lane.styles.js";
import { howToRead } from "./how-to-read.js";
import { lanePanel } from "./lane-panel.js";
import { provenance } from "./messages.js";
import { paceOf, SPEEDS } from "./pace.js";
import type { SfPickEvent } from "./pick.event.js";
import type { SfPixelChangeEvent } from "./pixel-change.event.js";
import { describePixel, pixelReport } from "./picture.js";
import { clockOf, isPipelined, raceQuestions } from "./questions.js";
import { RaceRun } from "./race-run.js";
import { raceState } from "./race.state.js";
import { raceStyles } from "./race.styles.js";
import type { LaneResult, LaneRun } from "./run.js";
import { largestDifference } from "./run.js";
import { SfRunCompleteEvent } from "./run-complete.event.js";
import { settings } from "./settings.js";

/** What has to be run again when it changes, of the state. */
const RUN_AGAIN = ["depth", "channels", "kernel", "compare", "as", "seed", "device"] as const;

const NONE: ReadonlyMap<number, CellVerdict> = new Map();

/**
 * An image goes through a PixelCNN and, in three orders, through an MDRNN, on one clock whose tick is one sequential step. Everything
 * is run on the reader's GPU, or without one on the processor, and counted while it runs.
 *
 * @summary PixelCNN against MDRNN on the same image, step by step.
 * @tag sf-race
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the lanes.
 * @slot notes - What the page has to say about it; withheld together with the answers.
 * @fires {SfRunCompleteEvent} sf-run-complete - All four runs are done.
 * @fires {SfAnswerEvent} answer - The reader has answered a question.
 * @fires {SfStepEvent} sf-step - The clock shows another step.
 * @csspart lane - One of the four lanes.
 * @csspart predict - The question that is asked first.
 * @csspart timeline - Play, single steps, scrubber and speed.
 * @csspart settings - The controls of the models.
 * @csspart lanes - The machine with P lanes.
 * @csspart problem - What went wrong.
 * @cssproperty --sf-pixelcnn - The hue of the PixelCNN.
 * @cssproperty --sf-mdrnn - The hue of the MDRNN.
 * @cssproperty --sf-surface - The background, also of the lines between cells.
 * @cssproperty --sf-ink - Text and controls.
 */
export class SfRace extends courseElement(raceState) {
  static override styles = [
    tokens,
    base,
    messageStyles,
    howStyles,
    sliderStyles,
    choiceStyles,
    timelineStyles,
    legendStyles,
    ownPixelStyles,
    mathStyles,
    raceStyles,
  ];

  readonly #source = createRef<SfImageSource>();
  readonly #announcer = new Announcer(this);
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  readonly #width = new ElementWidth(this);
  readonly #visibility = new Visibility(this, () => this.#comeNear());
  readonly #drop = new DropTarget(this, {
    area: "document",
    onFiles: (files) => void this.#source.value?.open(files),
  });
  readonly #clock = new Clock(this, {
    visibility: this.#visibility,
    announcer: this.#announcer,
    pace: () => paceOf(this.speed),
    said: () => this.#saidStep(),
  });
  readonly #race = new RaceRun(this, {
    onView: () => this.#newLength(),
    onDone: (runs) => this.#complete(runs),
    onLost: () => this.#clock.pause(),
  });
  readonly #predict = new Predict(this, () => raceQuestions(this.#race.view.lanes));
  #isNear = false;
  #hasStarted = false;
  #isHeld = false;
  #pixel: number | null = null;
  #difference: number | null = null;

  /** What the four runs counted and measured, in the order of the lanes; those that have not run are left out. */
  get results(): readonly LaneResult[] {
    return this.#race.view.runs.flatMap((run) => run?.result ?? []);
  }
  /** Whether a run is going on. */
  get busy(): boolean {
    return this.#race.busy;
  }
  /** The step on the clock. */
  get step(): number {
    return this.#clock.step;
  }
  set step(step: number) {
    this.#clock.seek(step);
  }
  /** Steps of the longest run. */
  get length(): number {
    return this.#clock.length;
  }
  get playing(): boolean {
    return this.#clock.playing;
  }
  play(): void {
    this.#clock.play();
  }
  pause(): void {
    this.#clock.pause();
  }

  /** The first rendering is a task of its own: on a slow machine all of them together hold the page up. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (RUN_AGAIN.some((name) => changed.has(name))) this.#run();
    if (changed.size > 0 && this.hasUpdated) this.link.save();
    this.#holdClock();
    this.#startOnce();
  }

  protected override render(): TemplateResult {
    const { view, progress } = this.#race;
    const { step } = this;
    const held = this.#predict.active;
    return html`
      <div class=${this.#drop.active ? "race dragged" : "race"}>
        <p class="lead">
          <slot name="lead">
            The same image goes through a PixelCNN and, in three orders, through a multidimensional RNN. One tick of the
            clock is one sequential step: everything that can run together, does.
          </slot>
        </p>
        ${messages(this.#race, this.link.notices)} ${this.#predict.render()}
        <div class="grid" aria-busy=${this.#race.busy}>
          ${view.lanes.map(
            (lane, i) =>
              html`<sf-race-lane
                part="lane"
                .lane=${lane}
                .run=${view.runs[i] ?? null}
                .progress=${progress[i] ?? null}
                .clock=${step}
                .pixel=${this.#pixel}
                .show=${this.show}
                .withholds=${held ? "numbers" : this.#predict.withheld ? "formula" : "nothing"}
                .picking=${this.#predict.picking && isPipelined(lane)}
                .verdicts=${isPipelined(lane) ? this.#predict.verdicts : NONE}
                @sf-pick=${this.#onPick}
                @sf-pixel-change=${this.#onPixel}
              ></sf-race-lane>`,
          )}
          ${view.lanes.length === 0 && !held ? html`<slot></slot>` : nothing}
        </div>
        ${timeline({
          id: "clock",
          ...this.#clock.view,
          held,
          finishes: view.lanes.map(({ title, model, plan }) => ({
            step: plan.length,
            label: title.replace("MDRNN, ", ""),
            hue: `var(--sf-${model})`,
          })),
          speeds: SPEEDS,
          speed: this.speed,
          onSpeed: (speed) => (this.speed = speed),
        })}
        ${howToRead(this.show, this.#dark.matches)}
        <div class="panels">
          <section class="panel" aria-labelledby="run-title">
            <h2 id="run-title">What runs</h2>
            <sf-image-source
              ${ref(this.#source)}
              .image=${this.image}
              .seed=${this.seed}
              .colour=${this.colour}
              .height=${this.size}
              .width=${this.size}
              @sf-image-change=${this.#onImage}
            ></sf-image-source>
            ${settings(this.link.state, (change) => Object.assign(this, change))}
          </section>
          <div class="panel">
            ${
              held
                ? html`<p class="soft">Times on a machine with fewer lanes: after your answers.</p>`
                : lanePanel({
                    lanes: view.lanes,
                    work: view.work,
                    count: this.lanes,
                    unit: this.unit,
                    width: this.#panelWidth,
                    hasLimit: !this.#predict.withheld,
                    onCount: (lanes) => (this.lanes = lanes),
                    onUnit: (unit) => (this.unit = unit),
                  })
            }
          </div>
        </div>
        <footer class="soft">${provenance(this.#race, this.#difference)}</footer>
        <details>
          <summary>The race as a table</summary>
          ${held ? html`<p class="soft">After your answers.</p>` : dataTable(view, step, this.#pixel, !this.#predict.withheld)}
        </details>
        ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  get #panelWidth(): number {
    const { width } = this.#width;
    const inner = width >= 900 ? (width - 24) / 2 : width;
    return Math.max(0, Math.floor(inner - (width >= 560 ? 50 : 26)));
  }

  #comeNear(): void {
    this.#isNear = true;
    this.#run();
  }

  /** While a question stands the clock stands where the question wants it; the last answer lets it go on by one step. */
  #holdClock(): void {
    const wasHeld = this.#isHeld;
    this.#isHeld = this.#predict.active;
    const { question } = this.#predict;
    const target = this.#isHeld ? (question ? clockOf(question) : 0) : wasHeld ? this.step + 1 : this.step;
    if (this.#isHeld) this.#hasStarted = true;
    if (this.step !== target || (this.#isHeld && this.playing)) this.#clock.stand(target);
  }

  /** With the first result on screen the clock starts by itself; where less motion is wanted it stands at that lane's end instead. */
  #startOnce(): void {
    const first = this.#race.view.runs.find((run) => run !== null);
    if (this.#hasStarted || !first || !this.#visibility.onScreen) return;
    this.#hasStarted = true;
    this.#clock.set(
      this.#clock.isCalm ? (player) => seek(player, first.result.steps) : (player) => play(seek(player, 1)),
    );
  }

  /** Asks for a race of the present image and settings, once there is an image and a reader near it. */
  #run(): void {
    const x = this.#source.value?.value?.tensor;
    if (!x || !this.#isNear) return;
    const [, inputs = 1, height = 1, width = 1] = x.shape;
    const { depth, channels, seed, compare, as, device } = this;
    this.#race.request({
      setup: { height, width, inputs, depth, channels, kernel: Number(this.kernel), seed, compare, as },
      x,
      device,
    });
  }

  #newLength(): void {
    const { lanes } = this.#race.view;
    this.#pixel = null;
    this.#difference = null;
    this.#clock.withLength(Math.max(...lanes.map(({ plan }) => plan.length)));
  }

  #complete(runs: readonly LaneRun[]): void {
    this.#difference = largestDifference(runs.filter(({ result }) => result.model === "mdrnn"));
    this.dispatchEvent(new SfRunCompleteEvent(this.results));
    if (this.#predict.active) return this.#announcer.say("All four runs are done. A question is asked first.");
    this.#announcer.say(`All four runs are done: ${this.results.map(({ steps }) => steps).join(", ")} steps.`);
  }

  #saidStep(): string {
    const { step } = this;
    const finished = this.#race.view.lanes.filter(({ plan }) => plan.length <= step).map(({ title }) => title);
    return `Step ${step} of ${this.length}. ${finished.length === 0 ? "Nobody is done." : `Done: ${finished.join("; ")}.`}`;
  }

  readonly #onImage = ({ detail }: SfImageChangeEvent): void => {
    this.image = detail.builtin ?? this.image;
    this.colour = detail.colour;
    this.#run();
  };

  readonly #onPick = ({ detail: { pixel } }: SfPickEvent): void => {
    this.#predict.toggleCell(pixel);
    this.#announcer.say(this.#predict.verdictOf(pixel) ?? "not chosen");
  };

  readonly #onPixel = ({ detail, currentTarget }: SfPixelChangeEvent): void => {
    this.#pixel = detail.pixel;
    this.requestUpdate();
    const { lanes, runs } = this.#race.view;
    const index = [...this.renderRoot.querySelectorAll("sf-race-lane")].findIndex((lane) => lane === currentTarget);
    const [lane, run] = [lanes[index], runs[index]];
    if (!lane || !run || detail.pixel === null) return;
    const report = pixelReport(lane.plan, run.means, this.step, detail.pixel);
    const said = this.#predict.active ? this.#predict.verdictOf(detail.pixel) : describePixel(report);
    this.#announcer.say(`row ${report.row}, column ${report.column}${said ? `: ${said}` : ""}`);
  };
}

if (!customElements.get("sf-race")) customElements.define("sf-race", SfRace);

declare global {
  interface HTMLElementTagNameMap {
    "sf-race": SfRace;
  }
}
