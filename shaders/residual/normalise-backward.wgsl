// Backward of batch norm: into = γ s (a − mean(a) − ẑ mean(a ⊙ ẑ)), with a = dL/d output, b the z that was normalised,
// c its mean and s, d the two means of sums-total.wgsl (Ioffe & Szegedy 2015, section 3). In place where into is a.
// Geometry: one invocation per vec4f of the tensor.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  let o = item % GROUPS;
  let s = memory[step.c + GROUPS + o];
  let z = (memory[step.b + item] - memory[step.c + o]) * s;
  let g = memory[step.a + item] - memory[step.d + o] - z * memory[step.d + GROUPS + o];
  memory[step.into + item] = weights[step.parameter + o] * s * g;
}
