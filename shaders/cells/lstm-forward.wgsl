// A map of LSTM cells with one or two forget gates (MDLSTM: Graves, Fernández, Schmidhuber 2007; Row LSTM and Diagonal BiLSTM:
// van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.1–3.2). Parts in order i, f_1 …, g, o:
//   a = b + Σ_tap W_tap · source_tap(r + dr, c + dc);  i, f_j, o = σ(a),  g = tanh(a)
//   c = i ⊙ g + Σ_j f_j ⊙ c(r + dr_j, c + dc_j),  h = o ⊙ tanh(c)
// Kept for the backward sweep: the activated gates and c.
// Geometry: one invocation computes four units (one group) of one cell order[first + item]; y is the image of the batch.
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<Map>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read> weight: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> maps: array<vec4f>;

fn part(map: Map, at: Place, index: u32, group: u32) -> vec4f {
  let g = index * map.groups + group;
  return weight[map.bias + g] + gather(map.firstTap, map.tapCount, at, g);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x / MAX_GROUPS;
  let group = id.x % MAX_GROUPS;
  if (item >= range.count) { return; }
  let cell = order[range.first + item];
  let map = table[cell / (H * W)];
  if (group >= map.groups) { return; }
  let at = placeOf(cell, id.y);
  let kept = map.gates + at.pixel * map.parts * map.groups + group;
  let i = sigmoid(part(map, at, 0u, group));
  let g = boundedTanh(part(map, at, map.parts - 2u, group));
  let o = sigmoid(part(map, at, map.parts - 1u, group));
  var c = i * g;
  for (var j = 0u; j < map.forgets; j++) {
    let f = sigmoid(part(map, at, 1u + j, group));
    maps[kept + (1u + j) * map.groups] = f;
    let behind = forgetOffset(map, j);
    if (inside(at, behind.x, behind.y)) { c += f * maps[map.state + neighbour(at, behind.x, behind.y) * map.groups + group]; }
  }
  maps[kept] = i;
  maps[kept + (map.parts - 2u) * map.groups] = g;
  maps[kept + (map.parts - 1u) * map.groups] = o;
  maps[map.state + at.pixel * map.groups + group] = c;
  maps[map.value + at.pixel * map.groups + group] = o * boundedTanh(c);
  if (group == 0u && id.y == 0u) { executed(cell); }
}
