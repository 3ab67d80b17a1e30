// Masked convolution backward, from layer l + 1 to layer l:
//   δ_l[n, r, c, i] = φ'(y_l) · Σ_tap Σ_o weight[tap, i, o] · δ_{l+1}[n, r − dr, c − dc, o]
// is the sum of correlate.wgsl with negated taps and transposed weights, the mask carried along. The image has φ' = 1.
// Geometry: one invocation computes four channels (one group) of PIXELS consecutive pixels of the range; y is the image of the batch.
@group(0) @binding(2) var<storage, read> value: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> delta: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let first = id.x / OUT_GROUPS * PIXELS;
  let group = id.x % OUT_GROUPS;
  let image = id.y * H * W;
  if (first >= range.count) { return; }
  var sum = correlate(range.first + first, image, group);
  for (var p = 0u; p < PIXELS; p++) {
    if (first + p < range.count) {
      let pixel = range.first + first + p;
      let at = (image + pixel) * OUT_GROUPS + group;
      delta[at] = sum[p] * derivative(ACTIVATION, value[at]);
      if (group == 0u && id.y == 0u) { executed(LAYER * H * W + pixel); }
    }
  }
}
