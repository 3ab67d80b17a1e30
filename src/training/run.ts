/** A run of training: batches in their order, a rate that warms up, evaluation, and a device that may be lost on the way. */
import { SweepfieldError } from "../error.js";
import type { RunOptions } from "../engine/run.js";
import type { TrainableSpec } from "../models/spec.js";
import { freshState, type OpenTrainer, type Trainer, type TrainerState } from "../engine/trainer.js";
import { ADAM } from "../kernels/optimiser/settings.js";
import { initialWeights } from "../models/initialise.js";
import { vectorOf } from "../models/parameter-vector.js";
import { bitsPerDimension } from "./baselines.js";
import { batchOrder, gather, type TrainingData } from "./data.js";

export interface TrainingSettings {
  /** Images of a batch. */
  readonly batch: number;
  readonly learningRate: number;
  /** Steps in which the rate rises from 0 to what it is to be. */
  readonly warmUp: number;
  /** Global norm that the gradient is clipped to; 0 for no clipping. */
  readonly clip: number;
  /** Of the initial weights and of the order of the batches. */
  readonly seed: number;
}

export const TRAINING: TrainingSettings = { batch: 16, learningRate: 2e-3, warmUp: 50, clip: 1, seed: 1 };

/** A loss in the two units of the field. `bitsPerDimension` is null for a density. */
export interface Loss {
  /** Mean −log p of an image. */
  readonly nats: number;
  readonly bitsPerDimension: number | null;
}

export interface TrainingStep extends Loss {
  /** Steps done, this one included. */
  readonly step: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly milliseconds: number | null;
  readonly dispatches: number;
}

export interface TrainingRun {
  readonly data: TrainingData;
  readonly settings: TrainingSettings;
  /** Steps done. */
  readonly step: number;
  readonly adapter: string;
  /** The next batch. A cancelled step changes nothing. */
  next(options?: RunOptions): Promise<TrainingStep>;
  /** The mean loss over images of these numbers, batch by batch. */
  evaluate(indices: Uint32Array, options?: RunOptions): Promise<Loss>;
  /** A copy of everything that a step changes. */
  state(): Promise<TrainerState>;
  release(): void;
}

export interface TrainingSource {
  readonly spec: TrainableSpec;
  readonly data: TrainingData;
  readonly settings: TrainingSettings;
  /** Where to go on; the initial weights where there is nothing. */
  readonly state?: TrainerState;
  /** Gives the engine, and again after a device was lost. */
  engine(): Promise<OpenTrainer>;
  /** Steps between two copies of the state, from which a lost device is made good; 50. */
  readonly keepEvery?: number;
}

/** The rate of step t = 1, 2, …: rising evenly over the first `warmUp` steps. */
export const rateAt = ({ learningRate, warmUp }: TrainingSettings, step: number): number =>
  learningRate * Math.min(1, step / Math.max(1, warmUp));

/** A state to begin with. */
export const initialState = (spec: TrainableSpec, seed: number): TrainerState =>
  freshState(vectorOf(spec, initialWeights(spec, seed)));

const isLost = (error: unknown): boolean => error instanceof SweepfieldError && error.code === "device-lost";

/** A device that is lost this often within one step is not coming back. */
const MOST_LOSSES = 3;

/**
 * Opens a run. When the device is lost, the engine is asked for again and the steps since the last copy of the state are
 * done over, with the same batches: nothing is lost but time.
 * Throws usage, shape-invalid, weights-invalid, limit-exceeded, and what the engine throws.
 */
export async function openTraining(source: TrainingSource): Promise<TrainingRun> {
  const { spec, data, settings, keepEvery = 50 } = source;
  const { height, width } = data.images;
  const orderOf = batchOrder(data.train.length, settings.batch, settings.seed);
  const shape = { batch: settings.batch, height, width };
  let kept = source.state ?? initialState(spec, settings.seed);
  const open = async (): Promise<Trainer> => (await source.engine())(spec, shape, kept);
  let trainer = await open();
  let isReleased = false;
  const reopen = async (): Promise<void> => {
    trainer.release();
    const opened = await open();
    // who released the run meanwhile released the trainer before
    if (isReleased) {
      opened.release();
      throw new SweepfieldError("usage", "this run of training was released; open another");
    }
    trainer = opened;
  };
  const lossOf = (nats: number): Loss => ({
    nats,
    bitsPerDimension: bitsPerDimension(spec.conditional, nats, data.numbers),
  });

  const stepOnce = async (options: RunOptions): Promise<TrainingStep> => {
    const indices = orderOf(trainer.step).map((i) => data.train[i]!);
    const learningRate = rateAt(settings, trainer.step + 1);
    const adam = { ...ADAM, learningRate, clip: settings.clip };
    const { nats, gradientNorm, milliseconds, dispatches } = await trainer.train(gather(data, indices), adam, options);
    const mean = nats.reduce((sum, value) => sum + value, 0) / nats.length;
    return { ...lossOf(mean), step: trainer.step, gradientNorm, learningRate, milliseconds, dispatches };
  };
  /** Does something up to the step that was reached, over again where the device is lost. */
  const withDevice = async <Result>(act: () => Promise<Result>, options: RunOptions): Promise<Result> => {
    const reached = trainer.step;
    for (let losses = 0; ;) {
      try {
        while (trainer.step < reached) await stepOnce(options);
        return await act();
      } catch (error) {
        if (!isLost(error) || ++losses >= MOST_LOSSES) throw error;
        await reopen();
      }
    }
  };
  /** Calls take turns: a trainer holds one batch at a time. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    data,
    settings,
    get step() {
      return trainer.step;
    },
    get adapter() {
      return trainer.adapter;
    },
    next: (options = {}) =>
      inTurn(async () => {
        const done = await withDevice(() => stepOnce(options), options);
        if (done.step - kept.step >= keepEvery) kept = await withDevice(() => trainer.state(), {});
        return done;
      }),
    evaluate: (indices, options = {}) =>
      inTurn(async () => {
        let nats = 0;
        for (let first = 0; first < indices.length; first += settings.batch) {
          const some = indices.subarray(first, first + settings.batch);
          // the last batch is filled up with its first image, which is not counted
          const filled = Uint32Array.from({ length: settings.batch }, (_, i) => some[i] ?? some[0]!);
          const each = await withDevice(() => trainer.evaluate(gather(data, filled), options), options);
          for (let i = 0; i < some.length; i++) nats += each[i]!;
          options.onProgress?.(first + some.length, indices.length);
        }
        return lossOf(nats / indices.length);
      }),
    state: () => inTurn(async () => (kept = await withDevice(() => trainer.state(), {}))),
    release() {
      isReleased = true;
      trainer.release();
    },
  };
}
