// A map without gates: y(r, c) = φ( b + Σ_tap W_tap · source_tap(r + dr, c + dc) ), zero outside the image.
// An MDRNN with tanh or relu cells (Graves, Fernández, Schmidhuber 2007), the 1×1 output convolution of a gated PixelCNN.
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
  let sum = weight[map.bias + group] + gather(map.firstTap, map.tapCount, at, group);
  maps[map.value + at.pixel * map.groups + group] = activate(map.activation, sum);
  if (group == 0u && id.y == 0u) { executed(cell); }
}
