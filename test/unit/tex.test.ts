import assert from "node:assert/strict";
import { test } from "node:test";
import type { TemplateResult } from "lit";
import { formulas } from "../../src/elements/race/formulas.tex.js";
import { lanesOf } from "../../src/elements/race/lanes.js";
import { filesUnder } from "../../scripts/lib/files.js";
import { formulaModule, mathmlOf } from "../../scripts/lib/tex.js";
import { loadSource } from "../../scripts/lib/load-source.js";

const markup = ({ strings, values }: TemplateResult): string =>
  strings.reduce((text, part, i) => text + String(values[i - 1]) + part);
const textOf = (formula: TemplateResult): string =>
  markup(formula)
    .replace(/<[^>]*>/g, "")
    .replace(/\s/g, "");

test("the race's formulas are those of its schedules, as MathML with the number in its hole", () => {
  for (const lane of lanesOf({
    height: 28,
    width: 28,
    inputs: 1,
    depth: 7,
    channels: 1,
    kernel: 3,
    seed: 1,
    compare: "depth",
    as: "encoder",
  })) {
    const formula = formulas[lane.schedule as keyof typeof formulas]({ steps: lane.expected });
    assert.match(markup(formula), /^<math>.*<mn class="live">\d+<\/mn><\/mrow><\/math>$/);
    assert.equal(textOf(formula), `${lane.formula.text.replace(/\s/g, "")}=${lane.expected}`);
  }
});

test("holes stand anywhere, in fractions, scripts and text alike", () => {
  const written = mathmlOf("\\frac{\\live{a}}{2} + h^{\\live{r}}_{\\live{c}} \\text{ if } x");
  assert.deepEqual(
    [...written.matchAll(/⟦(\w+)⟧/g)].map(([, name]) => name),
    ["a", "c", "r"],
  );
  assert.match(written, /<mfrac><mn class="live">⟦a⟧<\/mn><mn>2<\/mn><\/mfrac>/);
});

test("a strict policy finds no style in any formula, and wrong TeX stops the build", async () => {
  const aligned = mathmlOf("\\begin{aligned}a&=\\live{x}\\\\b&=c\\end{aligned}");
  assert.doesNotMatch(aligned, / style=/);
  assert.match(aligned, /class="tml-right"/);
  assert.throws(() => mathmlOf("\\nonsense{x}"), /nonsense/);
  assert.match(
    formulaModule({ a: "x = \\live{n}" }),
    /"a": \(live\) => html`<math>.*\$\{live\.n\}<\/mn><\/mrow><\/math>`/,
  );
  for (const file of filesUnder("src/elements", /\.tex\.ts$/)) {
    const tables = Object.values(await loadSource(file)) as Record<string, (live: object) => TemplateResult>[];
    for (const [name, formula] of tables.flatMap((table) => Object.entries(table)))
      assert.match(markup(formula({})), /^<math[^>]*>(?!.* style=).*<\/math>$/s, `${file}: ${name}`);
  }
});
