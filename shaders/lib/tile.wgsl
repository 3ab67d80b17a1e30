// A tile of two groups: gathers, row by row, what the body's tapsOf(map) name (the first and how many: what a map reads, or who reads
// it), and hands each sum to the body's keepGroup(at, map, group, sum). Geometry: workgroup.x counts tiles of four rows, workgroup.y pairs of groups, map by map.
fn keep(p: u32, rows: Rows, map: Map, near: u32, sumNear: vec4f, sumFar: vec4f) {
  if (p >= rows.valid) { return; }
  let at = placeOfRow(rows, p);
  keepGroup(at, map, near, sumNear);
  if (near + 1u < map.groups) { keepGroup(at, map, near + 1u, sumFar); }
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
  let read = tapsOf(map);
  let tile = gatherTile(invocation, read.x, read.y, rows, near, min(near + 1u, map.groups - 1u));
  keep(0u, rows, map, near, tile.near[0], tile.far[0]);
  keep(1u, rows, map, near, tile.near[1], tile.far[1]);
  keep(2u, rows, map, near, tile.near[2], tile.far[2]);
  keep(3u, rows, map, near, tile.near[3], tile.far[3]);
}
