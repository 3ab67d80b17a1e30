// Tiles of the cell kernels: four rows of one map, a row being a cell of the step in one image of the batch, by two groups of channels.
// The cells of a step lie map by map in `order`; those of map FIRST_MAP + m are spans[step · MAPS + m].x … .y − 1.
// Geometry: workgroups in y are groups, or pairs of them, of the maps, in x tiles. Rows beyond the last repeat it and are not kept.
// Why: 2.9 GFLOP/s per core and 3.8 with shared weights where one cell and one group at a time gave 1.2 (SwiftShader, 32 channels).
struct Rows {
  cell: vec4u,
  row: vec4i,
  column: vec4i,
  image: vec4u,   // number in the batch
  valid: u32,     // how many of the four are rows
}

struct Tile { near: mat4x4f, far: mat4x4f }

// Where the cells of map FIRST_MAP + m begin and end in `order`, as far as this dispatch runs them.
fn spanOf(m: u32) -> vec2u {
  return clamp(spans[range.step * MAPS + m], vec2u(range.first), vec2u(range.first + range.count));
}

// Whether a workgroup has no row at all: uniform, so that it may leave.
fn isIdle(span: vec2u, workgroup: u32) -> bool {
  return workgroup * WORKGROUP * 4u >= (span.y - span.x) * BATCH;
}

fn rowsOf(span: vec2u, tile: u32) -> Rows {
  let count = (span.y - span.x) * BATCH;
  let j = min(vec4u(tile * 4u) + vec4u(0u, 1u, 2u, 3u), vec4u(count - 1u));
  let item = span.x + j / BATCH;
  let cell = vec4u(order[item.x], order[item.y], order[item.z], order[item.w]);
  let pixel = cell % (H * W);
  let valid = min(4u, count - min(count, tile * 4u));
  return Rows(cell, vec4i(pixel / W), vec4i(pixel % W), j % BATCH, valid);
}

// Row p of a tile as lib/cell.wgsl names a place.
fn placeOfRow(rows: Rows, p: u32) -> Place {
  let image = rows.image[p] * H * W;
  return Place(rows.row[p], rows.column[p], image, image + rows.cell[p] % (H * W));
}

// Where the numbers of the cells at this offset lie, in cells of a map; OUTSIDE the image there are none.
const OUTSIDE: u32 = 0xffffffffu;
fn neighbours(rows: Rows, dr: i32, dc: i32) -> vec4u {
  let r = rows.row + dr;
  let c = rows.column + dc;
  let inside = (r >= vec4i()) & (c >= vec4i()) & (r < vec4i(i32(H))) & (c < vec4i(i32(W)));
  return select(vec4u(OUTSIDE), rows.image * (H * W) + vec4u(r) * W + vec4u(c), inside);
}

fn sourcesOf(rows: Rows, tap: Tap) -> vec4u {
  let places = neighbours(rows, tap.dr, tap.dc);
  return select(tap.source + places * tap.groups, vec4u(ZERO), places == vec4u(OUTSIDE));
}

fn four(source: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(maps[source.x + i], maps[source.y + i], maps[source.z + i], maps[source.w + i]);
}

// Σ_tap W_tap · maps[source of the tap](r + dr, c + dc), the sum of gather.wgsl, for groups `near` and `far` of the result.
// An identity is a loop of one turn and not a branch: a software driver runs both sides of a branch, but leaves a loop.
fn gatherTile(invocation: Invocation, start: u32, count: u32, rows: Rows, near: u32, far: u32) -> Tile {
  var tile: Tile;
  for (var t = 0u; t < count; t++) {
    let tap = taps[start + t];
    let source = sourcesOf(rows, tap);
    let identity = tap.weight == IDENTITY;
    for (var i = 0u; i < select(tap.groups, 0u, identity); i++) {
      let values = four(source, i);
      let w = tap.weight + 4u * i * tap.stride;
      tile.near += block(invocation, w + near, tap.stride) * values;
      tile.far += block(invocation, w + far, tap.stride) * values;
    }
    for (var once = 0u; once < select(0u, 1u, identity); once++) {
      tile.near += four(source, near);
      tile.far += four(source, far);
    }
  }
  return tile;
}
