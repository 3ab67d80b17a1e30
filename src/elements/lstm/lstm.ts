import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { runSequences, type RunSequence } from "../../engine/run-sequences.js";
import type { Pace } from "../../trace/player.js";
import { Announcer } from "../controllers/announcer.js";
import { Clock } from "../controllers/clock.js";
import { ElementWidth } from "../controllers/element-width.js";
import { EngineRun } from "../controllers/engine-run.js";
import { Media } from "../controllers/media.js";
import { Printing } from "../controllers/printing.js";
import { Visibility } from "../controllers/visibility.js";
import { choice, choiceStyles } from "../controls/choice.js";
import { LINEAR } from "../controls/clock-scale.js";
import { counterStyles } from "../controls/counter.js";
import { fieldStyles } from "../controls/fields.js";
import { legendStyles } from "../controls/legend.js";
import { mathStyles } from "../controls/math.styles.js";
import { messages } from "../controls/messages.js";
import { Predict } from "../controls/predict.js";
import { sliderStyles } from "../controls/slider.js";
import { timeline, timelineStyles } from "../controls/timeline.js";
import { courseElement } from "../course-element.js";
import { t } from "../language/t.js";
import { adoptInto } from "../styles/adopt.js";
import { base } from "../styles/base.styles.js";
import { howStyles } from "../styles/how.styles.js";
import { layoutStyles } from "../styles/layout.styles.js";
import { messageStyles } from "../styles/messages.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { lstmState } from "./lstm.state.js";
import { lstmStyles } from "./lstm.styles.js";
import { provenance } from "./messages.js";
import { passWords } from "./passes.js";
import { SfLstmRunEvent } from "./run.event.js";
import type { LstmState, LstmView, Shown, Stage, ViewName } from "./view.js";
import { titleOf, VIEWS } from "./views.js";

interface LstmRequest {
  readonly state: LstmState;
  readonly device: LstmState["device"];
}

const speeds = () => lstmState.fields.speed.values.map((speed) => [speed, t`${speed} a second`] as const);
const paceOf = (speed: LstmState["speed"]): Pace => ({ stepsPerSecond: Number(speed), growth: 0 });

/**
 * An LSTM that can be taken apart: every gate, state and bar of backpropagation through time of one unit, the derivation path by
 * path, how far a gradient reaches back, and a stacked, batched LSTM with its wavefront. Everything is run on the reader's GPU.
 *
 * @summary The LSTM with all its gradients, step by step both ways.
 * @tag sf-lstm
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the choices.
 * @slot notes - What stands below, such as what to notice; withheld together with the answers.
 * @fires {SfLstmRunEvent} sf-lstm-run - The net was run, forward and backward.
 * @fires {SfStepEvent} sf-step - The clock shows another step.
 * @fires {SfAnswerEvent} answer - The reader has answered a question.
 * @csspart lead - The sentence above the choices.
 * @csspart choices - Which view, and where the loss is taken.
 * @csspart headline - The counter, its formula, and where the clock is.
 * @csspart grid - Every value and bar over time.
 * @csspart graph - The unrolled graph of the derivation.
 * @csspart chart - The gradient over time, on a logarithmic axis.
 * @csspart maps - The heat maps of units over time and the layers over time.
 * @csspart timeline - Play, single steps, scrubber and speed.
 * @csspart equation - The equation of the chosen value with its numbers.
 * @csspart weights - The gradients of the weights.
 * @csspart limits - What the forget gate does not say about the gradient.
 * @csspart packing - How torch packs the weights of a layer.
 * @csspart legend - What the colours and lines mean.
 * @csspart settings - The own sequence, weights and sizes.
 * @csspart footer - On what it ran, and how long.
 * @csspart tables - The numbers as tables.
 * @csspart predict - The question that is asked first.
 * @csspart problem - What went wrong.
 * @cssproperty --sf-mdrnn - The hue of recurrent nets.
 * @cssproperty --sf-surface - The background.
 * @cssproperty --sf-ink - Text and controls.
 */
export class SfLstm extends courseElement(lstmState) {
  static override styles = [
    tokens,
    base,
    layoutStyles,
    messageStyles,
    sliderStyles,
    choiceStyles,
    counterStyles,
    fieldStyles,
    timelineStyles,
    legendStyles,
    howStyles,
    mathStyles,
    lstmStyles,
  ];

  readonly #announcer = new Announcer(this);
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  readonly #width = new ElementWidth(this);
  readonly #visibility = new Visibility(this, () => this.#comeNear());
  readonly #clock = new Clock(this, {
    visibility: this.#visibility,
    announcer: this.#announcer,
    pace: () => paceOf(this.speed),
    said: () => (this.held ? null : (this.shown?.said(this.step, this.link.state) ?? null)),
    onRest: (step) => (this.at = step),
  });
  readonly #run = new EngineRun<LstmRequest, Shown, RunSequence>(this, {
    kind: runSequences,
    run: async ({ run }, { state }, hooks) => (await this.#viewOf(state.view)).run(run, state, hooks),
    onResult: (shown) => this.#complete(shown),
    onLost: () => this.#clock.pause(),
  });
  readonly #predict = new Predict(this, () => this.shown?.questions ?? null);
  readonly #views = new Map<ViewName, LstmView>();
  readonly #printing = new Printing(this);
  #isNear = false;
  #playedView: ViewName | null = null;
  #isOpen = false;
  #hovered: string | null = null;
  #wasHeld = false;

  /** What was run and is on screen; null before the first run. */
  get shown(): Shown | null {
    return this.#run.result;
  }
  /** Whether a run is going on. */
  get busy(): boolean {
    return this.#run.busy;
  }
  /** The tick on the clock. */
  get step(): number {
    return this.#clock.step;
  }
  set step(step: number) {
    this.#clock.seek(step);
  }
  /** Ticks of the view's clock. */
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
  /** Whether a question stands, or the view would answer one that is to be tried first. @internal */
  get held(): boolean {
    return this.#predict.active || (this.#predict.withheld && (this.shown?.isAnswer ?? false));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const again = this.#views.get(this.view)?.runAgain;
    // what a view that is still being loaded reads is not known yet
    const isOther = again ? again.some((name) => changed.has(name)) : changed.size > 0;
    if (changed.has("view") || changed.has("device") || isOther) this.#request();
    if (changed.size > 0 && this.hasUpdated) this.link.save();
    this.#startOnce();
    this.#holdClock();
  }

  protected override render(): TemplateResult {
    const { shown } = this;
    const held = this.held;
    const stage = shown && this.#stage(shown, held);
    return html`
      <div class="body" aria-busy=${this.#run.busy}>
        <p class="lead" part="lead">
          <slot name="lead"
            >${t`An LSTM reads a sequence step by step, and its gradient walks back step by step. Every value and every bar is there to be looked at.`}</slot
          >
        </p>
        ${messages(this.#run, this.link.notices)} ${this.#choices()} ${this.#predict.render()}
        ${
          stage
            ? shown.render(stage)
            : html`<div class="waiting">
                <p class="soft">${this.#run.busy ? t`Running …` : t`Not run yet`}</p>
                ${this.#predict.withheld ? nothing : html`<slot></slot>`}
              </div>`
        }
        <footer class="soft" part="footer">
          ${this.#run.busy && shown ? html`<b class="number">${t`Running: ${Math.floor(100 * this.#run.progress)} %.`}</b>` : nothing}
          ${provenance(this.#run.engine, shown?.ran ?? null, held)}
        </footer>
        <details part="tables" ?open=${this.#isOpen || this.#printing.active} @toggle=${this.#onToggle}>
          <summary>${t`The numbers as tables`}</summary>
          ${stage && (this.#isOpen || this.#printing.active) ? shown.tables(stage) : html`<p class="soft">${t`After the first run.`}</p>`}
        </details>
        ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  #choices(): TemplateResult {
    return html`
      <div class="choices" part="choices">
        ${choice({
          id: "view",
          label: t`Look at`,
          options: lstmState.fields.view.values.map((view) => [view, titleOf(view)] as const),
          value: this.view,
          onChoice: (view) => this.#set({ view }),
        })}
        ${
          this.view === "values" || this.view === "derivation"
            ? choice({
                id: "loss",
                label: t`The loss ½ (h − y)² is taken`,
                options: [
                  ["every", t`at every step`],
                  ["last", t`at the last step`],
                ],
                value: this.loss,
                onChoice: (loss) => this.#set({ loss }),
              })
            : nothing
        }
      </div>
    `;
  }

  #stage(shown: Shown, held: boolean): Stage {
    return {
      state: this.link.state,
      step: this.step,
      width: this.#width.width,
      isDark: this.#dark.matches,
      held,
      withheld: this.#predict.withheld,
      hovered: this.#hovered,
      clock: this.#timeline(shown, held),
      set: this.#set,
      hover: (what) => {
        if (what === this.#hovered) return;
        this.#hovered = what;
        this.requestUpdate();
      },
      refresh: () => this.requestUpdate(),
    };
  }

  #timeline({ unit }: Shown, held: boolean): TemplateResult {
    return timeline({
      id: "clock",
      ...this.#clock.view,
      unit,
      held,
      scale: LINEAR,
      finishes: [],
      speeds: speeds(),
      speed: this.speed,
      onSpeed: (speed) => (this.speed = speed),
    });
  }

  async #viewOf(name: ViewName): Promise<LstmView> {
    const known = this.#views.get(name);
    if (known) return known;
    const view = await VIEWS[name]();
    this.#views.set(name, view);
    adoptInto(this.renderRoot, view.styles);
    return view;
  }

  #comeNear(): void {
    this.#isNear = true;
    this.#request();
  }

  #request(): void {
    if (this.#isNear) this.#run.request({ state: this.link.state, device: this.device });
  }

  /** With the first result of a view its clock goes where the link says, or starts; where less motion is wanted it stands at the end. */
  #startOnce(): void {
    const { shown } = this;
    if (!shown || shown.view === this.#playedView || !this.#visibility.onScreen) return;
    const isFirst = this.#playedView === null;
    this.#playedView = shown.view;
    if (isFirst && this.at >= 0) this.#clock.seek(this.at);
    else if (this.#clock.isCalm) this.#clock.stand(this.length);
    else {
      this.#clock.seek(0);
      this.#clock.play();
    }
  }

  /** While a question stands nothing has run yet, as far as the clock tells. */
  #holdClock(): void {
    const held = this.held;
    if (held && (this.step !== 0 || this.playing)) this.#clock.stand(0);
    if (!held && this.#wasHeld) this.#clock.play();
    this.#wasHeld = held;
  }

  #complete(shown: Shown): void {
    this.#hovered = null;
    this.#clock.withLength(shown.length);
    this.dispatchEvent(new SfLstmRunEvent(shown.view, shown.ran));
    if (!this.held)
      this.#announcer.say(
        t`Run: ${shown.ran.passes.map(({ name, steps }) => t`${passWords(name)}, ${steps} steps`).join("; ")}.`,
      );
  }

  /** A step of one view's clock is none of another's. */
  readonly #set = (change: Partial<LstmState>): void => {
    Object.assign(this, change.view === undefined ? {} : { at: -1 }, change);
  };

  readonly #onToggle = (event: Event): void => {
    if (this.#printing.active) return;
    this.#isOpen = (event.currentTarget as HTMLDetailsElement).open;
    this.requestUpdate();
  };
}

if (!customElements.get("sf-lstm")) customElements.define("sf-lstm", SfLstm);

declare global {
  interface HTMLElementTagNameMap {
    "sf-lstm": SfLstm;
  }
}
