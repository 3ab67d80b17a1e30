// What a model's outputs cost, and the gradient of the mean over all images, pixels and channels:
//   nats[position] = Σ_channel −log p(x | y),  yBar = SCALE · d(−log p)/dy,  SCALE = 1/(N · C · H · W)
// Shapes, channels last in groups of four: x, y and yBar [N · H · W, GROUPS] from X, Y and BAR on; LIVE holds a bit for every
// slot that a channel has. Geometry: one invocation per position of the batch.
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read> y: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> yBar: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> nats: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let position = range.first + id.x;
  var sum = 0.0;
  for (var group = 0u; group < GROUPS; group++) {
    let at = position * GROUPS + group;
    let pixel = x[X + at];
    let output = y[Y + at];
    var bar = vec4f();
    for (var k = 0u; k < 4u; k++) {
      if (((LIVE[group] >> k) & 1u) == 0u) { continue; }
      let cost = natsAndSlope(output[k], pixel[k]);
      sum += cost.x;
      bar[k] = cost.y * SCALE;
    }
    yBar[BAR + at] = bar;
  }
  nats[position] = sum;
}
