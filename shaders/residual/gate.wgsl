// Backward of ReLU: into = a where the output b is positive, else 0.
// Geometry: one invocation per vec4f of the tensor.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  memory[step.into + item] = select(vec4f(), memory[step.a + item], memory[step.b + item] > vec4f());
}
