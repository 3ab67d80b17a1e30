// Means of a batch-norm gradient, second half: mean(g) and mean(g ⊙ ẑ) per column, which times ROWS are the gradients of β and γ.
// a is what sums.wgsl left; into [2, GROUPS].
// Geometry: one invocation per group.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  var sum = vec4f();
  var along = vec4f();
  for (var chunk = 0u; chunk < CHUNKS; chunk++) {
    let at = step.a + 2u * chunk * GROUPS + item;
    sum += memory[at];
    along += memory[at + GROUPS];
  }
  memory[step.into + item] = sum / f32(ROWS);
  memory[step.into + GROUPS + item] = along / f32(ROWS);
}
