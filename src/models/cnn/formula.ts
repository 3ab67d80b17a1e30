import { grouped } from "./shape.js";

/** A number of a formula, with what it stands for. */
export interface Factor {
  readonly value: bigint;
  readonly means: string;
  /** Where it is itself made of others: C_in ÷ groups, C·H·W of a flattened image. */
  readonly from?: { readonly sign: "·" | "÷"; readonly parts: readonly bigint[] };
}

/** A sum of products: [[3, 3, 3, 64], [64]] is 3·3·3·64 + 64. */
export type Formula = readonly (readonly Factor[])[];

const factorText = ({ value, from }: Factor): string =>
  from === undefined ? grouped(value) : `(${from.parts.map(grouped).join(from.sign)})`;

export const valueOf = (formula: Formula): bigint =>
  formula.reduce((sum, product) => sum + product.reduce((all, { value }) => all * value, 1n), 0n);

/** "3·3·3·64 + 64", without its value. */
export const formulaText = (formula: Formula): string =>
  formula.map((product) => product.map(factorText).join("·")).join(" + ");
