import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { elementNames } from "../../scripts/lib/files.js";

/** Renders every element with Lit's server renderer in a Node of its own and prints what came out. */
const renderAll = async (names: readonly string[]): Promise<Readonly<Record<string, string>>> => {
  const script = `
    import { render } from "@lit-labs/ssr";
    import { collectResult } from "@lit-labs/ssr/lib/render-result.js";
    import { html, unsafeStatic } from "lit/static-html.js";
    const pages = {};
    for (const name of ${JSON.stringify(names)}) {
      await import("sweepfield/elements/" + name);
      const tag = unsafeStatic("sf-" + name);
      pages[name] = await collectResult(render(html\`<\${tag} seed="4" answers="hidden"><p>what stands there</p></\${tag}>\`));
    }
    for (const name of ["window", "document", "location"])
      if (name in globalThis) throw new Error(name + " is there: the test proves nothing");
    console.log(JSON.stringify(pages));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout);
};

test("every element renders on a server: its attributes, its shadow tree, what stands there without scripts", async () => {
  const names = elementNames();
  const pages = await renderAll(names);
  for (const name of names) {
    const page = pages[name] ?? "";
    for (const [what, pattern] of [
      ["attributes", new RegExp(`<sf-${name}[^>]* seed="4"[^>]*answers="hidden"[^>]*>`)],
      ["shadow tree", /<template shadowroot="open" shadowrootmode="open"><style>.*<\/template>/s],
      ["content", /<\/template><p>what stands there<\/p><\/sf-/],
    ] as const)
      assert.ok(pattern.test(page), `${name}: ${what}`);
  }
});

test("the example of the guide renders", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["www/embed/ssr/render.mjs"]);
  assert.match(stdout, /<sf-race[^>]*size="8"[^>]*>.*<p>The race needs JavaScript\.<\/p><\/sf-race>/s);
});
