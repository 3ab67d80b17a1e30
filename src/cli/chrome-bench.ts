import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer";
import type { BenchOptions, BenchReport } from "../../bench/index.js";
import { SweepfieldError, type ErrorCode } from "../error.js";
import { findBrowser, launchBrowser, type AdapterKind } from "./machine/browser.js";
import { startServer } from "./machine/server.js";

/** dist/browser, seen from dist/cli. */
const BUNDLES = fileURLToPath(new URL("../browser", import.meta.url));

/** Cross-origin isolation, which makes the page's clock 20 times finer. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** Otherwise Chrome rounds the timestamps of the GPU to 65.5 µs; Dawn in Node is started with the same switch. */
const FINE_TIMESTAMPS = "--disable-dawn-features=timestamp_quantization";

type Outcome = { readonly report: BenchReport } | { readonly code: ErrorCode; readonly message: string };

/** What the page tells when it is asked. */
interface PageState {
  readonly progress: string;
  readonly outcome: Outcome | null;
}

/** Runs the benchmark on a page in Chrome: on the machine's own GPU, or on the software adapter where it has none. */
export async function underChrome(options: BenchOptions): Promise<BenchReport> {
  const server = await startServer({ root: BUNDLES, headers: ISOLATED });
  try {
    const hardware = await onePage(server.url, "hardware", options);
    const outcome =
      "code" in hardware && hardware.code === "no-adapter" ? await onePage(server.url, "software", options) : hardware;
    if ("code" in outcome) throw new SweepfieldError(outcome.code, outcome.message);
    return outcome.report;
  } finally {
    await server.close();
  }
}

async function onePage(url: string, adapter: AdapterKind, options: BenchOptions): Promise<Outcome> {
  const found = await findBrowser(adapter);
  const browser = await launchBrowser({ ...found, args: [...found.args, FINE_TIMESTAMPS] });
  try {
    const page = await browser.newPage();
    // Any document of this origin will do: it is the bundle that counts.
    await page.goto(`${url}bench.js`);
    await start(page, { ...options, versions: { ...options.versions, chrome: found.version } });
    return await finished(page, options);
  } finally {
    await browser.close();
  }
}

/** Text, since what runs on the page must not be compiled with what runs here. */
const start = (page: Page, { ids, runtime, peers, versions, machine }: BenchOptions): Promise<unknown> =>
  page.evaluate(`void (() => {
    const state = { progress: "", outcome: null };
    globalThis.sweepfieldBench = state;
    const onProgress = (text) => { state.progress = text; };
    import("/bench.js")
      .then(({ runBench }) => runBench(navigator.gpu, { ...${JSON.stringify({ ids, runtime, peers, versions, machine })}, onProgress }))
      .then((report) => { state.outcome = { report }; })
      .catch((error) => { state.outcome = { code: error.code ?? "engine-failed", message: error.message }; });
  })()`);

/** Asks every now and then: one long call would run into puppeteer's own time limit. */
async function finished(page: Page, { onProgress, signal }: BenchOptions): Promise<Outcome> {
  for (;;) {
    const { progress, outcome } = (await page.evaluate("globalThis.sweepfieldBench")) as PageState;
    if (outcome !== null) return outcome;
    if (signal?.aborted) throw new SweepfieldError("cancelled", "the benchmark was cancelled");
    onProgress?.(progress);
    await setTimeout(250);
  }
}
