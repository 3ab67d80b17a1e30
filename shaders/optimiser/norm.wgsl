// report[0] = √(Σ_i gradient[i]²) over all parameters, for clipping by the global norm (Pascanu, Mikolov, Bengio 2013, §3.2).
// Geometry: one workgroup; each invocation adds up every 64th square, then the workgroup adds its sums in a tree.
@group(0) @binding(0) var<storage, read> gradient: array<f32>;
@group(0) @binding(1) var<storage, read_write> report: array<f32>;

var<workgroup> sums: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = lane; i < PARAMETERS; i += 64u) { sum += gradient[i] * gradient[i]; }
  sums[lane] = sum;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { sums[lane] += sums[lane + half]; }
  }
  if (lane == 0u) { report[0] = sqrt(sums[0]); }
}
