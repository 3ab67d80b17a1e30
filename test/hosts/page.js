/** A page of a host's project in the browser, and what its tests ask of it. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {import("puppeteer").Page} Page */
/** @typedef {{ name: string, folder: string, run(command: string, ...argv: string[]): Promise<string>, browser: import("puppeteer").Browser, startServer: typeof import("../../src/cli/machine/server.js").startServer }} Project */

const ARTEFACTS = "test-artefacts";

/** What frameworks need, and nothing from elsewhere. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
].join("; ");

/**
 * Serves a folder, opens a page of it, and fails when anything went wrong on the page meanwhile.
 * @param {Project} project
 * @param {string} folder
 * @param {string} path
 * @param {(page: Page) => Promise<void>} body
 */
export async function withPage({ name, browser, startServer }, folder, path, body) {
  const server = await startServer({ root: folder, headers: { "content-security-policy": POLICY } });
  const context = await browser.createBrowserContext();
  /** @type {string[]} */
  const problems = [];
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1440, height: 1000 });
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type()))
        problems.push(`${message.text()} (${message.location().url ?? ""})`);
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    try {
      await page.goto(new URL(path, server.url).href, { waitUntil: "load" });
      await body(page);
      assert.deepEqual(problems, []);
    } finally {
      mkdirSync(ARTEFACTS, { recursive: true });
      await page.screenshot({ path: `${ARTEFACTS}/host-${name}.png` });
    }
  } catch (error) {
    if (error instanceof Error && problems.length > 0) error.message += `\non the page: ${problems.join("\n")}`;
    throw error;
  } finally {
    await context.close();
    await server.close();
  }
}

/** @param {Page} page @param {string} what @param {(given: string | number) => boolean} condition @param {string | number} given */
export async function until(page, what, condition, given = "") {
  const end = performance.now() + 60_000;
  while (!(await page.evaluate(condition, given))) {
    assert.ok(performance.now() < end, `within 60 s: ${what}`);
    await sleep(100);
  }
}

/** Size 8, d layers: d, H + W + d − 2, d(H + W − 1), dHW. @param {number} d */
export const raceSteps = (d) => [d, 14 + d, 15 * d, 64 * d];

/** The race has run, in that many steps. @param {Page} page @param {number} depth */
export async function raced(page, depth) {
  await until(page, "the race has run", () => {
    const race = document.querySelector("sf-race");
    return race?.results?.length === 4 && !race.busy;
  });
  const { steps, given } = await page.evaluate(() => {
    const race = /** @type {import("../../src/elements/race/race.js").SfRace} */ (document.querySelector("sf-race"));
    return { given: race.depth, steps: race.results.map((result) => result.steps) };
  });
  assert.equal(given, depth);
  assert.deepEqual(steps, raceSteps(depth));
}

/** Answers the race's first question. @param {Page} page */
export const answer = (page) =>
  page.evaluate(async () => {
    const race = /** @type {import("../../src/elements/race/race.js").SfRace} */ (document.querySelector("sf-race"));
    const input = /** @type {HTMLInputElement} */ (race.renderRoot.querySelector(".predict input"));
    input.value = "3";
    input.dispatchEvent(new Event("input"));
    await race.updateComplete;
    /** @type {HTMLButtonElement} */ (race.renderRoot.querySelector(".predict-check")).click();
  });

/** Has the race run without the GPU. @param {Page} page @returns what drove the processor, such as "worker" */
export async function racedOnProcessor(page) {
  await page.evaluate(() => Object.assign(document.querySelector("sf-race") ?? {}, { device: "cpu" }));
  await until(page, "the processor has raced", () => {
    const { results = [], busy = true } = document.querySelector("sf-race") ?? {};
    return results.length === 4 && results.every(({ device }) => device === "cpu") && !busy;
  });
  const text = await page.evaluate(() => document.querySelector("sf-race")?.renderRoot.textContent ?? "");
  return (
    /(blob worker|worker|main thread)\./.exec(text)?.[1] ??
    assert.fail("the race does not say what drives the processor")
  );
}
