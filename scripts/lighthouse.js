/**
 * npm run lighthouse [-- PAGE…]: builds, serves dist/www on this machine and asks Lighthouse (desktop preset) about pages, the main
 * page and an element's unless others are named. The scores go to test/lighthouse/results.json; exit 1 when one is below 95.
 * Lighthouse comes from test/lighthouse, with a lockfile of its own.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./lib/bundling.js";

const HOME = join(root, "test/lighthouse");
const RESULTS = join(HOME, "results.json");
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const METRICS = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "total-blocking-time",
  "cumulative-layout-shift",
];
const LEAST = 95;
/** Of each page; the run with the median performance counts. */
const RUNS = 3;

const pages = process.argv.length > 2 ? process.argv.slice(2) : ["index.html", "wavefront.html"];

/** @param {string} command @param {string[]} argv @param {string} [cwd] */
function run(command, argv, cwd = root) {
  const { status } = spawnSync(command, argv, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) throw new Error(`${command} ${argv.join(" ")} ended with exit code ${status}`);
}

if (!existsSync(join(HOME, "node_modules/lighthouse")))
  run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], HOME);
run(process.execPath, ["scripts/build.js"]);

/** @param {string} name */
const fromHere = (name) => import(pathToFileURL(createRequire(join(HOME, "package.json")).resolve(name)).href);
const { default: lighthouse } = await fromHere("lighthouse");
const { default: desktop } = await fromHere("lighthouse/core/config/desktop-config.js");
const { findBrowser, launchBrowser } = await import(pathToFileURL(join(root, "dist/cli/machine/browser.js")).href);
const { startServer } = await import(pathToFileURL(join(root, "dist/cli/machine/server.js")).href);

/** @typedef {{ score: number | null, numericValue?: number, scoreDisplayMode: string }} Audit */
/** @typedef {{ categories: Record<string, { score: number | null, auditRefs: { id: string, weight: number }[] }>, audits: Record<string, Audit>, lighthouseVersion: string }} Report */

/** @param {Report} report */
const summary = ({ categories, audits }) => ({
  scores: Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * (categories[name]?.score ?? 0))])),
  metrics: Object.fromEntries(METRICS.map((id) => [id, Number((audits[id]?.numericValue ?? 0).toFixed(3))])),
  /** What costs points. */
  failing: CATEGORIES.flatMap((name) => categories[name]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => id),
});

const server = await startServer({ root: join(root, "dist/www") });
const browser = await launchBrowser(await findBrowser());
try {
  /** @type {Record<string, ReturnType<typeof summary>>} */
  const found = {};
  let version = "";
  for (const page of pages) {
    const runs = [];
    for (let i = 0; i < RUNS; i++) {
      const context = await browser.createBrowserContext();
      const tab = await context.newPage();
      const result = await lighthouse(new URL(page, server.url).href, { logLevel: "error" }, desktop, tab);
      version = result.lhr.lighthouseVersion;
      runs.push(summary(result.lhr));
      await context.close();
    }
    runs.sort((a, b) => (a.scores["performance"] ?? 0) - (b.scores["performance"] ?? 0));
    const median = runs[Math.floor(RUNS / 2)];
    if (!median) continue;
    found[page] = median;
    console.log(`${page}: ${CATEGORIES.map((name) => `${name} ${median.scores[name]}`).join(", ")}`);
    if (median.failing.length > 0) console.log(`  below 0.9: ${median.failing.join(", ")}`);
  }
  const before = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
  const results = {
    lighthouse: version,
    browser: await browser.version(),
    preset: "desktop",
    runs: RUNS,
    cpus: cpus().length,
    load: loadavg().map((load) => Number(load.toFixed(2))),
    pages: { ...before.pages, ...found },
  };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  if (Object.values(found).some(({ scores }) => Object.values(scores).some((score) => score < LEAST)))
    process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
}
