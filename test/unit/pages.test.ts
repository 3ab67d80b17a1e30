import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { filesUnder } from "../../scripts/lib/files.js";
import { existing, fillPage } from "../../scripts/lib/pages.js";

const CONTENTS = {
  pages: [
    { file: "index.html", name: "The race", shows: "Steps." },
    { file: "adder.html", name: "A & B" },
    { file: "exercises.html", name: "By exercise" },
  ],
  exercises: [
    { number: "Q1", asks: "Add.", pages: ["adder.html"] },
    { number: "Q4", asks: "Steps?", pages: ["index.html", "adder.html"] },
  ],
};

test("only pages that exist are linked, and only exercises that have one are listed", () => {
  const { pages, exercises } = existing(CONTENTS, ["index.html", "exercises.html"]);
  assert.deepEqual(
    pages.map(({ file }) => file),
    ["index.html", "exercises.html"],
  );
  assert.deepEqual(
    exercises.map(({ number, pages: files }) => [number, files]),
    [["Q4", ["index.html"]]],
  );
});

test("a page gets the navigation with itself marked, and the exercises where it asks for them", () => {
  const html = fillPage("<nav data-pages></nav><div data-exercises></div>", "adder.html", CONTENTS);
  assert.match(
    html,
    /<li><a href="\.\/">The race<\/a><\/li><li><a href="adder\.html" aria-current="page">A &amp; B<\/a>/,
  );
  assert.match(html, /<h2>Q1<\/h2>.*href="adder\.html\?mode=predict"/);
  assert.throws(() => fillPage("<nav></nav>", "adder.html", CONTENTS), /adder\.html has no <nav data-pages>/);
  assert.throws(() => fillPage("<nav data-pages></nav>", "new.html", CONTENTS), /new\.html is not in www\/pages\.json/);
});

test("every page of www/ is in the table, and every exercise's page has an entry", () => {
  const contents = JSON.parse(readFileSync("www/pages.json", "utf8")) as typeof CONTENTS;
  const names = contents.pages.map(({ file }) => file);
  for (const path of filesUnder("www", /\.html$/)) {
    const file = path.slice("www/".length);
    assert.ok(fillPage(readFileSync(path, "utf8"), file, contents).includes("aria-current"), file);
  }
  for (const { number, pages } of contents.exercises)
    for (const file of pages) assert.ok(names.includes(file), `${number}: ${file}`);
});
