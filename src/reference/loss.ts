/** What an output costs, −log p(x | y) in float64 (domain.md §5.0 and §15): one channel of one pixel. */
import type { Conditional } from "../models/spec.js";

/** Φ(z) of the standard normal, through the series of erf near 0 and the continued fraction of erfc in the tails. */
const cdf = (z: number): number => (z <= 0 ? tail(-z) : 1 - tail(z));

/** 1 − Φ(z) for z ≥ 0, to full relative precision. */
const tail = (z: number): number => {
  const y = z / Math.SQRT2;
  if (y < 2) {
    let term = y;
    let sum = y;
    for (let n = 1; Math.abs(term) > 1e-18; n++) {
      term *= (-y * y) / n;
      sum += term / (2 * n + 1);
    }
    return 0.5 - sum / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let n = 200; n > 0; n--) fraction = n / 2 / (y + fraction);
  return Math.exp(-y * y) / (2 * Math.sqrt(Math.PI) * (y + fraction));
};

/**
 * Bernoulli: x is 1 with probability σ(y), else −1. Gaussian: density N(y, σ²), with `levels` the mass between half a level
 * below and half a level above x, the outermost levels reaching to infinity.
 */
export const referenceNats = (conditional: Conditional, y: number, x: number): number => {
  if (conditional.kind === "bernoulli") return Math.log1p(Math.exp(x > 0 ? -y : y));
  const { sigma, levels } = conditional;
  if (levels === undefined) {
    return (x - y) ** 2 / (2 * sigma ** 2) + Math.log(2 * Math.PI * sigma ** 2) / 2;
  }
  const half = 1 / (levels - 1);
  const level = Math.round((x + 1) / (2 * half));
  const low = level === 0 ? -Infinity : (x - half - y) / sigma;
  const high = level === levels - 1 ? Infinity : (x + half - y) / sigma;
  // the smaller tails are subtracted, so that nothing cancels
  return -Math.log(low > 0 ? tail(low) - tail(high) : cdf(high) - cdf(low));
};

const sigmoid = (y: number): number => 1 / (1 + Math.exp(-y));
const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** The slope d(−log p)/dy. */
export const referenceSlope = (conditional: Conditional, y: number, x: number): number => {
  if (conditional.kind === "bernoulli") return sigmoid(y) - (x > 0 ? 1 : 0);
  const { sigma, levels } = conditional;
  if (levels === undefined) return (y - x) / sigma ** 2;
  const half = 1 / (levels - 1);
  const level = Math.round((x + 1) / (2 * half));
  const low = level === 0 ? -Infinity : (x - half - y) / sigma;
  const high = level === levels - 1 ? Infinity : (x + half - y) / sigma;
  return ((density(high) - density(low)) / sigma) * Math.exp(referenceNats(conditional, y, x));
};
