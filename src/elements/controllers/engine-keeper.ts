import type { EngineKind } from "../../engine/kind.js";
import { SweepfieldError } from "../../error.js";
import { t } from "../language/t.js";
import { openEngine, openProcessor } from "./engine.js";
import type { Engine } from "./engine.js";

type Device = "auto" | "cpu";

interface EngineKeeperOptions<Run> {
  /** What the engine is to run. */
  readonly kind: EngineKind<Run>;
  /** The device is gone: loops stop. */
  stop(): void;
  /** Another engine is being opened: everything is run anew. */
  again(): void;
}

/** A GPU that is lost more often than this is left alone. */
const MOST_LOSSES = 2;

/** Keeps the engine of one element open; after a lost GPU it opens the session again, and in the end falls back to the processor. */
export class EngineKeeper<Run> {
  /** What the reader should know of a loss. */
  notice = "";

  readonly #options: EngineKeeperOptions<Run>;
  #opened: { readonly device: Device; readonly engine: Promise<Engine<Run>> } | null = null;
  #losses = 0;

  constructor(options: EngineKeeperOptions<Run>) {
    this.#options = options;
  }

  open(device: Device): Promise<Engine<Run>> {
    return this.#opened?.device === device
      ? this.#opened.engine
      : this.#use(device, openEngine(device, this.#options.kind));
  }

  #use(device: Device, engine: Promise<Engine<Run>>): Promise<Engine<Run>> {
    this.#opened = { device, engine };
    engine.then(
      (opened) => listenForLoss(opened, new WeakRef(this), new WeakRef(engine), device),
      () => {
        if (this.#opened?.engine === engine) this.#opened = null;
      },
    );
    return engine;
  }

  /** Loops stop first; then the session is opened again and everything is run anew. @internal */
  onLost(what: string, device: Device, engine: Promise<Engine<Run>> | undefined, why: string): void {
    if (engine === undefined || this.#opened?.engine !== engine) return;
    this.#options.stop();
    this.#losses++;
    const gaveUp = this.#losses > MOST_LOSSES;
    this.notice = gaveUp
      ? t`The ${what} was lost (${why}). It goes on on the processor.`
      : t`The ${what} was lost (${why}). It was opened again and everything was run anew.`;
    const lost = new SweepfieldError(
      "device-lost",
      `the GPU was lost ${this.#losses} times (${why}); reload the page to try it again`,
    );
    const { kind } = this.#options;
    void this.#use(device, gaveUp ? openProcessor(lost, kind) : openEngine(device, kind));
    this.#options.again();
  }
}

/** The page's device outlives its elements, and what waits for its loss must not hold them. */
function listenForLoss<Run>(
  { lost, device: kind }: Engine<Run>,
  keeper: WeakRef<EngineKeeper<Run>>,
  engine: WeakRef<Promise<Engine<Run>>>,
  device: Device,
): void {
  const what = kind === "gpu" ? t`GPU` : t`processor’s worker`;
  void lost.then((why) => keeper.deref()?.onLost(what, device, engine.deref(), why));
}

/** A lost device comes back by itself, so it is no problem to show. */
export const isLoss = (error: unknown): boolean => error instanceof SweepfieldError && error.code === "device-lost";

/** What a failed run tells the reader. */
export const failureText = (error: unknown): string =>
  error instanceof SweepfieldError
    ? error.message
    : t`the run failed: ${error instanceof Error ? error.message : String(error)}; reload the page`;
