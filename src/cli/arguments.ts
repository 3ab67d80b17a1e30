import { parseArgs } from "node:util";
import { SweepfieldError } from "../error.js";
import { nearest } from "../models/nearest.js";
import type { DeviceKind } from "../trace/trace.js";
import type { Command, CommandInput } from "./command.js";

const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

/** Reads what follows `sweepfield NAME`. Every mistake is a "usage" error that names the flag. */
export function parseCommandLine(command: Command, argv: readonly string[]): CommandInput {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { ...command.options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
      strict: true,
    });
    return { positionals, values: values as CommandInput["values"] };
  } catch (error) {
    throw explain(command, error);
  }
}

function explain(command: Command, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const flag = /'(-[^\s']*)/.exec(error.message)?.[1] ?? "";
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const known = Object.keys(command.options).map((name) => `--${name}`);
    return usage(
      `${command.name} has no flag ${flag}${didYouMean(flag, known) || `; see sweepfield ${command.name} --help`}`,
    );
  }
  if (error.code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE")
    return usage(
      command.options[flag.slice(2)]?.type === "boolean"
        ? `${flag} takes no value; write it alone`
        : `${flag} needs a value; write ${flag} VALUE`,
    );
  return error;
}

/** A whole number from `min` to `max`, or `fallback` where the flag is absent. */
export function integerFlag(
  input: CommandInput,
  name: string,
  range: { readonly min: number; readonly max: number; readonly fallback: number },
): number {
  const text = input.values[name];
  if (typeof text !== "string") return range.fallback;
  const value = wholeNumber(text);
  if (value === null || value < range.min || value > range.max)
    throw usage(`--${name} ${shown(text)}: use a whole number from ${range.min} to ${range.max}`);
  return value;
}

/** A number from `min` to `max`, or `fallback` where the flag is absent. */
export function numberFlag(
  input: CommandInput,
  name: string,
  range: { readonly min: number; readonly max: number; readonly fallback: number },
): number {
  const text = input.values[name];
  if (typeof text !== "string") return range.fallback;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (!(value >= range.min && value <= range.max))
    throw usage(`--${name} ${shown(text)}: use a number from ${range.min} to ${range.max}`);
  return value;
}

/** One of a fixed list of words. */
export function choiceFlag<Choice extends string>(
  input: CommandInput,
  name: string,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  const text = input.values[name];
  if (typeof text !== "string") return fallback;
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined)
    throw usage(`--${name} ${shown(text)}: use ${choices.join(" or ")}${didYouMean(text, choices)}`);
  return choice;
}

/** `--size HxW`. */
export function sizeFlag(
  input: CommandInput,
  range: { readonly max: number; readonly fallback: readonly [number, number] },
): readonly [height: number, width: number] {
  return givenSize(input, range.max) ?? range.fallback;
}

/** The same, undefined where the flag is absent. */
export function givenSize(input: CommandInput, max: number): readonly [height: number, width: number] | undefined {
  const text = input.values["size"];
  if (typeof text !== "string") return undefined;
  const sides = text.split(/[x×]/i).map(wholeNumber);
  const [height, width] = sides;
  if (sides.length !== 2 || !isSide(height, max) || !isSide(width, max))
    throw usage(`--size ${shown(text)}: use HEIGHTxWIDTH, each from 1 to ${max}, such as 28x28`);
  return [height, width];
}

/** The machine that runs the models; the GPU unless the flag says otherwise. */
export const deviceFlag = (input: CommandInput): DeviceKind => choiceFlag(input, "device", ["gpu", "cpu"], "gpu");

const isSide = (side: number | null | undefined, max: number): side is number =>
  typeof side === "number" && side >= 1 && side <= max;

const wholeNumber = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

/** What the user typed, short enough for one line. */
export const shown = (text: string): string =>
  text === "" ? "(nothing)" : text.length > 60 ? `${text.slice(0, 57)}…` : text;

/** "; did you mean X?" for the nearest candidate, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? "" : `; did you mean ${near}?`;
}
