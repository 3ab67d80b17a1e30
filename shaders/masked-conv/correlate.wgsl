// The sum both passes of a masked convolution share, for PIXELS consecutive pixels and four channels (one group):
//   sum[p] = Σ_tap Σ_i weight[tap, i, group] · x[image, r + dr, c + dc, i],  zero outside the image.
// Live taps only: TAPS holds no masked tap, and the centre tap reads in-groups CENTRE_FIRST[group] … CENTRE_LAST[group] − 1.
// Shapes, channels last in groups of four: x [N, H·W, IN_GROUPS], weight [tap, 4·IN_GROUPS, OUT_GROUPS].
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;

const PIXELS: u32 = 4u;

fn correlate(first: u32, image: u32, group: u32) -> array<vec4f, PIXELS> {
  var row: array<i32, PIXELS>;
  var column: array<i32, PIXELS>;
  var sum: array<vec4f, PIXELS>;
  for (var p = 0u; p < PIXELS; p++) {
    let pixel = min(first + p, H * W - 1u);
    row[p] = i32(pixel / W);
    column[p] = i32(pixel % W);
  }
  for (var t = 0u; t < TAP_COUNT; t++) {
    let tap = TAPS[t];
    let firstIn = select(0u, CENTRE_FIRST[group], t == CENTRE);
    let lastIn = select(IN_GROUPS, CENTRE_LAST[group], t == CENTRE);
    var source: array<u32, PIXELS>;
    var inside: array<bool, PIXELS>;
    for (var p = 0u; p < PIXELS; p++) {
      let r = row[p] + tap.x;
      let c = column[p] + tap.y;
      inside[p] = r >= 0 && c >= 0 && r < i32(H) && c < i32(W);
      source[p] = select(0u, (image + u32(r) * W + u32(c)) * IN_GROUPS, inside[p]);
    }
    for (var i = firstIn; i < lastIn; i++) {
      let w = ((t * IN_GROUPS + i) * 4u) * OUT_GROUPS + group;
      let matrix = mat4x4f(weight[w], weight[w + OUT_GROUPS], weight[w + 2u * OUT_GROUPS], weight[w + 3u * OUT_GROUPS]);
      for (var p = 0u; p < PIXELS; p++) {
        sum[p] += matrix * select(vec4f(), x[source[p] + i], inside[p]);
      }
    }
  }
  return sum;
}
