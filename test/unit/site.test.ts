import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "js-yaml";
import { citationParts } from "../../scripts/lib/citation.js";
import { fillComputed, fillContents } from "../../scripts/lib/computed.js";
import { withoutModules } from "../../scripts/lib/offline.js";
import { fillRanges, fillReference, partsOf } from "../../scripts/lib/reference.js";
import { numbers, rows } from "../../www/computed/counting.js";

test("numbers, tables and formulas are filled in; one that is not computed is a mistake", () => {
  const html = fillComputed(
    '<data value="steps"></data><math data-tex="H + 1"></math><tbody data-rows="all"></tbody>',
    "counting.html",
    { numbers: { steps: 5488 }, rows: { all: [["<P>", 1234n, "n/a"]] } },
  );
  assert.match(html, /^<data value="5488">5,488<\/data><math><mrow><mi>H<\/mi>/);
  assert.match(html, /<tr><th scope="row">&lt;P><\/th><td>1,234<\/td><td>n\/a<\/td><\/tr>/);
  assert.throws(
    () => fillComputed('<data value="step"></data>', "counting.html", { numbers: { steps: 1 } }),
    /www\/counting\.html shows "step", which/,
  );
});

test("the counting page has no number that was typed", () => {
  const text = readFileSync("www/counting.html", "utf8")
    .replace(/<head>[\s\S]*<\/head>/, "")
    .replace(/<[^>]*>/g, "");
  assert.deepEqual(text.match(/\d[\d,.]*/g), null);
});

test("its numbers are those of the homework", () => {
  // Oracles G1, C1, C2, E1 and E10 of the course's checks.
  const known = {
    "steps.mdrnn": 61,
    "steps.mdrnn.layerwise": 385,
    "steps.diagonal": 220,
    "connections.pixelcnn": 6_526_464n,
    "field.blind": 21,
    "draw.pixelcnn": 82,
    "draw.gated": 244,
    "draw.seven": 136,
    "cnn.parameters": 206_585_316n,
    "cnn.unpadded": 164_904_420n,
  } as const;
  assert.deepEqual(
    Object.fromEntries(Object.keys(known).map((name) => [name, numbers[name as keyof typeof known]])),
    known,
  );
  assert.deepEqual(
    rows.models.find(([name]) => name === "MDRNN"),
    ["MDRNN", 61, 385, 184, 4_114_432n, 55],
  );
  assert.deepEqual(
    rows.lanes.find(([lanes]) => lanes === 128),
    [128, 204, 160, 49, 80],
  );
});

test("the contents list the sections of the page", () => {
  assert.match(
    fillContents('<nav data-contents></nav><h2 id="a">A <i>b</i></h2><h2>without</h2>'),
    /<ul><li><a href="#a">A <i>b<\/i><\/a><\/li><\/ul>/,
  );
});

const ATTRIBUTE = { name: "lane-unit", fieldName: "laneUnit", default: "8", type: { text: "number" } };
const ELEMENT = {
  name: "race",
  tag: "sf-race",
  className: "SfRace",
  path: "dist/elements/race/race.js",
  summary: "A & B",
  attributes: [{ ...ATTRIBUTE, description: "Lanes. Takes a whole number from 1 to 8.5." }],
  events: [{ name: "sf-step", type: { text: "SfStepEvent" }, description: "The clock.", path: undefined }],
  slots: [{ name: "", description: "What stands there without JavaScript." }],
  parts: [],
  properties: [],
  members: [{ kind: "method", name: "play", return: { type: { text: "void" } } }],
};

test("an attribute's description is taken apart into its range and its meaning", () => {
  assert.deepEqual(partsOf(ELEMENT.attributes[0]!), {
    choices: [],
    range: "a whole number from 1 to 8.5",
    meaning: "Lanes.",
  });
  assert.deepEqual(partsOf({ ...ATTRIBUTE, type: { text: '"a" | "b"' }, description: "It Takes." }), {
    choices: ["a", "b"],
    range: "",
    meaning: "It Takes.",
  });
});

test("the reference has a section for an element, and no table for what it lacks", () => {
  const html = fillReference("<div data-reference></div>", [ELEMENT], () => ({ file: "index.html", name: "The race" }));
  assert.match(html, /<h2 id="sf-race"><code>&lt;sf-race><\/code><\/h2>/);
  assert.match(html, /A &amp; B Shown on <a href="\.\/">The race<\/a>/);
  assert.match(html, /<th scope="row"><code>lane-unit<\/code><\/th><td>a whole number from 1 to 8\.5<\/td>/);
  assert.match(html, /<code>play\(\)<\/code>/);
  assert.doesNotMatch(html, /<h3>Parts<\/h3>/);
  assert.match(fillRanges("<div data-ranges></div>", [ELEMENT]), /<summary><code>&lt;sf-race>/);
});

test("the pages of the zip load no module", () => {
  assert.equal(
    withoutModules(
      '<script type="module" src="browser/race.js"></script><script type="module" src="embed.js"></script>',
    ),
    '<script defer src="browser/sweepfield.js"></script><script defer src="embed.js"></script>',
  );
});

test("CITATION.cff has what version 1.2.0 of its schema requires, and the version of the package", () => {
  const text = readFileSync("CITATION.cff", "utf8");
  const citation = load(text) as Record<string, unknown>;
  for (const key of ["cff-version", "message", "title", "authors"]) assert.ok(key in citation, key);
  assert.equal(citation["cff-version"], "1.2.0");
  assert.equal(typeof citation["message"], "string");
  assert.equal(typeof citation["title"], "string");
  assert.ok(["software", "dataset"].includes(String(citation["type"])));
  const authors = citation["authors"] as Record<string, unknown>[];
  assert.ok(authors.length > 0);
  // An entity needs a name; a person needs none of its keys, but one of them to be citable.
  for (const author of authors) assert.ok("name" in author || "family-names" in author);
  const keywords = citation["keywords"] as unknown[];
  assert.equal(new Set(keywords).size, keywords.length);
  const { version, license } = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, string>;
  assert.equal(String(citation["version"]), version);
  assert.equal(citation["license"], license);
  assert.match(citationParts(text)["BibTeX"] ?? "", /^@software\{sweepfield,\n {2}title = \{Sweepfield/);
});
