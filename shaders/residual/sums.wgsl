// Means of a batch-norm gradient, first half: Σ a and Σ a ⊙ ẑ over every chunk of rows, with a = dL/d output,
// b the z that was normalised and c its mean and s. into [CHUNKS, 2, GROUPS].
// Geometry: one invocation per group and chunk of CHUNK rows.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  let o = item % GROUPS;
  let chunk = item / GROUPS;
  let count = rowsOfChunk(chunk);
  let first = chunk * CHUNK * GROUPS + o;
  let mean = memory[step.c + o];
  let s = memory[step.c + GROUPS + o];
  var sum = vec4f();
  var along = vec4f();
  for (var r = 0u; r < count; r++) {
    let g = memory[step.a + first + r * GROUPS];
    sum += g;
    along += g * ((memory[step.b + first + r * GROUPS] - mean) * s);
  }
  let at = step.into + 2u * chunk * GROUPS + o;
  memory[at] = sum;
  memory[at + GROUPS] = along;
}
