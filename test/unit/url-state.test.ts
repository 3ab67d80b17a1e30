import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { imageSourceState } from "../../src/elements/controls/image-source/image-source.state.js";
import { raceState } from "../../src/elements/race/race.state.js";
import {
  accept,
  attributeOf,
  defaultState,
  defineState,
  formatState,
  mergeState,
  parseAttributes,
  parseState,
} from "../../src/io/url-state.js";
import type { Field, StateDefinition, StateOf, StateValue } from "../../src/io/url-state.js";

const sample = defineState("sf-sample", {
  depth: { type: "integer", min: 1, max: 32, default: 7, description: "" },
  lanes: { type: "integer", min: 1, max: Infinity, default: Infinity, description: "" },
  sigma: { type: "number", min: -2, max: 2.5, default: 0.5, description: "" },
  isPlaying: { type: "boolean", default: true, description: "" },
  image: { type: "choice", values: ["digit", "texture", "a b&=+%"], default: "digit", description: "" },
  layers: {
    type: "text",
    form: "masks such as A3 B3",
    takes: (text) => /^[AB]\d( [AB]\d)*$/.test(text),
    default: "A3",
    description: "",
  },
});
type Sample = StateOf<typeof sample>;
const defaults: Sample = { depth: 7, lanes: Infinity, sigma: 0.5, isPlaying: true, image: "digit", layers: "A3" };

const valueOf = (field: Field): fc.Arbitrary<StateValue> => {
  if (field.address === false) return fc.constant(field.default);
  if (field.type === "choice") return fc.constantFrom(...field.values);
  if (field.type === "boolean") return fc.boolean();
  if (field.type === "text") return fc.stringMatching(/^[AB]\d( [AB]\d)?$/).filter((text) => field.takes(text));
  if (field.type === "integer") {
    const finite = fc.integer({ min: field.min, max: Math.min(field.max, 2 ** 31 - 1) });
    return field.max === Infinity ? fc.oneof(finite, fc.constant(Infinity)) : finite;
  }
  return fc.double({ min: field.min, max: field.max, noNaN: true }).map((x) => x + 0);
};
const stateOf = <D extends StateDefinition>({ fields }: D): fc.Arbitrary<StateOf<D>> =>
  fc.record(
    Object.fromEntries(Object.entries<Field>(fields).map(([name, field]) => [name, valueOf(field)])),
  ) as fc.Arbitrary<StateOf<D>>;

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "NaN",
    "-Infinity",
    "1e999",
    "-0",
    "0x10",
    "7.5",
    " 9 ",
    "1_000",
    "٣",
    "7;8",
    "",
  ),
  fc.integer().map(String),
  fc.double().map(String),
  fc.constant("9".repeat(100_000)),
);
const query = (text: string): URLSearchParams => new URLSearchParams(text);

test("a query is the shortest one, in the table's order", () => {
  assert.equal(formatState(sample, defaults), "");
  const state: Sample = { layers: "A3", image: "a b&=+%", sigma: 0.5, isPlaying: false, lanes: 64, depth: 9 };
  assert.equal(formatState(sample, state), "depth=9&lanes=64&is-playing=0&image=a+b%26%3D%2B%25");
  assert.equal(
    formatState(sample, state, { id: "left" }),
    "left.depth=9&left.lanes=64&left.is-playing=0&left.image=a+b%26%3D%2B%25",
  );
});

test("an address sets neither what is an attribute only nor what the page has locked, and says so", () => {
  const { given, notices } = parseState(raceState, query("lock=&hide=settings&depth=3&seed=5&size=9"), {
    locked: ["depth", "seed"],
  });
  assert.deepEqual(given, { size: 9 });
  assert.deepEqual(
    notices.map((notice) => notice.split(" ")[0]),
    ["depth", "seed"],
  );
  assert.equal(formatState(raceState, { ...defaultState(raceState), hide: "settings", depth: 3 }), "depth=3");
});

test("an address may repeat what the page has locked, and keeps it", () => {
  const base = { ...defaultState(raceState), depth: 3 };
  const scope = { base, locked: ["depth"] };
  assert.deepEqual(parseState(raceState, query("depth=3&size=9"), scope), { given: { size: 9 }, notices: [] });
  assert.equal(
    mergeState(raceState, { ...base, size: 8 }, query("depth=3&size=9"), scope).toString(),
    "depth=3&size=8",
  );
});

test("any state of any table comes back from its query, below any id and over any base", () => {
  for (const definition of [sample, raceState, imageSourceState] as const) {
    const property = fc.property(
      stateOf(definition),
      stateOf(definition),
      fc.string({ unit: "binary" }),
      (state, base, id) => {
        const text = formatState(definition, state, { id, base });
        const { given, notices } = parseState(definition, query(text), { id, base });
        assert.deepEqual({ ...base, ...given }, { ...state });
        assert.deepEqual(notices, []);
        assert.equal(formatState(definition, { ...base, ...given }, { id, base }), text);
      },
    );
    fc.assert(property);
  }
});

test("whatever the address says, the state is one that the table allows, and each correction is told in one short line", () => {
  const entries = fc.array(
    fc.tuple(fc.constantFrom(...Object.keys(defaults).map(attributeOf), "__proto__", "constructor"), hostile),
  );
  fc.assert(
    fc.property(entries, (pairs) => {
      const { given, notices } = parseState(sample, new URLSearchParams(pairs));
      assert.equal(Object.getPrototypeOf(given), Object.prototype);
      for (const [name, value] of Object.entries(given)) {
        const field: Field | undefined = Object.hasOwn(sample.fields, name)
          ? sample.fields[name as keyof Sample]
          : undefined;
        assert.ok(field && accept(field, value).verdict === "as given" && accept(field, value).value === value, name);
      }
      for (const notice of notices) {
        assert.ok(notice.length < 200, notice);
        assert.doesNotMatch(notice, /[\n\r\t]/);
      }
    }),
  );
});

test("a value is taken, brought into range or refused, and the notice says which", () => {
  const cases: readonly [text: string, value: unknown, notice: RegExp | null][] = [
    ["depth=9", 9, null],
    ["depth=+9", 9, null],
    ["depth=1", 1, null],
    ["depth=32", 32, null],
    ["depth=0", 1, /^depth is "0" in the address; use a whole number from 1 to 32\. The nearest, 1, is shown\.$/],
    ["depth=33", 32, /The nearest, 32/],
    ["depth=1e999", 32, /The nearest, 32/],
    ["depth=7.5", 7, /^depth is "7.5" in the address; use a whole number from 1 to 32\. 7 is shown instead\.$/],
    ["depth=0x10", 7, /7 is shown instead/],
    ["depth=", 7, /7 is shown instead/],
    ["depth=%0Ax%E2%80%AE", 7, /^depth is "·x·" in the address/],
    [`depth=${"x".repeat(10_000)}`, 7, /^depth is "x{40}…" in the address/],
    ["depth=NaN", 7, /7 is shown instead/],
    ["depth=3&depth=4", 3, null],
    ["lanes=Infinity", Infinity, null],
    ["lanes=infinity", Infinity, null],
    ["lanes=0", 1, /from 1, or Infinity/],
    ["sigma=-0", 0, null],
    ["sigma=.25", 0.25, null],
    ["sigma=-9", -2, /a number from -2 to 2.5/],
    ["is-playing", true, null],
    ["is-playing=false", false, null],
    ["is-playing=maybe", true, /use 1 or 0/],
    ["image=texture", "texture", null],
    ["image=__proto__", "digit", /use one of digit, texture/],
    ["image=Texture", "digit", /use one of/],
  ];
  for (const [text, value, notice] of cases) {
    const { given, notices } = parseState(sample, query(text));
    assert.deepEqual(Object.values(given), [value], text);
    assert.equal(notices.length, notice === null ? 0 : 1, text);
    if (notice !== null) assert.match(notices[0] ?? "", notice);
  }
});

test("what the page set holds where the address talks nonsense, and a link over it says what differs", () => {
  const base = { ...defaults, depth: 12 };
  assert.equal(parseState(sample, query("depth=x"), { base }).given.depth, 12);
  assert.equal(formatState(sample, { ...base, depth: 7 }, { base }), "depth=7");
  assert.equal(formatState(sample, base, { base }), "");
});

test("an element reads its own keys only, and tells of one that it doesn't know", () => {
  const address = query("depth=3&left.depth=4&left.inner.depth=5&left.dpeth=6&utm_source=x");
  assert.deepEqual(parseState(sample, address), { given: { depth: 3 }, notices: [] });
  const { given, notices } = parseState(sample, address, { id: "left" });
  assert.deepEqual(given, { depth: 4 });
  assert.deepEqual(notices, [
    '"dpeth" in the address is no setting of sf-sample; use one of depth, lanes, sigma, is-playing, image, layers.',
  ]);
  assert.deepEqual(parseState(sample, address, { id: "left.inner" }).given, { depth: 5 });
});

test("writing leaves the keys of others alone and takes out its own that are at their default", () => {
  const address = query("utm=1&depth=3&left.depth=4&sigma=2");
  assert.equal(mergeState(sample, { ...defaults, sigma: 1 }, address).toString(), "utm=1&left.depth=4&sigma=1");
  assert.equal(address.toString(), "utm=1&depth=3&left.depth=4&sigma=2");
});

test("attributes are named, and read with the same care", () => {
  const attributes: Readonly<Record<string, string>> = { depth: "99", "is-playing": "", image: "nothing" };
  const { given, notices } = parseAttributes(sample, (name) => attributes[name] ?? null);
  assert.deepEqual(given, { depth: 32, isPlaying: true, image: "digit" });
  assert.deepEqual(
    notices.map((notice) => notice.split(";")[0]),
    ['depth is "99" in the attributes of sf-sample', 'image is "nothing" in the attributes of sf-sample'],
  );
});

test("a property takes text as an attribute does, and nothing that its field does not allow", () => {
  const { depth, image, isPlaying } = sample.fields;
  assert.deepEqual(accept(depth, "9"), { value: 9, verdict: "as given" });
  assert.deepEqual(accept(depth, 1e9), { value: 32, verdict: "clamped" });
  for (const given of [null, undefined, NaN, {}, [], 1.5, true, 9n])
    assert.deepEqual(accept(depth, given), { value: 7, verdict: "refused" });
  assert.deepEqual(accept(isPlaying, "false"), { value: false, verdict: "as given" });
  assert.deepEqual(accept(isPlaying, 0), { value: true, verdict: "refused" });
  assert.deepEqual(accept(image, 3), { value: "digit", verdict: "refused" });
});

test("every table's defaults are allowed and its names are fit for attributes", () => {
  for (const definition of [raceState, imageSourceState] as const) {
    const values: Readonly<Record<string, StateValue>> = defaultState(definition);
    for (const [name, field] of Object.entries<Field>(definition.fields)) {
      assert.match(name, /^[a-z][a-zA-Z0-9]*$/);
      assert.equal(accept(field, values[name]).verdict, "as given", `${definition.tag} ${name}`);
      assert.ok(field.description.endsWith("."), `${definition.tag} ${name}`);
    }
  }
});
