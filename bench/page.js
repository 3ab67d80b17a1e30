/**
 * node bench/page.js [SCENE…], after `npm run build`: when the main page shows its first activations, and which tasks hold its main
 * thread for 50 ms or more, with the scripts that the browser names for them. SCENE picks scenes whose name contains it.
 */
import { setTimeout as sleep } from "node:timers/promises";

const [{ findBrowser, launchBrowser }, { startServer }] = await Promise.all([
  /** @type {Promise<typeof import("../src/cli/machine/browser.js")>} */ (imported("browser")),
  /** @type {Promise<typeof import("../src/cli/machine/server.js")>} */ (imported("server")),
]);

/** @param {string} name */
function imported(name) {
  return import(new URL(`../dist/cli/machine/${name}.js`, import.meta.url).href);
}

/** What happens once the default race has run: a piece of script for the page, or nothing. @type {Readonly<Record<string, { query?: string, act?: string }>>} */
const SCENES = {
  "first picture": {},
  "another depth": { act: "race.depth = 12" },
  "64 × 64": { query: "?size=64" },
  "128 × 128": { query: "?size=128" },
  "32 channels": { query: "?channels=32" },
  "32 layers of 32 channels, 7 × 7": { query: "?depth=32&channels=32&kernel=7" },
  "play to the end": { act: "race.step = 0; race.speed = '1024'; race.play()" },
  "scrub at 128 × 128": {
    query: "?size=128",
    act: "race.pause(); for (let i = 0; i < 40; i++) { race.step = Math.floor((race.length * ((i * 17) % 40)) / 40); await new Promise(requestAnimationFrame); }",
  },
  "on the processor": { query: "?device=cpu" },
};

/** Observes from before the first script of the page. */
const OBSERVE = `
  globalThis.probe = { tasks: [], frames: [], first: null };
  new PerformanceObserver((list) => probe.tasks.push(...list.getEntries().map((e) => [e.startTime, e.duration])))
    .observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const frame of list.getEntries())
      probe.frames.push({
        start: frame.startTime, duration: frame.duration,
        render: frame.renderStart ? frame.startTime + frame.duration - frame.renderStart : 0,
        scripts: frame.scripts.map((s) => [Math.round(s.startTime), Math.round(s.duration), s.invoker, s.sourceFunctionName]),
      });
  }).observe({ type: "long-animation-frame", buffered: true });
  (function look() {
    const race = document.querySelector("sf-race");
    const lane = race?.renderRoot?.querySelector("sf-race-lane");
    if (lane?.run && race.step > 0) requestAnimationFrame(() => (probe.first = performance.now()));
    else requestAnimationFrame(look);
  })();`;

const DONE = `(() => { const race = document.querySelector("sf-race"); return !race.busy && race.results.length === 4 && probe.first !== null })()`;

const server = await startServer({ root: "dist/www" });
const browser = await launchBrowser(await findBrowser());
const wanted = process.argv.slice(2);
try {
  for (const [name, { query = "", act = "" }] of Object.entries(SCENES)) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.evaluateOnNewDocument(OBSERVE);
    await page.goto(`${server.url}${query}`);
    while (!(await page.evaluate(DONE))) await sleep(100);
    await sleep(500);
    const before = await page.evaluate("performance.now()");
    if (act !== "") {
      await page.evaluate(`(async () => { const race = document.querySelector("sf-race"); ${act} })()`);
      await sleep(300);
      while (!(await page.evaluate(`${DONE} && !document.querySelector("sf-race").playing`))) await sleep(100);
      await sleep(500);
    }
    /** @type {{ tasks: [number, number][], frames: { start: number, duration: number, render: number, scripts: unknown[][] }[], first: number }} */
    const probe = JSON.parse(String(await page.evaluate("JSON.stringify(probe)")));
    const since = act === "" ? 0 : Number(before);
    const tasks = probe.tasks.filter(([start]) => start >= since);
    console.log(`${name}: first picture after ${Math.round(probe.first)} ms, ${tasks.length} long tasks`);
    for (const [start, duration] of tasks) {
      console.log(`  at ${Math.round(start)} ms: ${duration} ms`);
      for (const frame of probe.frames)
        if (start >= frame.start - 1 && start < frame.start + frame.duration)
          for (const script of frame.scripts) console.log(`    ${script.join("  ")}`);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
