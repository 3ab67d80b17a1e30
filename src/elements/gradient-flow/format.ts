import { t } from "../language/t.js";
import type { Death } from "./curves.js";

const RAISED: Readonly<Record<string, string>> = Object.fromEntries(
  [..."0123456789-"].map((digit, i) => [digit, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁻"][i]!]),
);

export const powerOfTen = (exponent: number): string =>
  `10${[...String(exponent)].map((digit) => RAISED[digit]).join("")}`;

/** Three figures: "21.9", "0.309", "5.55 × 10⁴", "1" where it is exactly that. */
export function figures(value: number): string {
  if (value === 0 || value === 1) return String(value);
  const size = Math.abs(value);
  if (size >= 0.01 && size < 10_000) return String(Number(value.toPrecision(3)));
  const exponent = Math.floor(Math.log10(size));
  return `${(value / 10 ** exponent).toFixed(2)} × ${powerOfTen(exponent)}`;
}

/** A factor per block, with as many decimals as tell 1 from nearly 1. */
export const factor = (value: number): string => (value === 1 || value < 0.01 ? figures(value) : value.toFixed(3));

/** The same for a headline, which has room for zeros but not for two times signs: "× 90,600", "4.6 × 10⁸". */
export function headline(value: number): string {
  if (value < 1e6) return `× ${Number(value.toPrecision(3)).toLocaleString("en-US")}`;
  const exponent = Math.floor(Math.log10(value));
  return `${(value / 10 ** exponent).toFixed(1)} × ${powerOfTen(exponent)}`;
}

/** Where a gradient died, in words. */
export const deathText = ({ block, isOfAll }: Death): string =>
  isOfAll ? t`0 from block ${block} back` : t`0 from block ${block} back, with some seeds`;
