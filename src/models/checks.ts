/** The checks of which `validateSpec` is made. Each returns the checked value or throws one line: path, value, fix. */
import { SweepfieldError } from "../error.js";
import { nearest } from "./nearest.js";

const LONGEST_QUOTE = 40;

const clip = (text: string): string => (text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text);

/** A value of any kind in a few words, on one line. */
export const describe = (value: unknown): string => {
  if (typeof value === "string") return clip(JSON.stringify(value));
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
};

export const invalid = (message: string): SweepfieldError => new SweepfieldError("spec-invalid", message);

/** A plain object, read through its own keys only: a key inherited from a prototype counts as missing. */
export type Fields = ReadonlyMap<string, unknown>;

/** The object's fields, after rejecting keys that nobody knows and naming those that are known but still to come. */
export const fields = (
  value: unknown,
  path: string,
  known: readonly string[],
  later: Readonly<Record<string, string>> = {},
): Fields => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(`${path} is ${describe(value)}; use an object with ${known.join(", ")}`);
  }
  const entries = Object.entries(value);
  for (const [key] of entries) {
    if (known.includes(key)) continue;
    if (Object.hasOwn(later, key)) throw invalid(`not supported yet: ${path}.${key}; ${later[key]}`);
    const near = nearest(key, known);
    const fix = near === undefined ? `use only ${known.join(", ")}` : `did you mean "${near}"?`;
    throw invalid(`${path} has the unknown key ${describe(key)}; ${fix}`);
  }
  return new Map(entries);
};

/** An integer in [min, max]; `fallback` where the value is missing. */
export const integer = (value: unknown, path: string, min: number, max: number, fallback?: number): number => {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
    throw invalid(`${path} is ${describe(value)}; use an integer from ${min} to ${max}`);
  }
  return value;
};

/** An odd integer in [1, max]. */
export const odd = (value: unknown, path: string, max: number): number => {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > max || value % 2 === 0) {
    throw invalid(`${path} is ${describe(value)}; use an odd number from 1 to ${max}`);
  }
  return value;
};

/** One of a few literals; `fallback` where the value is missing. */
export const oneOf = <T extends string | number | boolean>(
  value: unknown,
  path: string,
  choices: readonly T[],
  fallback?: T,
): T => {
  if (value === undefined && fallback !== undefined) return fallback;
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const near = typeof value === "string" ? nearest(value, choices.map(String)) : undefined;
  const fix =
    near === undefined
      ? `use ${choices.map((choice) => JSON.stringify(choice)).join(" or ")}`
      : `did you mean "${near}"?`;
  throw invalid(`${path} is ${describe(value)}; ${fix}`);
};

/** A list of 1 to `max` entries, each turned into T by `check`. */
export const list = <T>(
  value: unknown,
  path: string,
  max: number,
  check: (entry: unknown, path: string, index: number) => T,
): readonly T[] => {
  if (!Array.isArray(value) || value.length < 1 || value.length > max) {
    throw invalid(`${path} is ${describe(value)}; use a list of 1 to ${max} layers`);
  }
  return Array.from(value, (entry: unknown, i) => check(entry, `${path}[${i}]`, i));
};
