import assert from "node:assert/strict";
import { test } from "node:test";
import { compileMessages } from "../../scripts/lib/compile-wgsl.js";
import { minifyWgsl } from "../../scripts/lib/wgsl.js";
import { composeShader } from "../../src/gpu/composer.js";
import { shaderCatalogue } from "../../src/kernels/catalogue.js";

const shader = (body: string) =>
  composeShader({
    label: "planted",
    constants: { N: 4 },
    parts: [
      { file: "lib/one.wgsl", text: "fn one() -> u32 {\n  return N;\n}" },
      { file: "planted/body.wgsl", text: body },
    ],
  });

test("a mistake is found in the line of the file that it stands in", async () => {
  assert.deepEqual(await compileMessages([shader("fn two() -> u32 {\n  return one();\n}")]), []);
  const [message, ...others] = await compileMessages([shader("fn two() -> u32 {\n  return one() + 1.5;\n}")]);
  assert.match(message!, /^shaders\/planted\/body\.wgsl:2:\d+: error: .*, in planted$/s);
  assert.deepEqual(others, []);
});

test("the shaders of the browser bundles, without comments and blank space, compile too", async () => {
  const minified = (await shaderCatalogue()).map((composed) => ({ ...composed, code: minifyWgsl(composed.code) }));
  assert.deepEqual(await compileMessages(minified), []);
});
