// ‖a‖, second half: m √(Σ Σ_part (m_part / m)²) as the first number of `into`. a is what length.wgsl left.
// Geometry: a single invocation.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  var largest = 0.0;
  for (var part = 0u; part < PARTS; part++) { largest = max(largest, memory[step.a + part].x); }
  var squares = 0.0;
  if (largest > 0.0) {
    for (var part = 0u; part < PARTS; part++) {
      let share = memory[step.a + part].x / largest;
      squares += memory[step.a + part].y * share * share;
    }
  }
  memory[step.into] = vec4f(largest * sqrt(squares), 0.0, 0.0, 0.0);
}
