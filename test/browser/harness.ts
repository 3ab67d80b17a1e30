/**
 * The browser of these tests: an installed Chrome or the one of @sparticuz/chromium, on pages served under the strict
 * policy. Nothing is skipped: no browser, no device, an error on the console or a request to elsewhere fails the test.
 */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { AxeResults } from "axe-core";
import type { Browser, Frame, Page } from "puppeteer";
import { findBrowser, launchBrowser } from "../../src/cli/machine/browser.js";
import { startServer, type RunningServer } from "../../src/cli/machine/server.js";

export interface PageOptions {
  /** Below dist/www, or "test/NAME.html" for a page of test/fixtures/pages; the first page unless given. */
  readonly path?: string;
  /** 1280×900, or a phone's 390×844 with a touch screen. */
  readonly width?: "wide" | "phone";
  readonly scheme?: "light" | "dark";
  readonly reducedMotion?: boolean;
  readonly javascript?: boolean;
  /** Runs before the page is loaded, e.g. to take navigator.gpu away. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** Messages that the test itself provokes. */
  readonly expected?: Pick<RegExp, "test">;
}

export interface TestPage {
  readonly page: Page;
  /** Writes test-artefacts/NAME.png, of the whole page. */
  screenshot(name: string): Promise<void>;
  /** Fails on any violation of accessibility that axe finds in the page, shadow trees included. `rules` are off unless named. */
  checkAccessibility(rules?: readonly string[]): Promise<void>;
  /** What went wrong on the page until now. */
  readonly problems: readonly string[];
}

const ARTEFACTS = "test-artefacts";
const PAGES = "test/fixtures/pages";
const AXE_PATH = "/test/axe.js";
const VIEWPORTS = {
  wide: { width: 1280, height: 900 },
  phone: { width: 390, height: 844, hasTouch: true, isMobile: true },
} as const;

let running: Promise<{ browser: Browser; server: RunningServer }> | undefined;

const start = async () => {
  const fixtures = readdirSync(PAGES).map((name) => [`/test/${name}`, `${PAGES}/${name}`]);
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  const server = await startServer({
    root: "dist/www",
    extraFiles: { ...Object.fromEntries(fixtures), [AXE_PATH]: axe },
  });
  const browser = await launchBrowser(await findBrowser());
  return { browser, server };
};

after(async () => {
  if (running === undefined) return;
  const { browser, server } = await running;
  await browser.close();
  await server.close();
});

/** A test on one freshly loaded page, which fails as well when anything went wrong on the page meanwhile. */
export function pageTest(name: string, options: PageOptions, body: (opened: TestPage) => Promise<void>): void {
  test(name, async () => {
    const { browser, server } = await (running ??= start());
    const context = await browser.createBrowserContext();
    try {
      const opened = await open(await context.newPage(), server.url, options);
      try {
        await body(opened);
      } catch (error) {
        await opened.screenshot(`failed-${name.replace(/[^\w]+/g, "-")}`);
        throw withProblems(error, opened.problems);
      }
      assert.deepEqual(opened.problems, []);
    } finally {
      await context.close();
    }
  });
}

/** The page's own complaints are most often the cause. */
function withProblems(error: unknown, problems: readonly string[]): unknown {
  if (error instanceof Error && problems.length > 0) error.message += `\non the page: ${problems.join("\n")}`;
  return error;
}

async function open(page: Page, origin: string, options: PageOptions): Promise<TestPage> {
  const problems: string[] = [];
  watch(page, origin, (problem) => {
    if (!options.expected?.test(problem)) problems.push(problem);
  });
  await page.setViewport(VIEWPORTS[options.width ?? "wide"]);
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: options.scheme ?? "light" },
    { name: "prefers-reduced-motion", value: options.reducedMotion === true ? "reduce" : "no-preference" },
  ]);
  await page.setJavaScriptEnabled(options.javascript ?? true);
  await options.prepare?.(page);
  const response = await page.goto(new URL(options.path ?? "", origin).href, { waitUntil: "load" });
  assert.equal(response?.status(), 200, `${options.path ?? "the first page"} is served`);
  return {
    page,
    problems,
    screenshot: async (name) => {
      mkdirSync(ARTEFACTS, { recursive: true });
      await page.screenshot({ path: `${ARTEFACTS}/${name}.png`, fullPage: true });
    },
    checkAccessibility: (rules = []) => checkAccessibility(page, rules),
  };
}

/** Violations of the policy come as errors on the console, GPU validation errors as warnings. */
export function watch(page: Page, origin: string, report: (problem: string) => void): void {
  page.on("console", (message) => {
    if (["error", "warn", "assert"].includes(message.type()))
      report(`console ${message.type()}: ${message.text()} (${message.location().url ?? "no address"})`);
  });
  page.on("pageerror", (error) => report(`uncaught: ${error instanceof Error ? error.message : String(error)}`));
  page.on("requestfailed", (request) => report(`request failed: ${request.url()} (${request.failure()?.errorText})`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) report(`request to elsewhere: ${url}`);
  });
}

async function checkAccessibility(page: Page, rules: readonly string[]): Promise<void> {
  await page.addScriptTag({ url: AXE_PATH });
  const options = {
    resultTypes: ["violations"],
    rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: true }])),
  };
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults;
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    targets: nodes.map(({ target }) => String(target)),
  }));
  assert.deepEqual(found, [], "axe finds no violation");
}

/**
 * Asks the page until the answer is true; puppeteer's own waitForFunction compiles text in the page, which the policy
 * forbids. `what` is the message of the failure.
 */
export async function until(
  page: Page | Frame,
  what: string,
  condition: () => boolean | Promise<boolean>,
  seconds = 30,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await page.evaluate(condition))) {
    assert.ok(performance.now() < end, `within ${seconds} s: ${what}`);
    await sleep(50);
  }
}
