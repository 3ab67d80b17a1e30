import type { ReactiveController, ReactiveControllerHost } from "lit";
import { createRef } from "lit/directives/ref.js";
import { Media } from "../controllers/media.js";
import { rampsFor } from "../styles/ramps.js";
import type { Lane } from "./lanes.js";
import { Painter } from "./paint.js";
import type { Palette, Values } from "./paint.js";
import { ALL_ROWS, joinRows, movePicture, newPicture, NO_ROWS } from "./picture.js";
import type { Picture, Rows } from "./picture.js";
import type { LaneRun } from "./run.js";

/** What a lane's canvas shows. */
export interface Shown {
  readonly lane: Lane | null;
  readonly run: LaneRun | null;
  readonly show: Values["show"];
  /** Steps on the shared clock. */
  readonly clock: number;
}

const NO_VALUES = { means: new Float32Array(), scales: new Float32Array() };

/** Keeps a host's canvas in step with the clock, repainting only rows that changed; all of them after another run, size or theme. */
export class LaneCanvas implements ReactiveController {
  /** Stands on the canvas in the host's template. */
  readonly ref = createRef<HTMLCanvasElement>();
  picture: Picture | null = null;
  readonly #host: ReactiveControllerHost & Element;
  readonly #dark: Media;
  readonly #forced: Media;
  #shown: Shown = { lane: null, run: null, show: "values", clock: 0 };
  /** Rows whose colours are out of date; null when nothing is, not even the outline. */
  #stale: Rows | null = null;
  #theme = "";
  #painter: Painter | null = null;
  #palette: Palette | null = null;
  #sizes: ResizeObserver | null = null;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    this.#dark = new Media(host, "(prefers-color-scheme: dark)");
    this.#forced = new Media(host, "(forced-colors: active)");
    host.addController(this);
  }

  /** Called before the host renders. A lane that has not run stands still at 0 and joins the clock when its result comes. */
  show(shown: Shown): void {
    const before = this.#shown;
    this.#shown = shown;
    const theme = `${this.#dark.matches} ${this.#forced.matches}`;
    if (theme !== this.#theme) this.#palette = null;
    if (shown.lane !== before.lane) this.picture = shown.lane && newPicture(shown.lane.plan);
    if (theme !== this.#theme || shown.lane !== before.lane || shown.run !== before.run || shown.show !== before.show)
      this.#stale = ALL_ROWS;
    this.#theme = theme;
    if (this.picture) this.#move(this.picture, shown.run ? shown.clock : 0);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const canvas = this.ref.value;
    if (!canvas) return;
    this.#watch(canvas);
    if (!this.picture || !this.#stale || canvas.width === 0) return;
    const { run, show } = this.#shown;
    const { means, scales } = run ?? NO_VALUES;
    this.#painter ??= new Painter(canvas);
    this.#palette ??= paletteOf(this.#host, this.#dark.matches);
    this.#painter.paint(this.picture, { means, scales, show }, this.#palette, this.#stale);
    this.#stale = null;
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
    this.#sizes = null;
  }

  #move(picture: Picture, clock: number): void {
    const wasRunning = picture.running;
    const rows = movePicture(picture, clock);
    if (rows.first <= rows.last || picture.running !== wasRunning) this.#stale = joinRows(this.#stale ?? NO_ROWS, rows);
  }

  #watch(canvas: HTMLCanvasElement): void {
    if (this.#sizes) return;
    this.#sizes = new ResizeObserver(() => {
      canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
      canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
      this.#stale = ALL_ROWS;
      this.#host.requestUpdate();
    });
    this.#sizes.observe(canvas);
  }
}

function paletteOf(element: Element, isDark: boolean): Palette {
  const style = getComputedStyle(element);
  const [gap = "", outline = "", glow = ""] = ["--sf-surface", "--sf-outline", "--sf-glow"].map((name) =>
    style.getPropertyValue(name),
  );
  return { ramps: rampsFor(isDark), gap, outline, glow };
}
