// gradient[i] = Σ_k result[place_k(i)]: the gradient of parameter i from the products of the taps that read it (no place: 0).
// Shapes: places [PARAMETERS, MOST], each 1 + an index in result, or 0. Geometry: one invocation per parameter.
@group(0) @binding(0) var<storage, read> places: array<u32>;
@group(0) @binding(1) var<storage, read> result: array<f32>;
@group(0) @binding(2) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let i = range.first + id.x;
  var sum = 0.0;
  for (var k = 0u; k < MOST; k++) {
    let place = places[i * MOST + k];
    if (place > 0u) { sum += result[place - 1u]; }
  }
  gradient[i] = sum;
}
