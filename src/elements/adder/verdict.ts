import { html } from "lit";
import type { TemplateResult } from "lit";
import { numberOf } from "../../models/threshold-rnn.js";
import { diagnose, type ShownColumn } from "./columns.js";
import type { Pair } from "./pair-map.js";
import { short, signed, unitName } from "./text.js";

/** "7 + 7 = 14", or with what was written instead. */
export const sumText = ({ a, b }: Pair, carryIn: number): string => `${a} + ${b}${carryIn === 1 ? " + 1" : ""}`;

/** What the net makes of the pair, and where it goes wrong: in which column, at which unit, by how much. */
export function verdictText(pair: Pair, carryIn: number, columns: readonly ShownColumn[]): string {
  const got = numberOf(columns.map(({ y }) => y));
  const found = diagnose(columns);
  if (!found) return `${sumText(pair, carryIn)} = ${got}, right.`;
  const { column, origin, unit, z, margin, shouldBeOn } = found;
  const place =
    origin === column ? `There ${unitName(unit)}` : `It comes from column ${origin + 1}, where ${unitName(unit)}`;
  return (
    `${sumText(pair, carryIn)} comes out as ${got}, not ${pair.a + pair.b + carryIn}: column ${column + 1} is the first wrong one. ` +
    `${place} has z = ${short(z)} and should be ${shouldBeOn ? "on" : "off"}: margin ${signed(margin)}.`
  );
}

export const verdict = (pair: Pair, carryIn: number, columns: readonly ShownColumn[]): TemplateResult => {
  const isRight = diagnose(columns) === null;
  return html`<b class=${isRight ? "check" : "check wrong"} aria-hidden="true">${isRight ? "✓" : "✗"}</b>
    ${verdictText(pair, carryIn, columns)}`;
};
