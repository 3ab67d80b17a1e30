/** Every pair of n-bit numbers through a threshold RNN: what a check reports, and the check on the CPU, in slices. */
import { SweepfieldError } from "../error.js";
import { checkPairs, NEVER_WRONG, type CheckMemory } from "../kernels/threshold-rnn/cpu.js";
import type { AdderCheck } from "../kernels/threshold-rnn/net.js";
import { validateThresholdRnn, type ThresholdRnnSpec } from "../models/threshold-rnn.js";
import type { DeviceKind, SweepRecord } from "../trace/trace.js";
import { CPU_ADAPTER, driveSweep } from "./cpu-run.js";
import type { RunOptions } from "./run.js";

export const MOST_BITS = 8;

export interface FailingPair {
  readonly a: number;
  readonly b: number;
  /** What the net wrote. */
  readonly got: number;
  readonly want: number;
  /** The first column that is wrong, 0 the least significant; without padding perhaps the one that is missing. */
  readonly column: number;
}

/** What became of one unit over all pairs. */
export interface UnitReport {
  /**
   * The smallest z × (+1 where its right state is on, −1 where it is off), over the columns that start from a right state;
   * Infinity where there was none. Of a unit without a code the smallest |z|.
   */
  readonly margin: number;
  /** How often its state was wrong though what it read was right. */
  readonly wrong: number;
}

/** The record of one check. Numbers with equal digits count once for (a, b) and once for (b, a). */
export interface AdderReport extends SweepRecord {
  readonly device: DeviceKind;
  readonly adapter: string;
  readonly pairs: number;
  readonly right: number;
  /** The failing pair with the smallest a + b, then the smallest a; null where there is none. */
  readonly counterexample: FailingPair | null;
  /** The pairs that fail, by a, then b. */
  failing(): readonly FailingPair[];
  /** 1 where the pair is right, at a + 2ⁿ · b. */
  readonly isRight: Uint8Array;
  readonly units: readonly UnitReport[];
  readonly output: UnitReport;
}

/** Checks the net and what is asked of it; gives the number of pairs. Throws spec-invalid or usage. */
export const requireCheck = (net: ThresholdRnnSpec, { bits, gain, code }: AdderCheck): number => {
  validateThresholdRnn(net);
  if (!Number.isInteger(bits) || bits < 1 || bits > MOST_BITS) {
    throw new SweepfieldError("usage", `bits is ${bits}; use a whole number from 1 to ${MOST_BITS}`);
  }
  if (gain !== undefined && !(gain > 0 && Number.isFinite(gain))) {
    throw new SweepfieldError("usage", `gain is ${gain}; use a number above 0`);
  }
  if (code && code.length !== net.b_h.length) {
    throw new SweepfieldError(
      "usage",
      `the code has ${code.length} units, the net ${net.b_h.length}; give one for each`,
    );
  }
  return 4 ** bits;
};

/** What a check left, wherever it ran: plain data, so that a worker can hand it over. */
export interface AdderResult {
  readonly memory: CheckMemory;
  readonly ran: SweepRecord & Pick<AdderReport, "device" | "adapter">;
}

export const adderReport = (
  { bits, carryIn = 0 }: AdderCheck,
  { memory: { result, margins, wrong }, ran }: AdderResult,
): AdderReport => {
  const isRight = Uint8Array.from(result, (word) => (word >> 16 === NEVER_WRONG ? 1 : 0));
  const side = 2 ** bits;
  const pairAt = (a: number, b: number): FailingPair => {
    const word = result[a + side * b]!;
    return { a, b, got: word & 0xffff, want: a + b + carryIn, column: word >> 16 };
  };
  const units = Array.from(margins, (margin, u) => ({
    // + 0 makes a 0 of −0
    margin: margin > 3e38 ? Infinity : margin + 0,
    wrong: wrong[u]!,
  }));
  const firstFailing = (): FailingPair | null => {
    for (let sum = 0; sum <= 2 * (side - 1); sum++) {
      for (let a = Math.max(0, sum - side + 1); a <= Math.min(sum, side - 1); a++) {
        if (isRight[a + side * (sum - a)] === 0) return pairAt(a, sum - a);
      }
    }
    return null;
  };
  return {
    ...ran,
    pairs: result.length,
    right: isRight.reduce((sum, value) => sum + value, 0),
    counterexample: firstFailing(),
    failing: () => {
      const all: FailingPair[] = [];
      for (let a = 0; a < side; a++) {
        for (let b = 0; b < side; b++) if (isRight[a + side * b] === 0) all.push(pairAt(a, b));
      }
      return all;
    },
    isRight,
    units: units.slice(0, -1),
    output: units.at(-1)!,
  };
};

const PAIRS_PER_YIELD = 256;

/** All pairs on this thread, yielding to events about every 10 ms. Throws spec-invalid, usage or cancelled. */
export async function doAdderJob(
  { net, check }: { readonly net: ThresholdRnnSpec; readonly check: AdderCheck },
  { signal, onProgress }: RunOptions,
): Promise<AdderResult> {
  const pairs = requireCheck(net, check);
  const rows = net.b_h.length + 1;
  const memory: CheckMemory = {
    result: new Uint32Array(pairs),
    margins: new Float32Array(rows).fill(3.4e38),
    wrong: new Uint32Array(rows),
  };
  let done = 0;
  function* all(): Generator<number, void> {
    for (; done < pairs; done += PAIRS_PER_YIELD) {
      checkPairs(net, check, memory, done, Math.min(PAIRS_PER_YIELD, pairs - done));
      yield 0;
    }
    yield 1;
  }
  const record = await driveSweep(all(), { signal, onProgress: () => onProgress?.(Math.min(done, pairs), pairs) });
  return { memory, ran: { ...record, device: "cpu", adapter: CPU_ADAPTER } };
}

/** The same, reported. */
export const checkAdderOnCpu = async (
  net: ThresholdRnnSpec,
  check: AdderCheck,
  options: RunOptions = {},
): Promise<AdderReport> => adderReport(check, await doAdderJob({ net, check }, options));
