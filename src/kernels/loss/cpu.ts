/** The CPU twins of shaders/loss: −log p(x | y) and its slope by y, for one channel of one pixel. */
import type { Conditional } from "../../models/spec.js";

export type NatsAndSlope = (y: number, x: number) => readonly [nats: number, slope: number];

const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

const bernoulli: NatsAndSlope = (y, x) => {
  const t = 0.5 * x + 0.5;
  const e = Math.exp(-Math.abs(y));
  return [Math.max(y, 0) - y * t + Math.log1p(e), (y >= 0 ? 1 : e) / (1 + e) - t];
};

const gaussian =
  (sigma: number): NatsAndSlope =>
  (y, x) => {
    const z = (x - y) / sigma;
    return [0.5 * z * z + Math.log(sigma) + HALF_LOG_2PI, -z / sigma];
  };

/** Coefficients of erfc (Numerical Recipes, §6.2), relative error 1.2·10⁻⁷. */
const ERFC = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
];

/** log Φ(z) for z ≤ 0. */
const logCdf = (z: number): number => {
  if (z === -Infinity) return -Infinity;
  const y = -z * Math.SQRT1_2;
  const t = 1 / (1 + 0.5 * y);
  return Math.log(0.5 * t) - y * y + ERFC.reduceRight((sum, coefficient) => coefficient + t * sum, 0);
};

const logDensity = (z: number): number => -0.5 * z * z - HALF_LOG_2PI;

const rounded = (sigma: number, levels: number): NatsAndSlope => {
  const half = 1 / (levels - 1);
  return (y, x) => {
    const level = Math.round((x + 1) / (2 * half));
    const below = level <= 0 ? -Infinity : (x - half - y) / sigma;
    const above = level >= levels - 1 ? Infinity : (x + half - y) / sigma;
    const [w, m] = [(2 * half) / sigma, (x - y) / sigma];
    if (Number.isFinite(below) && Number.isFinite(above) && w * Math.max(1, Math.abs(m)) < 0.1) {
      const logMass = Math.log(w) + logDensity(m) + Math.log1p(((m * m - 1) * w * w) / 24);
      return [-logMass, (m * ((w * w) / 12 - 1)) / sigma];
    }
    const mirrored = below + above > 0;
    const [a, b] = mirrored ? [-above, -below] : [below, above];
    const logMass =
      b <= 0
        ? logCdf(b) + Math.log(-Math.expm1(Math.min(logCdf(a) - logCdf(b), -1e-30)))
        : Math.log(Math.max(1 - Math.exp(logCdf(-b)) - Math.exp(logCdf(a)), 1e-30));
    const slope = Math.exp(logDensity(b) - logMass) - Math.exp(logDensity(a) - logMass);
    return [-logMass, ((mirrored ? -1 : 1) * slope) / sigma];
  };
};

export const natsAndSlope = (conditional: Conditional): NatsAndSlope => {
  if (conditional.kind === "bernoulli") return bernoulli;
  return conditional.levels === undefined
    ? gaussian(conditional.sigma)
    : rounded(conditional.sigma, conditional.levels);
};

/**
 * The nats of every image of a batch, and in `bar` the gradient of their mean over images, pixels and channels.
 * x, y and bar are (N, C, H, W), row-major; `numbers` is C · H · W.
 */
export function lossOnCpu(
  conditional: Conditional,
  numbers: number,
  x: ArrayLike<number>,
  y: Float32Array,
  bar: Float32Array,
): Float64Array {
  const cost = natsAndSlope(conditional);
  const nats = new Float64Array(y.length / numbers);
  for (let i = 0; i < y.length; i++) {
    const [value, slope] = cost(y[i]!, x[i]!);
    nats[Math.floor(i / numbers)]! += value;
    bar[i] = slope / y.length;
  }
  return nats;
}
