import type { ReactiveController, ReactiveControllerHost } from "lit";
import { SweepfieldError } from "../../error.js";
import type { Tensor } from "../../models/tensor.js";
import { openEngine, openProcessor } from "../controllers/engine.js";
import type { Engine } from "../controllers/engine.js";
import { inSlices } from "../controllers/slices.js";
import { workOf } from "./lane-times.js";
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
/** A GPU that is lost more often than this is left alone. */
const MOST_LOSSES = 2;

/** Runs the race anew for every request, aborting the one before; the old result stays on screen until the new one has a lane to show. */
export class RaceRun implements ReactiveController {
  view: RaceView = NOTHING;
  /** Share of the steps that are executed, by lane; null for those that wait or are done. */
  progress: readonly (number | null)[] = [];
  busy = false;
  /** What went wrong, for the reader. */
  problem = "";
  /** What the reader should know although it went well. */
  notice = "";
  engine: Engine | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #events: RaceEvents;
  #request: RaceRequest | null = null;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #opened: { readonly device: RaceRequest["device"]; readonly engine: Promise<Engine> } | null = null;
  #losses = 0;

  constructor(host: ReactiveControllerHost, events: RaceEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
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
    const engine = await this.#open(device);
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
    // A lost device comes back by itself; see #onLost.
    if (error instanceof SweepfieldError && error.code === "device-lost") return;
    this.problem = messageOf(error) + (this.view.request === request ? "" : ". The race before it stays on screen");
  }

  /** Counts the work of the lanes on screen, after the runs, since the processor times some of them. */
  async #count(signal: AbortSignal): Promise<void> {
    if (this.view.work !== null) return;
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

  #open(device: RaceRequest["device"]): Promise<Engine> {
    if (this.#opened?.device !== device) this.#use(device, openEngine(device));
    return this.#opened?.engine ?? openEngine(device);
  }

  #use(device: RaceRequest["device"], engine: Promise<Engine>): void {
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
    this.#events.onLost();
    this.#losses++;
    const { device } = this.#request;
    const gaveUp = this.#losses > MOST_LOSSES;
    this.notice = `The GPU was lost (${why}). ${gaveUp ? "The race goes on on the processor." : "It was opened again and everything was run anew."}`;
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
