// into = a + b.
// Geometry: one invocation per vec4f of the tensor.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  memory[step.into + item] = memory[step.a + item] + memory[step.b + item];
}
