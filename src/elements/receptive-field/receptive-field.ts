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
import { cssVariables } from "../controllers/css-variables.js";
import { EngineRun } from "../controllers/engine-run.js";
import { Media } from "../controllers/media.js";
import { Playback } from "../controllers/playback.js";
import { Visibility } from "../controllers/visibility.js";
import { choiceStyles } from "../controls/choice.js";
import { legendStyles } from "../controls/legend.js";
import { mathStyles } from "../controls/math.styles.js";
import { Predict } from "../controls/predict.js";
import type { Question } from "../controls/predict.js";
import { sliderStyles } from "../controls/slider.js";
import { timeline, timelineStyles } from "../controls/timeline.js";
import { courseElement } from "../course-element.js";
import { base } from "../styles/base.styles.js";
import { howStyles } from "../styles/how.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { closedForms } from "./closed-forms.js";
import { dataTable } from "./data-table.js";
import "./field-picture.js";
import { differences, fieldView, type FieldView } from "./field-view.js";
import { howToRead } from "./how-to-read.js";
import { layerTable } from "./layer-table.js";
import { imageFor } from "./inputs.js";
import { formatLayers, LAYERS_FORM, parseLayers, withDepth, type StackLayer } from "./layers.js";
import { measure, type Measurand, type Measured } from "./measure.js";
import { SfMeasuredEvent } from "./measured.event.js";
import { colourOf, hueOf, layersOf, MODEL_TITLES, specOf, type FieldState } from "./model.js";
import { comparedWith, multiples, type Compared } from "./multiples.js";
import { numbers, provenance, sensitivityLine } from "./numbers.js";
import { questionsOf } from "./questions.js";
import { receptiveFieldState } from "./receptive-field.state.js";
import { receptiveFieldStyles } from "./receptive-field.styles.js";
import { sceneOf } from "./scene.js";
import { colourChooser, presetChooser, settings, tintChooser } from "./settings.js";
import { Steering } from "./steering.js";

type Request = Measurand & { readonly device: FieldState["device"] };

const MODEL_CHANGES = ["model", "layers", "context", "colours", "channels", "height", "width"] as const;
const QUESTION_CHANGES = [...MODEL_CHANGES, "row", "column", "colour", "mode", "answers"] as const;
const SPEEDS = [
  ["0.5", "½ layer a second"],
  ["1", "1 layer a second"],
  ["2", "2 layers a second"],
  ["4", "4 layers a second"],
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
 * @csspart picture - The image with the field.
 * @csspart numbers - Pixels seen, in the window, blind.
 * @csspart timeline - Play, single layers, scrubber and speed.
 * @csspart layers - The stack, layer by layer.
 * @csspart settings - The controls of the model.
 * @csspart multiples - The same output in other models.
 * @cssproperty --sf-pixelcnn - The hue of the convolutional models.
 * @cssproperty --sf-mdrnn - The hue of the recurrent models.
 */
export class SfReceptiveField extends courseElement(receptiveFieldState) {
  static override styles = [
    tokens,
    base,
    howStyles,
    sliderStyles,
    choiceStyles,
    timelineStyles,
    legendStyles,
    mathStyles,
    receptiveFieldStyles,
  ];

  readonly #announcer = new Announcer(this);
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  readonly #calm = new Media(this, "(prefers-reduced-motion: reduce)");
  readonly #visibility = new Visibility(this, () => this.#comeNear());
  readonly #playback = new Playback(this, { stepsPerSecond: 1, growth: 0 }, () => this.#announce());
  readonly #predict = new Predict(this, () => this.#questions);
  readonly #run = new EngineRun<Request, Measured>(this, {
    kind: runModels,
    run: (engine, request, { signal }) => measure(engine, request, signal),
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
  #questions: readonly Question[] | null = null;
  #isNear = false;
  #spec!: ModelSpec;
  #fields!: OutputFields;
  #compared: readonly Compared[] = [];
  #view!: FieldView;
  #x!: Tensor<Float32Array>;
  #weights: Measurand["weights"] = {};
  #asked: Request | null = null;

  /** What the output that is shown sees, by the graph. */
  get view(): FieldView {
    return this.#view;
  }
  /** The measurement of the output that is shown; null while there is none. */
  get measured(): Measured | null {
    const { result } = this.#run;
    return result && result.of === this.#asked ? result : null;
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
    if (!this.hasUpdated || QUESTION_CHANGES.some((name) => changed.has(name))) this.#newQuestions();
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
    this.#compared = comparedWith(this.link.state);
    this.#steering.hovered = null;
  }

  #newInputs(): void {
    const { height, width, seed } = this;
    this.#x = imageFor(builtinImage(this.image, { height, width }, seed), this.#spec.inputs);
    this.#weights = initialWeights(this.#spec, seed);
  }

  #newQuestions(): void {
    const isAsking = this.mode === "predict" || this.answers === "hidden";
    this.#questions = isAsking
      ? questionsOf({ ...this.#place, state: this.link.state, fields: this.#fields, depth: this.depth })
      : null;
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
    const colour = this.#colour;
    const { device } = this;
    const asked = this.#asked;
    const isSame =
      asked !== null &&
      asked.spec === this.#spec &&
      asked.x === this.#x &&
      asked.weights === this.#weights &&
      asked.layers === layers &&
      asked.pixel === pixel &&
      asked.colour === colour &&
      asked.device === device;
    if (isSame) return;
    this.#asked = {
      spec: this.#spec,
      x: this.#x,
      weights: this.#weights,
      layers,
      pixel,
      device,
      ...(colour === undefined ? {} : { colour }),
    };
    this.#run.request(this.#asked);
  }

  #comeNear(): void {
    this.#isNear = true;
    this.requestUpdate();
  }

  #complete({ of, planes, device }: Measured): void {
    if (of !== this.#asked) return;
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
    const { view, measured } = this;
    const place = `Row ${Math.floor(view.pixel / view.width)}, column ${view.pixel % view.width}, layer ${view.layers}`;
    if (this.#predict.active) return this.#announcer.say(`${place}. A question is asked first.`);
    const agrees = measured && differences(view.planes, measured.planes).length === 0;
    const said = measured ? (agrees ? " The measurement agrees." : " The measurement does not agree!") : "";
    this.#announcer.say(
      `${place}: ${view.seen.length} pixels seen of ${view.window.length}, ${view.blind.length} blind.${said}`,
    );
  }

  protected override render(): TemplateResult {
    const state = this.link.state;
    const view = this.#view;
    const { measured } = this;
    const held = this.#predict.active;
    const { withheld } = this.#predict;
    const hue = hueOf(this.model);
    const isSequence = this.height === 1;
    const colour = this.#colour;
    const layers = layersOf(this);
    const scene = sceneOf({
      state,
      spec: this.#spec,
      fields: this.#fields,
      view,
      measured,
      isHidden: held,
      verdicts: this.#predict.verdicts,
    });
    const rows = isSequence ? this.depth + 1 : this.height;
    const set = (change: Partial<FieldState>): void => void Object.assign(this, change);
    return html`
      <div class="field">
        <p class="lead">
          <slot name="lead">
            Point at a pixel. Coloured is all that the output there can see of the image, through every layer below it;
            hatched is what its window holds and it does not see.
          </slot>
        </p>
        ${[...this.link.notices, this.#run.notice].filter(Boolean).map((text) => html`<p class="notice">${text}</p>`)}
        ${this.#run.engine?.reason ? html`<p class="notice"><b>on the processor</b> ${this.#run.engine.reason.message}</p>` : nothing}
        ${presetChooser(state, withheld, ({ setting }) => {
          this.#playback.set(pause);
          set({ ...setting, layer: Infinity });
        })}
        ${this.#predict.render()}
        <div class=${`stage ${hue} ${isSequence ? "sequence" : ""}`}>
          <div>
            <div
              class=${this.#predict.picking ? "picture picking" : "picture"}
              part="picture"
              role="application"
              tabindex="0"
              aria-label=${`${MODEL_TITLES[this.model]}: ${this.height} × ${this.width} pixels. Arrow keys ${this.#predict.picking ? "move, Space chooses" : "move the output"}.`}
              aria-describedby="readout"
              @pointermove=${this.#steering.onMove}
              @pointerdown=${this.#steering.onDown}
              @pointerup=${this.#steering.onUp}
              @pointercancel=${this.#steering.onUp}
              @pointerleave=${this.#steering.onLeave}
              @keydown=${this.#steering.onKey}
            >
              <sf-field-picture .scene=${scene}></sf-field-picture>
              ${this.#steering.cursor === null ? nothing : this.#cursorMark(this.#steering.cursor, rows)}
            </div>
            <p id="readout" class="readout number">${this.#readout(held)}</p>
            <div class="tint">
              ${tintChooser(state, set)} ${colour === undefined ? nothing : colourChooser(state, set)}
            </div>
          </div>
          <div class="words">
            ${numbers({
              view,
              measured,
              busy: this.busy,
              problem: this.#run.problem,
              forms: closedForms({
                state,
                layers: layers.slice(0, view.layers),
                view,
                interior: view.layers > 0 ? this.#fields.interior(view.layers - 1) : null,
              }),
              colour: colour ?? null,
              hidden: held,
              withheld,
            })}
            ${sensitivityLine(view, held ? null : measured, this.seed)}
            <section class="stack" aria-labelledby="layers-title">
              <h2 id="layers-title">The stack</h2>
              ${layerTable({
                model: this.model,
                layers,
                chosen: view.layers,
                fields: this.#fields,
                hidden: held,
                onChoose: (chosen) => this.#turn((player) => seek(player, chosen)),
                onChange: (index, part) =>
                  this.#restack(layersOf(this).map((layer, i) => (i === index ? { ...layer, ...part } : layer))),
              })}
            </section>
          </div>
        </div>
        ${timeline({
          id: "clock",
          unit: "layer",
          step: this.#playback.step,
          length: this.depth,
          playing: this.playing,
          held,
          finishes: [],
          speeds: SPEEDS,
          speed: this.speed,
          onPlay: (playing) => this.#playback.set(playing ? play : pause),
          onSeek: (target) => this.#turn((player) => seek(player, target)),
          onStep: (steps) => this.#turn((player) => stepBy(player, steps)),
          onSpeed: (speed) => (this.speed = speed),
        })}
        ${howToRead({
          show: this.show,
          hue,
          hasColours: colour !== undefined,
          isSequence,
          depth: this.depth,
          isDark: this.#dark.matches,
          hasWrong: scene.wrong.length > 0,
        })}
        <section class="panel" aria-labelledby="settings-title">
          <h2 id="settings-title">What is looked at</h2>
          ${settings(state, set, (depth) => this.#restack(withDepth(layersOf(this), depth)))}
        </section>
        ${multiples(this.#compared, view, held, ({ state: { model, layers: stack } }) =>
          set({ model, layers: stack, context: "raster", colours: "1" }),
        )}
        <footer class="soft">${held ? nothing : provenance(measured)}</footer>
        <details>
          <summary>The field as a table</summary>
          ${dataTable(view, measured, held)}
        </details>
        ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  #cursorMark(cursor: number, rows: number): TemplateResult {
    const { width } = this;
    const row = this.height === 1 ? rows - 1 : Math.floor(cursor / width);
    const variables = {
      "--row": `${row}`,
      "--column": `${cursor % width}`,
      "--rows": `${rows}`,
      "--columns": `${width}`,
    };
    return html`<div class="cursor" ${cssVariables(variables)}></div>`;
  }

  #readout(held: boolean): TemplateResult {
    const { pixel, width, layers, seen } = this.#view;
    const row = Math.floor(pixel / width);
    return html`Output of layer <b>${layers}</b> of ${this.depth} at <b>row ${row}, column ${pixel % width}</b>${
        held ? nothing : html`: sees <b>${seen.length}</b> of ${this.height * width} pixels`
      }`;
  }

  /** Takes another stack, unless it would reach further than can be shown. */
  #restack(layers: readonly StackLayer[]): void {
    const text = formatLayers(layers);
    if (parseLayers(text)) this.layers = text;
    else this.#announcer.say(`Not taken: use ${LAYERS_FORM}.`);
    this.requestUpdate();
  }

  #turn(change: Parameters<Playback["set"]>[0]): void {
    this.#playback.set((player) => pause(change(player)));
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
