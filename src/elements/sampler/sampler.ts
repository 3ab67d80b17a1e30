import { adoptInto } from "../styles/adopt.js";
import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { GROWING, type Pace } from "../../trace/player.js";
import { Announcer } from "../controllers/announcer.js";
import { Clock } from "../controllers/clock.js";
import { ElementWidth } from "../controllers/element-width.js";
import { EngineRun } from "../controllers/engine-run.js";
import { LatePart } from "../controllers/late-part.js";
import { Media } from "../controllers/media.js";
import { Printing } from "../controllers/printing.js";
import { Visibility } from "../controllers/visibility.js";
import { choice, choiceStyles } from "../controls/choice.js";
import { counterStyles } from "../controls/counter.js";
import { fieldStyles } from "../controls/fields.js";
import { legendStyles } from "../controls/legend.js";
import { messages } from "../controls/messages.js";
import { Predict } from "../controls/predict.js";
import { sliderStyles } from "../controls/slider.js";
import { timeline, timelineStyles } from "../controls/timeline.js";
import { courseElement } from "../course-element.js";
import { base } from "../styles/base.styles.js";
import { howStyles } from "../styles/how.styles.js";
import { layoutStyles } from "../styles/layout.styles.js";
import { messageStyles } from "../styles/messages.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { drawAndTrain, type DrawAndTrain } from "./engine.js";
import { provenance } from "./messages.js";
import { SfSamplerRunEvent } from "./run.event.js";
import { samplerState } from "./sampler.state.js";
import { samplerStyles } from "./sampler.styles.js";
import type { SamplerState, SamplerView, Shown, Stage, ViewHost, ViewName } from "./view.js";
import { VIEWS } from "./views.js";
import type { ModelWeights } from "./weights.js";
import { t } from "../language/t.js";

interface SamplerRequest {
  readonly state: SamplerState;
  readonly device: SamplerState["device"];
}

const paceOf = (speed: SamplerState["speed"]): Pace =>
  speed === "growing" ? GROWING : { stepsPerSecond: Number(speed), growth: 0 };
const speeds = () =>
  samplerState.fields.speed.values.map(
    (speed) => [speed, speed === "growing" ? t`gathers speed` : t`${speed} a second`] as const,
  );

/**
 * Images drawn pixel by pixel, on the reader's GPU: by four methods side by side, by five models side by side, by a model that
 * is trained in the page, or below what the reader gives.
 *
 * @summary Train in the page, then sample: how many pixels can be drawn at once.
 * @tag sf-sampler
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the choices.
 * @slot notes - What stands below, such as what to notice; withheld together with the answers.
 * @fires {SfSamplerRunEvent} sf-sampler-run - Images were drawn.
 * @fires {SfStepEvent} sf-step - The clock shows another pixel-step.
 * @fires {SfAnswerEvent} answer - The reader has answered a question.
 * @csspart choices - Which view.
 * @csspart lane - One drawing with its counters.
 * @csspart timeline - Play, single steps, scrubber and speed.
 * @csspart curve - The loss over the steps of training.
 * @csspart settings - Image, model and noise.
 * @csspart tables - The numbers as tables.
 * @csspart predict - The question that is asked first.
 * @csspart problem - What went wrong.
 * @cssproperty --sf-pixelcnn - The hue of convolutions.
 * @cssproperty --sf-mdrnn - The hue of recurrent nets.
 * @cssproperty --sf-surface - The background.
 * @cssproperty --sf-ink - Text and controls.
 */
export class SfSampler extends courseElement(samplerState) {
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
    samplerStyles,
  ];

  readonly #announcer = new Announcer(this);
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  readonly #width = new ElementWidth(this);
  readonly #printing = new Printing(this);
  readonly #visibility = new Visibility(this, () => this.#comeNear());
  readonly #clock = new Clock(this, {
    visibility: this.#visibility,
    announcer: this.#announcer,
    pace: () => paceOf(this.speed),
    said: () => this.shown?.said(this.step) ?? null,
    onRest: (step) => (this.at = step),
  });
  readonly #run = new EngineRun<SamplerRequest, Shown, DrawAndTrain>(this, {
    kind: drawAndTrain,
    run: async (engine, { state }, hooks) => (await this.#viewOf(state.view)).run(engine, state, hooks),
    onResult: (shown) => this.#complete(shown),
    onLost: () => this.#clock.pause(),
  });
  readonly #predict = new Predict(this, () => this.shown?.questions ?? []);
  readonly #views = new Map<ViewName, SamplerView>();
  #preview: Shown | null = null;
  #own: ModelWeights | null = null;
  #isNear = false;
  #playedView: ViewName | null = null;
  #isOpen = false;
  #wasHeld = false;

  /** What was run and is on screen; null before the first run. */
  get shown(): Shown | null {
    return this.#preview ?? this.#run.result;
  }
  /** A question stands before the pictures. @internal */
  get held(): boolean {
    return this.#predict.active;
  }
  /** Formulas are held back. @internal */
  get withheld(): boolean {
    return this.#predict.withheld;
  }
  /** Whether a run is going on. */
  get busy(): boolean {
    return this.#run.busy;
  }
  /** The pixel-step on the clock. */
  get step(): number {
    return this.#clock.step;
  }
  set step(step: number) {
    this.#clock.seek(step);
  }
  /** Pixel-steps of the view's clock. */
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

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const view of this.#views.values()) view.leave?.();
  }

  protected override firstUpdated(): void {
    this.#request();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const again = this.#views.get(this.view)?.runAgain ?? [];
    if (changed.has("view") || changed.has("device") || again.some((name) => changed.has(name))) this.#request();
    if (changed.size > 0 && this.hasUpdated) this.link.save();
    this.#startOnce();
    this.#holdClock();
  }

  protected override render(): TemplateResult {
    const shown = this.shown?.view === this.view ? this.shown : null;
    const held = this.#predict.active;
    const stage = shown && this.#stage(shown, held);
    return html`
      <div class="body" aria-busy=${this.#run.busy}>
        <p class="lead">
          <slot name="lead">
            ${t`A model draws an image pixel by pixel, and each pixel waits for those that the model sees. The fewer it sees, the more can be drawn at once.`}
          </slot>
        </p>
        ${messages(this.#messages, this.link.notices)}
        <div class="choices" part="choices">
          ${choice({
            id: "view",
            label: t`Look at`,
            options: samplerState.fields.view.values.map((view) => [view, VIEWS[view].title()] as const),
            value: this.view,
            onChoice: (view) => this.#host.set({ view }),
          })}
        </div>
        ${this.#predict.render()}
        ${
          stage
            ? shown.render(stage)
            : html`<div class="waiting">
                <p class="soft number">
                  ${this.#run.busy ? t`Drawing … ${Math.floor(100 * this.#run.progress)} %` : t`Not drawn yet`}
                </p>
                <slot></slot>
              </div>`
        }
        <footer class="soft">
          ${this.#run.busy && shown ? html`<b class="number">${t`Drawing: ${Math.floor(100 * this.#run.progress)} %.`}</b>` : nothing}
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

  /** A run of training is not run anew after a loss; it says itself how it went on. */
  get #messages(): Parameters<typeof messages>[0] {
    const { problem, notice, engine } = this.#run;
    return { problem, engine, notice: this.view === "training" ? "" : notice };
  }

  readonly #host: ViewHost = this.#hostOf();

  #hostOf(): ViewHost {
    const state = (): SamplerState => this.link.state;
    const own = {
      get: (): ModelWeights | null => this.#own,
      set: (weights: ModelWeights | null) => this.#take(weights),
    };
    const name = (): string => this.id || "sf-sampler";
    return {
      get name() {
        return name();
      },
      get state() {
        return state();
      },
      set: (change) => void Object.assign(this, change),
      refresh: () => this.requestUpdate(),
      again: () => this.#request(),
      preview: (shown) => {
        this.#preview = shown;
        this.#clock.withLength(shown.length);
      },
      say: (text) => this.#announcer.say(text),
      late: (load) => new LatePart(this, load),
      engine: () => this.#run.open(this.device),
      get own() {
        return own.get();
      },
      set own(weights) {
        own.set(weights);
      },
    };
  }

  /** Own weights are drawn with from now on, also where the settings stay as they are. */
  #take(weights: ModelWeights | null): void {
    this.#own = weights;
    this.weights = weights ? "own" : "pretrained";
    this.#request();
  }

  #stage(shown: Shown, held: boolean): Stage {
    return {
      state: this.link.state,
      step: this.step,
      width: this.#width.width,
      isDark: this.#dark.matches,
      held,
      withheld: this.#predict.withheld,
      clock: this.#timeline(shown, held),
    };
  }

  #timeline({ finishes }: Shown, held: boolean): TemplateResult {
    return timeline({
      id: "clock",
      ...this.#clock.view,
      unit: "pixel-step",
      held,
      finishes,
      speeds: speeds(),
      speed: this.speed,
      onSpeed: (speed) => (this.speed = speed),
    });
  }

  async #viewOf(name: ViewName): Promise<SamplerView> {
    const known = this.#views.get(name);
    if (known) return known;
    const { styles, open } = await VIEWS[name].load();
    const view = open(this.#host);
    this.#views.set(name, view);
    adoptInto(this.renderRoot, styles);
    return view;
  }

  #comeNear(): void {
    this.#isNear = true;
    this.#request();
  }

  #request(): void {
    // the language is there from the first update on
    if (!this.#isNear || !this.hasUpdated) return;
    this.#preview = null;
    this.#run.request({ state: this.link.state, device: this.device });
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
    const held = this.#predict.active;
    if (held && (this.step !== 0 || this.playing)) this.#clock.stand(0);
    if (!held && this.#wasHeld) this.#clock.play();
    this.#wasHeld = held;
  }

  #complete(shown: Shown): void {
    this.#preview = null;
    this.#clock.withLength(shown.length);
    if (!shown.ran) return;
    this.dispatchEvent(new SfSamplerRunEvent(shown.view, shown.ran));
    if (!this.#predict.active)
      this.#announcer.say(
        t`Drawn: ${shown.ran.runs.map(({ name, pixelSteps }) => t`${name}, ${pixelSteps} pixel-steps`).join("; ")}.`,
      );
  }

  readonly #onToggle = (event: Event): void => {
    if (this.#printing.active) return;
    this.#isOpen = (event.currentTarget as HTMLDetailsElement).open;
    this.requestUpdate();
  };
}

if (!customElements.get("sf-sampler")) customElements.define("sf-sampler", SfSampler);

declare global {
  interface HTMLElementTagNameMap {
    "sf-sampler": SfSampler;
  }
}
