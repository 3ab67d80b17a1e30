import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import type { SfImageChangeEvent } from "../controls/image-source/image-change.event.js";
import type { SfImageSource } from "../controls/image-source/image-source.js";
import "../controls/image-source/image-source.js";
import { choiceStyles } from "../controls/choice.js";
import { legendStyles } from "../controls/legend.js";
import { messages } from "../controls/messages.js";
import { Predict } from "../controls/predict.js";
import { sliderStyles } from "../controls/slider.js";
import { Announcer } from "../controllers/announcer.js";
import { DropTarget } from "../controllers/drop-target.js";
import { EngineRun } from "../controllers/engine-run.js";
import { LatePart } from "../controllers/late-part.js";
import { Media } from "../controllers/media.js";
import { Visibility } from "../controllers/visibility.js";
import { runModels } from "../../engine/run-models.js";
import { SweepfieldError } from "../../error.js";
import { courseElement } from "../course-element.js";
import { base } from "../styles/base.styles.js";
import { rampsFor } from "../styles/ramps.js";
import { howStyles } from "../styles/how.styles.js";
import { messageStyles } from "../styles/messages.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { coloursOf } from "./colours.js";
import { coneReport, withoutCone } from "./cone-report.js";
import type { Pixel, PlaneReport } from "./cone-report.js";
import { layerStackState } from "./layer-stack.state.js";
import { layerStackStyles } from "./layer-stack.styles.js";
import { lookOf } from "./look.js";
import type { Look } from "./look.js";
import { stackModel } from "./model.js";
import type { StackModel } from "./model.js";
import { SfOutputChangeEvent } from "./output-change.event.js";
import type { StackShown } from "./layer-stack.figure.js";
import type { Presentation } from "./picture.js";
import { sceneOf } from "./scene.js";
import type { Scene } from "./scene.js";
import { cameraControls, outputControls } from "./controls.js";
import { releaseStack, runStack } from "./stack-run.js";
import type { StackRequest, StackResult } from "./stack-run.js";
import { Stage } from "./stage.js";

/** What is on screen, with the run that it shows. */
export type ShownStack = Omit<StackShown, "image" | "means" | "adapter"> & { readonly result: StackResult };

const RUN_AGAIN = ["model", "depth", "channels", "kernel", "seed", "device"] as const;
const SCENE_AGAIN = ["row", "column"] as const;
const SAVE_MS = 300;

/**
 * The layers of a PixelCNN, gated PixelCNN or MDRNN as planes in space, the image at the bottom, with the cone of one output through
 * them: which cells of each layer it depends on. The activations are drawn from the GPU's own buffers.
 *
 * @summary The layers as planes in 3-D, with the cone of the chosen output.
 * @tag sf-layer-stack
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the picture.
 * @slot notes - What the page has to say about it; withheld together with the answers.
 * @fires {SfOutputChangeEvent} sf-output-change - The reader chose another output.
 * @fires {SfAnswerEvent} answer - A question was answered.
 * @csspart stage - The picture in space.
 * @csspart cone - The chosen output, its cone in a sentence, and the table.
 * @csspart table - The cone in numbers.
 * @csspart camera - Views and camera sliders.
 * @csspart how - The legend.
 * @csspart image - The choice of an image.
 * @csspart settings - The controls of the model.
 * @csspart footer - What ran it, in how many steps, and how it came to the screen.
 * @csspart problem - What went wrong.
 * @cssproperty --sf-pixelcnn - The hue of the cone of a PixelCNN.
 * @cssproperty --sf-mdrnn - The hue of the cone of an MDRNN.
 * @cssproperty --sf-surface - The background of the picture.
 */
export class SfLayerStack extends courseElement(layerStackState) {
  static override styles = [
    tokens,
    base,
    messageStyles,
    howStyles,
    sliderStyles,
    choiceStyles,
    legendStyles,
    layerStackStyles,
  ];

  readonly #source = createRef<SfImageSource>();
  readonly #announcer = new Announcer(this);
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  readonly #forced = new Media(this, "(forced-colors: active)");
  readonly #drop = new DropTarget(this, { onFiles: (files) => void this.#source.value?.open(files) });
  readonly #run = new EngineRun<StackRequest, StackResult>(this, {
    kind: runModels,
    run: async (engine, request, { signal }) => {
      const [result] = await Promise.all([runStack(engine, request, signal), this.#details.ready()]);
      return result;
    },
    onResult: (result) => this.#take(result),
    drop: releaseStack,
    onLost: () => this.#stage.stop(),
  });
  /** What the first picture does not need. */
  readonly #details = new LatePart(this, () => import("./details.js"));
  readonly #questions = new LatePart(this, () => import("./questions.js"));
  readonly #predict = new Predict(this, () => {
    const { value: part } = this.#questions;
    return part && this.#report.length > 0 ? part.stackQuestions(this.#report, this.output) : null;
  });
  readonly #stage = new Stage(this, {
    onSteer: (steer) => Object.assign(this, steer),
    onPixel: (pixel) => this.#choose(pixel),
    onProblem: (error) => this.#fail(error),
  });
  #isNear = false;
  /** The run on screen. */
  #shown: StackResult | null = null;
  #report: readonly PlaneReport[] = [];
  #scene: Scene | null = null;
  #isHeldBack = false;
  #look: Look | null = null;
  #lookKey = "";
  #saving: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Visibility(this, () => {
      this.#isNear = true;
      this.#request();
    });
  }

  /** The chosen output, on the image that is shown. */
  get output(): Pixel {
    const { height = this.size, width = this.size } = this.#model?.grid ?? {};
    return { row: Math.min(this.row, height - 1), column: Math.min(this.column, width - 1) };
  }
  /** What the output sees of each plane, from the image up; empty before the first run. */
  get cone(): readonly { readonly title: string; readonly count: number }[] {
    return this.#report.map(({ plane, count }) => ({ title: plane.title, count }));
  }
  /** What is on screen, for pictures of it; null before the first run. @internal */
  get shown(): ShownStack | null {
    const result = this.#shown;
    if (!result || this.#report.length === 0) return null;
    const { model, ownImage } = result.request;
    return {
      state: this.link.state,
      model,
      output: this.output,
      planes: this.#report,
      ownImage,
      isHidden: this.#predict.active,
      result,
    };
  }
  /** Whether something is still being run or drawn. */
  get busy(): boolean {
    return this.#run.busy || !this.#stage.isSettled;
  }
  /** How the picture comes to the screen: drawn by the GPU on a canvas, drawn by it and read back, or projected by the processor. */
  get presentation(): Presentation | null {
    return this.#stage.presentation;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#saving);
    this.#take(null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (RUN_AGAIN.some((name) => changed.has(name))) this.#request();
    if (changed.size > 0 && this.hasUpdated) {
      // a drag would otherwise write the address more often than browsers allow
      clearTimeout(this.#saving);
      this.#saving = setTimeout(() => this.link.save(), SAVE_MS);
    }
    if (SCENE_AGAIN.some((name) => changed.has(name))) this.#report = [];
    this.#prepare();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#look && this.#shown && this.#scene) {
      const { turn, tilt, zoom, others } = this;
      this.#stage.show(this.#shown, this.#scene, this.#look, { turn, tilt, zoom }, others === "hidden");
    }
    if (this.#model && SCENE_AGAIN.some((name) => changed.get(name) !== undefined)) this.#tell();
  }

  protected override render(): TemplateResult {
    const model = this.#model;
    const details = this.#details.value;
    const { output } = this;
    const isHeldBack = this.#isHeldBack;
    const sentence = model && !isHeldBack ? details?.coneSentence(this.#report, output) : "";
    return html`
      <div class=${`stack ${this.model}${this.#drop.active ? " dragged" : ""}`}>
        <p class="lead">
          <slot name="lead">
            ${t`Every layer is a plane, the image lies at the bottom. The line shows which cells of each layer one output depends on, all the way down to the pixels.`}
          </slot>
        </p>
        ${messages(this.#run, [...this.link.notices, this.#details.problem, this.#questions.problem])}
        ${this.#predict.render()}
        <div class="view" aria-busy=${this.#run.busy}>
          ${this.#stage.render(this.#shown, this.#scene, output, isHeldBack)}
          <div class="facts" part="cone">
            <h2>${t`The cone of one output`}</h2>
            ${outputControls(output, model?.grid ?? { height: this.size, width: this.size }, (change) => this.#choose({ ...output, ...change }))}
            <p id="sentence" class="sentence">
              ${isHeldBack ? t`Answer first: how much does this output see?` : sentence}
              ${model && details && !this.#predict.withheld ? html`<span class="soft">${details.unclippedSentence(model)}</span>` : nothing}
            </p>
            ${details?.coneTable(this.#report, output, isHeldBack)}
          </div>
          ${cameraControls(this, (steer) => Object.assign(this, steer))}
        </div>
        ${model ? nothing : html`<slot></slot>`} ${details?.legend(this.others, this.#dark.matches)}
        <div class="panels">
          <section class="panel" part="image" aria-labelledby="image-title">
            <h2 id="image-title">${t`The image`}</h2>
            <sf-image-source
              ${ref(this.#source)}
              .image=${this.image}
              .seed=${this.seed}
              .locked=${this.link.locked}
              .colour=${this.colour}
              .height=${this.size}
              .width=${this.size}
              @sf-image-change=${this.#onImage}
            ></sf-image-source>
          </section>
          <section class="panel" part="settings" aria-labelledby="model-title">
            <h2 id="model-title">${t`What runs`}</h2>
            ${details?.settings(this.link.state, (change) => Object.assign(this, change))}
          </section>
        </div>
        <footer class="soft" part="footer">${details?.provenance(this.#run, this.presentation)}</footer>
        <slot name="notes" ?hidden=${this.#predict.withheld}></slot>
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  get #model(): StackModel | null {
    return this.#shown?.request.model ?? null;
  }

  /** Brings cone, scene and colours up to date with the run, the chosen output and what may be shown. */
  #prepare(): void {
    const model = this.#model;
    if (!model) return;
    if (this.#report.length === 0) {
      this.#report = coneReport(model, this.output);
      this.#scene = null;
    }
    const isHeldBack = this.#predict.active;
    if (isHeldBack !== this.#isHeldBack) this.#scene = null;
    this.#isHeldBack = isHeldBack;
    const { output } = this;
    this.#scene ??= sceneOf(model, isHeldBack ? withoutCone(this.#report, model, output) : this.#report, output);
    const hue = this.model === "mdrnn" ? "mdrnn" : "pixelcnn";
    const key = [hue, this.others, this.#dark.matches, this.#forced.matches].join();
    if (key === this.#lookKey) return;
    this.#lookKey = key;
    this.#look = lookOf(coloursOf(this, hue, this.#forced.matches), rampsFor(this.#dark.matches).signed, this.others);
  }

  /** Asks for a run of the present image and settings, once there is an image and a reader near it. */
  #request(): void {
    const image = this.#source.value?.value;
    if (!image || !this.#isNear) return;
    const { tensor: x, builtin, name } = image;
    const [, inputs = 1, height = 1, width = 1] = x.shape;
    this.#run.request({
      model: stackModel(this, { inputs, height, width }),
      x,
      seed: this.seed,
      device: this.device,
      ownImage: builtin ? null : name,
    });
  }

  // The run before has lent its buffers to the picture until now.
  #take(result: StackResult | null): void {
    releaseStack(this.#shown);
    this.#shown = result;
    this.#report = [];
    this.requestUpdate();
  }

  #fail(error: unknown): void {
    // A lost device is opened again by the run.
    if (this.#shown?.gpu?.session.lostReason) return;
    this.#run.problem =
      error instanceof SweepfieldError ? error.message : t`the picture failed: ${String(error)}; reload the page`;
    this.requestUpdate();
  }

  #choose({ row, column }: Pixel): void {
    Object.assign(this, { row, column });
    this.dispatchEvent(new SfOutputChangeEvent(row, column));
  }

  #tell(): void {
    const { row, column } = this.output;
    const said = this.#isHeldBack ? null : this.#details.value?.coneSentence(this.#report, this.output);
    this.#announcer.say(said ?? t`Row ${row}, column ${column}.`);
  }

  readonly #onImage = ({ detail }: SfImageChangeEvent): void => {
    this.image = detail.builtin ?? this.image;
    this.#request();
  };
}

if (!customElements.get("sf-layer-stack")) customElements.define("sf-layer-stack", SfLayerStack);

declare global {
  interface HTMLElementTagNameMap {
    "sf-layer-stack": SfLayerStack;
  }
}
