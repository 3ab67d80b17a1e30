// total[j] = Σ_chunk partial[chunk, j]: the second half of gradients/weights.wgsl.
// Shapes: partial [CHUNKS, PARTIAL] and total [PARTIAL] of vec4f. Geometry: one invocation per vec4f of the result.
@group(0) @binding(0) var<storage, read> partial: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> total: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let j = range.first + id.x;
  var sum = vec4f();
  for (var chunk = 0u; chunk < CHUNKS; chunk++) { sum += partial[chunk * PARTIAL + j]; }
  total[j] = sum;
}
