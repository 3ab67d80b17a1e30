/** Numbers and names as they stand on screen. */
import { UNITS } from "./notation.js";

/** At most three decimals, without those that are zero, and a true minus. */
export const short = (value: number, decimals = 3): string => {
  const rounded = Number(value.toFixed(decimals));
  return (rounded === 0 && value !== 0 ? value.toExponential(0) : String(rounded)).replace("-", "−");
};

/** With its sign. */
export const signed = (value: number): string => (value > 0 ? `+${short(value)}` : short(value));

export const grouped = (value: number): string => value.toLocaleString("en-US");

export const unitName = (unit: number): string => (unit === UNITS ? "the output" : `unit ${unit + 1}`);

/** A fraction with a small denominator where the value is one: "1/12"; null otherwise. */
export const fraction = (value: number): string | null => {
  for (let denominator = 2; denominator <= 48; denominator++) {
    const numerator = Math.round(value * denominator);
    if (numerator > 0 && Math.abs(numerator / denominator - value) < 1e-7) return `${numerator}/${denominator}`;
  }
  return null;
};
