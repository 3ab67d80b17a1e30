// Gaussian with mean y and fixed σ, rounded to LEVELS values from −1 to 1: P = Φ(b) − Φ(a) over the cell of the value,
//   a = (x − Δ/2 − y)/σ, b = (x + Δ/2 − y)/σ, Δ = 2/(LEVELS − 1); the first cell begins at −∞, the last ends at +∞.
// −log P, its slope (φ(b) − φ(a))/(σP). In logarithms, mirrored so that a + b ≤ 0: no tail is lost in float32.

// log Φ(z) for z ≤ 0, with erfc as a Chebyshev fit of relative error 1.2·10⁻⁷ (Numerical Recipes, §6.2).
fn logCdf(z: f32) -> f32 {
  let y = -z * 0.70710678;
  let t = 1.0 / (1.0 + 0.5 * y);
  let p = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806 +
    t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  return log(0.5 * t) - y * y + p;
}

// log(1 − eᵈ) for d < 0.
fn logOneMinusExp(d: f32) -> f32 {
  let series = -d * (1.0 + d / 2.0 * (1.0 + d / 3.0 * (1.0 + d / 4.0)));
  return log(select(1.0 - exp(d), series, d > -0.1));
}

fn logDensity(z: f32) -> f32 { return -0.5 * z * z - 0.918938533; }

fn natsAndSlope(y: f32, x: f32) -> vec2f {
  let half = 1.0 / f32(LEVELS - 1u);
  let level = round((x + 1.0) / (2.0 * half));
  let first = level < 0.5;
  let last = level > f32(LEVELS) - 1.5;
  let below = select((x - half - y) / SIGMA, -1e15, first);
  let above = select((x + half - y) / SIGMA, 1e15, last);
  let mirrored = below + above > 0.0;
  let a = select(below, -above, mirrored);
  let b = select(above, -below, mirrored);
  let sign = select(1.0, -1.0, mirrored) / SIGMA;
  // a narrow cell: the midpoint and its first correction
  let w = 2.0 * half / SIGMA;
  let m = (x - y) / SIGMA;
  if (!first && !last && w * max(1.0, abs(m)) < 0.1) {
    return vec2f(-(log(w) + logDensity(m) + log(1.0 + (m * m - 1.0) * w * w / 24.0)), m * (w * w / 12.0 - 1.0) / SIGMA);
  }
  var logMass = 0.0;
  if (b <= 0.0) {
    let logB = logCdf(b);
    logMass = logB + logOneMinusExp(min(logCdf(a) - logB, -1e-30));
  } else {
    logMass = log(max(1.0 - exp(logCdf(-b)) - exp(logCdf(a)), 1e-30));
  }
  return vec2f(-logMass, sign * (exp(logDensity(b) - logMass) - exp(logDensity(a) - logMass)));
}
