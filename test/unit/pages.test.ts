import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { filesUnder } from "../../scripts/lib/files.js";
import { existing, fillExamples, fillPage, pagesOf, withPolicy } from "../../scripts/lib/pages.js";

const CONTENTS = {
  frames: ["embed.html"],
  groups: [
    {
      name: "Figures",
      pages: [
        { file: "index.html", name: "The race", shows: "Steps." },
        { file: "adder.html", name: "A & B" },
      ],
    },
    { name: "For a course", pages: [{ file: "exercises.html", name: "By exercise" }] },
    { name: "About", pages: [{ file: "limits.html", name: "Limits" }] },
  ],
  exercises: [
    { number: "Q1", asks: "Add.", pages: ["adder.html"] },
    { number: "Q4", asks: "Steps?", pages: ["index.html", "adder.html"] },
  ],
};

test("only pages that exist are linked, and only exercises that have one are listed", () => {
  const { groups, exercises } = existing(CONTENTS, ["index.html", "exercises.html"]);
  assert.deepEqual(
    pagesOf({ groups }).map(({ file }) => file),
    ["index.html", "exercises.html"],
  );
  assert.deepEqual(
    exercises.map(({ number, pages: files }) => [number, files]),
    [["Q4", ["index.html"]]],
  );
});

const PAGE =
  '<meta charset="utf-8" /><body><nav data-pages></nav><main class="a"><div data-exercises></div></main></body>';

test("a page gets the navigation with itself marked, and the exercises where it asks for them", () => {
  const html = fillPage(PAGE, "adder.html", CONTENTS);
  assert.match(
    html,
    /<div id="figures" popover><ul><li><a href="\.\/">The race<\/a><span>Steps\.<\/span><\/li><li><a href="adder\.html" aria-current="page">A &amp; B<\/a>/,
  );
  assert.match(html, /<h2>Q1<\/h2>.*href="adder\.html\?mode=predict"/);
  assert.match(html, /<body>\s*<a class="skip" href="#main">.*<\/a>/);
  assert.match(html, /<main id="main" tabindex="-1" class="a">/);
  assert.match(html, /<footer>.*<h2>About<\/h2><ul><li><a href="limits\.html">Limits<\/a>.*<\/footer>\s*<\/body>/);
  assert.throws(
    () => fillPage(PAGE.replace(" data-pages", ""), "adder.html", CONTENTS),
    /adder\.html has 0 times <nav data-pages>/,
  );
  assert.throws(() => fillPage(PAGE, "new.html", CONTENTS), /new\.html is not in www\/pages\.json/);
});

test("the policy comes before everything that it governs", () => {
  assert.match(
    withPolicy(PAGE, "adder.html", "script-src 'self'"),
    /^<meta charset="utf-8" \/>\s*<meta http-equiv="Content-Security-Policy" content="script-src 'self'" \/>/,
  );
});

test("every page of www/ is in the table, and every exercise's page has an entry", () => {
  const contents = JSON.parse(readFileSync("www/pages.json", "utf8")) as typeof CONTENTS;
  const names = pagesOf(contents).map(({ file }) => file);
  const files = filesUnder("www", /^www\/[^/]+\.html$/).map((path) => path.slice("www/".length));
  for (const file of contents.frames) assert.ok(files.includes(file), file);
  for (const file of files.filter((name) => !contents.frames.includes(name))) {
    const path = `www/${file}`;
    assert.ok(fillPage(readFileSync(path, "utf8"), file, contents).includes("aria-current"), file);
  }
  assert.deepEqual(
    contents.exercises.map(({ number }) => number),
    [
      "Q1",
      "Q2",
      "Q2, extra credit",
      "Q3.1",
      "Q3.2",
      "Q4.1 (a)",
      "Q4.1 (b)",
      "Q4.2 (a)",
      "Q4.2 (b)",
      "Q4, extra credit",
    ],
  );
  for (const { number, pages } of contents.exercises)
    for (const file of pages) assert.ok(names.includes(file), `${number}: ${file}`);
});

test("an example is shown word for word, escaped; one that is not there is a mistake", () => {
  const read = (path: string): string => {
    if (path !== "plain/index.html") throw new Error("ENOENT");
    return '<sf-race depth="7">A & B</sf-race>\n';
  };
  assert.match(
    fillExamples('<pre data-example="plain/index.html"></pre>', "embedding.html", read),
    /<code id="example-plain-index-html">plain\/index\.html<\/code>.*<code>&lt;sf-race depth=&quot;7&quot;>A &amp; B&lt;\/sf-race><\/code><\/pre>/,
  );
  assert.throws(
    () => fillExamples('<pre data-example="plain/x.html"></pre>', "embedding.html", read),
    /www\/embedding\.html shows www\/embed\/plain\/x\.html, which cannot be read/,
  );
});

/** What every project of Vite has, and what an example needs beside the code that a reader copies. */
const SCAFFOLD = /^www\/embed\/(react-\d+\/(index\.html|src\/main\.tsx)|.*\.(css|json))$/;

test("the guide shows every file of www/embed that a reader copies", () => {
  const guide = readFileSync("www/embedding.html", "utf8");
  const shown = [...guide.matchAll(/<pre data-example="([^"]+)"><\/pre>/g)].map(([, path = ""]) => `www/embed/${path}`);
  const files = filesUnder("www/embed", /./).filter((path) => statSync(path).isFile());
  assert.deepEqual(
    shown.sort(),
    files.filter((path) => !SCAFFOLD.test(path)),
  );
});
