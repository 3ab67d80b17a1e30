// ‖a‖, first half: of every part of the tensor its largest size m and Σ (a/m)², so that no square overflows.
// into [PARTS] of (m, Σ, 0, 0).
// Geometry: one invocation per part.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  let count = (ROWS * GROUPS + PARTS - 1u) / PARTS;
  let first = item * count;
  let last = min(first + count, ROWS * GROUPS);
  var largest = 0.0;
  for (var i = first; i < last; i++) {
    let size = abs(memory[step.a + i]);
    largest = max(largest, max(max(size.x, size.y), max(size.z, size.w)));
  }
  var squares = 0.0;
  if (largest > 0.0) {
    for (var i = first; i < last; i++) {
      let v = memory[step.a + i] / largest;
      squares += dot(v, v);
    }
  }
  memory[step.into + item] = vec4f(largest, squares, 0.0, 0.0);
}
