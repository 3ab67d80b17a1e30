/** What `train` is told: by flags, and by the checkpoint that it resumes from. */
import type { TrainerState } from "../engine/trainer.js";
import { SweepfieldError } from "../error.js";
import { parseJson, type JsonObject } from "../io/json.js";
import { readWeights } from "../io/weights-file.js";
import { requireConditional } from "../models/conditional.js";
import { vectorOf } from "../models/parameter-vector.js";
import type { TrainableSpec } from "../models/spec.js";
import { validateSpec } from "../models/validate.js";
import { TRAINING, type TrainingSettings } from "../training/run.js";
import { givenSize, integerFlag, numberFlag, shown } from "./arguments.js";
import type { CommandInput } from "./command.js";
import { inFile, readUserFile } from "./files.js";

const MAX_SPEC_BYTES = 2 ** 20;
const MAX_WEIGHTS_BYTES = 2 ** 29;
const MOST_STEPS = 10_000_000;

const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

/** What a run is told, and what a checkpoint says of it. */
export interface TrainPlan {
  readonly settings: TrainingSettings;
  readonly steps: number;
  readonly data: string;
  readonly size: readonly [number, number] | undefined;
  readonly binarise: number;
  readonly heldOut: number | undefined;
  readonly out: string | undefined;
  readonly weightsOnly: boolean;
}

const textFlag = (input: CommandInput, name: string): string | undefined => {
  const value = input.values[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** Flags, and where they are absent what the checkpoint was trained with. What would change its batches is refused. */
export function planOf(input: CommandInput, before: JsonObject): TrainPlan {
  const known = (name: string, fallback: number): number => {
    const value = before[name];
    return typeof value === "number" ? value : fallback;
  };
  for (const name of ["data", "size", "binarise", "held-out", "batch", "seed"]) {
    const was = before[name];
    if (was !== undefined && textFlag(input, name) !== undefined && input.values[name] !== String(was))
      throw usage(
        `--${name} ${shown(textFlag(input, name)!)}: the file was trained with ${was}; leave it out, or start anew`,
      );
  }
  const size = textFlag(input, "size") ?? (typeof before["size"] === "string" ? before["size"] : undefined);
  const sized = { ...input, values: { ...input.values, size } };
  const heldOut = integerFlag(input, "held-out", { min: 1, max: 10_000_000, fallback: known("held-out", 0) });
  return {
    settings: {
      batch: integerFlag(input, "batch", { min: 1, max: 4096, fallback: known("batch", TRAINING.batch) }),
      learningRate: numberFlag(input, "learning-rate", {
        min: 0,
        max: 10,
        fallback: known("learning-rate", TRAINING.learningRate),
      }),
      warmUp: integerFlag(input, "warm-up", { min: 0, max: MOST_STEPS, fallback: known("warm-up", TRAINING.warmUp) }),
      clip: numberFlag(input, "clip", { min: 0, max: 1e9, fallback: known("clip", TRAINING.clip) }),
      seed: integerFlag(input, "seed", { min: 0, max: 2 ** 32 - 1, fallback: known("seed", TRAINING.seed) }),
    },
    steps: integerFlag(input, "steps", { min: 0, max: MOST_STEPS, fallback: 1000 }),
    data: textFlag(input, "data") ?? (typeof before["data"] === "string" ? before["data"] : "builtin"),
    size: givenSize(sized, 512),
    binarise: numberFlag(input, "binarise", { min: 1e-6, max: 1, fallback: known("binarise", 0.5) }),
    heldOut: heldOut || undefined,
    out: textFlag(input, "out"),
    weightsOnly: input.values["weights-only"] === true,
  };
}

/** The same by the names of the flags, as a checkpoint keeps it. */
export const keptSettings = ({ settings, data, size, binarise }: TrainPlan, heldOut: number): JsonObject => ({
  data,
  ...(size && { size: size.join("x") }),
  binarise,
  "held-out": heldOut,
  batch: settings.batch,
  "learning-rate": settings.learningRate,
  "warm-up": settings.warmUp,
  clip: settings.clip,
  seed: settings.seed,
});

export async function specFlag(input: CommandInput): Promise<TrainableSpec> {
  const path = textFlag(input, "model");
  if (path === undefined) throw usage("train needs a model; write --model spec.json, or --resume FILE");
  const text = (await readUserFile(path, MAX_SPEC_BYTES)).toString("utf8");
  return inFile(path, () => requireConditional(validateSpec(parseJson(text, "spec-invalid"))));
}

export async function resumed(
  input: CommandInput,
): Promise<{ readonly spec: TrainableSpec; readonly state: TrainerState; readonly settings: JsonObject } | null> {
  const path = textFlag(input, "resume");
  if (path === undefined) return null;
  if (textFlag(input, "model") !== undefined) throw usage("--resume brings its model; leave --model out");
  const bytes = await readUserFile(path, MAX_WEIGHTS_BYTES);
  return inFile(path, () => {
    const { spec, weights, checkpoint } = readWeights(bytes);
    if (!checkpoint)
      throw new SweepfieldError("weights-invalid", "it holds weights alone; resume from a file that train wrote");
    const { m, v, step, settings } = checkpoint;
    const state = { weights: vectorOf(spec, weights), m: vectorOf(spec, m), v: vectorOf(spec, v), step };
    return { spec: requireConditional(spec), state, settings };
  });
}
