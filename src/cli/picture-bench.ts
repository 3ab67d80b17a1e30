/** What the pictures cost: the race's page in Chrome, loaded again and again, and played at 64×64. */
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer";
import type * as Bundle from "../../bench/index.js";
import { SweepfieldError } from "../error.js";
import { findBrowser, launchBrowser } from "./machine/browser.js";
import { startServer } from "./machine/server.js";

/** dist/www, seen from dist/cli. */
const PAGES = fileURLToPath(new URL("../www", import.meta.url));
const LOADS = 5;
const SIDE = 64;
const SOON_MS = 120_000;

export interface PictureReport extends Pick<Bundle.BenchReport, "adapter" | "versions" | "machine"> {
  readonly schema: "sweepfield-pictures/1";
  /** From the navigation to the first frame with a lane that has run, 28×28. */
  readonly firstFrame: { readonly medianMs: number; readonly trialsMs: readonly number[] };
  /** While the race plays at `size`. */
  readonly play: {
    readonly size: readonly [number, number];
    readonly framesPerSecond: number;
    readonly frames: number;
    /** 95 % of the frames came at most so long after the one before. */
    readonly p95FrameMs: number;
    readonly longestTaskMs: number;
    /** Tasks over 50 ms. */
    readonly longTasks: number;
  };
}

export interface PictureOptions extends Pick<Bundle.BenchReport, "versions" | "machine"> {
  readonly statistics: Pick<typeof Bundle, "median" | "quantile">;
  readonly onProgress: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Kept as text on the page: the time of the first frame after a lane has run, and the tasks over 50 ms. */
const WATCH = `
  globalThis.watched = { firstFrame: null, tasks: [] };
  new PerformanceObserver((list) => watched.tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration }))))
    .observe({ type: "longtask", buffered: true });
  const look = () => {
    if (document.querySelector("sf-race")?.results?.length > 0) watched.firstFrame = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** Plays to the end and gives the times of all frames meanwhile. */
const PLAY = `(async () => {
  const race = document.querySelector("sf-race");
  const times = [];
  race.step = 0;
  race.play();
  await new Promise((resolve) => {
    const tick = (time) => {
      times.push(time);
      if (race.playing) requestAnimationFrame(tick);
      else resolve();
    };
    requestAnimationFrame(tick);
  });
  return times;
})()`;

/** Throws no-adapter, engine-failed or cancelled. */
export async function measurePictures({
  statistics: { median, quantile },
  versions,
  machine,
  onProgress,
  signal,
}: PictureOptions): Promise<PictureReport> {
  const server = await startServer({ root: PAGES });
  try {
    const found = await findBrowser("software");
    const browser = await launchBrowser(found);
    try {
      const opened = async (query: string): Promise<Page> => {
        if (signal?.aborted) throw new SweepfieldError("cancelled", "the benchmark was cancelled");
        const page = await browser.newPage();
        await page.setViewport({ width: 1280, height: 900 });
        await page.evaluateOnNewDocument(WATCH);
        await page.goto(`${server.url}${query}`, { waitUntil: "load" });
        return page;
      };
      const trialsMs: number[] = [];
      for (let load = 1; load <= LOADS; load++) {
        onProgress(`loads the race, ${load} of ${LOADS}`);
        const page = await opened("");
        const first = await page.waitForFunction("watched.firstFrame", { timeout: SOON_MS });
        trialsMs.push((await first.jsonValue()) as number);
        await page.close();
      }
      onProgress(`plays the race at ${SIDE}×${SIDE}`);
      const page = await opened(`?size=${SIDE}`);
      const ready = `(() => { const race = document.querySelector("sf-race"); return !race.busy && race.results.length === 4; })()`;
      await page.waitForFunction(ready, { timeout: SOON_MS });
      await page.evaluate("watched.tasks.length = 0");
      const times = (await page.evaluate(PLAY)) as number[];
      const tasks = (await page.evaluate("watched.tasks")) as { readonly duration: number }[];
      const adapter = (await page.evaluate(`document.querySelector("sf-race").results[0].adapter`)) as string;
      const gaps = times.slice(1).map((time, i) => time - times[i]!);
      return {
        schema: "sweepfield-pictures/1",
        adapter,
        versions: { ...versions, chrome: found.version },
        machine,
        firstFrame: { medianMs: median(trialsMs), trialsMs },
        play: {
          size: [SIDE, SIDE],
          framesPerSecond: (1000 * gaps.length) / (times.at(-1)! - times[0]!),
          frames: times.length,
          p95FrameMs: quantile(gaps, 0.95),
          longestTaskMs: Math.max(0, ...tasks.map(({ duration }) => duration)),
          longTasks: tasks.length,
        },
      };
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

export const pictureTable = ({ adapter, firstFrame, play }: PictureReport): string =>
  [
    `${adapter}, chrome`,
    `first frame of the race with a lane that has run: ${firstFrame.medianMs.toFixed(0)} ms after the navigation`,
    `while it plays at ${play.size.join("×")}: ${play.framesPerSecond.toFixed(1)} frames a second (95 % within ${play.p95FrameMs.toFixed(1)} ms), ${play.longTasks} tasks over 50 ms, the longest ${play.longestTaskMs.toFixed(0)} ms`,
  ].join("\n");
