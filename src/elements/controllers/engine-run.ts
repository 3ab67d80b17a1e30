import type { ReactiveController, ReactiveControllerHost } from "lit";
import { SweepfieldError } from "../../error.js";
import { openEngine, openProcessor } from "./engine.js";
import type { Engine } from "./engine.js";

export interface RunHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

interface EngineRunOptions<Request, Result> {
  run(engine: Engine, request: Request, hooks: RunHooks): Promise<Result>;
  /** Another result is there. */
  onResult(result: Result): void;
  /** A result that nobody will take, because the run was aborted when it had just finished: frees what it holds. */
  drop?(result: Result): void;
  /** The device is gone, and what plays has to stop. */
  onLost(): void;
}

/** A slider that is being dragged asks again and again; the engine is asked when it rests. */
const REST_MS = 150;
/** A GPU that is lost more often than this is left alone. */
const MOST_LOSSES = 2;

/** Runs something anew for every request, aborting the run before; its result stays until the new one is there. Comes back after a lost GPU. */
export class EngineRun<Request extends { readonly device: "auto" | "cpu" }, Result> implements ReactiveController {
  result: Result | null = null;
  busy = false;
  /** Share of the steps that are executed, 0…1. */
  progress = 0;
  /** What went wrong, for the reader. */
  problem = "";
  /** What the reader should know although it went well. */
  notice = "";
  engine: Engine | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #options: EngineRunOptions<Request, Result>;
  #request: Request | null = null;
  #isConnected = false;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #opened: { readonly device: Request["device"]; readonly engine: Promise<Engine> } | null = null;
  #losses = 0;

  constructor(host: ReactiveControllerHost, options: EngineRunOptions<Request, Result>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    if (this.#request && !this.busy) this.request(this.#request);
  }
  hostDisconnected(): void {
    this.#isConnected = false;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.busy = false;
  }

  request(request: Request): void {
    this.#request = request;
    // what is asked for while the element is away is run when it comes back
    if (!this.#isConnected) return;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.busy = true;
    this.#timer = setTimeout(() => void this.#start(request), this.result === null ? 0 : REST_MS);
    this.#host.requestUpdate();
  }

  async #start(request: Request): Promise<void> {
    const abort = (this.#abort = new AbortController());
    const { signal } = abort;
    try {
      const engine = await this.#open(request.device);
      signal.throwIfAborted();
      this.engine = engine;
      this.progress = 0;
      const result = await this.#options.run(engine, request, {
        signal,
        onProgress: (done, total) => {
          if (signal.aborted) return;
          this.progress = done / total;
          this.#host.requestUpdate();
        },
      });
      if (signal.aborted) return this.#options.drop?.(result);
      this.result = result;
      this.busy = false;
      this.problem = "";
      this.#options.onResult(result);
    } catch (error) {
      if (signal.aborted) return;
      abort.abort();
      this.busy = false;
      // A lost device comes back by itself; see #onLost.
      if (!(error instanceof SweepfieldError && error.code === "device-lost")) this.problem = messageOf(error);
    }
    this.#host.requestUpdate();
  }

  #open(device: Request["device"]): Promise<Engine> {
    if (this.#opened?.device !== device) this.#use(device, openEngine(device));
    return this.#opened?.engine ?? openEngine(device);
  }

  #use(device: Request["device"], engine: Promise<Engine>): void {
    this.#opened = { device, engine };
    engine.then(
      (opened) => void opened.lost.then((why) => this.#onLost(engine, why)),
      () => {
        if (this.#opened?.engine === engine) this.#opened = null;
      },
    );
  }

  // Loops stop first; then the session is opened again and everything is run anew from the request.
  #onLost(engine: Promise<Engine>, why: string): void {
    if (this.#opened?.engine !== engine || !this.#request) return;
    this.#abort?.abort();
    this.#options.onLost();
    this.#losses++;
    const { device } = this.#request;
    const gaveUp = this.#losses > MOST_LOSSES;
    this.notice = `The GPU was lost (${why}). ${gaveUp ? "It goes on on the processor." : "It was opened again and everything was run anew."}`;
    const lost = new SweepfieldError(
      "device-lost",
      `the GPU was lost ${this.#losses} times (${why}); reload the page to try it again`,
    );
    this.#use(device, gaveUp ? openProcessor(lost) : openEngine(device));
    this.request(this.#request);
  }
}

const messageOf = (error: unknown): string =>
  error instanceof SweepfieldError
    ? error.message
    : `the run failed: ${error instanceof Error ? error.message : String(error)}; reload the page`;
