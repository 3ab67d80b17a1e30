import { SweepfieldError, type ErrorCode } from "../error.js";

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Parses JSON. A mistake is an error of the given code, one line, with its place where the engine tells it. */
export function parseJson(text: string, code: ErrorCode): unknown {
  try {
    // Editors on Windows put a byte-order mark in front, which JSON does not have.
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch (cause) {
    throw new SweepfieldError(code, `not JSON: ${reason(text, cause)}`, { cause });
  }
}

function reason(text: string, cause: unknown): string {
  const said = String(cause);
  const position = Number(/position (\d+)/.exec(said)?.[1] ?? Number.NaN);
  if (text.trim() === "") return "it is empty";
  if (/end of JSON|Unterminated/.test(said) || position >= text.trimEnd().length)
    return "it ends too early; is the file cut off?";
  if (/token '[NI]'|minus sign/.test(said) && /\b(NaN|Infinity)\b/.test(text))
    return "it holds NaN or Infinity, which JSON does not have; write finite numbers";
  return Number.isNaN(position) ? "check its brackets and commas" : `line ${lineOf(text, position)} is not understood`;
}

const lineOf = (text: string, position: number): number => text.slice(0, position).split("\n").length;
