/** Numbers and names as they stand on screen. */
import { superscript } from "../controls/decimal.js";
import { UNITS } from "./notation.js";

/** At most three decimals, without those that are zero, and a true minus; what would then be 0 with a power of ten. */
export const short = (value: number, decimals = 3): string => {
  const rounded = Number(value.toFixed(decimals));
  if (rounded !== 0 || value === 0) return String(rounded).replace("-", "−");
  const [digits = "", exponent = "0"] = value.toExponential(0).split("e");
  return `${digits.replace("-", "−")}·10${superscript(Number(exponent))}`;
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
