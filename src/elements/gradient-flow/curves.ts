/** What is drawn and said of the measured norms: curves relative to where they start, bands over the seeds, factors per block. */
import { placementOf, type PlacementName } from "../../models/residual.js";
import type { Measured } from "./execute.js";

/** One quantity of one placement at l = 0 … L: geometric mean, least and most over the seeds. */
export interface Curve {
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface PlacementCurves {
  readonly placement: PlacementName;
  readonly seeds: readonly number[];
  /** ‖g_l‖ / ‖g_L‖. */
  readonly gradient: Curve;
  /** The same of what comes down the skips alone; null without skips. */
  readonly skip: Curve | null;
  /** ‖x_l‖ / ‖x_0‖. */
  readonly signal: Curve;
  /** What the branch of block l adds, as a share of ‖g_(l+1)‖: geometric mean over blocks and seeds. */
  readonly branchFactor: number;
}

const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

const curveOf = (runs: readonly (readonly number[])[]): Curve => {
  const at = (l: number): readonly number[] => runs.map((run) => run[l]!);
  const each = (of: (values: readonly number[]) => number): readonly number[] => runs[0]!.map((_, l) => of(at(l)));
  return { mean: each(geometricMean), low: each((v) => Math.min(...v)), high: each((v) => Math.max(...v)) };
};

const relative = (norms: readonly number[], to: number): readonly number[] => norms.map((norm) => norm / to);

/** The curves of every placement that was measured, in the order of the first run of each. */
export function curvesOf(runs: readonly Measured[]): readonly PlacementCurves[] {
  const names = [...new Set(runs.map(({ placement }) => placement))];
  return names.map((placement) => {
    const own = runs.filter((run) => run.placement === placement);
    const series = (name: "gradient" | "skip"): Curve =>
      curveOf(own.map(({ norms }) => relative(norms[name], norms[name].at(-1)!)));
    return {
      placement,
      seeds: own.map(({ seed }) => seed),
      gradient: series("gradient"),
      skip: placementOf(placement).skip ? series("skip") : null,
      signal: curveOf(own.map(({ norms }) => relative(norms.activation, norms.activation[0]!))),
      branchFactor: geometricMean(
        own.flatMap(({ norms: { branch, gradient } }) =>
          branch.flatMap((norm, l) => (gradient[l + 1]! > 0 ? [norm / gradient[l + 1]!] : [])),
        ),
      ),
    };
  });
}

export const ratioOf = ({ mean }: Curve): number => mean[0]! / mean.at(-1)!;

/** The geometric mean of the factor from block to block. */
export const perBlock = (curve: Curve): number => ratioOf(curve) ** (1 / (curve.mean.length - 1));

const ENDS = 10;

/** The factor per block over the last ten blocks, where the gradient starts, and over the first ten, where it arrives. */
export const endFactors = ({ mean }: Curve): { readonly last: number; readonly first: number } => {
  const end = mean.length - 1;
  return {
    last: (mean[end - ENDS]! / mean[end]!) ** (1 / ENDS),
    first: (mean[0]! / mean[ENDS]!) ** (1 / ENDS),
  };
};

/** How the gradient grows with depth. */
export type Law = "exponential" | "power law";

/** Variance of y that a straight line over x leaves, as a share of all. */
const unexplained = (x: readonly number[], y: readonly number[]): number => {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const product = (a: readonly number[], ma: number, b: readonly number[], mb: number): number =>
    a.reduce((sum, value, i) => sum + (value - ma) * (b[i]! - mb), 0);
  const [xx, xy, yy] = [product(x, mx, x, mx), product(x, mx, y, my), product(y, my, y, my)];
  return yy === 0 ? 0 : 1 - (xy * xy) / (xx * yy);
};

/** By which the variance of the stream grows a block, for x_0 of variance 1 (see closed-forms.ts). */
const GROWTH = (Math.PI - 1) / Math.PI;

/**
 * Which line fits the logarithm of the gradient better: one over the depth l (exponential), or one over the logarithm of the stream's
 * variance 1 + l (π − 1)/π (power law).
 */
export const lawOf = ({ mean }: Curve): Law => {
  const y = mean.map((value) => Math.log(Math.max(value, Number.MIN_VALUE)));
  const depth = mean.map((_, l) => l);
  const stream = depth.map((l) => Math.log(1 + GROWTH * l));
  return unexplained(depth, y) <= unexplained(stream, y) ? "exponential" : "power law";
};
