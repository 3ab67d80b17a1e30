// One step of a multidimensional RNN sweep (Graves, Fernández, Schmidhuber 2007, "Multi-Dimensional Recurrent Neural Networks"):
//   h_l(r, c) = φ( b + Σ_tap W_tap · source_tap(r + dr, c + dc) ),  zero outside the image;
// the taps are W_in · h_{l−1}(r, c), W_west · h_l(r, c − 1), W_north · h_l(r − 1, c), or what the specification makes of them.
// A step is any set of cells whose sources are final: cells order[first] … order[first + count − 1], of all layers at once.
// Shapes: h holds the image as layer −1 and then every layer, each [N, H·W, groups of four channels]; weight [4·inGroups, outGroups] per tap.
// Geometry: one invocation computes four channels (one group) of one cell; y is the image of the batch.
struct Layer {
  below: u32,       // where the map of the layer below starts in h
  own: u32,         // where the map of this layer starts in h
  inGroups: u32,
  outGroups: u32,
  activation: u32,
  bias: u32,        // where the bias starts in weight
  firstTap: u32,
  tapCount: u32,
  weight: vec4u,    // where W_in, W_west, W_north start in weight
}
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> layers: array<Layer>;
@group(0) @binding(2) var<storage, read> weight: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> h: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x / MAX_GROUPS;
  let group = id.x % MAX_GROUPS;
  if (item >= range.count) { return; }
  let cell = order[range.first + item];
  let index = cell / (H * W);
  let pixel = cell % (H * W);
  let row = i32(pixel / W);
  let column = i32(pixel % W);
  let layer = layers[index];
  if (group >= layer.outGroups) { return; }

  var sum = weight[layer.bias + group];
  for (var t = 0u; t < layer.tapCount; t++) {
    let tap = TAPS[layer.firstTap + t]; // dr, dc, 1 when it reads its own layer, which matrix
    let r = row + tap.x;
    let c = column + tap.y;
    if (r >= 0 && c >= 0 && r < i32(H) && c < i32(W)) {
      let groups = select(layer.inGroups, layer.outGroups, tap.z == 1);
      let base = select(layer.below, layer.own, tap.z == 1);
      let source = base + (id.y * H * W + u32(r) * W + u32(c)) * groups;
      let w = layer.weight[tap.w] + group;
      for (var i = 0u; i < groups; i++) {
        let k = w + i * 4u * layer.outGroups;
        sum += mat4x4f(weight[k], weight[k + layer.outGroups], weight[k + 2u * layer.outGroups], weight[k + 3u * layer.outGroups]) * h[source + i];
      }
    }
  }
  h[layer.own + (id.y * H * W + pixel) * layer.outGroups + group] = activate(layer.activation, sum);
  if (group == 0u && id.y == 0u) { executed(cell); }
}
