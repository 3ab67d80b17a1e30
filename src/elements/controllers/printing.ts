import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Tells whether the page is being printed: then the host renders open what can be opened, such as its tables. */
export class Printing implements ReactiveController {
  active = false;
  readonly #host: ReactiveControllerHost;
  #listeners: AbortController | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    // the host's update is done with the microtasks after the event, before the page is laid out for paper
    for (const [event, active] of [
      ["beforeprint", true],
      ["afterprint", false],
    ] as const)
      window.addEventListener(event, () => this.#set(active), { signal });
  }
  hostDisconnected(): void {
    this.#listeners?.abort();
  }

  #set(active: boolean): void {
    this.active = active;
    this.#host.requestUpdate();
  }
}
