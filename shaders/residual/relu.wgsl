// into = max(a, 0). In place where into is a.
// Geometry: one invocation per vec4f of the tensor.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  memory[step.into + item] = max(memory[step.a + item], vec4f());
}
