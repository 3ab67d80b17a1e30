// The mean over the channels of every cell of one layer, first image of the batch: what a grid shows without reading all activations back.
//   mean[layer · PIXELS + pixel] = (1 / C) Σ_channel a[pixel, channel]        (unused slots of a group are zero)
// Shapes: a [H·W, GROUPS] of four channels, starting at SOURCES[layer]; mean [layers · H · W].
// Geometry: one invocation per pixel of the range, whose step is the layer.
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> mean: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let pixel = range.first + id.x;
  var sum = vec4f();
  for (var g = 0u; g < GROUPS; g++) {
    sum += a[SOURCES[range.step] + pixel * GROUPS + g];
  }
  mean[range.step * PIXELS + pixel] = dot(sum, vec4f(1.0)) / f32(CHANNELS);
}
