// Gaussian with mean y and fixed σ (domain.md §5.0): −log p(x) = (x − y)²/(2σ²) + ½ log(2πσ²), its slope (y − x)/σ².
fn natsAndSlope(y: f32, x: f32) -> vec2f {
  let z = (x - y) / SIGMA;
  return vec2f(0.5 * z * z + log(SIGMA) + 0.918938533, -z / SIGMA);
}
