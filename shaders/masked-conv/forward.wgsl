// Masked convolution, one layer (van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.4):
//   y[n, r, c, o] = φ( b[o] + Σ_tap Σ_i weight[tap, i, o] · x[n, r + dr, c + dc, i] ),  the sum in correlate.wgsl.
// Geometry: one invocation computes four channels (one group) of PIXELS consecutive pixels of the range; y is the image of the batch.
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

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
      y[(image + pixel) * OUT_GROUPS + group] = activate(ACTIVATION, bias[group] + sum[p]);
      if (group == 0u && id.y == 0u) { executed(LAYER * H * W + pixel); }
    }
  }
}
