// φ, element-wise. tanh is clamped first: it is NaN above |x| ≈ 88 on some drivers, and exactly ±1 in float32 above 9.02.
const NONE: u32 = 0u;
const RELU: u32 = 1u;
const TANH: u32 = 2u;

fn activate(kind: u32, a: vec4f) -> vec4f {
  let bounded = tanh(clamp(a, vec4f(-9.02), vec4f(9.02)));
  return select(select(a, max(a, vec4f()), kind == RELU), bounded, kind == TANH);
}
