/** The edits of oracle A3 as nets. */
import { BLANK, CANONICAL } from "../../src/models/adder-presets.js";
import type { ThresholdRnnSpec } from "../../src/models/threshold-rnn.js";

export const canonicalWith = (change: Partial<ThresholdRnnSpec>): ThresholdRnnSpec => ({ ...CANONICAL, ...change });
export const replaced = <T>(list: readonly T[], at: number, by: (old: T) => T): T[] =>
  list.map((old, i) => (i === at ? by(old) : old));

/** The net that the name of an A3 edit means. */
export const editOf = (name: string): ThresholdRnnSpec => {
  const number = /=(-?[\d.]+)$/.exec(name)?.[1];
  const unit = Number(/\[(\d)/.exec(name)?.[1]);
  const { W_xh, W_hh, W_hy, b_h } = CANONICAL;
  if (name === "Whh=0") return canonicalWith({ W_hh: BLANK.W_hh });
  if (name.startsWith("Whh[")) return canonicalWith({ W_hh: replaced(W_hh, unit, () => [0, 0, 0]) });
  if (name.startsWith("Whh reads")) {
    const column = Number(name.at(-1)) - 1;
    return canonicalWith({ W_hh: W_hh.map(() => [0, 1, 2].map((v) => (v === column ? 1 : 0))) });
  }
  if (name.startsWith("Wxh[")) return canonicalWith({ W_xh: replaced(W_xh, unit, ([, x2]) => [0, x2]) });
  if (name.startsWith("bh[")) {
    const by = name.includes("+=") ? 1 : -1;
    return canonicalWith({ b_h: replaced(b_h, unit, (old) => old + by) });
  }
  if (name.startsWith("Why[")) return canonicalWith({ W_hy: replaced(W_hy, unit, () => 0) });
  if (name.startsWith("Why=")) return canonicalWith({ W_hy: JSON.parse(name.slice(4)) as number[] });
  if (name.startsWith("by=")) return canonicalWith({ b_y: Number(number) });
  const [, biases, output, convention] = /^ints b=([-\d,]+),by=(-?\d) with (>=?)$/.exec(name)!;
  return canonicalWith({
    b_h: biases!.split(",").map(Number),
    b_y: Number(output),
    atZero: convention === ">=" ? 1 : 0,
  });
};
