import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { SweepfieldError } from "../../../error.js";
import { shortName } from "../../../io/short-name.js";
import { readWeights, type WeightsFile } from "../../../io/weights-file.js";
import { requireConditional } from "../../../models/conditional.js";
import { trainingData } from "../../../training/data.js";
import { failureText } from "../../controllers/engine-keeper.js";
import { specOf } from "../specs.js";
import type { Results } from "../results.js";
import type { SamplerState, Shown, Stage, ViewHost, ViewModule } from "../view.js";
import { builtinImages, hasShape, ownImages, shapeOf, titleOf, type ImageSource } from "./data.js";
import { EMPTY, type Curve } from "./curve.js";
import { droppedFiles } from "./dropped.js";
import { flagsOf, heldOutCount, settingsFrom, settingsOf, shapingOf, stateOf, trainingSettings } from "./kept.js";
import { dataPanel, keptPanel, modelPanel, weightsPanel } from "./panels.js";
import { curvePanel, headline, samplesPanel } from "./progress.js";
import { recordOf } from "./record.js";
import { TrainingSession, type TrainingPlan } from "./session.js";
import { openStore, type Kept, type TrainingStore } from "./store.js";
import { trainingStyles } from "./training.styles.js";
import { t } from "../../language/t.js";

/** A model learns on the reader's machine, from images that the page draws or that the reader gives. */
export const trainingView: ViewModule = {
  styles: trainingStyles,
  open(host) {
    const training = new Training(host);
    return {
      runAgain: [],
      run: async () => {
        await training.ready;
        return training.shown;
      },
      leave: () => training.leave(),
    };
  },
};

const MOST_WEIGHTS_BYTES = 2 ** 29;

/** What the training view of one element holds. */
class Training {
  readonly ready: Promise<void>;
  readonly shown: Shown = {
    view: "training",
    length: 0,
    finishes: [],
    ran: null,
    results: () => this.#results(),
    questions: [],
    render: (stage) => this.#render(stage),
    tables: () => this.#table(),
    said: () => "",
  };
  readonly #host: ViewHost;
  readonly #session: TrainingSession;
  #store: TrainingStore | null = null;
  /** A run of before, until it is gone on with or forgotten. */
  #kept: { readonly kept: Kept; readonly file: WeightsFile } | null = null;
  #source: ImageSource | null = null;
  #own: ImageSource | null = null;
  /** The reader's files, which are read again for another size. */
  #files: readonly File[] = [];
  #savedImages: ImageSource | null = null;
  /** Of the run that is open, whatever the page is set to since. */
  #settings: Kept["settings"] = {};
  #reading = "";
  #problem = "";
  #copied = false;
  #isDropping = false;

  constructor(host: ViewHost) {
    this.#host = host;
    this.#session = new TrainingSession({
      engine: () => host.engine(),
      changed: () => host.refresh(),
      keep: () => this.#keep(),
    });
    this.ready = this.#findKept();
  }

  leave(): void {
    this.#session.pause();
  }

  async #findKept(): Promise<void> {
    this.#store = await openStore(this.#host.name);
    const kept = await this.#store.load().catch(() => null);
    if (!kept) return;
    try {
      this.#kept = { kept, file: readWeights(kept.file) };
    } catch {
      // what is kept is of no use any more
      await this.#store.remove();
    }
  }

  async #keep(): Promise<void> {
    const file = await this.#session.file();
    const source = this.#source;
    if (!file || !source || !this.#store) return;
    const { curve } = this.#session;
    const own = source.isOwn ? { name: source.name, images: source.images } : null;
    const isNew = this.#savedImages !== source;
    this.#savedImages = source;
    await this.#store.save({ file, curve, settings: this.#settings, own }, isNew);
  }

  /** Runs something that the reader asked for, and says what went wrong. */
  async #try(act: () => Promise<void>): Promise<void> {
    this.#problem = "";
    try {
      await act();
    } catch (error) {
      this.#problem = failureText(error);
    }
    this.#reading = "";
    this.#host.refresh();
  }

  readonly #onProgress = (text: (done: number, total: number) => string) => (done: number, total: number) => {
    this.#reading = text(done, total);
    this.#host.refresh();
  };

  /** The images of the settings: own ones in the size that is asked for now. */
  async #images(state: SamplerState, signal: AbortSignal): Promise<ImageSource> {
    const own = this.#own;
    if (!own)
      return builtinImages(state, {
        signal,
        onProgress: this.#onProgress((done, total) => t`Drawing images … ${done} of ${total}`),
      });
    const shape = shapeOf(state);
    if (hasShape(own, shape)) return own;
    if (this.#files.length === 0)
      throw new SweepfieldError(
        "usage",
        t`the images of ${titleOf(own)} are kept in another size or in other colours; choose the file again`,
      );
    return (this.#own = await ownImages(this.#files, shape, {
      signal,
      onProgress: this.#onProgress((done, total) => t`Scaling … ${done} of ${total}`),
    }));
  }

  /** False where it was cancelled, or where the session says what went wrong. */
  async #open(from: { readonly file: WeightsFile; readonly curve: Curve } | null): Promise<boolean> {
    const { state } = this.#host;
    const signal = this.#session.prepare();
    try {
      const source = await this.#images(state, signal);
      if (signal.aborted) return false;
      this.#source = source;
      this.#settings = shapingOf(state);
      this.#reading = "";
      return await this.#session.open(this.#planOf(state, source, from?.file ?? null), this.#before(from));
    } catch (error) {
      if (signal.aborted) return false;
      this.#session.cancel();
      throw error;
    }
  }

  #planOf(state: SamplerState, { name, images }: ImageSource, file: WeightsFile | null): TrainingPlan {
    const spec = file ? requireConditional(file.spec) : specOf(state.model, state);
    const heldOut = heldOutCount(state, images.count);
    return {
      spec,
      data: trainingData(spec, images, { seed: state.weightSeed, heldOut, threshold: state.threshold }),
      settings: trainingSettings(state),
      steps: state.steps,
      every: state.every,
      noiseSeed: state.seed,
      flags: flagsOf(state, { name, count: images.count }),
    };
  }

  #before(from: { readonly file: WeightsFile; readonly curve: Curve } | null) {
    const state = from && stateOf(from.file);
    return from && state ? { state, curve: from.curve } : null;
  }

  async #start(): Promise<void> {
    const session = this.#session;
    if (session.phase === "running") return session.pause();
    if (session.phase === "idle") {
      this.#kept = null;
      if (!(await this.#open(null))) return;
    }
    void this.#resume();
  }

  async #step(): Promise<void> {
    const session = this.#session;
    if (session.phase === "idle") {
      this.#kept = null;
      if (!(await this.#open(null))) return;
    }
    const before = session.step;
    await session.stepOnce();
    const { step, plan, curve } = session;
    const nats = curve.train.at(-1);
    if (plan && step > before && nats !== undefined)
      this.#host.say(t`Training step ${step} of ${plan.steps}: an image of the batch costs ${nats.toFixed(2)} nats.`);
    this.#sayDone();
  }

  async #cancel(): Promise<void> {
    this.#session.cancel();
    this.#savedImages = null;
    await this.#store?.remove();
  }

  async #goOn(): Promise<void> {
    const found = this.#kept;
    if (!found) return;
    const { kept, file } = found;
    this.#host.set(settingsFrom(kept.settings));
    this.#files = [];
    this.#own = kept.own ? { ...kept.own, isOwn: true } : null;
    if (!(await this.#open({ file, curve: kept.curve }))) return;
    this.#kept = null;
    void this.#resume();
  }

  /** The session says itself what goes wrong. */
  async #resume(): Promise<void> {
    await this.#session.resume();
    this.#sayDone();
  }

  #sayDone(): void {
    const session = this.#session;
    const held = session.curve.heldOut.at(-1);
    if (session.phase === "finished" && held)
      this.#host.say(t`Training is done: ${session.step} steps, a held-out image costs ${held.nats.toFixed(2)} nats.`);
  }

  async #forget(): Promise<void> {
    this.#kept = null;
    await this.#store?.remove();
  }

  async #takeFiles(files: readonly File[]): Promise<void> {
    this.#own = await ownImages(files, shapeOf(this.#host.state), {
      onProgress: this.#onProgress((done, total) => t`Reading … ${done} of ${total}`),
    });
    this.#files = files;
    this.#host.say(t`${this.#own.images.count} images of ${titleOf(this.#own)} are there.`);
  }

  async #download(): Promise<void> {
    const file = await this.#session.file();
    if (!file) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file], { type: "application/octet-stream" }));
    link.download = "sweepfield-model.safetensors";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /** Opens weights: to draw with, and where the file is of a run, to go on with. */
  async #openWeights(file: File): Promise<void> {
    const name = shortName(file.name);
    if (file.size > MOST_WEIGHTS_BYTES)
      throw new SweepfieldError("limit-exceeded", t`${name} has more than 512 MiB; open a smaller file`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    try {
      const opened = readWeights(bytes);
      const spec = requireConditional(opened.spec);
      const change = settingsOf(opened, this.#host.state);
      this.#session.cancel();
      this.#host.set(change);
      this.#host.own = { spec, weights: opened.weights, source: t`from ${name}` };
      if (opened.checkpoint) await this.#openRun(opened, opened.checkpoint.settings["data"]);
      this.#host.say(t`The weights of ${name} are there.`);
    } catch (error) {
      if (!(error instanceof SweepfieldError)) throw error;
      throw new SweepfieldError(error.code, `${name}: ${error.message}`, { cause: error });
    }
  }

  /** Goes on with the run of a file, if its images are there. */
  async #openRun(file: WeightsFile, images: unknown): Promise<void> {
    if (typeof images === "string" && /^builtin(:|$)/.test(images)) {
      this.#own = null;
      this.#files = [];
    } else if (images !== this.#own?.name)
      throw new SweepfieldError(
        "usage",
        t`the weights are there to draw with; to go on with the run, choose its images (${String(images).slice(0, 80)}) and open the file again`,
      );
    await this.#open({ file, curve: EMPTY });
  }

  async #draw(): Promise<void> {
    const weights = await this.#session.weights();
    if (!weights) return;
    this.#session.pause();
    this.#host.own = weights;
    this.#host.set({ view: "methods" });
  }

  async #copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text).catch((cause: unknown) => {
      throw new SweepfieldError("usage", t`the browser lets nothing be copied; select the text and copy it`, { cause });
    });
    this.#copied = true;
    setTimeout(() => {
      this.#copied = false;
      this.#host.refresh();
    }, 2000);
  }

  #render(stage: Stage): TemplateResult {
    const session = this.#session;
    const { steps } = stage.state;
    const act = (what: () => Promise<void>) => () => void this.#try(what);
    const notices = [session.notice, this.#store?.notice].filter(Boolean);
    const isLocked = session.phase !== "idle";
    const drop = {
      over: (event: DragEvent) => {
        if (isLocked || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        this.#drag(true);
      },
      leave: () => this.#drag(false),
      drop: (event: DragEvent) => {
        this.#drag(false);
        if (isLocked || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        const dropped = droppedFiles(event.dataTransfer);
        void this.#try(async () => this.#takeFiles(await dropped));
      },
    };
    return html`
      <div role="alert">
        ${[this.#problem, session.problem].filter(Boolean).map((text) => html`<p class="problem training-problem">${text}</p>`)}
      </div>
      ${notices.map((text) => html`<p class="notice">${text}</p>`)}
      ${
        this.#kept
          ? keptPanel(
              this.#kept.file.checkpoint?.step ?? 0,
              Number(this.#kept.kept.settings["steps"] ?? steps),
              act(() => this.#goOn()),
              act(() => this.#forget()),
            )
          : nothing
      }
      ${headline(session, steps, {
        start: act(() => this.#start()),
        step: act(() => this.#step()),
        cancel: act(() => this.#cancel()),
      })}
      <div class="learning">
        ${curvePanel(session, stage, steps)}
        ${samplesPanel(
          session,
          stage,
          act(() => this.#draw()),
        )}
      </div>
      <div class="panels">
        <div class="column">
          <fieldset
            class="locked"
            ?disabled=${isLocked}
            @dragover=${drop.over}
            @dragleave=${drop.leave}
            @drop=${drop.drop}
          >
            <legend class="visually-hidden">${t`What is learned from`}</legend>
            ${dataPanel(this.#host, this.#own, this.#reading, this.#isDropping, {
              files: (files) => void this.#try(() => this.#takeFiles(files)),
              builtin: act(async () => {
                this.#own = null;
                this.#files = [];
              }),
            })}
          </fieldset>
          ${weightsPanel(session, this.#copied, {
            download: act(() => this.#download()),
            open: (file) => void this.#try(() => this.#openWeights(file)),
            copy: (text) => void this.#try(() => this.#copy(text)),
          })}
        </div>
        <fieldset class="locked" ?disabled=${isLocked}>
          <legend class="visually-hidden">${t`What learns, and how`}</legend>
          ${modelPanel(this.#host)}
        </fieldset>
      </div>
      ${isLocked ? html`<p class="soft small">${t`Settings are locked while a run is open; cancel it to change them.`}</p>` : nothing}
    `;
  }

  #results(): Results | null {
    const source = this.#source;
    const run = source && recordOf(this.#session, source.isOwn ? titleOf(source) : t`built-in strokes`);
    return run && { view: "training", run };
  }

  #drag(isDropping: boolean): void {
    if (this.#isDropping === isDropping) return;
    this.#isDropping = isDropping;
    this.#host.refresh();
  }

  #table(): TemplateResult {
    const { curve, baselines } = this.#session;
    if (curve.heldOut.length === 0) return html`<p class="soft">${t`After the first steps.`}</p>`;
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${t`The loss by step`}>
        <table class="number">
          <caption>
            ${
              baselines
                ? t`Nats of an image; uniform ${baselines.uniform.toFixed(2)}, independent pixels ${baselines.independent.toFixed(2)}`
                : t`Nats of an image`
            }
          </caption>
          <thead>
            <tr>
              <th scope="col">${t`training steps`}</th>
              <th scope="col">${t`batch of the last step`}</th>
              <th scope="col">${t`held out`}</th>
            </tr>
          </thead>
          <tbody>
            ${curve.heldOut.map(
              ({ step, nats }) =>
                html`<tr>
                  <th scope="row">${step}</th>
                  <td>${curve.train[step - curve.from - 1]?.toFixed(2) ?? "–"}</td>
                  <td>${nats.toFixed(2)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}
