import { SweepfieldError } from "../src/error.js";

/** Values by name: of an image model `layer 0`, `layer 1` … and `y`, the last; of an LSTM as the trace names them. */
export type Values = Readonly<Record<string, ArrayLike<number>>>;

/** What an own run tells beside its outputs. */
export interface Observed {
  readonly steps: number;
  readonly dispatches: number;
  /** Milliseconds of the sweeps on the device's own clock, or null. */
  readonly deviceMs: number | null;
}

/** Something that computes the workload once per `run`, with everything that can be prepared already prepared. */
export interface Contender {
  readonly name: string;
  /** Resolves when the device has finished. */
  run(): Promise<Observed | void>;
  outputs(): Promise<Values>;
  close(): void;
}

/** |got − want| ≤ this · (0.1 + |want|). Gradients are sums over all steps, in float32. */
const tolerance = (name: string): number => (name === "x" || /^(weight|bias)_/.test(name) ? 1e-3 : 1e-4);

/** The largest difference to the reference. Throws engine-failed where it is too large, so that nothing wrong is timed. */
export function checkedError(who: string, got: Values, want: Values): number {
  let largest = 0;
  for (const [name, values] of Object.entries(got)) {
    const wanted = want[name];
    if (wanted === undefined || wanted.length !== values.length)
      throw new SweepfieldError("engine-failed", `${who}: ${values.length} numbers for ${name}, of ${wanted?.length}`);
    for (let i = 0; i < values.length; i++) {
      const error = Math.abs(values[i]! - wanted[i]!);
      if (!(error <= tolerance(name) * (0.1 + Math.abs(wanted[i]!))))
        throw new SweepfieldError(
          "engine-failed",
          `${who}: ${name} differs from the float64 reference by ${error} at [${i}], so it was not timed`,
        );
      largest = Math.max(largest, error);
    }
  }
  return largest;
}
