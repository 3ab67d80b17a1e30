import { isServer } from "lit";
import type { ReactiveControllerHost } from "lit";
import { t } from "../language/t.js";

/** A part of an element that is loaded when it is first asked for, and then renders its host again. */
export class LatePart<Part> {
  /** Why it could not be loaded, for the reader; empty where nothing went wrong. */
  problem = "";
  readonly #host: ReactiveControllerHost;
  readonly #load: () => Promise<Part>;
  #part: Part | null = null;
  #loading: Promise<void> | null = null;

  constructor(host: ReactiveControllerHost, load: () => Promise<Part>) {
    this.#host = host;
    this.#load = load;
  }

  /** Null until it is there; a server renders without it. */
  get value(): Part | null {
    if (!isServer) void this.ready();
    return this.#part;
  }

  /** Resolves when it is there, or can't be had. */
  ready(): Promise<void> {
    return (this.#loading ??= this.#start());
  }

  async #start(): Promise<void> {
    try {
      this.#part = await this.#load();
    } catch {
      this.problem = t`A part of the page could not be loaded; reload the page.`;
    }
    this.#host.requestUpdate();
  }
}
