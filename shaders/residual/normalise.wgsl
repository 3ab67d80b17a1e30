// Batch norm: into = γ ẑ + β with ẑ = (a − mean) s. b holds mean and s = 1/√(var + ε) per group; γ and β follow one another at `parameter`.
// Geometry: one invocation per vec4f of the tensor.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  let o = item % GROUPS;
  let z = (memory[step.a + item] - memory[step.b + o]) * memory[step.b + GROUPS + o];
  memory[step.into + item] = weights[step.parameter + o] * z + weights[step.parameter + GROUPS + o];
}
