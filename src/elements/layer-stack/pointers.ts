import { dragged, zoomed } from "./steering.js";
import type { Steer } from "./steering.js";

interface PointerEvents {
  steer(): Steer;
  onSteer(steer: Steer): void;
  /** A pointer was pressed and let go in one place, or moves over the stage. Positions are in CSS pixels of the stage. */
  onPick(x: number, y: number): void;
  onHover(x: number, y: number): void;
}

/** Further than this, a press is a drag. */
const STILL = 5;

/** Drags turn, two fingers zoom, a click picks. With a finger, up and down scroll the page. */
export class Pointers {
  readonly #events: PointerEvents;
  readonly #down = new Map<number, { x: number; y: number }>();
  #travel = 0;
  #span = 0;

  constructor(events: PointerEvents) {
    this.#events = events;
  }

  readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    if (this.#down.size === 0) this.#travel = 0;
    this.#down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#span = this.#fingers;
  };

  readonly onMove = (event: PointerEvent): void => {
    const last = this.#down.get(event.pointerId);
    if (!last) {
      this.#events.onHover(event.offsetX, event.offsetY);
      return;
    }
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    this.#down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#travel += Math.hypot(dx, dy);
    if (this.#down.size > 1) {
      const span = this.#fingers;
      if (this.#span > 0) this.#events.onSteer(zoomed(this.#events.steer(), span / this.#span));
      this.#span = span;
    } else if (this.#travel > STILL) this.#events.onSteer(dragged(this.#events.steer(), dx, dy));
  };

  readonly onUp = (event: PointerEvent): void => {
    if (!this.#down.delete(event.pointerId)) return;
    if (this.#down.size === 0 && this.#travel <= STILL) this.#events.onPick(event.offsetX, event.offsetY);
    this.#span = this.#fingers;
  };

  readonly onCancel = (event: PointerEvent): void => {
    this.#down.delete(event.pointerId);
  };

  /** A trackpad's pinch comes as a wheel with Ctrl; a plain wheel scrolls the page. */
  readonly onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#events.onSteer(zoomed(this.#events.steer(), Math.exp(-event.deltaY / 200)));
  };

  /** How far two fingers are apart. */
  get #fingers(): number {
    const [a, b] = [...this.#down.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }
}
