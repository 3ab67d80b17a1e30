import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { createRef, ref } from "lit/directives/ref.js";
import { cssVariables } from "../controllers/css-variables.js";
import type { Pixel } from "./cone-report.js";
import { labelsOf } from "./labels.js";
import type { Look } from "./look.js";
import { pickedAt } from "./pick.js";
import { StackPicture } from "./picture.js";
import type { Presentation } from "./picture.js";
import { halfHeight } from "./planes.js";
import { Pointers } from "./pointers.js";
import type { Scene } from "./scene.js";
import { meansOf } from "./stack-run.js";
import type { StackResult } from "./stack-run.js";
import { pixelAfterKey, PRESETS, steerAfterKey } from "./steering.js";
import type { Steer } from "./steering.js";

interface StageEvents {
  onSteer(steer: Steer): void;
  onPixel(pixel: Pixel): void;
  onProblem(error: unknown): void;
}

/** Below this the labels are short of room. */
const NARROW = 520;
const MOST_RATIO = 2;
const help = (): string =>
  t`The layers in space. Arrow keys turn the stack, with Shift they move the output; plus and minus zoom, Home resets.`;

const signed = new Intl.NumberFormat("en", {
  signDisplay: "always",
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});

/** Whether the GPU can draw onto the page itself: canvases of software adapters stay blank. */
const isDirect = (result: StackResult | null): boolean => result?.gpu?.session.isFallback === false;

/** The picture in space with its labels, and what pointers and keys do to it. */
export class Stage implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #events: StageEvents;
  readonly #canvas = createRef<HTMLCanvasElement>();
  readonly #picture: StackPicture;
  readonly #pointers: Pointers;
  #sizes: ResizeObserver | null = null;
  #watched: Element | undefined;
  #width = 0;
  #height = 0;
  #steer: Steer = PRESETS.corner;
  #output: Pixel = { row: 0, column: 0 };
  #result: StackResult | null = null;
  #scene: Scene | null = null;
  #hidesOthers = false;
  #means: Promise<Float32Array> | null = null;
  #hovered = "";

  constructor(host: ReactiveControllerHost, events: StageEvents) {
    this.#host = host;
    this.#events = events;
    this.#picture = new StackPicture(() => host.requestUpdate(), events.onProblem);
    this.#pointers = new Pointers({
      steer: () => this.#steer,
      onSteer: (steer) => {
        this.#steer = steer;
        events.onSteer(steer);
      },
      onPick: (x, y) => {
        const picked = this.#pick(x, y);
        if (picked) events.onPixel({ row: picked.row, column: picked.column });
      },
      onHover: (x, y) => void this.#hover(x, y),
    });
    host.addController(this);
  }

  hostUpdated(): void {
    const canvas = this.#canvas.value?.parentElement ?? undefined;
    if (canvas === this.#watched) return;
    this.#sizes ??= new ResizeObserver(([entry]) => {
      this.#width = Math.round(entry?.contentRect.width ?? 0);
      this.#height = Math.round(entry?.contentRect.height ?? 0);
      this.#host.requestUpdate();
    });
    this.#sizes.disconnect();
    if (canvas) this.#sizes.observe(canvas);
    this.#watched = canvas;
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
    this.#watched = undefined;
    this.#picture.close();
  }

  /** Lets go of a device that is gone. */
  stop(): void {
    this.#picture.close();
  }

  get isSettled(): boolean {
    return this.#picture.isSettled;
  }
  get presentation(): Presentation | null {
    return this.#picture.presentation;
  }

  /** Draws what the host has just rendered, where anything of it changed. */
  show(result: StackResult, scene: Scene, look: Look, steer: Steer, hidesOthers: boolean): void {
    const canvas = this.#canvas.value;
    if (result !== this.#result) this.#means = null;
    [this.#result, this.#scene, this.#steer, this.#hidesOthers] = [result, scene, steer, hidesOthers];
    if (!canvas || this.#width === 0) return;
    const ratio = Math.min(MOST_RATIO, devicePixelRatio);
    this.#picture.show({
      canvas,
      isDirect: isDirect(result),
      result,
      scene,
      look,
      ratio,
      view: {
        ...steer,
        width: Math.round(this.#width * ratio),
        height: Math.round(this.#height * ratio),
        room: Math.round(this.#room * ratio),
        across: scene.columns * scene.pitch,
        down: scene.rows * scene.pitch,
        halfHeight: halfHeight(scene.planes.map(({ plane }) => plane)),
      },
    });
  }

  render(result: StackResult | null, scene: Scene | null, output: Pixel, isHeldBack: boolean): TemplateResult {
    this.#output = output;
    // a canvas gives one kind of context in its life
    const kind = isDirect(result) ? "webgpu" : "2d";
    const { onDown, onMove, onUp, onCancel, onWheel } = this.#pointers;
    return html`
      <div class="stage-frame">
        <div
          class="stage"
          part="stage"
          role="application"
          tabindex="0"
          aria-label=${help()}
          aria-describedby="sentence"
          @pointerdown=${onDown}
          @pointermove=${onMove}
          @pointerup=${onUp}
          @pointercancel=${onCancel}
          @pointerleave=${() => this.#say("")}
          @wheel=${onWheel}
          @keydown=${this.#onKey}
        >
          ${keyed(kind, html`<canvas ${ref(this.#canvas)} aria-hidden="true"></canvas>`)}
          ${this.#labels(scene, isHeldBack)}
        </div>
        <p class="readout number">
          ${this.#hovered || html`<span class="soft">${t`Drag to turn, click a cell to choose the output above it.`}</span>`}
        </p>
      </div>
    `;
  }

  #labels(scene: Scene | null, isHeldBack: boolean): TemplateResult | typeof nothing {
    const { projection } = this.#picture;
    if (!scene || !projection) return html`<p class="waiting">${t`Running the model …`}</p>`;
    const ratio = projection.width / Math.max(1, this.#width);
    return html`<div class="labels" aria-hidden="true">
      ${labelsOf(
        scene,
        { ...projection, width: projection.width / ratio, height: projection.height / ratio },
        this.#room,
        isHeldBack,
      ).map(
        ({ title, count, x, y }) =>
          html`<span ${cssVariables({ "--x": `${x.toFixed(1)}px`, "--y": `${y.toFixed(1)}px` })}
            >${title}${count ? html` <b class="number">${count}</b>` : nothing}</span
          >`,
      )}
    </div>`;
  }

  get #room(): number {
    return this.#width < NARROW ? 128 : 150;
  }

  #pick(x: number, y: number) {
    const { projection } = this.#picture;
    if (!projection || !this.#scene || this.#width === 0) return null;
    const ratio = projection.width / this.#width;
    return pickedAt(this.#scene, projection, [x * ratio, y * ratio], this.#hidesOthers);
  }

  // The values of single cells are read back from the device the first time that somebody points at one.
  async #hover(x: number, y: number): Promise<void> {
    const picked = this.#pick(x, y);
    const result = this.#result;
    const plane = picked && this.#scene?.planes[picked.plane];
    if (!picked || !plane || !result) return this.#say("");
    const place = t`${plane.plane.title}, row ${picked.row}, column ${picked.column}`;
    if (plane.plane.map < 0) return this.#say(place);
    this.#means ??= meansOf(result);
    const { height, width } = result.request.model.grid;
    try {
      const means = await this.#means;
      const cell = plane.plane.map * height * width + picked.row * width + picked.column;
      this.#say(t`${place}: mean ${signed.format(means[cell] ?? 0)}`);
    } catch {
      // another run has taken the place of this one
      this.#say(place);
    }
  }

  #say(text: string): void {
    if (text === this.#hovered) return;
    this.#hovered = text;
    this.#host.requestUpdate();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pixel =
      event.shiftKey && this.#result ? pixelAfterKey(event.key, this.#output, this.#result.request.model.grid) : null;
    const steer = pixel ? null : steerAfterKey(event.key, this.#steer);
    if (!pixel && !steer) return;
    event.preventDefault();
    if (pixel) this.#events.onPixel(pixel);
    if (steer) this.#events.onSteer(steer);
  };
}
