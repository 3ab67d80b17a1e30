// The delta of a map without gates: δ(r, c) = φ'(a) ⊙ Σ_reader W_readerᵀ · δ_reader, φ' from the kept y.
// The gradient of the output comes in as an identity reader.
// Geometry: one invocation computes four channels (one group) of one cell order[first + item]; y is the image of the batch.
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<Map>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read> weight: array<vec4f>;
@group(0) @binding(4) var<storage, read> forward: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> maps: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x / MAX_GROUPS;
  let group = id.x % MAX_GROUPS;
  if (item >= range.count) { return; }
  let cell = order[range.first + item];
  let map = table[cell / (H * W)];
  if (group >= map.groups) { return; }
  let at = placeOf(cell, id.y);
  let y = forward[map.value + at.pixel * map.groups + group];
  let yBar = gather(map.firstReader, map.readerCount, at, group);
  maps[map.delta + at.pixel * map.groups + group] = yBar * derivative(map.activation, y);
  if (map.bar != NOT_KEPT) { maps[map.bar + at.pixel * map.groups + group] = yBar; }
  if (group == 0u && id.y == 0u) { executed(cell); }
}
