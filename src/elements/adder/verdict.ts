import { html } from "lit";
import type { TemplateResult } from "lit";
import { numberOf } from "../../models/threshold-rnn.js";
import { t } from "../language/t.js";
import { diagnose, type ShownColumn } from "./columns.js";
import type { Pair } from "./pair-map.js";
import { short, signed, unitName } from "./text.js";

/** "7 + 7 = 14", or with what was written instead. */
export const sumText = ({ a, b }: Pair, carryIn: number): string => `${a} + ${b}${carryIn === 1 ? " + 1" : ""}`;

/** What the net makes of the pair, and where it goes wrong: in which column, at which unit, by how much. */
export function verdictText(pair: Pair, carryIn: number, columns: readonly ShownColumn[]): string {
  const got = numberOf(columns.map(({ y }) => y));
  const found = diagnose(columns);
  const sum = sumText(pair, carryIn);
  if (!found) return t`${sum} = ${got}, right.`;
  const { column, origin, unit, z, margin, shouldBeOn } = found;
  const [name, right] = [unitName(unit), shouldBeOn ? t`on` : t`off`];
  const what = t`${sum} comes out as ${got}, not ${pair.a + pair.b + carryIn}: column ${column + 1} is the first wrong one.`;
  const why =
    origin === column
      ? t`There ${name} has z = ${short(z)} and should be ${right}: margin ${signed(margin)}.`
      : t`It comes from column ${origin + 1}, where ${name} has z = ${short(z)} and should be ${right}: margin ${signed(margin)}.`;
  return `${what} ${why}`;
}

export const verdict = (pair: Pair, carryIn: number, columns: readonly ShownColumn[]): TemplateResult => {
  const isRight = diagnose(columns) === null;
  return html`<b class=${isRight ? "check" : "check wrong"} aria-hidden="true">${isRight ? "✓" : "✗"}</b>
    ${verdictText(pair, carryIn, columns)}`;
};
