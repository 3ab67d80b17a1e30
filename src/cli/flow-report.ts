import { placementOf, type PlacementName } from "../models/residual.js";
import type { ResidualTrace } from "../trace/residual-trace.js";
import { formatMilliseconds, formatTable, grouped } from "./table.js";

/** What the placements have in common. */
export interface FlowSetup {
  readonly blocks: number;
  readonly width: number;
  readonly batch: number;
  readonly weight: "dense" | "conv";
  /** Of the images; null where the weights are matrices. */
  readonly size: readonly [height: number, width: number] | null;
  readonly norm: boolean;
  readonly seed: number;
}

interface FlowPlacement {
  readonly name: PlacementName;
  readonly gradientNorm: readonly number[];
  readonly skipNorm: readonly number[];
  readonly activationNorm: readonly number[];
  readonly ratio: number;
  readonly skipRatio: number;
}

export interface FlowReport {
  readonly placements: readonly FlowPlacement[];
}

/** First over last. */
const ratioOf = (norms: readonly number[]): number => norms[0]! / norms.at(-1)!;

export const flowReport = (traces: readonly ResidualTrace[]): FlowReport => ({
  placements: traces.map(({ spec, norms }) => ({
    name: spec.placement,
    gradientNorm: norms.gradient,
    skipNorm: norms.skip,
    activationNorm: norms.activation,
    ratio: ratioOf(norms.gradient),
    skipRatio: ratioOf(norms.skip),
  })),
});

const figures = (value: number): string =>
  value === 0 || (value >= 1e-3 && value < 1e5) ? String(Number(value.toPrecision(4))) : value.toExponential(2);

export function flowTable(traces: readonly ResidualTrace[], setup: FlowSetup): string {
  const { blocks, width, batch, size, norm, seed } = setup;
  const report = flowReport(traces);
  const rows = report.placements.map(({ name, ratio, skipRatio, activationNorm }, i) => [
    placementOf(name).title,
    figures(ratio),
    (ratio ** (1 / blocks)).toFixed(3),
    placementOf(name).skip ? figures(skipRatio) : "none",
    placementOf(name).skip ? (skipRatio ** (1 / blocks)).toFixed(3) : "",
    figures(1 / ratioOf(activationNorm)),
    grouped(traces[i]!.steps),
    formatMilliseconds(traces[i]!.milliseconds),
  ]);
  const weights = size ? `3×3 convolutions of ${width} maps, ${size[0]}×${size[1]}` : `matrices ${width}×${width}`;
  return [
    `${blocks} blocks, ${weights}, batch ${batch}, ${norm ? "batch norm" : "no batch norm"}, seed ${seed}, on ${traces[0]!.adapter}`,
    "",
    formatTable(
      [
        { title: "placement" },
        { title: "|g_0|/|g_L|", align: "right" },
        { title: "a block", align: "right" },
        { title: "skip alone", align: "right" },
        { title: "a block", align: "right" },
        { title: "|x_L|/|x_0|", align: "right" },
        { title: "steps", align: "right" },
        { title: "time", align: "right" },
      ],
      rows,
    ),
    "",
    "a block: the geometric mean of the factor from block to block. steps: operations executed one after the other.",
  ].join("\n");
}
