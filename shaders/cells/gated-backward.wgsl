// The delta of a gated map y = tanh(a₁) ⊙ σ(a₂), with ȳ = Σ_reader W_readerᵀ · δ_reader and the same sum over those who read a itself:
//   δ₁ = ȳ ⊙ (1 − tanh²a₁) ⊙ σ(a₂) + ā₁,   δ₂ = ȳ ⊙ tanh(a₁) ⊙ σ(a₂)(1 − σ(a₂)) + ā₂
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
  let kept = at.pixel * 2u * map.groups + group;
  let t = boundedTanh(forward[map.gates + kept]);
  let s = sigmoid(forward[map.gates + kept + map.groups]);
  let yBar = gather(map.firstReader, map.readerCount, at, group);
  let featuresBar = gather(map.firstGateReader, map.gateReaderCount, at, group);
  let gateBar = gather(map.firstGateReader, map.gateReaderCount, at, map.groups + group);
  maps[map.delta + kept] = yBar * (1.0 - t * t) * s + featuresBar;
  maps[map.delta + kept + map.groups] = yBar * t * s * (1.0 - s) + gateBar;
  if (group == 0u && id.y == 0u) { executed(cell); }
}
