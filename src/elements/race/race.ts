import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { play, seek } from "../../trace/player.js";
import { Announcer } from "../controllers/announcer.js";
import { Clock } from "../controllers/clock.js";
import { DropTarget } from "../controllers/drop-target.js";
import { ElementWidth } from "../controllers/element-width.js";
import { LatePart } from "../controllers/late-part.js";
import { Media } from "../controllers/media.js";
import { Printing } from "../controllers/printing.js";
import { nextTask } from "../controllers/slices.js";
import { Visibility } from "../controllers/visibility.js";
import { choiceStyles } from "../controls/choice.js";
import type { SfImageChangeEvent } from "../controls/image-source/image-change.event.js";
import type { SfImageSource } from "../controls/image-source/image-source.js";
import "../controls/image-source/image-source.js";
import { messages } from "../controls/messages.js";
import { Predict } from "../controls/predict.js";
import type { CellVerdict } from "../controls/predict.js";
import { verdictText } from "../controls/verdict-text.js";
import { timeline, timelineStyles } from "../controls/timeline.js";
import { courseElement } from "../course-element.js";
import { t } from "../language/t.js";
import { adoptInto } from "../styles/adopt.js";
import { base } from "../styles/base.styles.js";
import { messageStyles } from "../styles/messages.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import "./lane.js";
import type { LaneWork } from "./lane-times.js";
import { isPipelined } from "./lanes.js";
import { paceOf, speeds } from "./pace.js";
import type { SfPickEvent } from "./pick.event.js";
import type { SfPixelChangeEvent } from "./pixel-change.event.js";
import { describePixel, pixelReport } from "./picture.js";
import type { RaceShown } from "./race.figure.js";
import { RaceRun } from "./race-run.js";
import { raceState } from "./race.state.js";
import { raceStyles } from "./race.styles.js";
import type { LaneResult, LaneRun } from "./run.js";
import { largestDifference } from "./run.js";
import { SfRunCompleteEvent } from "./run-complete.event.js";

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
 * @csspart how - What colours and marks mean.
 * @csspart run - The image and the settings together.
 * @csspart image - Where the image comes from.
 * @csspart settings - The controls of the models.
 * @csspart lanes - The machine with P lanes.
 * @csspart tables - The twins of pictures and chart.
 * @csspart footer - On what it ran.
 * @csspart lead - The sentence above.
 * @csspart problem - What went wrong.
 * @csspart tools - The toolbar.
 * @cssproperty --sf-pixelcnn - The hue of the PixelCNN.
 * @cssproperty --sf-mdrnn - The hue of the MDRNN.
 * @cssproperty --sf-surface - The background, also of the lines between cells.
 * @cssproperty --sf-ink - Text and controls.
 */
export class SfRace extends courseElement(raceState) {
  static override styles = [tokens, base, messageStyles, choiceStyles, timelineStyles, raceStyles];

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
  /** What the first picture does not need. */
  readonly #details = new LatePart(this, async () => {
    const details = await import("./details.js");
    adoptInto(this.renderRoot, details.detailsStyles);
    return details;
  });
  readonly #questions = new LatePart(this, () => import("./questions.js"));
  readonly #predict = new Predict(this, () => this.#questions.value?.raceQuestions(this.#race.view.lanes) ?? null);
  readonly #printing = new Printing(this);
  #isNear = false;
  #hasStarted = false;
  #isHeld = false;
  #isOpen = false;
  #pixel: number | null = null;
  #difference: number | null = null;

  /** What the four runs counted and measured, in the order of the lanes; those that have not run are left out. */
  get results(): readonly LaneResult[] {
    return this.#race.view.runs.flatMap((run) => run?.result ?? []);
  }
  /** What is on screen. @internal */
  get shown(): RaceShown {
    const { lanes, runs } = this.#race.view;
    const image = this.#source.value?.value;
    return {
      state: this.link.state,
      lanes,
      runs,
      clock: this.step,
      ownImage: image && !image.builtin ? image.name : null,
      withholds: this.#withholds,
    };
  }
  /** The work of every step, by lane; null while it is being counted. @internal */
  get work(): readonly LaneWork[] | null {
    return this.#race.view.work;
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
    const details = this.#details.value;
    return html`
      <div class=${this.#drop.active ? "race dragged" : "race"}>
        <p class="lead" part="lead">
          <slot name="lead">
            ${t`The same image goes through a PixelCNN and, in three orders, through a multidimensional RNN. One tick of the clock is one sequential step: everything that can run together, does.`}
          </slot>
        </p>
        ${messages(this.#race, [...this.link.notices, this.#details.problem])} ${this.#predict.render()}
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
                .withholds=${this.#withholds}
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
          finishes: view.lanes.map(({ mark, model, plan }) => ({
            step: plan.length,
            label: mark,
            hue: `var(--sf-${model})`,
          })),
          speeds: speeds(),
          speed: this.speed,
          onSpeed: (speed) => (this.speed = speed),
        })}
        ${details?.howToRead(this.show, this.#dark.matches)}
        <div class="panels">
          <section class="panel" part="run" aria-labelledby="run-title">
            <h2 id="run-title">${t`What runs`}</h2>
            <sf-image-source
              part="image"
              ${ref(this.#source)}
              .image=${this.image}
              .seed=${this.seed}
              .colour=${this.colour}
              .height=${this.size}
              .width=${this.size}
              .locked=${this.link.locked}
              @sf-image-change=${this.#onImage}
            ></sf-image-source>
            ${details?.settings(this.link.state, (change) => Object.assign(this, change)) ?? html`<div class="settings-room"></div>`}
          </section>
          <div class="panel">
            ${
              held
                ? html`<p class="soft">${t`Times on a machine with fewer lanes: after your answers.`}</p>`
                : details?.lanePanel({
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
        <footer class="soft" part="footer">${details?.provenance(this.#race, this.#difference)}</footer>
        <details part="tables" ?open=${this.#isOpen || this.#printing.active} @toggle=${this.#onToggle}>
          <summary>${t`The race as tables`}</summary>
          ${this.#tables()}
        </details>
        ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  #tables(): TemplateResult | undefined {
    if (this.#predict.active) return html`<p class="soft">${t`After your answers.`}</p>`;
    if (!this.#isOpen && !this.#printing.active) return undefined;
    return this.#details.value?.dataTable({
      view: this.#race.view,
      clock: this.step,
      pixel: this.#pixel,
      hasFormulas: !this.#predict.withheld,
      unit: this.unit,
    });
  }

  get #withholds(): RaceShown["withholds"] {
    return this.#predict.active ? "numbers" : this.#predict.withheld ? "formula" : "nothing";
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
    const target = this.#isHeld
      ? ((question && this.#questions.value?.clockOf(question)) ?? 0)
      : wasHeld
        ? this.step + 1
        : this.step;
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
    if (this.#predict.active) return this.#announcer.say(t`All four runs are done. A question is asked first.`);
    this.#announcer.say(t`All four runs are done: ${this.results.map(({ steps }) => steps).join(", ")} steps.`);
  }

  #saidStep(): string {
    const { step } = this;
    const finished = this.#race.view.lanes.filter(({ plan }) => plan.length <= step).map(({ title }) => title);
    return finished.length === 0
      ? t`Step ${step} of ${this.length}. Nobody is done.`
      : t`Step ${step} of ${this.length}. Done: ${finished.join("; ")}.`;
  }

  readonly #onImage = ({ detail }: SfImageChangeEvent): void => {
    this.image = detail.builtin ?? this.image;
    this.colour = detail.colour;
    this.#run();
  };

  readonly #onToggle = (event: Event): void => {
    if (this.#printing.active) return;
    this.#isOpen = (event.currentTarget as HTMLDetailsElement).open;
    this.requestUpdate();
  };

  readonly #onPick = ({ detail: { pixel } }: SfPickEvent): void => {
    this.#predict.toggleCell(pixel);
    const verdict = this.#predict.verdictOf(pixel);
    this.#announcer.say(verdict ? verdictText(verdict) : t`not chosen`);
  };

  readonly #onPixel = ({ detail, currentTarget }: SfPixelChangeEvent): void => {
    this.#pixel = detail.pixel;
    this.requestUpdate();
    const { lanes, runs } = this.#race.view;
    const index = [...this.renderRoot.querySelectorAll("sf-race-lane")].findIndex((lane) => lane === currentTarget);
    const [lane, run] = [lanes[index], runs[index]];
    if (!lane || !run || detail.pixel === null) return;
    const report = pixelReport(lane.plan, run.means, this.step, detail.pixel);
    const verdict = this.#predict.verdictOf(detail.pixel);
    const said = this.#predict.active ? verdict && verdictText(verdict) : describePixel(report);
    const place = t`row ${report.row}, column ${report.column}`;
    this.#announcer.say(said ? `${place}: ${said}` : place);
  };
}

if (!customElements.get("sf-race")) customElements.define("sf-race", SfRace);

declare global {
  interface HTMLElementTagNameMap {
    "sf-race": SfRace;
  }
}
