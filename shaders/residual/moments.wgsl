// Statistics of a batch, first half: of every chunk of rows of a its mean, and the sum of squares about that mean.
// into [CHUNKS, 2, GROUPS]; moments-total.wgsl puts the chunks together.
// Geometry: one invocation per group and chunk of CHUNK rows.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  let o = item % GROUPS;
  let chunk = item / GROUPS;
  let count = rowsOfChunk(chunk);
  let first = step.a + chunk * CHUNK * GROUPS + o;
  var mean = vec4f();
  for (var r = 0u; r < count; r++) { mean += memory[first + r * GROUPS]; }
  mean /= f32(count);
  var squares = vec4f();
  for (var r = 0u; r < count; r++) {
    let d = memory[first + r * GROUPS] - mean;
    squares += d * d;
  }
  let at = step.into + 2u * chunk * GROUPS + o;
  memory[at] = mean;
  memory[at + GROUPS] = squares;
}
