/** The page of the benchmark: runs it on the reader's own GPU, shows it as a table, and gives it as JSON. */
import growth from "../bench/results/growth.json" with { type: "json" };
import ladder from "../bench/results/ladder.json" with { type: "json" };
import { runBench, workloadsOf, type BenchReport, type WorkloadReport } from "../bench/index.js";
import type { StudyName, StudyReport } from "../bench/study.js";
import { growthFigures, ladderTable, milliseconds, row } from "../bench/study-view.js";

const part = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`bench.html has no #${id}`);
  return found;
};

const start = part("start", HTMLButtonElement);
const cancel = part("cancel", HTMLButtonElement);
const copy = part("copy", HTMLButtonElement);
const save = part("save", HTMLAnchorElement);
const status = part("status", HTMLElement);
const progress = part("progress", HTMLProgressElement);
const rows = part("rows", HTMLTableSectionElement);

const cellsOf = ({ id, steps, dispatches, ours, peers, ratio }: WorkloadReport): readonly string[] => [
  id,
  String(steps),
  String(dispatches),
  milliseconds(ours.medianMs),
  `${milliseconds(ours.p10Ms)} – ${milliseconds(ours.p90Ms)}`,
  ours.gflops.toFixed(2),
  ours.fractionOfAttainable === null ? "" : `${Math.round(100 * ours.fractionOfAttainable)} %`,
  Object.keys(peers)
    .map((name) => (ratio[name] ? `${name} ${ratio[name].median.toFixed(2)}` : ""))
    .filter(Boolean)
    .join(", "),
];

let running: AbortController | null = null;
let last: string | null = null;

const busy = (is: boolean): void => {
  start.disabled = is;
  cancel.disabled = !is;
  progress.hidden = !is;
};

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function run(): Promise<void> {
  running = new AbortController();
  busy(true);
  rows.replaceChildren();
  const ids = workloadsOf([])
    .filter(({ device }) => device === "gpu" || !("gpu" in navigator))
    .map(({ id }) => id);
  progress.max = ids.length;
  progress.value = 0;
  try {
    const report: BenchReport = await runBench(navigator.gpu, {
      ids,
      runtime: "chrome",
      peers: null,
      versions: { browser: navigator.userAgent },
      machine: { cores: navigator.hardwareConcurrency, loadAverage: null },
      signal: running.signal,
      onProgress: (text) => (status.textContent = text),
      onWorkload: (workload) => {
        progress.value += 1;
        rows.append(row(cellsOf(workload)));
      },
    });
    last = JSON.stringify(report, null, 2);
    copy.disabled = false;
    save.hidden = false;
    URL.revokeObjectURL(save.href);
    save.href = URL.createObjectURL(new Blob([`${last}\n`], { type: "application/json" }));
    status.textContent = `Done on ${report.adapter}.`;
  } catch (error) {
    status.textContent = message(error);
  } finally {
    running = null;
    busy(false);
  }
}

start.addEventListener("click", () => void run());
cancel.addEventListener("click", () => running?.abort());
copy.addEventListener("click", () => {
  if (last === null) return;
  navigator.clipboard.writeText(last).then(
    () => (status.textContent = "The JSON is in the clipboard."),
    () => (status.textContent = "This browser keeps the clipboard closed; save the file instead."),
  );
});

/** The studies as they were measured for this project; part of the script, so that a page from a disk has them too. */
const MEASURED: Readonly<Record<StudyName, unknown>> = { ladder, growth };

const STUDIES: Readonly<Record<StudyName, (report: StudyReport) => readonly Element[]>> = {
  ladder: (report) => [ladderTable(report)],
  growth: growthFigures,
};

for (const name of ["ladder", "growth"] as const)
  part(name, HTMLElement).replaceChildren(...STUDIES[name](MEASURED[name] as StudyReport));
