import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Tells when the host first comes near the viewport (once), and whether it can be seen now: nothing starts or plays far away. */
export class Visibility implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #onNear: () => void;
  #near: IntersectionObserver | null = null;
  #seen: IntersectionObserver | null = null;
  #onScreen = false;

  constructor(host: ReactiveControllerHost & Element, onNear: () => void) {
    this.#host = host;
    this.#onNear = onNear;
    host.addController(this);
  }
  get onScreen(): boolean {
    return this.#onScreen;
  }
  hostConnected(): void {
    this.#near = new IntersectionObserver(this.#nearChanged, { rootMargin: "50%" });
    this.#near.observe(this.#host);
    this.#seen = new IntersectionObserver(this.#seenChanged);
    this.#seen.observe(this.#host);
  }
  hostDisconnected(): void {
    this.#near?.disconnect();
    this.#seen?.disconnect();
    this.#onScreen = false;
  }
  readonly #nearChanged = (entries: readonly IntersectionObserverEntry[]): void => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    this.#near?.disconnect();
    this.#onNear();
  };
  readonly #seenChanged = (entries: readonly IntersectionObserverEntry[]): void => {
    this.#onScreen = entries.at(-1)?.isIntersecting ?? false;
    this.#host.requestUpdate();
  };
}
