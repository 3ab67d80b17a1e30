// Statistics of a batch, second half: mean and s = 1/√(var + ε) per column, var biased (Chan, Golub & LeVeque 1983).
// a is what moments.wgsl left; into [2, GROUPS].
// Geometry: one invocation per group.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let step = steps[range.step];
  let first = step.a + item;
  var mean = vec4f();
  for (var chunk = 0u; chunk < CHUNKS; chunk++) { mean += f32(rowsOfChunk(chunk)) * memory[first + 2u * chunk * GROUPS]; }
  mean /= f32(ROWS);
  var squares = vec4f();
  for (var chunk = 0u; chunk < CHUNKS; chunk++) {
    let at = first + 2u * chunk * GROUPS;
    let d = memory[at] - mean;
    squares += memory[at + GROUPS] + f32(rowsOfChunk(chunk)) * d * d;
  }
  memory[step.into + item] = mean;
  memory[step.into + GROUPS + item] = inverseSqrt(squares / f32(ROWS) + EPSILON);
}
