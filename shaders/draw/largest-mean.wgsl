// The largest |mean| of a map: what the ends of its colour ramp stand for.
//   largest[map] = max_pixel |mean[map, pixel]|
// Shapes: mean [maps, PIXELS], largest [maps].
// Geometry: one workgroup of 64 per map; each invocation takes every 64th pixel, then halves of the workgroup are compared.
@group(0) @binding(0) var<storage, read> mean: array<f32>;
@group(0) @binding(1) var<storage, read_write> largest: array<f32>;

var<workgroup> most: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) own: u32) {
  let map = range.first + group.x;
  var found = 0.0;
  for (var pixel = own; pixel < PIXELS; pixel += 64u) {
    found = max(found, abs(mean[map * PIXELS + pixel]));
  }
  most[own] = found;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (own < half) { most[own] = max(most[own], most[own + half]); }
    workgroupBarrier();
  }
  if (own == 0u) { largest[map] = most[0]; }
}
