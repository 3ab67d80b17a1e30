import { access, constants, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { dirname, resolve } from "node:path";
import type * as Bundle from "../../../bench/index.js";
import { SweepfieldError } from "../../error.js";
import { choiceFlag, shown } from "../arguments.js";
import { installPeers } from "../bench-peers.js";
import { benchTable, studyTable } from "../bench-table.js";
import type { Command } from "../command.js";
import { measurePictures, pictureTable, type PictureReport } from "../picture-bench.js";
import { note, print, printJson, progressLine } from "../output.js";

/** The benchmark is one bundle that also runs on a page, so both runtimes run the same code. */
const bundle = async (): Promise<typeof Bundle> =>
  (await import(new URL("../../browser/bench.js", import.meta.url).href)) as typeof Bundle;

export const bench: Command = {
  name: "bench",
  summary: "times the shaders, after comparing their outputs",
  usage: `
usage: sweepfield bench [WORKLOAD…] [FLAGS]

  --runtime dawn|chrome  Dawn in this process, or a page in Chrome (dawn)
  --peers                other libraries beside it; installs them into the cache at the first time (250 MB)
  --json [FILE.json]     the result as JSON, to a file or to stdout

Workloads: pixelcnn-64, mdrnn-32, mdrnn-32-layerwise, lstm-128, bptt-64, sample-28, and all but the last with -cpu for the CPU engine; named only:
pixelcnn-tiny, mdrnn-tiny, lstm-tiny, bptt-tiny, sample-tiny.
Alone: ladder, what each idea brings on the same MDRNN; growth, how cost grows with the sizes; pictures, what the page of
the race costs in Chrome: its first frame, frames a second, long tasks.
Outputs are compared with a float64 reference first; what differs is not timed. Then all contenders run in turn, at
least 5 rounds and 1 second each. Ratios are peer ÷ ours with a 95 % bootstrap interval.
`.trim(),
  options: { runtime: { type: "string" }, peers: { type: "boolean" }, json: { type: "boolean" } },
  async run(input) {
    const runtime = choiceFlag(input, "runtime", ["dawn", "chrome"], "dawn");
    const files = input.positionals.filter((word) => word.endsWith(".json"));
    const ids = input.positionals.filter((word) => !word.endsWith(".json"));
    const json = input.values["json"] === true;
    if (files.length > (json ? 1 : 0))
      throw new SweepfieldError("usage", `${shown(files.at(-1)!)} is no workload; write --json FILE.json, once`);

    const { runBench, runStudy, workloadsOf, STUDIES } = await bundle();
    const study = ([...STUDIES, PICTURES] as const).find((name) => ids.includes(name));
    if (study !== undefined && (ids.length > 1 || input.values["peers"] === true))
      throw new SweepfieldError("usage", `${study} runs alone; leave the rest out`);
    if (study === undefined) workloadsOf(ids);
    if (files[0] !== undefined) await orUnwritable(files[0], access(dirname(resolve(files[0])), constants.W_OK));
    const { signal } = input;
    const report =
      study === undefined
        ? await timed(runBench, { ids, runtime, signal }, input.values["peers"] === true)
        : study === PICTURES
          ? await pictures(signal)
          : await studied(runStudy, { study, runtime, signal });
    if (!json)
      print(
        "series" in report ? studyTable(report) : "workloads" in report ? benchTable(report) : pictureTable(report),
      );
    else if (files[0] === undefined) printJson(report);
    else await save(files[0], JSON.stringify(report, null, 2));
    return 0;
  },
};

const PICTURES = "pictures" as const;

/** Always in Chrome: there are no pictures elsewhere. */
async function pictures(signal: AbortSignal | undefined): Promise<PictureReport> {
  const progress = progressLine();
  try {
    return await measurePictures({ ...origin(), statistics: await bundle(), onProgress: progress.show, signal });
  } finally {
    progress.clear();
  }
}

/** What every report says of where it comes from. */
const origin = () => ({
  versions: { node: process.versions.node },
  machine: { cores: availableParallelism(), loadAverage: loadavg()[0]! },
});

async function studied(
  runStudy: typeof Bundle.runStudy,
  chosen: Pick<Bundle.StudyOptions, "study" | "runtime" | "signal">,
): Promise<Bundle.StudyReport> {
  const progress = progressLine();
  const options = { ...chosen, ...origin(), onProgress: progress.show };
  try {
    if (chosen.runtime === "chrome") return await (await import("../chrome-bench.js")).studyUnderChrome(options);
    return await underDawn((gpu) => runStudy(gpu, options));
  } finally {
    progress.clear();
  }
}

async function timed(
  runBench: typeof Bundle.runBench,
  chosen: Pick<Bundle.BenchOptions, "ids" | "runtime" | "signal">,
  withPeers: boolean,
): Promise<Bundle.BenchReport> {
  const progress = progressLine();
  try {
    const peers = withPeers ? await installPeers(progress.show) : null;
    const options: Omit<Bundle.BenchOptions, "peers"> = {
      ...chosen,
      ...origin(),
      versions: { ...origin().versions, ...(peers && "versions" in peers && peers.versions) },
      onProgress: progress.show,
    };
    if (chosen.runtime === "chrome") return await (await import("../chrome-bench.js")).underChrome(options, peers);
    if (peers) return await (await import("../dawn-bench.js")).underDawnWithPeers(options, peers);
    return await underDawn((gpu) => runBench(gpu, { ...options, peers }));
  } finally {
    progress.clear();
  }
}

async function underDawn<Result>(run: (gpu: GPU) => Promise<Result>): Promise<Result> {
  const { openDawn, closeDawn } = await import("../machine/dawn.js");
  try {
    return await run(await openDawn());
  } finally {
    closeDawn();
  }
}

async function save(path: string, text: string): Promise<void> {
  await orUnwritable(path, writeFile(path, `${text}\n`));
  note(`wrote ${shown(path)}`);
}

async function orUnwritable(path: string, attempt: Promise<void>): Promise<void> {
  try {
    await attempt;
  } catch (cause) {
    throw new SweepfieldError("file-unreadable", `${shown(path)} cannot be written (${(cause as Error).message})`, {
      cause,
    });
  }
}
