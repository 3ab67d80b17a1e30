/** Lists of numbers as a reader types them and as a link carries them. */

interface Form {
  readonly least: number;
  readonly most: number;
  /** The largest magnitude. */
  readonly limit: number;
}

const SHORTEST = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** "1, −0.5 .25" → [1, −0.5, 0.25]; null where a word is no such number, or there are too few or too many. */
export const parseNumbers = (text: string, { least, most, limit }: Form): readonly number[] | null => {
  if (text.length > 24 * most) return null;
  const words = text
    .replace(/−/g, "-")
    .split(/[\s,;]+/)
    .filter((word) => word !== "");
  const numbers = words.map((word) => (SHORTEST.test(word) ? Number(word) : Number.NaN));
  const fits = numbers.length >= least && numbers.length <= most && numbers.every((n) => Math.abs(n) <= limit);
  return fits ? numbers : null;
};

export const numbersText = (numbers: readonly number[]): string => numbers.map((n) => String(n + 0)).join(" ");

/** x of the homework's LSTM: one number a step. */
export const SEQUENCE: Form = { least: 1, most: 32, limit: 100 };
/** w_xi, w_hi, w_xf, w_hf, w_xo, w_ho, w_xg, w_hg. */
export const WEIGHTS: Form = { least: 8, most: 8, limit: 100 };
