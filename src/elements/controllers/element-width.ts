import type { ReactiveController, ReactiveControllerHost } from "lit";

/** The host's width in CSS pixels, for pictures that are laid out in real pixels instead of scaled text. */
export class ElementWidth implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #observer: ResizeObserver | null = null;
  #width = 0;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }
  get width(): number {
    return this.#width;
  }
  hostConnected(): void {
    this.#observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width === this.#width) return;
      this.#width = width;
      this.#host.requestUpdate();
    });
    this.#observer.observe(this.#host);
  }
  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
