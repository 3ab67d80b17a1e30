import type { ReactiveController, ReactiveControllerHost } from "lit";

const QUIET_MS = 1000;

/** The text of an element's one polite live region: at most one message a second, and of several waiting ones the last. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #text = "";
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }
  get text(): string {
    return this.#text;
  }
  say(text: string): void {
    if (this.#timer !== null) {
      this.#waiting = text;
      return;
    }
    this.#text = text;
    this.#host.requestUpdate();
    this.#timer = setTimeout(this.#next, QUIET_MS);
  }
  hostDisconnected(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = null;
  }
  readonly #next = (): void => {
    this.#timer = null;
    const text = this.#waiting;
    this.#waiting = null;
    if (text !== null) this.say(text);
  };
}
