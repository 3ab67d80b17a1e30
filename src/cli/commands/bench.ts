import { access, constants, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { dirname, resolve } from "node:path";
import type * as Bundle from "../../../bench/index.js";
import { SweepfieldError } from "../../error.js";
import { choiceFlag, shown } from "../arguments.js";
import { benchTable } from "../bench-table.js";
import type { Command } from "../command.js";
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
  --peers                also name the other libraries; this version does not run them yet
  --json [FILE.json]     the result as JSON, to a file or to stdout

Workloads: pixelcnn-64, mdrnn-32, mdrnn-32-layerwise; named only: pixelcnn-tiny, mdrnn-tiny.
Outputs are compared with a float64 reference first; what differs is not timed. Then all contenders run in turn, at
least 5 rounds and 1 second each. Ratios are peer ÷ ours with a 95 % interval of the median.
`.trim(),
  options: { runtime: { type: "string" }, peers: { type: "boolean" }, json: { type: "boolean" } },
  async run(input) {
    const runtime = choiceFlag(input, "runtime", ["dawn", "chrome"], "dawn");
    const files = input.positionals.filter((word) => word.endsWith(".json"));
    const ids = input.positionals.filter((word) => !word.endsWith(".json"));
    const json = input.values["json"] === true;
    if (files.length > (json ? 1 : 0))
      throw new SweepfieldError("usage", `${shown(files.at(-1)!)} is no workload; write --json FILE.json, once`);

    const { runBench, workloadsOf } = await bundle();
    workloadsOf(ids);
    if (files[0] !== undefined) await orUnwritable(files[0], access(dirname(resolve(files[0])), constants.W_OK));
    const report = await timed(runBench, { ids, runtime, peers: input.values["peers"] === true, signal: input.signal });
    if (!json) print(benchTable(report));
    else if (files[0] === undefined) printJson(report);
    else await save(files[0], JSON.stringify(report, null, 2));
    return 0;
  },
};

async function timed(
  runBench: typeof Bundle.runBench,
  chosen: Pick<Bundle.BenchOptions, "ids" | "runtime" | "peers" | "signal">,
): Promise<Bundle.BenchReport> {
  const progress = progressLine();
  const options: Bundle.BenchOptions = {
    ...chosen,
    versions: { node: process.versions.node },
    machine: { cores: availableParallelism(), loadAverage: loadavg()[0]! },
    onProgress: progress.show,
  };
  try {
    if (chosen.runtime === "chrome") return await (await import("../chrome-bench.js")).underChrome(options);
    return await underDawn((gpu) => runBench(gpu, options));
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
