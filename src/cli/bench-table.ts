import type { BenchReport, Timed } from "../../bench/report.js";
import type { StudyReport } from "../../bench/study.js";
import type { Interval } from "../../bench/statistics.js";
import { formatError, formatMilliseconds, formatTable, grouped } from "./table.js";

const right = (title: string) => ({ title, align: "right" as const });

/** The report for people: one line per contender, and what the numbers do not say. */
export function benchTable({ adapter, runtime, probes, workloads }: BenchReport): string {
  const skipped = new Map(
    workloads.flatMap(({ peers }) =>
      Object.entries(peers).flatMap(([name, peer]) => ("skipped" in peer ? [[name, peer.skipped] as const] : [])),
    ),
  );
  const rows = workloads.flatMap(({ id, steps, ours, peers, ratio }) => [
    [
      id,
      "ours",
      grouped(steps),
      formatMilliseconds(ours.medianMs),
      `${formatMilliseconds(ours.p10Ms)} – ${formatMilliseconds(ours.p90Ms)}`,
      ours.gflops.toFixed(2),
      "",
      formatError(ours.maxAbsError),
    ],
    ...Object.entries(peers).flatMap(([name, peer]) => ("skipped" in peer ? [] : [peerRow(name, peer, ratio[name])])),
  ]);
  return [
    `${adapter}, ${runtime}`,
    `a dependent dispatch ${probes.dispatchGapUs.toFixed(1)} µs, a submit ${probes.submitUs.toFixed(1)} µs, a barrier ${probes.barrierUs.toFixed(1)} µs, a product ${probes.productGflops.toFixed(2)} GFLOP/s, copies ${probes.copyGBs.toFixed(1)} GB/s`,
    "",
    formatTable(
      [
        { title: "workload" },
        { title: "contender" },
        right("steps"),
        right("median"),
        right("p10 – p90"),
        right("GFLOP/s"),
        right("÷ ours"),
        right("difference to float64"),
      ],
      rows,
    ),
    "",
    ...Array.from(skipped, ([name, why]) => `${name}: skipped, ${why}`),
    `Times are of whole calls until the device has finished (wall clock): no compilation, upload or read-back. They hold for this adapter, these sizes and this load.`,
  ].join("\n");
}

const peerRow = (name: string, peer: Timed, ratio: Interval | undefined): readonly string[] => [
  "",
  name,
  "",
  formatMilliseconds(peer.medianMs),
  "",
  "",
  ratio === undefined ? "" : `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)} – ${ratio.high.toFixed(2)})`,
  formatError(peer.maxAbsError),
];

/** A study for people: one table per series. */
export const studyTable = ({ adapter, runtime, series }: StudyReport): string =>
  [
    `${adapter}, ${runtime}`,
    ...series.map(
      ({ title, grows, points }) =>
        `\n${title}\n${formatTable(
          [
            { title: "" },
            right(grows),
            right("steps"),
            right("dispatches"),
            right("activations"),
            right("median"),
            right("p10 – p90"),
          ],
          points.map(({ label, x, steps, dispatches, memory, medianMs, p10Ms, p90Ms }) => [
            label,
            grouped(x),
            grouped(steps),
            grouped(dispatches),
            `${(memory / 1024).toFixed(0)} KiB`,
            formatMilliseconds(medianMs),
            `${formatMilliseconds(p10Ms)} – ${formatMilliseconds(p90Ms)}`,
          ]),
        )}`,
    ),
  ].join("\n");
