import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Keeps `matches` up to date with a media query; false where there is no window. */
export class Media implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #query: string;
  #list: MediaQueryList | null = null;

  constructor(host: ReactiveControllerHost, query: string) {
    this.#host = host;
    this.#query = query;
    host.addController(this);
  }
  get matches(): boolean {
    return this.#list?.matches ?? false;
  }
  hostConnected(): void {
    this.#list = matchMedia(this.#query);
    this.#list.addEventListener("change", this.#changed);
  }
  hostDisconnected(): void {
    this.#list?.removeEventListener("change", this.#changed);
  }
  readonly #changed = (): void => this.#host.requestUpdate();
}
