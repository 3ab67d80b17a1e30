/** Every element's table of settings: its links give back whatever they were made of. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { filesUnder } from "../../scripts/lib/files.js";
import { loadSource } from "../../scripts/lib/load-source.js";
import {
  attributeOf,
  defaultState,
  formatState,
  linkedFields,
  mergeState,
  parseState,
} from "../../src/io/url-state.js";
import type { Field, StateDefinition, StateOf, StateValue } from "../../src/io/url-state.js";

const isTable = (value: unknown): value is StateDefinition =>
  typeof value === "object" && value !== null && "tag" in value && "fields" in value;

const files = filesUnder("src/elements", /\.state\.ts$/);
const modules: readonly Record<string, unknown>[] = await Promise.all(files.map(loadSource));
const tables = modules.flatMap((module) => Object.values(module).filter(isTable));

/** Texts in the notations that elements have, and others: what a field does not take becomes its default. */
const notations = fc.oneof(
  fc.array(fc.double({ noNaN: true, min: -100, max: 100 }), { minLength: 1, maxLength: 22 }).map((xs) => xs.join(" ")),
  fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 8, maxLength: 22 }).map((xs) => xs.join(" ")),
  fc.stringMatching(/^[AB][1357](x[1-4])?( [AB][1357](x[1-4])?){0,5}$/),
  fc.stringMatching(/^Conv[1357]-[1-9]\d?, MaxPool, FC-[1-9]\d$/),
  fc.stringMatching(/^[1-3]x[1-9]\d?x[1-9]\d?$/),
  fc.stringMatching(/^[01]{3}$/),
  fc.stringMatching(/^(x|i|f|g|o|c|h|target|delta|bar-h):[1-4]$/),
  fc.subarray(["naive", "cached", "wavefront", "fixed-point"]).map((names) => names.join(" ")),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "a b&=+%#?", "1;2", "ü→∂"),
);

const valueOf = (field: Field): fc.Arbitrary<StateValue> => {
  if (field.address === false) return fc.constant(field.default);
  if (field.type === "choice") return fc.constantFrom(...field.values);
  if (field.type === "boolean") return fc.boolean();
  if (field.type === "text") return notations.map((text) => (field.takes(text) ? text : field.default));
  if (field.type === "integer") {
    const finite = fc.integer({ min: field.min, max: Math.min(field.max, 2 ** 31 - 1) });
    return field.max === Infinity ? fc.oneof(finite, fc.constant(Infinity)) : finite;
  }
  return fc.double({ min: field.min, max: field.max, noNaN: true }).map((x) => x + 0);
};
const stateOf = ({ fields }: StateDefinition): fc.Arbitrary<StateOf<StateDefinition>> =>
  fc.record(Object.fromEntries(Object.entries<Field>(fields).map(([name, field]) => [name, valueOf(field)])));

const idOf = fc.oneof(fc.constant(""), fc.stringMatching(/^[a-z][\w.-]{0,8}$/));

test("there are tables of all elements", () => {
  const tags = tables.map(({ tag }) => tag);
  assert.equal(tags.length, files.length);
  assert.ok(tags.includes("sf-race") && tags.includes("sf-sampler"));
  assert.equal(new Set(tags).size, tags.length);
});

for (const table of tables) {
  const state = stateOf(table);

  test(`${table.tag}: any state comes back from its link, below any id, over what any page sets`, () => {
    fc.assert(
      fc.property(state, state, idOf, (given, base, id) => {
        const link = new URL("https://example.edu/page.html");
        link.search = mergeState(table, given, new URLSearchParams("utm=1&OTHER.y=2"), { id, base }).toString();
        const read = parseState(table, new URL(link.href).searchParams, { id, base });
        assert.deepEqual({ ...base, ...read.given }, { ...given });
        assert.deepEqual(read.notices, []);
        assert.equal(link.searchParams.get("utm"), "1");
      }),
    );
  });

  test(`${table.tag}: two with ids on one page keep apart, whoever changes last`, () => {
    fc.assert(
      fc.property(state, state, state, (left, right, then) => {
        const at = (query: URLSearchParams, id: string) => ({
          ...defaultState(table),
          ...parseState(table, query, { id }).given,
        });
        const both = mergeState(table, right, mergeState(table, left, new URLSearchParams(), { id: "left" }), {
          id: "right",
        });
        const later = mergeState(table, then, both, { id: "left" });
        assert.deepEqual(at(both, "left"), { ...left });
        assert.deepEqual(at(later, "left"), { ...then });
        assert.deepEqual(at(later, "right"), { ...right });
        assert.deepEqual(at(later, ""), defaultState(table));
      }),
    );
  });

  test(`${table.tag}: what is locked stays as the page set it, whatever the link says`, () => {
    const names = linkedFields(table).map(([property]) => property);
    fc.assert(
      fc.property(state, state, fc.subarray(names), (wanted, base, locked) => {
        const scope = { base, locked: locked.map(attributeOf) };
        const { given } = parseState(table, new URLSearchParams(formatState(table, wanted)), scope);
        for (const name of locked) assert.equal(Object.hasOwn(given, name), false, name);
      }),
    );
  });
}
