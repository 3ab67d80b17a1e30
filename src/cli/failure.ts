import type { ErrorCode, SweepfieldError } from "../error.js";

/** What the shell reads for each failure: 2 bad use or bad input, 3 no device, 130 interrupted. */
const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  usage: 2,
  "spec-invalid": 2,
  "weights-invalid": 2,
  "shape-invalid": 2,
  "case-invalid": 2,
  "data-invalid": 2,
  "state-invalid": 2,
  "file-unreadable": 2,
  "file-unwritable": 2,
  "image-undecodable": 2,
  "limit-exceeded": 2,
  "missing-dependency": 2,
  "port-taken": 2,
  "insecure-context": 3,
  "no-webgpu": 3,
  "no-adapter": 3,
  "device-refused": 3,
  "device-lost": 3,
  "engine-failed": 3,
  cancelled: 130,
};

/** By its shape, since the bundle that `bench` runs holds a class of its own. */
const isSweepfieldError = (error: unknown): error is SweepfieldError =>
  error instanceof Error &&
  error.name === "SweepfieldError" &&
  "code" in error &&
  Object.hasOwn(EXIT_CODES, String(error.code));

const isCancelled = (error: unknown): boolean =>
  isSweepfieldError(error) ? error.code === "cancelled" : error instanceof Error && error.name === "AbortError";

/** Anything but our own errors is a defect of ours; the shell is told "bad input" so that it is never taken for an answer. */
export const exitCodeOf = (error: unknown): number =>
  isSweepfieldError(error) ? EXIT_CODES[error.code] : isCancelled(error) ? 130 : 2;

/** One line without control characters (C0, DEL, C1, line separators): file names and JSON strings may hold escape sequences. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

/** The final line on stderr. */
export function errorLine(error: unknown): string {
  if (isCancelled(error)) return "sweepfield: interrupted";
  const message = oneLine(error instanceof Error ? error.message : String(error));
  return isSweepfieldError(error)
    ? `sweepfield: ${message}`
    : `sweepfield: this should not have happened: ${message}; run it again with SWEEPFIELD_DEBUG=1 for the place`;
}
