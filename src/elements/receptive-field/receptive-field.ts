import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { runModels } from "../../engine/run-models.js";
import type { Colour } from "../../graph/colours.js";
import { outputFields, type OutputFields } from "../../graph/output-field.js";
import { builtinImage } from "../../io/builtin-images.js";
import { initialWeights } from "../../models/initialise.js";
import type { ModelSpec } from "../../models/spec.js";
import type { Tensor } from "../../models/tensor.js";
import { play, pause, seek, stepBy, withLength, withPace } from "../../trace/player.js";
import { Announcer } from "../controllers/announcer.js";
import { EngineRun } from "../controllers/engine-run.js";
import { LatePart } from "../controllers/late-part.js";
import { Media } from "../controllers/media.js";
import { Playback } from "../controllers/playback.js";
import { Printing } from "../controllers/printing.js";
import { Visibility } from "../controllers/visibility.js";
import { choiceStyles } from "../controls/choice.js";
import { mathStyles } from "../controls/math.styles.js";
import { Predict } from "../controls/predict.js";
import type { Question } from "../controls/predict.js";
import { timeline, timelineStyles } from "../controls/timeline.js";
import { processorBadge } from "../controls/messages.js";
import { courseElement } from "../course-element.js";
import { t } from "../language/t.js";
import { adoptInto } from "../styles/adopt.js";
import { base } from "../styles/base.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import "./field-picture.js";
import { differences, fieldView, type FieldView } from "./field-view.js";
import { imageFor } from "./inputs.js";
import { formatLayers, MOST_REACH, parseLayers, withDepth, type StackLayer } from "./layers.js";
import { isSameMeasurand, measure, type Measurand, type Measured } from "./measure.js";
import { SfMeasuredEvent } from "./measured.event.js";
import { colourOf, hueOf, layersOf, specOf, type FieldState } from "./model.js";
import type { Compared } from "./multiples.js";
import { presetChooser } from "./preset-chooser.js";
import { receptiveFieldState } from "./receptive-field.state.js";
import { receptiveFieldStyles } from "./receptive-field.styles.js";
import type { FieldShown } from "./scene.js";
import { stage } from "./stage.js";
import { Steering } from "./steering.js";
import { spoken } from "./words.js";

type Request = Measurand & { readonly device: FieldState["device"] };

const MODEL_CHANGES = ["model", "layers", "context", "colours", "channels", "height", "width"] as const;
const QUESTION_CHANGES = [...MODEL_CHANGES, "row", "column", "colour", "mode", "answers"] as const;
const speeds = () =>
  [
    ["0.5", t`½ layer a second`],
    ["1", t`1 layer a second`],
    ["2", t`2 layers a second`],
    ["4", t`4 layers a second`],
  ] as const;

/**
 * Which pixels an output sees: counted on the graph at once, measured on the reader's GPU by the gradient of that one output, and
 * compared. What the causal window of the same reach holds and the output does not see is its blind spot.
 *
 * @summary The exact receptive field of any output of any layer, measured, with its blind spot.
 * @tag sf-receptive-field
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the picture.
 * @slot notes - What to notice, below everything; held back while questions are asked.
 * @fires {SfMeasuredEvent} sf-measured - An output's set has been measured and compared.
 * @fires {SfAnswerEvent} answer - The reader has answered a question.
 * @csspart preset - The choice of a named stack, with its sentence.
 * @csspart picture - The image with the field.
 * @csspart tint - What the colours show, and the colour of the output.
 * @csspart numbers - Pixels seen, in the window, blind.
 * @csspart layers - The stack, layer by layer.
 * @csspart timeline - Play, single layers, scrubber and speed.
 * @csspart how - The legend.
 * @csspart settings - The controls of the model.
 * @csspart multiples - The same output in other models.
 * @csspart footer - What measured, in how many steps.
 * @csspart tables - The field as a table.
 * @cssproperty --sf-pixelcnn - The hue of the convolutional models.
 * @cssproperty --sf-mdrnn - The hue of the recurrent models.
 */
export class SfReceptiveField extends courseElement(receptiveFieldState) {
  static override styles = [tokens, base, choiceStyles, timelineStyles, mathStyles, receptiveFieldStyles];

  readonly #announcer = new Announcer(this);
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  readonly #calm = new Media(this, "(prefers-reduced-motion: reduce)");
  readonly #visibility = new Visibility(this, () => this.#comeNear());
  readonly #playback = new Playback(this, { stepsPerSecond: 1, growth: 0 }, () => this.#announce());
  /** What the first picture does not need. */
  readonly #details = new LatePart(this, async () => {
    const details = await import("./details.js");
    for (const styles of details.detailsStyles) adoptInto(this.renderRoot, styles);
    return details;
  });
  readonly #questions = new LatePart(this, () => import("./questions.js"));
  readonly #predict = new Predict(this, () => this.#asking());
  readonly #printing = new Printing(this);
  readonly #run = new EngineRun<Request, Measured>(this, {
    kind: runModels,
    run: async (engine, request, { signal }) => {
      const [measured] = await Promise.all([measure(engine, request, signal), this.#details.ready()]);
      return measured;
    },
    onResult: (measured) => this.#complete(measured),
    onLost: () => this.#playback.set(pause),
  });
  readonly #steering = new Steering({
    predict: this.#predict,
    extent: () => this.#extent,
    pinned: () => this.#pinned,
    pin: (pixel) => this.#pin(pixel),
    changed: () => this.requestUpdate(),
    say: (text) => this.#announcer.say(text),
  });
  /** What is asked of this output; null until it is known. */
  #asked: readonly Question[] | null = null;
  #isNear = false;
  #isOpen = false;
  #spec!: ModelSpec;
  #fields!: OutputFields;
  #compared: readonly Compared[] | null = null;
  #view!: FieldView;
  #x!: Tensor<Float32Array>;
  #weights: Measurand["weights"] = {};
  #wanted: Request | null = null;

  /** What the output that is shown sees, by the graph. */
  get view(): FieldView {
    return this.#view;
  }
  /** The measurement of the output that is shown; null while there is none. */
  get measured(): Measured | null {
    const { result } = this.#run;
    return result && result.of === this.#wanted ? result : null;
  }
  /** Whether a measurement waits or runs. */
  get busy(): boolean {
    return this.#run.busy;
  }
  /** Layers of the stack. */
  get depth(): number {
    return layersOf(this).length;
  }
  get playing(): boolean {
    return this.#playback.player.playing;
  }

  /** What is on screen, for pictures of it. @internal */
  get shown(): FieldShown {
    return {
      state: this.link.state,
      spec: this.#spec,
      fields: this.#fields,
      view: this.#view,
      measured: this.measured,
      isHidden: this.#predict.active,
      isWithheld: this.#predict.withheld,
      verdicts: this.#predict.verdicts,
    };
  }

  get #pinned(): number {
    return Math.min(this.row, this.height - 1) * this.width + Math.min(this.column, this.width - 1);
  }
  get #pixel(): number {
    return this.#steering.hovered ?? this.#pinned;
  }
  get #colour(): Colour | undefined {
    return colourOf(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isNewModel = !this.hasUpdated || MODEL_CHANGES.some((name) => changed.has(name));
    if (isNewModel) this.#newModel();
    if (isNewModel || changed.has("seed") || changed.has("image")) this.#newInputs();
    if (!this.hasUpdated || QUESTION_CHANGES.some((name) => changed.has(name))) this.#asked = null;
    this.#steering.settle();
    this.#syncLayer(changed.has("layer") || isNewModel);
    this.#playback.held = !this.#visibility.onScreen;
    this.#playback.strides = this.#calm.matches;
    if (changed.has("speed"))
      this.#playback.set((player) => withPace(player, { stepsPerSecond: Number(this.speed), growth: 0 }));
    this.#look();
    this.#ask();
    if (changed.size > 0 && this.hasUpdated) this.link.save();
  }

  #newModel(): void {
    this.#spec = specOf(this);
    this.#fields = outputFields(this.#spec, this);
    this.#compared = null;
    this.#steering.hovered = null;
  }

  #newInputs(): void {
    const { height, width, seed } = this;
    this.#x = imageFor(builtinImage(this.image, { height, width }, seed), this.#spec.inputs);
    this.#weights = initialWeights(this.#spec, seed);
  }

  #asking(): readonly Question[] | null {
    const { value: part } = this.#questions;
    if (!part || !this.hasUpdated) return null;
    return (this.#asked ??= part.questionsOf({
      ...this.#place,
      state: this.link.state,
      fields: this.#fields,
      depth: this.depth,
    }));
  }

  get #place(): { pixel: number; colour?: Colour } {
    const colour = this.#colour;
    return { pixel: this.#pinned, ...(colour === undefined ? {} : { colour }) };
  }

  /** The clock and the layer are one: whichever was changed leads. */
  #syncLayer(isLayerGiven: boolean): void {
    const { depth } = this;
    if (isLayerGiven) this.#playback.set((player) => seek(withLength(player, depth), Math.min(this.layer, depth)));
    const { step } = this.#playback;
    if (step !== Math.min(this.layer, depth)) this.layer = step === depth ? Infinity : step;
  }

  #look(): void {
    const { height, width } = this;
    const colour = this.#colour;
    const layers = Math.min(this.layer, this.depth);
    this.#view = fieldView(this.#fields, {
      height,
      width,
      pixel: this.#pixel,
      layers,
      ...(colour === undefined ? {} : { colour }),
    });
  }

  /** Asks for a measurement where what is shown is not what was asked for last. */
  #ask(): void {
    const { layers, pixel } = this.#view;
    if (!this.#isNear || layers === 0 || this.#predict.active) return;
    const wanted: Request = {
      spec: this.#spec,
      x: this.#x,
      weights: this.#weights,
      layers,
      device: this.device,
      ...this.#place,
      pixel,
    };
    if (this.#wanted?.device === wanted.device && isSameMeasurand(this.#wanted, wanted)) return;
    this.#wanted = wanted;
    this.#run.request(wanted);
  }

  #comeNear(): void {
    this.#isNear = true;
    this.requestUpdate();
  }

  #complete({ of, planes, device }: Measured): void {
    if (of !== this.#wanted) return;
    const agrees = differences(this.#view.planes, planes).length === 0;
    const measured = new Set(planes.flat()).size;
    this.dispatchEvent(
      new SfMeasuredEvent({
        layer: of.layers,
        row: Math.floor(of.pixel / this.width),
        column: of.pixel % this.width,
        measured,
        structural: this.#view.seen.length,
        agrees,
        device,
      }),
    );
    this.#announce();
  }

  #announce(): void {
    this.#announcer.say(spoken({ view: this.#view, measured: this.measured, held: this.#predict.active }));
  }

  protected override render(): TemplateResult {
    const { shown } = this;
    const { state, view, measured, isHidden: held, isWithheld: withheld } = shown;
    const { locked } = this.link;
    const layers = layersOf(state);
    const details = this.#details.value;
    const set = (change: Partial<FieldState>): void => void Object.assign(this, change);
    return html`
      <div class="field">
        <p class="lead">
          <slot name="lead">
            ${t`Point at a pixel. Coloured is all that the output there can see of the image, through every layer below it; hatched is what its window holds and it does not see.`}
          </slot>
        </p>
        ${[...this.link.notices, this.#run.notice, this.#details.problem, this.#questions.problem].filter(Boolean).map((text) => html`<p class="notice">${text}</p>`)}
        ${this.#run.engine?.reason ? html`<p class="notice">${processorBadge()} ${this.#run.engine.reason.message}</p>` : nothing}
        ${presetChooser(state, withheld, locked, ({ setting }) => {
          this.#playback.set(pause);
          set({ ...setting, layer: Infinity });
        })}
        ${this.#predict.render()}
        ${stage({
          shown,
          steering: this.#steering,
          isPicking: this.#predict.picking,
          busy: this.busy,
          problem: this.#run.problem,
          forms:
            details?.closedForms({
              state,
              layers: layers.slice(0, view.layers),
              view,
              interior: view.layers > 0 ? this.#fields.interior(view.layers - 1) : null,
            }) ?? [],
          sensitivity:
            details && measured && !held && view.layers > 0
              ? details.sensitivityLine(view, measured, this.seed)
              : nothing,
          set,
          onChoose: (chosen) => this.#turn((player) => seek(player, chosen)),
          onChange: (index, part) =>
            this.#restack(layersOf(this).map((layer, i) => (i === index ? { ...layer, ...part } : layer))),
        })}
        ${timeline({
          id: "clock",
          unit: "layer",
          step: this.#playback.step,
          length: this.depth,
          playing: this.playing,
          held,
          finishes: [],
          speeds: speeds(),
          speed: this.speed,
          onPlay: (playing) => this.#play(playing ? play : pause),
          onSeek: (target) => this.#turn((player) => seek(player, target)),
          onStep: (steps) => this.#turn((player) => stepBy(player, steps)),
          onSpeed: (speed) => (this.speed = speed),
        })}
        ${details?.howToRead({
          show: this.show,
          hue: hueOf(this.model),
          hasColours: this.#colour !== undefined,
          isSequence: this.height === 1,
          depth: this.depth,
          isDark: this.#dark.matches,
          hasWrong: measured !== null && !held && differences(view.planes, measured.planes).length > 0,
        })}
        <section class="panel" part="settings" aria-labelledby="settings-title" ?hidden=${!details}>
          <h2 id="settings-title">${t`What is looked at`}</h2>
          ${details?.settings(state, locked, set, (depth) => this.#restack(withDepth(layersOf(this), depth)))}
        </section>
        ${details?.multiples(
          (this.#compared ??= details.comparedWith(state)),
          view,
          held,
          ({ state: { model, layers: stack } }) => set({ model, layers: stack, context: "raster", colours: "1" }),
        )}
        <footer class="soft" part="footer">${held ? nothing : details?.provenance(measured)}</footer>
        <details part="tables" ?open=${this.#isOpen || this.#printing.active} @toggle=${this.#onToggle}>
          <summary>${t`The field as a table`}</summary>
          ${this.#isOpen || this.#printing.active ? details?.dataTable(view, measured, held) : nothing}
        </details>
        ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  readonly #onToggle = ({ currentTarget }: Event): void => {
    if (this.#printing.active) return;
    this.#isOpen = (currentTarget as HTMLDetailsElement).open;
    this.requestUpdate();
  };

  /** Takes another stack, unless it would reach further than can be shown. */
  #restack(layers: readonly StackLayer[]): void {
    const text = formatLayers(layers);
    if (parseLayers(text)) this.layers = text;
    else this.#announcer.say(t`Not taken: a stack reaches ${MOST_REACH} pixels at most.`);
    this.requestUpdate();
  }

  /** The clock stands where the page has locked the layer. */
  #play(change: Parameters<Playback["set"]>[0]): void {
    if (!this.link.locked.includes("layer")) this.#playback.set(change);
  }

  #turn(change: Parameters<Playback["set"]>[0]): void {
    this.#play((player) => pause(change(player)));
    this.#announce();
  }

  #pin(pixel: number): void {
    this.row = Math.floor(pixel / this.width);
    this.column = pixel % this.width;
    void this.updateComplete.then(() => this.#announce());
  }

  get #extent(): { height: number; width: number; rows: number } {
    return { height: this.height, width: this.width, rows: this.height === 1 ? this.depth + 1 : this.height };
  }
}

if (!customElements.get("sf-receptive-field")) customElements.define("sf-receptive-field", SfReceptiveField);

declare global {
  interface HTMLElementTagNameMap {
    "sf-receptive-field": SfReceptiveField;
  }
}
