import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { SfAdder } from "../../src/elements/adder/adder.js";
import { adderState } from "../../src/elements/adder/adder.state.js";
import { imageSourceState } from "../../src/elements/controls/image-source/image-source.state.js";
import { SfImageSource } from "../../src/elements/controls/image-source/image-source.js";
import { SfLayerStack } from "../../src/elements/layer-stack/layer-stack.js";
import { layerStackState } from "../../src/elements/layer-stack/layer-stack.state.js";
import { SfLstm } from "../../src/elements/lstm/lstm.js";
import { lstmState } from "../../src/elements/lstm/lstm.state.js";
import { SfRace } from "../../src/elements/race/race.js";
import { SfReceptiveField } from "../../src/elements/receptive-field/receptive-field.js";
import { receptiveFieldState } from "../../src/elements/receptive-field/receptive-field.state.js";
import { SfComplexity } from "../../src/elements/complexity/complexity.js";
import { SfGradientFlow } from "../../src/elements/gradient-flow/gradient-flow.js";
import { gradientFlowState } from "../../src/elements/gradient-flow/gradient-flow.state.js";
import { complexityState } from "../../src/elements/complexity/complexity.state.js";
import { SfParameterCount } from "../../src/elements/parameter-count/parameter-count.js";
import { parameterCountState } from "../../src/elements/parameter-count/parameter-count.state.js";
import { raceState } from "../../src/elements/race/race.state.js";
import { attributeOf } from "../../src/io/url-state.js";
import type { Field, StateDefinition } from "../../src/io/url-state.js";

interface Documented {
  readonly name: string;
  readonly fieldName?: string;
  readonly attribute?: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
  readonly description?: string;
}
interface Declaration {
  readonly name: string;
  readonly tagName?: string;
  readonly attributes?: readonly Documented[];
  readonly members?: readonly Documented[];
  readonly events?: readonly Documented[];
}
interface Manifest {
  readonly modules: readonly { readonly path: string; readonly declarations: readonly Declaration[] }[];
}

const elements: readonly (readonly [StateDefinition, { readonly observedAttributes: readonly string[] }])[] = [
  [raceState, SfRace],
  [complexityState, SfComplexity],
  [adderState, SfAdder],
  [gradientFlowState, SfGradientFlow],
  [layerStackState, SfLayerStack],
  [lstmState, SfLstm],
  [imageSourceState, SfImageSource],
  [receptiveFieldState, SfReceptiveField],
  [parameterCountState, SfParameterCount],
];

const folder = mkdtempSync(join(tmpdir(), "sweepfield-manifest-"));
let manifest: Manifest;
const packageBefore = readFileSync("package.json", "utf8");

before(async () => {
  const analyzer = "node_modules/@custom-elements-manifest/analyzer/cem.js";
  await promisify(execFile)(process.execPath, [analyzer, "analyze", "--quiet", "--outdir", relative(".", folder)]);
  manifest = JSON.parse(readFileSync(join(folder, "custom-elements.json"), "utf8")) as Manifest;
});
after(() => rmSync(folder, { recursive: true }));

const declarationOf = (tag: string): Declaration =>
  manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === tag) ??
  assert.fail(`no ${tag}`);

const typeOf = (field: Field): string => {
  if (field.type === "choice") return field.values.map((value) => `"${value}"`).join(" | ");
  if (field.type === "text") return "string";
  return field.type === "boolean" ? "boolean" : "number";
};

test("table, manifest and observed attributes of every element agree name by name, seed included", () => {
  for (const [{ tag, fields }, element] of elements) {
    const names = Object.keys(fields).map(attributeOf);
    assert.ok(names.includes("seed"), tag);
    assert.deepEqual([...element.observedAttributes].sort(), [...names].sort(), tag);
    assert.deepEqual(
      declarationOf(tag).attributes?.map(({ name }) => name),
      names,
      tag,
    );
  }
});

test("the manifest has each field's type, default and description", () => {
  for (const [{ tag, fields }] of elements) {
    const { attributes = [], members = [] } = declarationOf(tag);
    for (const [property, field] of Object.entries<Field>(fields)) {
      const attribute = attributes.find(({ fieldName }) => fieldName === property);
      const member = members.filter(({ name }) => name === property);
      assert.equal(member.length, 1, `${tag}.${property}`);
      assert.equal(member[0]?.attribute, attributeOf(property));
      for (const documented of [attribute, member[0]]) {
        assert.equal(documented?.type?.text, typeOf(field));
        assert.equal(
          documented?.default,
          typeof field.default === "string" ? `"${field.default}"` : String(field.default),
        );
        assert.ok(documented?.description?.startsWith(field.description));
      }
    }
  }
});

test("the manifest names built modules, the elements' events, and nothing private", () => {
  assert.ok(manifest.modules.every(({ path }) => /^dist\/.*\.js$/.test(path)));
  assert.deepEqual(
    declarationOf("sf-image-source").events?.map(({ name }) => name),
    ["sf-image-change"],
  );
  const members = manifest.modules.flatMap(({ declarations }) => declarations.flatMap(({ members: own = [] }) => own));
  assert.deepEqual(
    members.filter(({ name }) => name.startsWith("#")),
    [],
  );
  assert.equal(readFileSync("package.json", "utf8"), packageBefore);
});

test("an element starts at its table's defaults and takes no value that its table does not allow", () => {
  const race = new SfRace();
  assert.deepEqual(
    [race.depth, race.lanes, race.image, race.seed],
    [7, Infinity, "digit", raceState.fields.seed.default],
  );
  const anything: { depth: unknown; image: unknown; lanes: unknown } = race;
  for (const [given, depth] of [
    ["9", 9],
    [1e9, 32],
    [null, 7],
    ["x", 7],
    [7.5, 7],
  ] as const) {
    anything.depth = given;
    assert.equal(race.depth, depth);
  }
  anything.image = "__proto__";
  assert.equal(race.image, "digit");
  anything.lanes = "Infinity";
  assert.equal(race.lanes, Infinity);
});

test("an attribute sets its property, and a removed one gives the default back", () => {
  const source = new SfImageSource();
  source.attributeChangedCallback("height", null, "64");
  source.attributeChangedCallback("colour", null, "grey");
  assert.deepEqual([source.size, source.colour], [{ height: 64, width: 28 }, "grey"]);
  source.attributeChangedCallback("height", "64", null);
  source.attributeChangedCallback("colour", "grey", "red");
  assert.deepEqual([source.size, source.colour], [{ height: 28, width: 28 }, "auto"]);
});
