import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { filesUnder } from "../../scripts/lib/files.js";
import { existing, fillExamples, fillPage } from "../../scripts/lib/pages.js";

const CONTENTS = {
  frames: ["embed.html"],
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
  const files = filesUnder("www", /^www\/[^/]+\.html$/).map((path) => path.slice("www/".length));
  for (const file of contents.frames) assert.ok(files.includes(file), file);
  for (const file of files.filter((name) => !contents.frames.includes(name))) {
    const path = `www/${file}`;
    assert.ok(fillPage(readFileSync(path, "utf8"), file, contents).includes("aria-current"), file);
  }
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
