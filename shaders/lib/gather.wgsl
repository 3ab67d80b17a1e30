// What a cell reads: Σ_tap W_tap · maps[source of the tap](r + dr, c + dc), four channels (one group) of the result.
// A tap's matrix is [4 · groups, stride groups of four]; an identity tap adds its source unchanged.
// Forward, the taps are the access map and `maps` holds values; backward, they are the readers, transposed, and `maps` holds deltas.
fn gather(first: u32, count: u32, at: Place, group: u32) -> vec4f {
  var sum = vec4f();
  for (var t = 0u; t < count; t++) {
    let tap = taps[first + t];
    let r = at.row + tap.dr;
    let c = at.column + tap.dc;
    if (r < 0 || c < 0 || r >= i32(H) || c >= i32(W)) { continue; }
    let source = tap.source + (at.image + u32(r) * W + u32(c)) * tap.groups;
    if (tap.weight == IDENTITY) {
      sum += maps[source + group];
      continue;
    }
    let w = tap.weight + group;
    for (var i = 0u; i < tap.groups; i++) {
      let k = w + i * 4u * tap.stride;
      sum += mat4x4f(weight[k], weight[k + tap.stride], weight[k + 2u * tap.stride], weight[k + 3u * tap.stride]) * maps[source + i];
    }
  }
  return sum;
}
