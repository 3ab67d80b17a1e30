/** What the elements say: the texts of all t`…` and tHtml`…` in the sources, by the keys that language/t.ts gives them. */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { filesUnder } from "./files.js";
import { loadSource } from "./load-source.js";

const TAGS = new Set(["t", "tHtml"]);

/** @param {import("typescript").TemplateLiteral} template */
const stringsOf = (template) =>
  ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];

/** What data of lower layers say of themselves: `says: "…"`, and what a number of a formula means. */
const isSaid = (/** @type {import("typescript").Node} */ node) => {
  const { parent } = node;
  if (!ts.isStringLiteral(node)) return false;
  if (ts.isPropertyAssignment(parent)) return parent.name.getText() === "says";
  return ts.isCallExpression(parent) && parent.expression.getText() === "factor" && parent.arguments[1] === node;
};

/** @returns {Promise<readonly string[]>} every key once, sorted */
export async function saidKeys() {
  /** @type {typeof import("../../src/elements/language/t.js")} */
  const { keyOf } = await loadSource("src/elements/language/t.ts");
  const keys = new Set();
  for (const path of filesUnder("src/elements", /(?<!\.d)\.ts$/)) {
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022);
    const visit = (/** @type {import("typescript").Node} */ node) => {
      if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && TAGS.has(node.tag.text))
        keys.add(keyOf(stringsOf(node.template)));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  for (const path of filesUnder("src/models/cnn", /\.ts$/)) {
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
    const visit = (/** @type {import("typescript").Node} */ node) => {
      if (isSaid(node)) keys.add(/** @type {import("typescript").StringLiteral} */ (node).text);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return [...keys].sort();
}
