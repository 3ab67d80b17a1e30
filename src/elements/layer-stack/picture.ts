import { SweepfieldError } from "../../error.js";
import type { Look } from "./look.js";
import type { CameraView, Projection } from "./projection.js";
import type { Scene } from "./scene.js";
import type { StackResult } from "./stack-run.js";

/** How the picture comes to the screen. */
export type Presentation = "canvas" | "read-back" | "projection";

/** All that decides a frame. */
export interface Frame {
  readonly canvas: HTMLCanvasElement;
  /** Whether the GPU may draw onto the canvas itself. */
  readonly isDirect: boolean;
  readonly result: StackResult;
  readonly scene: Scene;
  readonly look: Look;
  readonly view: CameraView;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

interface Painter {
  readonly kind: Presentation;
  paint(scene: Scene, look: Look, projection: Projection, ratio: number): Promise<void>;
  close(): void;
}

/** Draws frames, one at a time: of those that come while one is being drawn only the last is. Nothing is drawn without a change. */
export class StackPicture {
  /** The camera of the last frame; null before the first. */
  projection: Projection | null = null;
  readonly #onDrawn: () => void;
  readonly #onProblem: (error: unknown) => void;
  #painter: Painter | null = null;
  #result: StackResult | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #waiting: Frame | null = null;
  #drawn: Frame | null = null;
  #isDrawing = false;
  #closings = 0;

  constructor(onDrawn: () => void, onProblem: (error: unknown) => void) {
    this.#onDrawn = onDrawn;
    this.#onProblem = onProblem;
  }

  get presentation(): Presentation | null {
    return this.#painter?.kind ?? null;
  }
  /** Whether all that was asked for is on screen. */
  get isSettled(): boolean {
    return !this.#isDrawing && this.#drawn !== null;
  }

  show(frame: Frame): void {
    const last = this.#waiting ?? this.#drawn;
    if (last && isSame(last, frame)) return;
    this.#waiting = frame;
    if (!this.#isDrawing) void this.#drawAll();
  }

  close(): void {
    this.#closings++;
    this.#painter?.close();
    this.#painter = null;
    this.#result = this.#drawn = this.#waiting = null;
  }

  async #drawAll(): Promise<void> {
    this.#isDrawing = true;
    try {
      const { projectionOf } = await import("./camera.js");
      for (let frame = this.#waiting; frame; frame = this.#waiting) {
        this.#waiting = null;
        this.projection = projectionOf(frame.view);
        const closings = this.#closings;
        const painter = await this.#painterFor(frame);
        if (!painter) continue;
        const { canvas, view, scene, look, ratio } = frame;
        // setting a size clears the canvas, so it is set only where it changes
        if (canvas.width !== view.width) canvas.width = view.width;
        if (canvas.height !== view.height) canvas.height = view.height;
        await painter.paint(scene, look, this.projection, ratio);
        if (closings !== this.#closings) continue;
        this.#drawn = frame;
        this.#onDrawn();
      }
    } catch (error) {
      this.#onProblem(error);
    } finally {
      this.#isDrawing = false;
    }
  }

  /** The painter of a frame; null where the picture was closed while it opened. */
  async #painterFor({ canvas, isDirect, result }: Frame): Promise<Painter | null> {
    if (this.#painter && this.#result === result && this.#canvas === canvas) return this.#painter;
    this.#painter?.close();
    this.#painter = null;
    const closings = this.#closings;
    const painter = result.gpu
      ? await (await import("./gpu-painter.js")).GpuPainter.open(result.gpu, result.image, canvas, isDirect)
      : await flatPainter(canvas, result);
    if (closings !== this.#closings) {
      painter.close();
      return null;
    }
    this.#painter = painter;
    this.#result = result;
    this.#canvas = canvas;
    return painter;
  }
}

/** The planes' projection on a 2-D canvas, from values of the processor. */
async function flatPainter(canvas: HTMLCanvasElement, { image, means }: StackResult): Promise<Painter> {
  const { paintMarks, stackMarks } = await import("./paint.js");
  const context = canvas.getContext("2d");
  if (!context || !means)
    throw new SweepfieldError("engine-failed", "this browser gives no 2-D canvas; use another one");
  return {
    kind: "projection",
    async paint(scene, look, projection, ratio) {
      paintMarks(context, look.surface, stackMarks(scene, { image, means }, look, projection, ratio));
    },
    close: () => undefined,
  };
}

const isSame = (a: Frame, b: Frame): boolean =>
  a.canvas === b.canvas &&
  a.result === b.result &&
  a.scene === b.scene &&
  a.look === b.look &&
  a.ratio === b.ratio &&
  Object.entries(a.view).every(([name, value]) => value === b.view[name as keyof CameraView]);
