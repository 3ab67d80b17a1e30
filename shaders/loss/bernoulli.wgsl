// Bernoulli with logit y: −log p(x) = max(y, 0) − y t + log(1 + e^−|y|), its slope σ(y) − t, where t = (x + 1)/2 is 0 or 1.
fn natsAndSlope(y: f32, x: f32) -> vec2f {
  let t = 0.5 * x + 0.5;
  let e = exp(-min(abs(y), 80.0));
  let sigmoid = select(e, 1.0, y >= 0.0) / (1.0 + e);
  return vec2f(max(y, 0.0) - y * t + log(1.0 + e), sigmoid - t);
}
