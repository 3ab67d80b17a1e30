import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { createRef } from "lit/directives/ref.js";
import { runModels } from "../../engine/run-models.js";
import { cellCount } from "../../graph/grid.js";
import type { Pace } from "../../trace/player.js";
import { Announcer } from "../controllers/announcer.js";
import { Clock } from "../controllers/clock.js";
import { DropTarget } from "../controllers/drop-target.js";
import { ElementWidth } from "../controllers/element-width.js";
import { EngineRun } from "../controllers/engine-run.js";
import { LatePart } from "../controllers/late-part.js";
import { Media } from "../controllers/media.js";
import { Printing } from "../controllers/printing.js";
import { Visibility } from "../controllers/visibility.js";
import { choiceStyles } from "../controls/choice.js";
import { LINEAR } from "../controls/clock-scale.js";
import { counterStyles } from "../controls/counter.js";
import type { SfImageChangeEvent } from "../controls/image-source/image-change.event.js";
import type { SfImageSource } from "../controls/image-source/image-source.js";
import { messages } from "../controls/messages.js";
import { mathStyles } from "../controls/math.styles.js";
import { Predict } from "../controls/predict.js";
import { timeline, timelineStyles } from "../controls/timeline.js";
import { verdictText } from "../controls/verdict-text.js";
import { courseElement } from "../course-element.js";
import { t } from "../language/t.js";
import { adoptInto } from "../styles/adopt.js";
import { base } from "../styles/base.styles.js";
import { rampsFor } from "../styles/ramps.js";
import { messageStyles } from "../styles/messages.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { SfCellChangeEvent } from "./cell-change.event.js";
import { choices } from "./choices.js";
import { cellPlace, cellState } from "./describe.js";
import { paintPictures } from "./pictures.js";
import { Facts } from "./facts.js";
import type { WavefrontState } from "./model.js";
import { panels } from "./panels.js";
import { statisticsOf } from "./profile.js";
import type { Profile } from "./profile.js";
import { defaultCell } from "./scene.js";
import { stage } from "./stage.js";
import { Steering } from "./steering.js";
import { runSweep } from "./sweep.js";
import type { Sweep, SweepRequest } from "./sweep.js";
import { SfSweepCompleteEvent } from "./sweep-complete.event.js";
import { widthChart } from "./width-chart.js";
import type { SweepShown } from "./wavefront.figure.js";
import { wavefrontState } from "./wavefront.state.js";
import { wavefrontStyles } from "./wavefront.styles.js";

/** What has to be run again when it changes, of the state. */
const RUN_AGAIN = ["model", "order", "directions", "printed", "loss", "depth", "channels", "seed", "device"] as const;
const speeds = () =>
  wavefrontState.fields.speed.values.map(
    (speed) => [speed, speed === "1" ? t`1 step/s` : t`${speed} steps/s`] as const,
  );
const paceOf = (speed: WavefrontState["speed"]): Pace => ({ stepsPerSecond: Number(speed), growth: 0 });

/**
 * A recurrence sweeps over the image, forward and backward: every layer is a picture, every step lights the cells that run together.
 * A chosen cell shows what it reads, who reads it, and its formula with the numbers that the reader's GPU computed.
 *
 * @summary The wavefront of an MDRNN, MDLSTM, Row LSTM or Diagonal BiLSTM, step by step, forward and backward.
 * @tag sf-wavefront
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the choices.
 * @slot notes - What stands below, such as what to notice; withheld together with the answers.
 * @fires {SfSweepCompleteEvent} sf-sweep-complete - The model was run forward and backward.
 * @fires {SfStepEvent} sf-step - The clock shows another step.
 * @fires {SfCellChangeEvent} sf-cell-change - Another cell is chosen.
 * @fires {SfAnswerEvent} answer - The reader has answered a question.
 * @csspart choices - Model, order, pass and what the colours show.
 * @csspart headline - The counter, its formula and the widths.
 * @csspart maps - The pictures of all maps.
 * @csspart timeline - Play, single steps, scrubber, speed and the width of every step.
 * @csspart chart - The width of every step.
 * @csspart cell - The chosen cell with its formula.
 * @csspart lanes - The machine with P lanes.
 * @csspart printed - What the formula as printed changes.
 * @csspart how - What colours and marks mean.
 * @csspart run - The image and the settings together.
 * @csspart image - Where the image comes from.
 * @csspart settings - Sizes, loss and seed.
 * @csspart tables - The twins of pictures and chart.
 * @csspart footer - On what it ran.
 * @csspart predict - The question that is asked first.
 * @csspart lead - The sentence above.
 * @csspart problem - What went wrong.
 * @csspart tools - The toolbar.
 * @cssproperty --sf-mdrnn - The hue of the bars.
 * @cssproperty --sf-surface - The background, also of the lines between cells.
 * @cssproperty --sf-ink - Text and controls.
 */
export class SfWavefront extends courseElement(wavefrontState) {
  static override styles = [
    tokens,
    base,
    messageStyles,
    choiceStyles,
    counterStyles,
    timelineStyles,
    mathStyles,
    wavefrontStyles,
  ];

  readonly #source = createRef<SfImageSource>();
  readonly #announcer = new Announcer(this);
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  readonly #width = new ElementWidth(this);
  readonly #visibility = new Visibility(this, () => this.#comeNear());
  readonly #drop = new DropTarget(this, { onFiles: (files) => void this.#source.value?.open(files) });
  readonly #clock = new Clock(this, {
    visibility: this.#visibility,
    announcer: this.#announcer,
    pace: () => paceOf(this.speed),
    said: () => this.#saidStep(),
    onRest: (step) => (this.at = step),
  });
  readonly #run = new EngineRun<SweepRequest, Sweep>(this, {
    kind: runModels,
    run: async (engine, { state, x }, hooks) => {
      const [sweep] = await Promise.all([runSweep(engine, state, x, hooks), this.#details.ready()]);
      return sweep;
    },
    onResult: (sweep) => this.#complete(sweep),
    onLost: () => this.#clock.pause(),
  });
  /** What the first picture does not need. */
  readonly #details = new LatePart(this, async () => {
    const details = await import("./details.js");
    adoptInto(this.renderRoot, details.detailsStyles);
    return details;
  });
  readonly #questions = new LatePart(this, () => import("./questions.js"));
  readonly #predict = new Predict(this, () => this.#questions.value?.sweepQuestions(this.#run.result, this) ?? null);
  readonly #printing = new Printing(this);
  readonly #steering = new Steering({
    predict: this.#predict,
    facts: () => this.#facts,
    scene: (facts) => facts.scene(this.layout, this.#width.width),
    cell: () => this.shownCell,
    choose: (cell) => {
      this.cell = cell;
      this.requestUpdate();
      this.dispatchEvent(new SfCellChangeEvent(cell));
    },
    changed: () => this.requestUpdate(),
    said: (cell) => this.#said(cell),
    say: (text) => this.#announcer.say(text),
  });
  #isNear = false;
  #hasStarted = false;
  #wasHeld = false;
  #isOpen = false;
  #known: Facts | null = null;

  /** What was run and read back; null before the first run. */
  get sweep(): Sweep | null {
    return this.#run.result;
  }
  /** Whether a run is going on. */
  get busy(): boolean {
    return this.#run.busy;
  }
  /** The step on the clock. */
  get step(): number {
    return this.#clock.step;
  }
  set step(step: number) {
    this.#clock.seek(step);
  }
  /** Steps of the pass. */
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
  /** The cell that is pointed at, else the chosen one. */
  get shownCell(): number {
    const sweep = this.#run.result;
    if (!sweep) return -1;
    const cells = cellCount(sweep.forward.plan.grid);
    const wanted = this.#steering.hovered ?? this.cell;
    return wanted >= 0 && wanted < cells ? wanted : defaultCell(sweep);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("pass") && this.hasUpdated) this.#replay();
    if (RUN_AGAIN.some((name) => changed.has(name))) this.#request();
    if (changed.size > 0 && this.hasUpdated) this.link.save();
    this.#startOnce();
    this.#holdClock();
  }

  protected override updated(): void {
    this.#paint();
  }

  /** What is on screen; null before the first run. @internal */
  get shown(): SweepShown | null {
    const facts = this.#facts;
    if (!facts) return null;
    const cell = this.shownCell;
    const image = this.#source.value?.value;
    return {
      state: this.link.state,
      sweep: facts.sweep,
      pass: this.pass,
      show: this.show,
      step: this.step,
      cell,
      context: facts.context(cell),
      verdicts: this.#predict.verdicts,
      held: this.#predict.active,
      withheld: this.#predict.withheld,
      ownImage: image && !image.builtin ? image.name : null,
    };
  }

  #paint(): void {
    const { shown } = this;
    const facts = this.#facts;
    if (!facts || !shown || this.#width.width === 0) return;
    const style = getComputedStyle(this);
    paintPictures(this.renderRoot, facts.scene(this.layout, this.#width.width), shown, {
      ramps: rampsFor(this.#dark.matches),
      colours: (name) => style.getPropertyValue(`--sf-${name}`).trim(),
    });
  }

  protected override render(): TemplateResult {
    const facts = this.#facts;
    const held = this.#predict.active;
    return html`
      <div class=${this.#drop.active ? "wavefront dragged" : "wavefront"} aria-busy=${this.#run.busy}>
        <p class="lead" part="lead">
          <slot name="lead">
            ${t`A cell can run as soon as everything it reads is there. All cells that can run together are lit: one step of the clock.`}
          </slot>
        </p>
        ${messages(this.#run, [...this.link.notices, this.#details.problem])} ${choices(this.link.state, this.#set)}
        ${this.#predict.render()}
        ${
          facts
            ? stage({
                facts,
                state: this.link.state,
                step: this.step,
                cell: this.shownCell,
                width: this.#width.width,
                isDark: this.#dark.matches,
                held,
                withheld: this.#predict.withheld,
                picking: this.#predict.picking,
                said: this.#said(this.shownCell),
                clock: this.#timeline(facts, held),
                onHover: this.#steering.onHover,
                onLeave: this.#steering.onLeave,
                onClick: this.#steering.onClick,
                onKey: this.#steering.onKey,
              })
            : html`<div class="waiting-maps">
                <p class="soft">${this.#waiting()}</p>
                <slot></slot>
              </div>`
        }
        ${panels({
          source: this.#source,
          state: this.link.state,
          facts,
          details: this.#details.value,
          held,
          withheld: this.#predict.withheld,
          locked: this.link.locked,
          set: this.#set,
          onImage: this.#onImage,
        })}
        <footer class="soft" part="footer">
          ${facts ? facts.details.provenance(this.#run, facts.sweep, this.pass, held) : nothing}
        </footer>
        <details part="tables" ?open=${this.#isOpen || this.#printing.active} @toggle=${this.#onToggle}>
          <summary>${t`The sweep as tables`}</summary>
          ${this.#tables(facts)}
        </details>
        ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  #tables(facts: Facts | null): TemplateResult | typeof nothing {
    if (this.#predict.active) return html`<p class="soft">${t`After your answers.`}</p>`;
    if (!facts) return html`<p class="soft">${t`After the first run.`}</p>`;
    if (!this.#isOpen && !this.#printing.active) return nothing;
    return facts.details.dataTable(facts, this.pass, this.shownCell, this.show);
  }

  #timeline(facts: Facts, held: boolean): TemplateResult {
    const { view } = this.#clock;
    const profile = facts.profile(this.pass, this.unit);
    return timeline({
      id: "clock",
      ...view,
      held,
      scale: LINEAR,
      finishes: [],
      speeds: speeds(),
      speed: this.speed,
      ...(!held && {
        below: widthChart(profile, {
          step: view.step,
          lanes: this.lanes,
          label: t`Width of every step: at most ${statisticsOf(profile, Infinity).peak}. The tables have the numbers.`,
          onSeek: view.onSeek,
        }),
      }),
      onSpeed: (speed) => (this.speed = speed),
    });
  }

  #waiting(): string {
    return this.#run.busy ? t`Running: ${Math.floor(100 * this.#run.progress)} % of its steps` : t`Not run yet`;
  }

  get #facts(): Facts | null {
    const sweep = this.#run.result;
    const details = this.#details.value;
    if (!sweep || !details) return null;
    if (this.#known?.sweep !== sweep) this.#known = new Facts(sweep, details);
    return this.#known;
  }

  #comeNear(): void {
    this.#isNear = true;
    this.#request();
  }

  /** With the first result the clock goes where the link says, or starts; where less motion is wanted it stands at the widest step. */
  #startOnce(): void {
    const facts = this.#facts;
    if (this.#hasStarted || !facts || !this.#visibility.onScreen) return;
    this.#hasStarted = true;
    if (this.at >= 0) this.#clock.seek(this.at);
    else if (this.#clock.isCalm) this.#clock.seek(widest(facts.profile(this.pass, "cells")));
    else this.#clock.play();
  }

  /** While a question stands the clock stands at the step that is asked about; afterwards it goes on by one. */
  #holdClock(): void {
    const sweep = this.#run.result;
    if (!sweep) return;
    const held = this.#predict.active;
    const asked =
      this.#predict.question?.kind === "cells" ? (this.#questions.value?.askedAt(sweep, this.pass) ?? 0) : 0;
    if (held) {
      this.#hasStarted = true;
      if (this.step !== asked || this.playing) this.#clock.stand(asked);
    } else if (this.#wasHeld) this.#clock.seek(asked + 1);
    this.#wasHeld = held;
  }

  /** Asks for a sweep over the present image with the present settings, once there is an image and a reader near it. */
  #request(): void {
    const x = this.#source.value?.value?.tensor;
    if (!x || !this.#isNear) return;
    this.#run.request({ state: this.link.state, x, device: this.device });
  }

  /** The other pass has another clock, which starts again. */
  #replay(): void {
    const wasPlaying = this.playing || this.step === this.length;
    this.#clock.set((player) => ({
      ...player,
      position: 0,
      playing: wasPlaying && player.length > 0 && !this.#clock.isCalm,
    }));
  }

  #complete(sweep: Sweep): void {
    const { plan, record } = sweep.forward;
    this.#steering.hovered = null;
    this.#clock.withLength(plan.length);
    this.dispatchEvent(
      new SfSweepCompleteEvent({
        model: sweep.spec.kind,
        schedule: plan.name,
        steps: record.steps,
        backwardSteps: sweep.backward.record.steps,
        dispatches: record.dispatches,
        milliseconds: record.milliseconds,
        device: sweep.device,
      }),
    );
    if (!this.#predict.active) this.#announcer.say(t`The sweep is done in ${record.steps} steps.`);
  }

  #saidStep(): string | null {
    const sweep = this.#run.result;
    if (!sweep) return null;
    const width = this.step === 0 ? 0 : sweep[this.pass].plan.width(this.step - 1);
    return width === 1
      ? t`Step ${this.step} of ${this.length}: 1 cell runs.`
      : t`Step ${this.step} of ${this.length}: ${width} cells at once.`;
  }

  /** A cell in a few words; while a question stands, what has come of it as an answer. */
  #said(cell: number): string {
    const sweep = this.#run.result;
    if (!sweep) return "";
    const place = cellPlace(sweep, cell);
    if (!this.#predict.active) return `${place}: ${cellState(sweep, this.pass, cell)}`;
    const verdict = this.#predict.verdictOf(cell);
    return verdict ? `${place}: ${verdictText(verdict)}` : place;
  }

  readonly #set = (change: Partial<WavefrontState>): void => {
    // A cell of one model is another one's somewhere else.
    const isOther = change.model !== undefined || change.directions !== undefined || change.printed !== undefined;
    Object.assign(this, isOther ? { cell: -1 } : {}, change);
  };

  readonly #onToggle = (event: Event): void => {
    if (this.#printing.active) return;
    this.#isOpen = (event.currentTarget as HTMLDetailsElement).open;
    this.requestUpdate();
  };

  readonly #onImage = ({ detail }: SfImageChangeEvent): void => {
    this.image = detail.builtin ?? this.image;
    this.#request();
  };
}

/** The step, counted from 1, in which most runs. */
const widest = (profile: Profile): number =>
  profile.indexOf(profile.reduce((most, width) => Math.max(most, width), 0)) + 1;

if (!customElements.get("sf-wavefront")) customElements.define("sf-wavefront", SfWavefront);

declare global {
  interface HTMLElementTagNameMap {
    "sf-wavefront": SfWavefront;
  }
}
