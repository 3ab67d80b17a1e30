// One step of Adam (Kingma & Ba 2015, algorithm 1, with torch's order of operations), the gradient clipped by its global norm:
//   g = gradient · min(1, clip / (norm + 10⁻⁶));  m = β₁m + (1 − β₁)g;  v = β₂v + (1 − β₂)g²
//   θ = θ − stepSize · m / (√v / √(1 − β₂ᵗ) + ε),  stepSize = rate / (1 − β₁ᵗ)
// Shapes: gradient and theta [PARAMETERS], moments [PARAMETERS] of (m, v). Geometry: one invocation per parameter.
struct Settings {
  stepSize: f32,
  correction: f32,  // √(1 − β₂ᵗ)
  epsilon: f32,
  clip: f32,        // 0 for no clipping
  beta1: f32,
  beta2: f32,
  rest1: f32,       // 1 − β₁, rounded once from float64
  rest2: f32,
}
@group(0) @binding(0) var<storage, read> settings: Settings;
@group(0) @binding(1) var<storage, read> report: array<f32>;  // report[0] is the norm
@group(0) @binding(2) var<storage, read> gradient: array<f32>;
@group(0) @binding(3) var<storage, read_write> theta: array<f32>;
@group(0) @binding(4) var<storage, read_write> moments: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let i = range.first + id.x;
  let scale = select(1.0, min(1.0, settings.clip / (report[0] + 1e-6)), settings.clip > 0.0);
  let g = gradient[i] * scale;
  let m = settings.beta1 * moments[i].x + settings.rest1 * g;
  let v = settings.beta2 * moments[i].y + settings.rest2 * g * g;
  moments[i] = vec2f(m, v);
  theta[i] -= settings.stepSize * m / (sqrt(v) / settings.correction + settings.epsilon);
}
