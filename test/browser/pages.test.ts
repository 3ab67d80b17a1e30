import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";

for (const width of ["wide", "phone"] as const)
  for (const scheme of ["light", "dark"] as const)
    pageTest(
      `exercises: every link leads to a page of the site (${width}, ${scheme})`,
      { path: "exercises.html", width, scheme },
      async ({ page, screenshot, checkAccessibility }) => {
        const links = await page.$$eval("a", (anchors) => anchors.map(({ href }) => href));
        assert.ok(links.some((href) => href.includes("?mode=predict")));
        for (const href of new Set(links)) {
          const status = await page.evaluate(async (url) => (await fetch(url)).status, href);
          assert.equal(status, 200, href);
        }
        assert.deepEqual(
          await page.$$eval("[aria-current]", (current) => current.map(({ textContent }) => textContent)),
          ["By exercise", "By exercise"],
        );
        assert.ok(
          (await page.$$eval("h2", (headings) => headings.map(({ textContent }) => textContent))).includes("Q4.2 (b)"),
        );
        assert.equal(await overflow(page), 0);
        await screenshot(`exercises-${width}-${scheme}`);
        await checkAccessibility();
      },
    );

const EXPORTED = resolve("test-artefacts/race.html");

pageTest(
  "a self-contained page runs from a file: the element in its state, asking for nothing",
  {
    path: "exercises.html",
    expected: { test: (problem) => problem === `request to elsewhere: ${pathToFileURL(EXPORTED).href}` },
  },
  async ({ page, screenshot }) => {
    mkdirSync("test-artefacts", { recursive: true });
    const state = ["--state", "size=6&depth=2&channels=2&device=cpu", "--device", "cpu"];
    await promisify(execFile)(process.execPath, [
      "dist/cli/index.js",
      "figure",
      "sf-race",
      ...state,
      "--out",
      EXPORTED,
    ]);
    await page.goto(pathToFileURL(EXPORTED).href);
    await until(page, "the race has run", () => document.querySelector("sf-race")?.results?.length === 4);
    assert.deepEqual(
      await page.evaluate(() => document.querySelector("sf-race")!.results.map(({ steps }) => steps)),
      [2, 12, 22, 72],
    );
    await screenshot("exported-race");
    await page.setJavaScriptEnabled(false);
    await page.reload();
    assert.match(await page.$eval("sf-race svg", ({ textContent }) => textContent ?? ""), /of 12 steps/);
  },
);
