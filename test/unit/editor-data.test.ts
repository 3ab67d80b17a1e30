import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Ajv } from "ajv";
import { elementNames } from "../../scripts/lib/files.js";
import { elementEntries } from "../../scripts/lib/manifest.js";

const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const tags = elementNames().map((name) => `sf-${name}`);
const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

test("custom-elements.json holds to the schema of custom-elements-manifest", () => {
  const schema = createRequire(import.meta.url).resolve("custom-elements-manifest/schema.json");
  const validate = new Ajv({ strict: false, allErrors: true }).compile(read(schema));
  validate(read("dist/custom-elements.json"));
  assert.deepEqual(validate.errors, null);
});

test("manifest, editor data and React wrappers name every element, with its attributes and events", () => {
  const entries = elementEntries(read("dist/custom-elements.json")).sort(byName);
  assert.deepEqual(
    entries.map(({ tag }) => tag),
    tags,
  );
  const vscode = read("dist/vscode.html-custom-data.json").tags.sort(byName);
  const web = read("dist/web-types.json").contributions.html.elements.sort(byName);
  const jsx = readFileSync("dist/react/jsx.d.ts", "utf8");
  for (const [i, { name, tag, className, attributes, events, summary }] of entries.entries()) {
    const names = attributes.map((attribute) => attribute.name);
    assert.ok(names.includes("seed") && summary.length > 10 && events.length > 0, tag);
    for (const described of [vscode[i], web[i]]) {
      assert.equal(described.name, tag);
      assert.deepEqual(
        described.attributes.map((attribute: { name: string }) => attribute.name),
        names,
      );
    }
    const wrapper = readFileSync(`dist/react/${name}.js`, "utf8");
    const types = readFileSync(`dist/react/${name}.d.ts`, "utf8");
    assert.ok(types.includes(`export declare const ${className}: ReactWebComponent<`), name);
    assert.match(jsx, new RegExp(`"${tag}": Props<\\s+${className},`));
    for (const event of events) {
      assert.ok(wrapper.includes(`"${event.name}"`), `${name} ${event.name}`);
      assert.ok(jsx.includes(`"on${event.name}"?: ((event: ${event.type?.text}) => void)`), event.name);
    }
  }
  const mode = vscode
    .find(({ name }: { name: string }) => name === "sf-race")
    .attributes.find(({ name }: { name: string }) => name === "mode");
  assert.deepEqual(mode.values, [{ name: "explore" }, { name: "predict" }]);
});
