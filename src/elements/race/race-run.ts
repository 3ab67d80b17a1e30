import type { ReactiveController, ReactiveControllerHost } from "lit";
import { runModels } from "../../engine/run-models.js";
import type { Tensor } from "../../models/tensor.js";
import type { Engine } from "../controllers/engine.js";
import { EngineKeeper, failureText, isLoss } from "../controllers/engine-keeper.js";
import { inSlices } from "../controllers/slices.js";
import type { LaneWork } from "./lane-times.js";
import { lanesOf } from "./lanes.js";
import type { Lane, RaceSetup } from "./lanes.js";
import { runLanes } from "./run.js";
import type { LaneRun } from "./run.js";

/** All that decides a race. */
export interface RaceRequest {
  readonly setup: RaceSetup;
  readonly x: Tensor<Float32Array>;
  readonly device: "auto" | "cpu";
}

/** What stands on screen: the lanes and what has come of them so far. */
export interface RaceView {
  /** What they run. */
  readonly request: RaceRequest | null;
  readonly lanes: readonly Lane[];
  readonly runs: readonly (LaneRun | null)[];
  readonly work: readonly LaneWork[] | null;
}

interface RaceEvents {
  /** Other lanes are on screen. */
  onView(): void;
  onDone(runs: readonly LaneRun[]): void;
  onLost(): void;
}

const NOTHING: RaceView = { request: null, lanes: [], runs: [], work: null };
/** A slider that is being dragged asks again and again; the engine is asked when it rests. */
const REST_MS = 150;

/** Runs the race anew for every request, aborting the one before; the old result stays on screen until the new one has a lane to show. */
export class RaceRun implements ReactiveController {
  view: RaceView = NOTHING;
  /** Share of the steps that are executed, by lane; null for those that wait or are done. */
  progress: readonly (number | null)[] = [];
  busy = false;
  /** What went wrong, for the reader. */
  problem = "";
  engine: Engine | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #events: RaceEvents;
  #request: RaceRequest | null = null;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #keeper = new EngineKeeper({
    kind: runModels,
    stop: () => {
      this.#abort?.abort();
      this.#events.onLost();
    },
    again: () => {
      if (this.#request) this.request(this.#request);
    },
  });

  constructor(host: ReactiveControllerHost, events: RaceEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  /** What the reader should know although it went well. */
  get notice(): string {
    return this.#keeper.notice;
  }

  hostConnected(): void {
    if (this.#request && !this.busy) this.request(this.#request);
  }
  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.busy = false;
  }

  request(request: RaceRequest): void {
    this.#request = request;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.busy = true;
    this.#timer = setTimeout(() => void this.#start(request), this.view === NOTHING ? 0 : REST_MS);
    this.#host.requestUpdate();
  }

  async #start(request: RaceRequest): Promise<void> {
    const { signal } = (this.#abort = new AbortController());
    try {
      await this.#run(request, signal).catch((error: unknown) => this.#fail(request, error, signal));
      this.#update(signal, () => (this.busy = false));
      await this.#count(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #run(request: RaceRequest, signal: AbortSignal): Promise<void> {
    const { setup, x, device } = request;
    const lanes = lanesOf(setup);
    if (this.view === NOTHING) this.#show({ request, lanes, runs: lanes.map(() => null), work: null });
    const engine = await this.#keeper.open(device);
    signal.throwIfAborted();
    this.engine = engine;
    this.progress = lanes.map(() => null);
    const runs: (LaneRun | null)[] = lanes.map(() => null);
    await runLanes(engine, lanes, x, setup.seed, signal, {
      onProgress: (index, done, total) =>
        this.#update(signal, () => (this.progress = this.progress.with(index, done / total))),
      onDone: (index, run) => {
        runs[index] = run;
        this.progress = this.progress.with(index, null);
        this.problem = "";
        this.#show({ request, lanes, runs: [...runs], work: null });
      },
    });
    this.#events.onDone(runs.filter((run) => run !== null));
  }

  #fail(request: RaceRequest, error: unknown, signal: AbortSignal): void {
    signal.throwIfAborted();
    this.progress = [];
    // A lost device comes back by itself; see EngineKeeper.
    if (isLoss(error)) return;
    this.problem = failureText(error) + (this.view.request === request ? "" : ". The race before it stays on screen");
  }

  /** Counts the work of the lanes on screen, after the runs, since the processor times some of them. */
  async #count(signal: AbortSignal): Promise<void> {
    if (this.view.work !== null) return;
    const { workOf } = await import("./lane-times.js");
    const work: LaneWork[] = [];
    for (const { access, plan } of this.view.lanes) work.push(await inSlices(workOf(access, plan), signal));
    this.#update(signal, () => (this.view = { ...this.view, work }));
  }

  #show(view: RaceView): void {
    const isOther = view.lanes !== this.view.lanes;
    this.view = view;
    if (isOther) this.#events.onView();
    this.#host.requestUpdate();
  }

  #update(signal: AbortSignal, change: () => void): void {
    if (signal.aborted) return;
    change();
    this.#host.requestUpdate();
  }
}
