// into[m, o] = Σ_tap Σ_i a[m + tap, i] · W_tap[i, o]: one tap is a matrix product, nine are a 3×3 convolution with zero padding.
// Backward is the same with W transposed and, for a convolution, the taps turned about; both lie in the weights as [tap, i, o].
// Geometry: one invocation computes eight rows of one out-group in registers. No barriers: workgroup memory helps some GPUs, but costs
// software drivers several times as much.
// Rows that lie on the padding, or beyond the last, read the zeros at the start of the memory.
fn sourceRow(row: u32, tap: u32) -> u32 {
  if (row >= ROWS) { return 0u; }
  let pixel = row % (H * W);
  let r = i32(pixel / W) + TAPS[tap].x;
  let c = i32(pixel % W) + TAPS[tap].y;
  if (r < 0 || c < 0 || r >= i32(H) || c >= i32(W)) { return 0u; }
  return steps[range.step].a + (row - pixel + u32(r) * W + u32(c)) * GROUPS;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let o = item % GROUPS;
  let first = item / GROUPS * 8u;
  var z0 = vec4f();
  var z1 = vec4f();
  var z2 = vec4f();
  var z3 = vec4f();
  var z4 = vec4f();
  var z5 = vec4f();
  var z6 = vec4f();
  var z7 = vec4f();
  for (var tap = 0u; tap < TAP_COUNT; tap++) {
    let matrix = steps[range.step].parameter + tap * 4u * GROUPS * GROUPS + o;
    let a0 = sourceRow(first + 0u, tap);
    let a1 = sourceRow(first + 1u, tap);
    let a2 = sourceRow(first + 2u, tap);
    let a3 = sourceRow(first + 3u, tap);
    let a4 = sourceRow(first + 4u, tap);
    let a5 = sourceRow(first + 5u, tap);
    let a6 = sourceRow(first + 6u, tap);
    let a7 = sourceRow(first + 7u, tap);
    for (var i = 0u; i < GROUPS; i++) {
      let w = matrix + 4u * i * GROUPS;
      let block = mat4x4f(weights[w], weights[w + GROUPS], weights[w + 2u * GROUPS], weights[w + 3u * GROUPS]);
      z0 += block * memory[a0 + i];
      z1 += block * memory[a1 + i];
      z2 += block * memory[a2 + i];
      z3 += block * memory[a3 + i];
      z4 += block * memory[a4 + i];
      z5 += block * memory[a5 + i];
      z6 += block * memory[a6 + i];
      z7 += block * memory[a7 + i];
    }
  }
  let at = steps[range.step].into + first * GROUPS + o;
  memory[at] = z0;
  if (first + 1u < ROWS) { memory[at + 1u * GROUPS] = z1; }
  if (first + 2u < ROWS) { memory[at + 2u * GROUPS] = z2; }
  if (first + 3u < ROWS) { memory[at + 3u * GROUPS] = z3; }
  if (first + 4u < ROWS) { memory[at + 4u * GROUPS] = z4; }
  if (first + 5u < ROWS) { memory[at + 5u * GROUPS] = z5; }
  if (first + 6u < ROWS) { memory[at + 6u * GROUPS] = z6; }
  if (first + 7u < ROWS) { memory[at + 7u * GROUPS] = z7; }
}
