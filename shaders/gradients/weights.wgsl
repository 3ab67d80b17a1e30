// Weight gradients after a sweep, one tap per step: partial[chunk, i, o] = Σ over the chunk's positions of source(r + dr, c + dc)[i] · δ(r, c)[o].
// A constant source of one gives the bias gradient. The partial sums of the chunks are added by gradients/sum.wgsl.
// Shapes: source and delta hold maps [N, H·W, groups]; partial [CHUNKS, PARTIAL] of vec4f, a tap's matrix [4 · inGroups, outGroups] from `result` on.
// Geometry: one invocation computes a 4×4 block (in-group i, out-group o) of one tap over one chunk of positions.
struct Product {
  dr: i32,
  dc: i32,
  source: u32,      // where the map starts in source, in vec4f; ONES for a constant one
  inGroups: u32,
  delta: u32,       // where the deltas start, in vec4f
  outGroups: u32,
  result: u32,      // where the matrix starts in a chunk, in vec4f
  pad: u32,
}
const ONES: u32 = 0xffffffffu;
@group(0) @binding(0) var<storage, read> products: array<Product>;
@group(0) @binding(1) var<storage, read> source: array<vec4f>;
@group(0) @binding(2) var<storage, read> delta: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> partial: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let tap = products[range.step];
  let o = item % tap.outGroups;
  let i = item / tap.outGroups % tap.inGroups;
  let chunk = item / (tap.outGroups * tap.inGroups);
  let first = chunk * POSITIONS;
  var block: mat4x4f;
  for (var p = 0u; p < POSITIONS; p++) {
    let position = first + p;
    if (position >= BATCH * H * W) { break; }
    let pixel = position % (H * W);
    let r = i32(pixel / W) + tap.dr;
    let c = i32(pixel % W) + tap.dc;
    if (r < 0 || c < 0 || r >= i32(H) || c >= i32(W)) { continue; }
    var x = vec4f(1.0, 0.0, 0.0, 0.0);
    if (tap.source != ONES) { x = source[tap.source + (position - pixel + u32(r) * W + u32(c)) * tap.inGroups + i]; }
    let d = delta[tap.delta + position * tap.outGroups + o];
    block += mat4x4f(x.x * d, x.y * d, x.z * d, x.w * d);
  }
  let at = chunk * PARTIAL + tap.result + 4u * i * tap.outGroups + o;
  for (var row = 0u; row < 4u; row++) { partial[at + row * tap.outGroups] = block[row]; }
}
