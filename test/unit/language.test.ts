import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { html } from "lit";
import { keyOf, speak, t, tHtml } from "../../src/elements/language/t.js";
import { words as de } from "../../src/elements/language/de.js";
import en from "../../src/elements/language/en.json" with { type: "json" };
import { saidKeys } from "../../scripts/lib/said.js";

afterEach(() => speak(null));

test("what is not translated is said in English", () => {
  speak({ "Step {0} of {1}": "Schritt {0} von {1}" });
  assert.equal(t`Step ${3} of ${7}`, "Schritt 3 von 7");
  assert.equal(t`Row ${3}`, "Row 3");
});

test("a translation may put what is filled in another order, or say it twice", () => {
  speak({ "{0} of {1}": "von {1}: {0}, {1}" });
  assert.equal(t`${3} of ${7}`, "von 7: 3, 7");
});

test("blank space is one space, however a formatter breaks the line", () => {
  assert.equal(keyOf(["a\n      b ", "\n c"]), "a b {0} c");
});

test("a template keeps its elements and takes its values in the order of the translation", () => {
  speak({ "<b>{0}</b> of {1}": "von {1}: <b>{0}</b>" });
  const { strings, values } = tHtml`<b>${1}</b> of ${2}`;
  assert.deepEqual([...strings], ["von ", ": <b>", "</b>"]);
  assert.deepEqual(values, [2, 1]);
  const plain = tHtml`<i>${1}</i>`;
  assert.equal(plain["_$litType$"], html``["_$litType$"]);
});

test("the same place gives the same template, so that Lit keeps the nodes", () => {
  speak({ "<b>{0}</b>": "<b>{0}!</b>" });
  const say = (n: number) => tHtml`<b>${n}</b>`;
  assert.equal(say(1).strings, say(2).strings);
});

test("en.json holds every text of the sources: npm run languages", async () => {
  assert.deepEqual(Object.keys(en), await saidKeys());
});

/** What has to be the same in every language: holes, elements, attributes. */
const skeleton = (text: string): readonly string[] => (text.match(/\{\d+\}|<[^>]*>/g) ?? []).sort();

test("German is complete, with the holes and the elements of the English", () => {
  assert.deepEqual(Object.keys(de), Object.keys(en));
  for (const [key, text] of Object.entries(de)) {
    assert.notEqual(text.trim(), "", key);
    // an aria-label within a tag is a text too
    const strip = (tags: readonly string[]) =>
      tags.map((tag) => tag.replace(/(aria-label|title|placeholder|alt)="[^"]*"/g, "$1"));
    assert.deepEqual(strip(skeleton(text)), strip(skeleton(key)), key);
  }
});
