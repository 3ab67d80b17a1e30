// Weight gradients as weights.wgsl, in register tiles: partial[chunk, i, o] = Σ over the chunk's positions of source(r + dr, c + dc)[i] · δ(r, c)[o].
// Geometry: one invocation computes an 8×8 block (two in-groups, two out-groups) of one tap over one chunk of positions.
// Why: two vec4f of either side are loaded for 64 multiply-adds, where the 4×4 block loads half of that for 16. Rows and columns are
// counted on and not divided out: a software driver divides one lane at a time.
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

fn outer(x: vec4f, d: vec4f) -> mat4x4f { return mat4x4f(x.x * d, x.y * d, x.z * d, x.w * d); }

fn keep(at: u32, stride: u32, block: mat4x4f) {
  partial[at] = block[0];
  partial[at + stride] = block[1];
  partial[at + 2u * stride] = block[2];
  partial[at + 3u * stride] = block[3];
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let item = range.first + id.x;
  let tap = products[range.step];
  let outPairs = (tap.outGroups + 1u) / 2u;
  let inPairs = (tap.inGroups + 1u) / 2u;
  let o = item % outPairs * 2u;
  let i = item / outPairs % inPairs * 2u;
  let chunk = item / (outPairs * inPairs);
  // the last pair of an odd number of groups is the same group twice, kept once
  let nextO = min(o + 1u, tap.outGroups - 1u);
  let nextI = min(i + 1u, tap.inGroups - 1u);
  let ones = tap.source == ONES;
  let first = chunk * POSITIONS;
  let count = min(POSITIONS, BATCH * H * W - min(BATCH * H * W, first));
  let shift = tap.dr * i32(W) + tap.dc;
  var row = i32(first / W % H) + tap.dr;
  var column = i32(first % W) + tap.dc;
  var nearNear: mat4x4f;
  var nearFar: mat4x4f;
  var farNear: mat4x4f;
  var farFar: mat4x4f;
  for (var p = 0u; p < count; p++) {
    let inside = row >= 0 && column >= 0 && row < i32(H) && column < i32(W);
    let position = first + p;
    let place = select(0u, tap.source + u32(i32(position) + shift) * tap.inGroups, inside && !ones);
    let weight = select(0.0, 1.0, inside);
    let x = select(source[place + i], vec4f(1.0, 0.0, 0.0, 0.0), ones) * weight;
    let xNext = source[place + nextI] * weight;
    let at = tap.delta + position * tap.outGroups;
    let d = delta[at + o];
    let dNext = delta[at + nextO];
    nearNear += outer(x, d);
    nearFar += outer(x, dNext);
    farNear += outer(xNext, d);
    farFar += outer(xNext, dNext);
    column += 1;
    let ends = column == i32(W) + tap.dc;
    column = select(column, tap.dc, ends);
    row = select(row, row + 1, ends);
    row = select(row, tap.dr, row == i32(H) + tap.dr);
  }
  let at = chunk * PARTIAL + tap.result + 4u * i * tap.outGroups + o;
  keep(at, tap.outGroups, nearNear);
  if (nextO > o) { keep(at + 1u, tap.outGroups, nearFar); }
  if (nextI > i) {
    keep(at + 4u * tap.outGroups, tap.outGroups, farNear);
    if (nextO > o) { keep(at + 4u * tap.outGroups + 1u, tap.outGroups, farFar); }
  }
}
