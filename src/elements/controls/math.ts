import type { TemplateResult } from "lit";

/** The names of the holes in a TeX text: "d + \\live{steps}" has `steps`. */
export type HolesOf<Tex extends string> = Tex extends `${string}\\live{${infer Name}}${infer Rest}`
  ? Name | HolesOf<Rest>
  : never;

/** What stands in a hole: a number, or a name. A negative number gets parentheses where the TeX has them. */
export type Live = number | string;

/** A formula as MathML: a function of its holes, if it has any. */
export type Formula<Tex extends string> = [HolesOf<Tex>] extends [never]
  ? () => TemplateResult
  : (live: Readonly<Record<HolesOf<Tex>, Live>>) => TemplateResult;

/**
 * A table of formulas in TeX, with `\\live{name}` for each live number. It stands alone in a module `*.tex.ts`, which the build
 * (scripts/lib/tex.js) replaces by Lit templates of MathML, so that no TeX is read at run time:
 *
 * ```ts
 * // race/formulas.tex.ts
 * export const formulas = texFormulas({ pipelined: "H + W + d - 2 = \\live{steps}" });
 * // elsewhere
 * import { formulas } from "./formulas.tex.js";
 * html`<p>${formulas.pipelined({ steps: 61 })}</p>`;
 * ```
 */
export const texFormulas = <const Table extends Readonly<Record<string, string>>>(
  tex: Table,
): { readonly [Name in keyof Table]: Formula<Table[Name]> } =>
  // Only the build sees this result.
  tex as unknown as { readonly [Name in keyof Table]: Formula<Table[Name]> };
