/** A page of a host's project in the browser, and what its tests ask of it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
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
 * Serves a folder and opens a page of it.
 * @template T
 * @param {Project} project
 * @param {string} folder
 * @param {string} path
 * @param {(page: Page) => Promise<T>} body
 */
export async function withPage(project, folder, path, body) {
  const server = await project.startServer({ root: folder, headers: { "content-security-policy": POLICY } });
  try {
    return await openPage(project, new URL(path, server.url).href, body);
  } finally {
    await server.close();
  }
}

/** @typedef {{ command?: string, argv: string[], env?: Readonly<Record<string, string>>, path?: string }} OwnServer */

/**
 * Starts a host's own server, a script of Node unless it has another command, and opens a page of it.
 * @template T
 * @param {Project} project
 * @param {(port: string) => OwnServer} start
 * @param {(page: Page, url: string) => Promise<T>} body
 * @param {RegExp} [itsOwn] complaints that the host makes by itself
 */
export async function withOwnServer(project, start, body, itsOwn) {
  const port = await freePort();
  const { command = process.execPath, argv, env = {}, path = "" } = start(port);
  const url = `http://127.0.0.1:${port}/${path}`;
  const server = spawn(command, argv, { cwd: project.folder, env: { ...process.env, ...env }, stdio: "pipe" });
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (said += text));
  try {
    await eventually(`${argv.join(" ")} serves`, async () => {
      assert.equal(server.exitCode, null, said);
      return fetch(url).catch(() => null);
    });
    return await openPage(project, url, (page) => body(page, url), itsOwn);
  } finally {
    server.kill();
  }
}

/** @returns {Promise<string>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(String(port)));
    });
  });

/**
 * Opens a page, and fails when anything went wrong on it meanwhile or it asked another server for something.
 * @template T
 * @param {Project} project
 * @param {string} url
 * @param {(page: Page) => Promise<T>} body
 * @param {RegExp} [itsOwn]
 */
async function openPage({ name, browser }, url, body, itsOwn) {
  const context = await browser.createBrowserContext();
  /** @type {string[]} */
  const problems = [];
  const report = (/** @type {string} */ problem) => void (itsOwn?.test(problem) || problems.push(problem));
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1440, height: 1000 });
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) report(`${message.text()} (${message.location().url ?? ""})`);
    });
    page.on("pageerror", (error) => report(String(error)));
    page.on("request", (request) => {
      if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).host !== new URL(url).host)
        report(`request to elsewhere: ${request.url()}`);
    });
    try {
      await page.goto(url, { waitUntil: "load" });
      const found = await body(page);
      assert.deepEqual(problems, []);
      return found;
    } finally {
      mkdirSync(ARTEFACTS, { recursive: true });
      await page.screenshot({ path: `${ARTEFACTS}/host-${name}.png` });
    }
  } catch (error) {
    if (error instanceof Error && problems.length > 0) error.message += `\non the page: ${problems.join("\n")}`;
    throw error;
  } finally {
    await context.close();
  }
}

/** @param {string} what @param {() => Promise<unknown>} ask */
export async function eventually(what, ask) {
  const end = performance.now() + 60_000;
  while (!(await ask())) {
    assert.ok(performance.now() < end, `within 60 s: ${what}`);
    await sleep(100);
  }
}

/** @param {Page} page @param {string} what @param {(given: string | number) => boolean} condition @param {string | number} given */
export const until = (page, what, condition, given = "") => eventually(what, () => page.evaluate(condition, given));

/** @typedef {import("../../src/elements/race/race.js").SfRace} SfRace */

/** The race of a page, also in a shadow tree; null where there is none yet. @param {Page} page */
const raceOf = (page) =>
  /** @type {Promise<import("puppeteer").ElementHandle<SfRace> | null>} */ (page.$("html >>> sf-race"));

/** Asks the race of a page. @template T @param {Page} page @param {(race: SfRace) => T} question */
export async function askRace(page, question) {
  const race = (await raceOf(page)) ?? assert.fail("there is no race");
  return race.evaluate(question);
}

/** Size 8, d layers: d, H + W + d − 2, d(H + W − 1), dHW. @param {number} d */
export const raceSteps = (d) => [d, 14 + d, 15 * d, 64 * d];

/** The race has run, in that many steps. @param {Page} page @param {number} depth */
export async function raced(page, depth) {
  await eventually("the race has run", async () =>
    (await raceOf(page))?.evaluate(({ results, busy }) => results?.length === 4 && !busy),
  );
  const ran = await askRace(page, (race) => ({ depth: race.depth, steps: race.results.map(({ steps }) => steps) }));
  assert.deepEqual(ran, { depth, steps: raceSteps(depth) });
}

/** Answers the race's first question. @param {Page} page */
export const answer = (page) =>
  askRace(page, async (race) => {
    const input = /** @type {HTMLInputElement} */ (race.renderRoot.querySelector(".predict input"));
    input.value = "3";
    input.dispatchEvent(new Event("input"));
    await race.updateComplete;
    /** @type {HTMLButtonElement} */ (race.renderRoot.querySelector(".predict-check")).click();
  });

/** Has the race run without the GPU too. @param {Page} page @returns what drove the processor: a bundler may have built the worker */
export async function racedOnProcessor(page) {
  await askRace(page, (race) => void (race.device = "cpu"));
  await eventually("the processor has raced", () =>
    askRace(
      page,
      ({ results, busy }) => results.length === 4 && results.every(({ device }) => device === "cpu") && !busy,
    ),
  );
  const text = await askRace(page, (race) => race.renderRoot.textContent ?? "");
  const [, driver] = /(blob worker|worker|main thread)\./.exec(text) ?? assert.fail("the race names no driver");
  return `the processor ran the race too, by ${driver}`;
}
