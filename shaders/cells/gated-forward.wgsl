// A gated map (van den Oord et al. 2016, "Conditional Image Generation with PixelCNN Decoders", eq. 2):
//   a = b + Σ_tap W_tap · source_tap(r + dr, c + dc) with 2K channels,  y = tanh(a[:K]) ⊙ σ(a[K:]).
// The pre-activations a are kept: the horizontal stack reads those of the vertical one.
// Geometry: one invocation computes four channels (one group) of one cell order[first + item]; y is the image of the batch.
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<Map>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read> weight: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> maps: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x / MAX_GROUPS;
  let group = id.x % MAX_GROUPS;
  if (item >= range.count) { return; }
  let cell = order[range.first + item];
  let map = table[cell / (H * W)];
  if (group >= map.groups) { return; }
  let at = placeOf(cell, id.y);
  let features = weight[map.bias + group] + gather(map.firstTap, map.tapCount, at, group);
  let gate = weight[map.bias + map.groups + group] + gather(map.firstTap, map.tapCount, at, map.groups + group);
  let kept = map.gates + at.pixel * 2u * map.groups + group;
  maps[kept] = features;
  maps[kept + map.groups] = gate;
  maps[map.value + at.pixel * map.groups + group] = boundedTanh(features) * sigmoid(gate);
  if (group == 0u && id.y == 0u) { executed(cell); }
}
