/** A run of training as a page drives it: start, pause, resume, single steps, cancel, samples on the way, and a copy that is kept. */
import { noiseFor } from "../../../engine/drawing.js";
import type { TrainerState } from "../../../engine/trainer.js";
import type { TrainableSpec } from "../../../models/spec.js";
import { SweepfieldError } from "../../../error.js";
import { writeWeights } from "../../../io/weights-file.js";
import { tensorsOf } from "../../../models/parameter-vector.js";
import type { Tensor } from "../../../models/tensor.js";
import { bitsPerDimension, independentNatsInSlices, uniformNats } from "../../../training/baselines.js";
import type { TrainingData } from "../../../training/data.js";
import { openTraining, type TrainingRun, type TrainingSettings } from "../../../training/run.js";
import type { Engine } from "../../controllers/engine.js";
import { failureText, isLoss } from "../../controllers/engine-keeper.js";
import { inSlices, nextTask } from "../../controllers/slices.js";
import type { DrawAndTrain } from "../engine.js";
import type { ModelWeights } from "../weights.js";
import { EMPTY, type Baselines, type Curve } from "./curve.js";
import { t } from "../../language/t.js";

export interface TrainingPlan {
  readonly spec: TrainableSpec;
  readonly data: TrainingData;
  readonly settings: TrainingSettings;
  /** Steps in all. */
  readonly steps: number;
  /** Steps between two looks at held-out images and samples. */
  readonly every: number;
  /** Of the samples' noise. */
  readonly noiseSeed: number;
  /** The settings as a checkpoint keeps them, by the names of the command line's flags. */
  readonly flags: Readonly<Record<string, string | number>>;
}

export type Phase = "idle" | "preparing" | "running" | "paused" | "finished";

interface SessionHost {
  /** The engine, opened again where it was lost. */
  engine(): Promise<Engine<DrawAndTrain>>;
  /** Something on screen has changed. */
  changed(): void;
  /** There is a state that is worth keeping. */
  keep(session: TrainingSession): Promise<void>;
}

/** Held-out images that are looked at on the way. */
const LOOKED_AT = 128;
const SAMPLES = 8;
const KEEP_MS = 10_000;
const CHANGED_MS = 120;

export class TrainingSession {
  phase: Phase = "idle";
  plan: TrainingPlan | null = null;
  baselines: Baselines | null = null;
  /** Drawn from the model as it was at `samplesStep`. */
  samples: Tensor<Float32Array> | null = null;
  samplesStep = 0;
  problem = "";
  /** What the reader should know although it went on. */
  notice = "";
  gradientNorm = 0;
  /** Milliseconds of a step, with all that comes between, on average. */
  pace: number | null = null;

  readonly #host: SessionHost;
  #from = 0;
  #train: number[] = [];
  #heldOut: { readonly step: number; readonly nats: number }[] = [];
  #isLooping = false;
  #run: TrainingRun | null = null;
  #abort = new AbortController();
  #kept = 0;
  #told = 0;

  constructor(host: SessionHost) {
    this.#host = host;
  }

  get curve(): Curve {
    return { from: this.#from, train: this.#train, heldOut: this.#heldOut };
  }
  /** Steps done. */
  get step(): number {
    return this.#from + this.#train.length;
  }
  get adapter(): string {
    return this.#run?.adapter ?? "";
  }
  /** Bits per dimension for one nat per image; null for a density. */
  get bitsPerNat(): number | null {
    const { plan } = this;
    return plan && bitsPerDimension(plan.spec.conditional, 1, plan.data.numbers);
  }
  get secondsLeft(): number | null {
    return this.pace === null || !this.plan ? null : ((this.plan.steps - this.step) * this.pace) / 1000;
  }

  /** What comes before a run, such as its images, is being made ready; `cancel` aborts it. */
  prepare(): AbortSignal {
    this.release();
    this.#abort = new AbortController();
    this.problem = "";
    this.#setPhase("preparing");
    return this.#abort.signal;
  }

  /** Begins, or goes on from a state with the curve up to it, and stands still before its next step. */
  async open(
    plan: TrainingPlan,
    from: { readonly state: TrainerState; readonly curve: Curve } | null,
  ): Promise<boolean> {
    this.release();
    const { signal } = (this.#abort = new AbortController());
    Object.assign(this, { plan, samples: null, problem: "", notice: "", pace: null });
    this.#setCurve(from?.curve ?? EMPTY, from?.state.step ?? 0);
    this.#setPhase("preparing");
    try {
      const { spec, data, settings } = plan;
      this.baselines = {
        uniform: uniformNats(spec.conditional, data.numbers),
        independent: await inSlices(independentNatsInSlices(spec.conditional, data), signal),
      };
      let opened = 0;
      const run = await openTraining({
        spec,
        data,
        settings,
        ...(from && { state: from.state }),
        engine: async () => {
          // what waits for the loss of the device comes first
          await nextTask();
          if (opened++ > 0)
            this.notice =
              opened === 2
                ? t`The GPU was lost and opened again; training went on, and nothing but the running step was lost.`
                : t`The GPU was lost ${opened - 1} times and opened again; training went on, and nothing but the running step was lost.`;
          return (await this.#host.engine()).run.trainer();
        },
      });
      if (signal.aborted) {
        run.release();
        return false;
      }
      this.#run = run;
      await (from ? this.#sample() : this.#look());
      this.#setPhase("paused");
      return true;
    } catch (error) {
      this.#fail(error, signal);
      return false;
    }
  }

  async resume(): Promise<void> {
    const { plan } = this;
    if (!plan || this.phase !== "paused") return;
    this.#setPhase("running");
    // the loop that is about to stop goes on
    if (this.#isLooping) return;
    this.#isLooping = true;
    const { signal } = this.#abort;
    const [started, from] = [performance.now(), this.step];
    try {
      do {
        while (this.#isRunning() && this.step < plan.steps) {
          await this.#advance();
          this.pace = (performance.now() - started) / (this.step - from);
          this.#tell();
        }
        if (!signal.aborted) await this.#keep();
      } while (this.#isRunning() && this.step < plan.steps);
      if (!signal.aborted) this.#setPhase(this.step >= plan.steps ? "finished" : "paused");
    } catch (error) {
      this.#fail(error, signal);
    } finally {
      this.#isLooping = false;
    }
  }

  /** After the step that runs. */
  pause(): void {
    if (this.phase === "running") this.#setPhase("paused");
  }

  async stepOnce(): Promise<void> {
    const { plan } = this;
    if (!plan || this.phase !== "paused" || this.#isLooping) return;
    const { signal } = this.#abort;
    this.#setPhase("preparing");
    try {
      await this.#advance();
      if (!signal.aborted) this.#setPhase(this.step >= plan.steps ? "finished" : "paused");
    } catch (error) {
      this.#fail(error, signal);
    }
  }

  /** Ends the run at once and forgets it. */
  cancel(): void {
    this.release();
    Object.assign(this, { samples: null, plan: null, baselines: null, problem: "", notice: "" });
    this.#setCurve(EMPTY, 0);
    this.#setPhase("idle");
  }

  /** Frees what the run holds; what was kept stays. */
  release(): void {
    this.#abort.abort();
    this.#run?.release();
    this.#run = null;
  }

  /** The weights as they are now; null before there are any. */
  async weights(): Promise<ModelWeights | null> {
    const { plan } = this;
    if (!plan || !this.#run) return null;
    const { weights, step } = await this.#run.state();
    return { spec: plan.spec, weights: tensorsOf(plan.spec, weights), source: t`trained in this page, ${step} steps` };
  }

  /** A file with everything that a run needs to go on. */
  async file(): Promise<Uint8Array<ArrayBuffer> | null> {
    const { plan } = this;
    if (!plan || !this.#run) return null;
    const { spec, data, flags } = plan;
    const { weights, m, v, step } = await this.#run.state();
    return writeWeights({
      spec,
      weights: tensorsOf(spec, weights),
      image: [data.images.height, data.images.width],
      checkpoint: { m: tensorsOf(spec, m), v: tensorsOf(spec, v), step, settings: flags },
    });
  }

  #isRunning(): boolean {
    return this.phase === "running";
  }

  async #advance(): Promise<void> {
    const { plan } = this;
    const run = this.#run;
    if (!plan || !run) throw new SweepfieldError("usage", t`no run is open; start one`);
    const { signal } = this.#abort;
    const { nats, step, gradientNorm } = await run.next({ signal });
    this.gradientNorm = gradientNorm;
    this.#train.push(nats);
    if (step % plan.every === 0 || step >= plan.steps) await this.#look();
    if (performance.now() - this.#kept > KEEP_MS) await this.#keep();
  }

  /** The loss of held-out images, and samples. */
  async #look(): Promise<void> {
    const { plan } = this;
    const run = this.#run;
    if (!plan || !run) return;
    const { signal } = this.#abort;
    const { data } = plan;
    const { nats } = await run.evaluate(data.heldOut.subarray(0, LOOKED_AT), { signal });
    this.#heldOut.push({ step: run.step, nats });
    await this.#sample();
  }

  /** Draws from the model as it is now, always from the same noise. */
  async #sample(): Promise<void> {
    const { plan } = this;
    const run = this.#run;
    if (!plan || !run) return;
    const { signal } = this.#abort;
    const { spec, data } = plan;
    try {
      const { weights, step } = await run.state();
      const engine = await this.#host.engine();
      const noise = noiseFor(spec, SAMPLES, data.images, plan.noiseSeed);
      const { values } = await engine.run.draw(
        { method: "wavefront", spec, weights: tensorsOf(spec, weights), noise },
        { signal },
      );
      Object.assign(this, { samples: values, samplesStep: step });
    } catch (error) {
      // the next look draws again
      if (!isLoss(error)) throw error;
    }
    this.#host.changed();
  }

  async #keep(): Promise<void> {
    this.#kept = performance.now();
    await this.#host.keep(this);
  }

  /** As far as the steps that are done; without their losses it begins there. */
  #setCurve({ from, train, heldOut }: Curve, step: number): void {
    const isWhole = from + train.length >= step;
    this.#from = isWhole ? from : step;
    this.#train = isWhole ? train.slice(0, step - from) : [];
    this.#heldOut = heldOut.filter((point) => point.step <= step);
  }

  #setPhase(phase: Phase): void {
    this.phase = phase;
    this.#host.changed();
  }

  #tell(): void {
    if (performance.now() - this.#told < CHANGED_MS) return;
    this.#told = performance.now();
    this.#host.changed();
  }

  #fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.problem = failureText(error);
    this.release();
    this.#setPhase("idle");
  }
}
