/** Numbers and names as they stand on screen. */
import { superscript } from "../controls/decimal.js";
import { t } from "../language/t.js";
import { UNITS, type Place } from "./notation.js";

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

export const unitName = (unit: number): string => (unit === UNITS ? t`the output` : t`unit ${unit + 1}`);

/** As a screen reader says it: "W_hh, from unit 2 to unit 1". */
export const placeName = ({ unit, source }: Place): string => {
  const isOutput = unit === UNITS;
  if (source.kind === "digit") return t`W_xh, from digit x${source.digit + 1} to unit ${unit + 1}`;
  if (source.kind === "bias") return isOutput ? t`b_y, bias of the output` : t`b_h, bias of unit ${unit + 1}`;
  const from = source.unit + 1;
  return isOutput ? t`W_hy, from unit ${from} to the output` : t`W_hh, from unit ${from} to unit ${unit + 1}`;
};

/** A fraction with a small denominator where the value is one: "1/12"; null otherwise. */
export const fraction = (value: number): string | null => {
  for (let denominator = 2; denominator <= 48; denominator++) {
    const numerator = Math.round(value * denominator);
    if (numerator > 0 && Math.abs(numerator / denominator - value) < 1e-7) return `${numerator}/${denominator}`;
  }
  return null;
};
