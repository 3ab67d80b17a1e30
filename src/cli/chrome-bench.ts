import { setTimeout } from "node:timers/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer";
import type { BenchOptions, BenchReport, StudyOptions, StudyReport } from "../../bench/index.js";
import { SweepfieldError, type ErrorCode } from "../error.js";
import type { InstalledPeers } from "./bench-peers.js";
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

/** The other libraries make code while they run, and WebAssembly; nothing of ours does. */
const PERMISSIVE = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'unsafe-eval' blob:; worker-src 'self' blob:; connect-src 'self' blob: data:",
};

type Peers = InstalledPeers | { readonly skipped: string } | null;
type PageOptions = Omit<BenchOptions, "peers">;
type Entry = "runBench" | "runStudy";
type Watched = Pick<BenchOptions, "versions" | "onProgress" | "signal">;

type Outcome = { readonly report: BenchReport | StudyReport } | { readonly code: ErrorCode; readonly message: string };

/** What the page tells when it is asked. */
interface PageState {
  readonly progress: string;
  readonly outcome: Outcome | null;
}

/** Runs the benchmark on a page in Chrome: on the machine's own GPU, or on the software adapter where it has none. */
export async function underChrome(options: PageOptions, peers: Peers): Promise<BenchReport> {
  const place = peers && ("skipped" in peers ? peers : { folder: "/peers/" });
  const given = { ids: options.ids, runtime: options.runtime, peers: place, machine: options.machine };
  return (await onPage("runBench", given, options, peers && "files" in peers ? peers : null)) as BenchReport;
}

/** The same for a study. */
export const studyUnderChrome = async (options: StudyOptions): Promise<StudyReport> =>
  (await onPage(
    "runStudy",
    { study: options.study, runtime: options.runtime, machine: options.machine },
    options,
    null,
  )) as StudyReport;

async function onPage(
  entry: Entry,
  given: object,
  watched: Watched,
  installed: InstalledPeers | null,
): Promise<BenchReport | StudyReport> {
  const server = await startServer({
    root: BUNDLES,
    headers: { ...ISOLATED, ...(installed && PERMISSIVE) },
    extraFiles: Object.fromEntries(
      (installed?.files ?? []).map((name) => [`/peers/${name}`, join(installed!.folder, name)]),
    ),
  });
  try {
    const run = (adapter: AdapterKind) => onePage(server.url, adapter, entry, given, watched);
    const hardware = await run("hardware");
    const outcome = "code" in hardware && hardware.code === "no-adapter" ? await run("software") : hardware;
    if ("code" in outcome) throw new SweepfieldError(outcome.code, outcome.message);
    return outcome.report;
  } finally {
    await server.close();
  }
}

async function onePage(
  url: string,
  adapter: AdapterKind,
  entry: Entry,
  given: object,
  watched: Watched,
): Promise<Outcome> {
  const found = await findBrowser(adapter);
  const browser = await launchBrowser({ ...found, args: [...found.args, FINE_TIMESTAMPS] });
  try {
    const page = await browser.newPage();
    // Any document of this origin will do: it is the bundle that counts.
    await page.goto(`${url}bench.js`);
    await start(page, entry, { ...given, versions: { ...watched.versions, chrome: found.version } });
    return await finished(page, watched);
  } finally {
    await browser.close();
  }
}

/** Text, since what runs on the page must not be compiled with what runs here. */
const start = (page: Page, entry: Entry, options: object): Promise<unknown> =>
  page.evaluate(`void (() => {
    const state = { progress: "", outcome: null };
    globalThis.sweepfieldBench = state;
    const onProgress = (text) => { state.progress = text; };
    import("/bench.js")
      .then(({ ${entry} }) => ${entry}(navigator.gpu, { ...${JSON.stringify(options)}, onProgress }))
      .then((report) => { state.outcome = { report }; })
      .catch((error) => { state.outcome = { code: error.code ?? "engine-failed", message: error.message }; });
  })()`);

/** Asks every now and then: one long call would run into puppeteer's own time limit. */
async function finished(page: Page, { onProgress, signal }: Watched): Promise<Outcome> {
  for (;;) {
    const { progress, outcome } = (await page.evaluate("globalThis.sweepfieldBench")) as PageState;
    if (outcome !== null) return outcome;
    if (signal?.aborted) throw new SweepfieldError("cancelled", "the benchmark was cancelled");
    onProgress?.(progress);
    await setTimeout(250);
  }
}
