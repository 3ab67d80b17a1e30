// LSTM cells, as lstm-forward.wgsl: parts i, f_1 …, g, o of a;  c = i ⊙ g + Σ_j f_j ⊙ c(r + dr_j, c + dc_j),  h = o ⊙ tanh c.
// All parts of a unit stay with one invocation, so the cell is updated where its gates were computed.
// Geometry: one invocation computes four units (one group) of four rows, as in lib/rows.wgsl.
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<Map>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read> weight: array<vec4f>;
@group(0) @binding(4) var<storage, read> spans: array<vec2u>;
@group(0) @binding(5) var<storage, read_write> maps: array<vec4f>;

struct Gates { start: mat4x4f, second: mat4x4f, third: mat4x4f, fourth: mat4x4f }

// gatherTile for the first four parts at once, so that every value is loaded once for all of them.
fn gatherGates(invocation: Invocation, start: u32, count: u32, rows: Rows, group: u32, groups: u32) -> Gates {
  var gates: Gates;
  for (var t = 0u; t < count; t++) {
    let tap = taps[start + t];
    let source = sourcesOf(rows, tap);
    let identity = tap.weight == IDENTITY;
    for (var i = 0u; i < select(tap.groups, 0u, identity); i++) {
      let values = four(source, i);
      let w = tap.weight + 4u * i * tap.stride + group;
      gates.start += block(invocation, w, tap.stride) * values;
      gates.second += block(invocation, w + groups, tap.stride) * values;
      gates.third += block(invocation, w + 2u * groups, tap.stride) * values;
      gates.fourth += block(invocation, w + 3u * groups, tap.stride) * values;
    }
    for (var once = 0u; once < select(0u, 1u, identity); once++) {
      gates.start += four(source, group);
      gates.second += four(source, group + groups);
      gates.third += four(source, group + 2u * groups);
      gates.fourth += four(source, group + 3u * groups);
    }
  }
  return gates;
}

fn keep(p: u32, rows: Rows, map: Map, group: u32, aI: vec4f, aF: vec4f, third: vec4f, fourth: vec4f, fifth: vec4f) {
  if (p >= rows.valid) { return; }
  let two = map.forgets > 1u;
  let aG = select(third, fourth, two);
  let aO = select(fourth, fifth, two);
  let at = placeOfRow(rows, p);
  let bias = map.bias + group;
  let kept = map.gates + at.pixel * map.parts * map.groups + group;
  let i = sigmoid(weight[bias] + aI);
  let g = boundedTanh(weight[bias + (map.parts - 2u) * map.groups] + aG);
  let o = sigmoid(weight[bias + (map.parts - 1u) * map.groups] + aO);
  var c = i * g;
  for (var j = 0u; j < map.forgets; j++) {
    let f = sigmoid(weight[bias + (1u + j) * map.groups] + select(aF, third, j == 1u));
    maps[kept + (1u + j) * map.groups] = f;
    let behind = forgetOffset(map, j);
    if (inside(at, behind.x, behind.y)) { c += f * maps[map.state + neighbour(at, behind.x, behind.y) * map.groups + group]; }
  }
  maps[kept] = i;
  maps[kept + (map.parts - 2u) * map.groups] = g;
  maps[kept + (map.parts - 1u) * map.groups] = o;
  maps[map.state + at.pixel * map.groups + group] = c;
  maps[map.value + at.pixel * map.groups + group] = o * boundedTanh(c);
  if (group == 0u && rows.image[p] == 0u) { executed(rows.cell[p]); }
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(workgroup_id) workgroup: vec3u, invocation: Invocation) {
  let group = workgroup.y % MAX_GROUPS;
  let m = workgroup.y / MAX_GROUPS;
  let map = table[FIRST_MAP + m];
  let span = spanOf(m);
  if (group >= map.groups || isIdle(span, workgroup.x)) { return; }
  let rows = rowsOf(span, workgroup.x * WORKGROUP + invocation.local);
  let gates = gatherGates(invocation, map.firstTap, map.tapCount, rows, group, map.groups);
  // a second forget gate comes before g, and o is the fifth part
  var fifth: Tile;
  for (var j = 1u; j < map.forgets; j++) {
    fifth = gatherTile(invocation, map.firstTap, map.tapCount, rows, group + 4u * map.groups, group + 4u * map.groups);
  }
  keep(0u, rows, map, group, gates.start[0], gates.second[0], gates.third[0], gates.fourth[0], fifth.near[0]);
  keep(1u, rows, map, group, gates.start[1], gates.second[1], gates.third[1], gates.fourth[1], fifth.near[1]);
  keep(2u, rows, map, group, gates.start[2], gates.second[2], gates.third[2], gates.fourth[2], fifth.near[2]);
  keep(3u, rows, map, group, gates.start[3], gates.second[3], gates.third[3], gates.fourth[3], fifth.near[3]);
}
