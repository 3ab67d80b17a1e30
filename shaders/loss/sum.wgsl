// report[1 + n] = Σ_pixel nats[n, pixel]: nats of every image of the batch. report[0] is left to the norm of the gradient.
// Geometry: one workgroup per image; each invocation adds up every 64th pixel, then the workgroup adds its sums in a tree.
@group(0) @binding(0) var<storage, read> nats: array<f32>;
@group(0) @binding(1) var<storage, read_write> report: array<f32>;

var<workgroup> sums: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let n = range.first + workgroup.x;
  var sum = 0.0;
  for (var pixel = lane; pixel < PIXELS; pixel += 64u) { sum += nats[n * PIXELS + pixel]; }
  sums[lane] = sum;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { sums[lane] += sums[lane + half]; }
  }
  if (lane == 0u) { report[1u + n] = sums[0]; }
}
