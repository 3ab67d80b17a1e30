/** `sweepfield count cnn`: a net from --layers, --preset, a text or a SPEC.json. */
import { SweepfieldError } from "../error.js";
import { parseJson } from "../io/json.js";
import { countCnn, type CnnCount } from "../models/cnn/count.js";
import type { InputSize } from "../models/cnn/layers.js";
import { MAX_NUMBER } from "../models/cnn/layers.js";
import { CNN_PRESET_NAMES, presetNamed } from "../models/cnn/presets.js";
import { cnnOf, validateCnn, type CnnSpec } from "../models/cnn/spec.js";
import { didYouMean, shown } from "./arguments.js";
import type { CommandInput } from "./command.js";
import { inFile, readUserFile } from "./files.js";

export const CNN_FLAGS = ["input", "layers", "preset"];

const MAX_BYTES = 2 ** 20;
const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

/** What the net costs that the flags, or a file where one is named, stand for. */
export async function countedFromFlags(input: CommandInput, file: string | undefined): Promise<CnnCount> {
  const { layers, preset } = input.values;
  const size = inputFlag(input);
  const given = [
    ...(file === undefined ? [] : [shown(file)]),
    ...["layers", "preset"].filter((flag) => input.values[flag] !== undefined).map((flag) => `--${flag}`),
  ];
  if (given.length > 1) throw usage(`count cnn takes one net, not ${given.join(" and ")}; leave one out`);
  if (file !== undefined) return fromFile(file, size);
  if (typeof preset === "string") {
    const known = presetNamed(preset);
    if (!known)
      throw usage(
        `--preset ${shown(preset)}: there is no such net${didYouMean(preset, CNN_PRESET_NAMES) || `; use one of ${CNN_PRESET_NAMES.join(", ")}`}`,
      );
    return countCnn(cnnOf(known.layers, size ?? known.input, preset));
  }
  if (typeof layers === "string") return countCnn(cnnOf(layers, size ?? null, "--layers"));
  throw usage(
    'count cnn needs a net; write --input 3x224x224 --layers "Conv3-64, MaxPool, FC-10", or --preset homework',
  );
}

/** The same for a net in a SPEC.json; --input goes before its own. */
export const countedFromSpec = (value: unknown, input: CommandInput): CnnCount =>
  countCnn(ofJson(value, inputFlag(input)));

const ofJson = (value: unknown, size: InputSize | undefined): CnnSpec =>
  validateCnn(size && typeof value === "object" && value !== null ? { ...value, input: [...size] } : value);

async function fromFile(path: string, size: InputSize | undefined): Promise<CnnCount> {
  const text = (await readUserFile(path, MAX_BYTES)).toString("utf8").replace(/^\uFEFF/, "");
  return /\.json$/i.test(path)
    ? inFile(path, () => countCnn(ofJson(parseJson(text, "spec-invalid"), size)))
    : countCnn(cnnOf(text, size ?? null, shown(path)));
}

/** `--input CxHxW` */
function inputFlag(input: CommandInput): InputSize | undefined {
  const text = input.values["input"];
  if (typeof text !== "string") return undefined;
  const sides = text.split(/[x×]/i).map((side) => (/^\d{1,10}$/.test(side) ? Number(side) : 0));
  const [channels, height, width] = sides;
  const fits = (side: number | undefined): side is number => side !== undefined && side >= 1 && side <= MAX_NUMBER;
  if (sides.length !== 3 || !fits(channels) || !fits(height) || !fits(width))
    throw usage(`--input ${shown(text)}: use CHANNELSxHEIGHTxWIDTH, such as 3x224x224`);
  return [channels, height, width];
}
