/** Every failure that a user can meet, by a stable code. The command line maps codes to exit codes (2 bad input, 3 no device). */
export type ErrorCode =
  | "usage"
  | "spec-invalid"
  | "weights-invalid"
  | "shape-invalid"
  | "case-invalid"
  | "data-invalid"
  | "state-invalid"
  | "file-unreadable"
  | "file-unwritable"
  | "image-undecodable"
  | "limit-exceeded"
  | "insecure-context"
  | "no-webgpu"
  | "no-adapter"
  | "device-refused"
  | "device-lost"
  | "engine-failed"
  | "missing-dependency"
  | "port-taken"
  | "cancelled";

/**
 * The one error class of Sweepfield. The message is one line: what was read, where, and what to do
 * ("pixelcnn.layers[1].kernel is 4; use an odd number from 1 to 31").
 */
export class SweepfieldError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "SweepfieldError";
    this.code = code;
  }
}
