import { t } from "../language/t.js";

/** Numbers as they stand on screen. */
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
export const superscript = (n: number): string =>
  `${n < 0 ? "⁻" : ""}${[...String(Math.abs(n))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("")}`;

const scientific = (value: number, decimals: number): string => {
  const [digits = "", exponent = "0"] = value.toExponential(decimals).split("e");
  return `${digits.replace("-", "−")}·10${superscript(Number(exponent))}`;
};

/** What no float64 can hold, in words. */
const beyond = (value: number): string => (Number.isNaN(value) ? t`n/a` : value < 0 ? t`below −10³⁰⁸` : t`over 10³⁰⁸`);

/** Three decimals, or for what would then be 0, and from a million on, two figures and a power of ten. A true minus, so that columns of numbers stand in line. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) return beyond(value);
  if (value === 0) return "0";
  if (Math.abs(value) >= 1e6) return scientific(value, 1);
  if (Math.abs(value) >= 0.0005) return value.toFixed(3).replace("-", "−");
  return scientific(value, 1);
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** So many figures, without an exponent where that is short: "0.01360", "−15,270". */
export const figures = (value: number, digits = 4): string => {
  if (!Number.isFinite(value)) return beyond(value);
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e6)) {
    const decimals = value === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
    return value
      .toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
      .replace("-", "−");
  }
  return scientific(value, digits - 1);
};

/** A number in a product: a negative one stands in parentheses. */
export const factor = (value: number, shown: (value: number) => string = decimal): string =>
  value < 0 ? `(${shown(value)})` : shown(value);
