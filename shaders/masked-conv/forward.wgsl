// Masked convolution, one layer (van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.4):
//   y[n, r, c, o] = φ( b[o] + Σ_tap Σ_i weight[tap, i, o] · x[n, r + dr, c + dc, i] ),  zero outside the image.
// Live taps only: TAPS holds no masked tap, and at the centre tap out-group g reads the first CENTRE_IN_GROUPS[g] in-groups.
// Shapes, channels last in groups of four: x [N, H·W, IN_GROUPS], weight [tap, 4·IN_GROUPS, OUT_GROUPS], y [N, H·W, OUT_GROUPS].
// Geometry: one invocation computes four channels (one group) of PIXELS consecutive pixels of the range; y is the image of the batch.
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

const PIXELS: u32 = 4u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let first = id.x / OUT_GROUPS * PIXELS;
  let group = id.x % OUT_GROUPS;
  let image = id.y * H * W;
  if (first >= range.count) { return; }

  var row: array<i32, PIXELS>;
  var column: array<i32, PIXELS>;
  var sum: array<vec4f, PIXELS>;
  for (var p = 0u; p < PIXELS; p++) {
    let pixel = min(range.first + first + p, H * W - 1u);
    row[p] = i32(pixel / W);
    column[p] = i32(pixel % W);
    sum[p] = bias[group];
  }

  for (var t = 0u; t < TAP_COUNT; t++) {
    let tap = TAPS[t];
    let inGroups = select(IN_GROUPS, CENTRE_IN_GROUPS[group], t == CENTRE);
    var source: array<u32, PIXELS>;
    var inside: array<bool, PIXELS>;
    for (var p = 0u; p < PIXELS; p++) {
      let r = row[p] + tap.x;
      let c = column[p] + tap.y;
      inside[p] = r >= 0 && c >= 0 && r < i32(H) && c < i32(W);
      source[p] = select(0u, (image + u32(r) * W + u32(c)) * IN_GROUPS, inside[p]);
    }
    for (var i = 0u; i < inGroups; i++) {
      let w = ((t * IN_GROUPS + i) * 4u) * OUT_GROUPS + group;
      let matrix = mat4x4f(weight[w], weight[w + OUT_GROUPS], weight[w + 2u * OUT_GROUPS], weight[w + 3u * OUT_GROUPS]);
      for (var p = 0u; p < PIXELS; p++) {
        sum[p] += matrix * select(vec4f(), x[source[p] + i], inside[p]);
      }
    }
  }

  for (var p = 0u; p < PIXELS; p++) {
    if (first + p < range.count) {
      let pixel = range.first + first + p;
      y[(image + pixel) * OUT_GROUPS + group] = activate(ACTIVATION, sum[p]);
      if (group == 0u && id.y == 0u) { executed(LAYER * H * W + pixel); }
    }
  }
}
