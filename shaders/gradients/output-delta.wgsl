// The delta of the last layer: δ = ȳ ⊙ φ'(a), with φ' from the kept y.
// Shapes: yBar, y and delta [N, H·W, GROUPS]. Geometry: one invocation per four channels (one group) of a pixel; y is the image of the batch.
@group(0) @binding(0) var<storage, read> yBar: array<vec4f>;
@group(0) @binding(1) var<storage, read> y: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> delta: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let group = id.x % GROUPS;
  if (id.x / GROUPS >= range.count) { return; }
  let pixel = range.first + id.x / GROUPS;
  let at = (id.y * H * W + pixel) * GROUPS + group;
  delta[at] = yBar[at] * derivative(ACTIVATION, y[at]);
  if (group == 0u && id.y == 0u) { executed(LAYER * H * W + pixel); }
}
