// φ, element-wise. tanh is clamped first: it is NaN above |x| ≈ 88 on some drivers, and exactly ±1 in float32 above 9.02.
const NONE: u32 = 0u;
const RELU: u32 = 1u;
const TANH: u32 = 2u;

fn activate(kind: u32, a: vec4f) -> vec4f {
  // branches, not selects: a tanh that nobody wants costs as much as one that is wanted
  if (kind == RELU) { return max(a, vec4f()); }
  if (kind == TANH) { return tanh(clamp(a, vec4f(-9.02), vec4f(9.02))); }
  return a;
}

// φ' from the value y = φ(a): 1, [y > 0], 1 − y².
fn derivative(kind: u32, y: vec4f) -> vec4f {
  let ones = vec4f(1.0);
  return select(select(ones, select(vec4f(), ones, y > vec4f()), kind == RELU), ones - y * y, kind == TANH);
}
