// A map without gates, as affine-forward.wgsl: y(r, c) = φ( b + Σ_tap W_tap · source_tap(r + dr, c + dc) ).
// Geometry: one invocation computes two groups of four rows, as in lib/rows.wgsl.
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<Map>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read> weight: array<vec4f>;
@group(0) @binding(4) var<storage, read> spans: array<vec2u>;
@group(0) @binding(5) var<storage, read_write> maps: array<vec4f>;

fn keep(p: u32, rows: Rows, map: Map, near: u32, sumNear: vec4f, sumFar: vec4f) {
  if (p >= rows.valid) { return; }
  let at = map.value + placeOfRow(rows, p).pixel * map.groups + near;
  maps[at] = activate(map.activation, weight[map.bias + near] + sumNear);
  if (near + 1u < map.groups) { maps[at + 1u] = activate(map.activation, weight[map.bias + near + 1u] + sumFar); }
  if (near == 0u && rows.image[p] == 0u) { executed(rows.cell[p]); }
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(workgroup_id) workgroup: vec3u, invocation: Invocation) {
  let near = workgroup.y % PAIRS * 2u;
  let m = workgroup.y / PAIRS;
  let map = table[FIRST_MAP + m];
  let span = spanOf(m);
  if (near >= map.groups || isIdle(span, workgroup.x)) { return; }
  let rows = rowsOf(span, workgroup.x * WORKGROUP + invocation.local);
  let tile = gatherTile(invocation, map.firstTap, map.tapCount, rows, near, min(near + 1u, map.groups - 1u));
  keep(0u, rows, map, near, tile.near[0], tile.far[0]);
  keep(1u, rows, map, near, tile.near[1], tile.far[1]);
  keep(2u, rows, map, near, tile.near[2], tile.far[2]);
  keep(3u, rows, map, near, tile.near[3], tile.far[3]);
}
