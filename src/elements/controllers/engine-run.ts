import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { EngineKind } from "../../engine/kind.js";
import type { RunModel } from "../../engine/run-models.js";
import type { Engine } from "./engine.js";
import { EngineKeeper, failureText, isLoss } from "./engine-keeper.js";

export interface RunHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

interface EngineRunOptions<Request, Result, Run> {
  /** What the engine is to run. */
  readonly kind: EngineKind<Run>;
  run(engine: Engine<Run>, request: Request, hooks: RunHooks): Promise<Result>;
  /** Another result is there. */
  onResult(result: Result): void;
  /** A result that nobody will take, because the run was aborted when it had just finished: frees what it holds. */
  drop?(result: Result): void;
  /** The device is gone, and what plays has to stop. */
  onLost(): void;
}

/** A slider that is being dragged asks again and again; the engine is asked when it rests. */
const REST_MS = 150;

/** Runs something anew for every request, aborting the run before; its result stays until the new one is there. Comes back after a lost GPU. */
export class EngineRun<
  Request extends { readonly device: "auto" | "cpu" },
  Result,
  Run = RunModel,
> implements ReactiveController {
  result: Result | null = null;
  busy = false;
  /** Share of the steps that are executed, 0…1. */
  progress = 0;
  /** What went wrong, for the reader. */
  problem = "";
  engine: Engine<Run> | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #options: EngineRunOptions<Request, Result, Run>;
  #request: Request | null = null;
  #isConnected = false;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #keeper: EngineKeeper<Run>;

  constructor(host: ReactiveControllerHost, options: EngineRunOptions<Request, Result, Run>) {
    this.#host = host;
    this.#options = options;
    this.#keeper = new EngineKeeper({
      kind: options.kind,
      stop: () => {
        this.#abort?.abort();
        options.onLost();
      },
      again: () => {
        if (this.#request) this.request(this.#request);
      },
    });
    host.addController(this);
  }

  /** What the reader should know although it went well. */
  get notice(): string {
    return this.#keeper.notice;
  }

  /** The engine for what is run beside the requests; after a lost GPU another one. */
  open(device: Request["device"]): Promise<Engine<Run>> {
    return this.#keeper.open(device);
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
      const engine = await this.#keeper.open(request.device);
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
      // A lost device comes back by itself; see EngineKeeper.
      if (!isLoss(error)) this.problem = failureText(error);
    }
    this.#host.requestUpdate();
  }
}
