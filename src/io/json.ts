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
    return `${nonFinitePlace(text)}, which JSON does not have; write finite numbers`;
  return Number.isNaN(position) ? "check its brackets and commas" : `line ${lineOf(text, position)} is not understood`;
}

/** Python writes NaN and Infinity bare. They are read as marked texts, so that the first one can be named by its path. */
function nonFinitePlace(text: string): string {
  const mark = "not finite: ";
  const marked = text
    .replace(/^\uFEFF/, "")
    .replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
      token.startsWith('"') ? token : `"${mark}${token}"`,
    );
  let place: string | undefined;
  const walk = (value: unknown, path: string): void => {
    if (place !== undefined) return;
    if (typeof value === "string" && value.startsWith(mark)) place = `${path} is ${value.slice(mark.length)}`;
    else if (Array.isArray(value)) value.forEach((item, i) => walk(item, `${path}[${i}]`));
    else if (isObject(value))
      Object.entries(value).forEach(([key, item]) => walk(item, path === "" ? key : `${path}.${key}`));
  };
  try {
    walk(JSON.parse(marked), "");
  } catch {
    // Something else is wrong with the text too.
  }
  return place ?? "it holds NaN or Infinity";
}

const lineOf = (text: string, position: number): number => text.slice(0, position).split("\n").length;
