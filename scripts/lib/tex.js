/** Formulas: modules `*.tex.ts` hold TeX, and the build turns them into Lit templates of MathML, with holes for live numbers. */
import { basename } from "node:path";
import { build } from "esbuild";
import temml from "temml";

/** In TeX, \live{name} is a hole. temml lets these brackets through as text. */
const HOLE = /<mtext>⟦(\w+)⟧<\/mtext>/g;

/**
 * A formula in TeX as MathML without style or foreign classes, each hole as "⟦name⟧" in an <mn>.
 * @param {string} tex
 */
export function mathmlOf(tex) {
  const marked = tex.replace(/\\live\{(\w+)\}/g, (_, name) => `{\\text{⟦${name}⟧}}`);
  return temml
    .renderToString(marked, { throwOnError: true, strict: true })
    .replace(/ style="[^"]*"/g, "")
    .replace(/ class="([^"]*)"/g, (_, names) => {
      const kept = names.split(" ").filter((/** @type {string} */ name) => /^tml-(left|right)$/.test(name));
      return kept.length === 0 ? "" : ` class="${kept.join(" ")}"`;
    })
    .replace(HOLE, '<mn class="live">⟦$1⟧</mn>');
}

/**
 * The JavaScript of a table of formulas.
 * @param {Readonly<Record<string, string>>} table
 */
export function formulaModule(table, name = "formulas") {
  const entries = Object.entries(table).map(([key, tex]) => {
    const template = mathmlOf(tex)
      .replace(/[\\`$]/g, "\\$&")
      .replace(/⟦(\w+)⟧/g, "${live.$1}");
    return `  ${JSON.stringify(key)}: (live) => html\`${template}\`,`;
  });
  return `import { html } from "lit";\nexport const ${name} = {\n${entries.join("\n")}\n};\n`;
}

/**
 * Replaces each module `*.tex.ts` by its formulas as Lit templates. It exports tables of TeX and nothing else.
 * @returns {import("esbuild").Plugin}
 */
export const texFormulas = () => ({
  name: "tex-formulas",
  setup({ onLoad }) {
    onLoad({ filter: /\.tex\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        write: false,
        format: "esm",
        platform: "node",
      });
      const script = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
      const tables = await import(`data:text/javascript;base64,${script}`);
      try {
        return {
          contents: Object.entries(tables)
            .map(([name, table], i) => {
              const code = formulaModule(table, name);
              return i === 0 ? code : code.slice(code.indexOf("\n") + 1);
            })
            .join("\n"),
          loader: "js",
        };
      } catch (error) {
        throw new Error(`${basename(path)}: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    });
  },
});
