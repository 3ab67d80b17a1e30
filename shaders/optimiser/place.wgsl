// packed[k] = θ[source[k] − 1], 0 where source[k] is 0: the parameters put where the kernels read them.
// Geometry: one invocation per number of the packed buffer.
@group(0) @binding(0) var<storage, read> source: array<u32>;
@group(0) @binding(1) var<storage, read> theta: array<f32>;
@group(0) @binding(2) var<storage, read_write> packed: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let k = range.first + id.x;
  if (source[k] > 0u) { packed[k] = theta[source[k] - 1u]; }
}
