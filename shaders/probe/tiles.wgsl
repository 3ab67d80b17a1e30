// The inner loop of the tiled kernels, with the loads of lib/blocks*.wgsl, which is what their variants differ in: y = weight · x.
//
// Geometry: one invocation computes two groups of four rows; workgroups in y are pairs of groups. x is [ROWS, GROUPS], weight
// [4 · GROUPS, GROUPS], y as x, all in vec4f.
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(workgroup_id) workgroup: vec3u, invocation: Invocation) {
  let near = workgroup.y * 2u;
  let row = (workgroup.x * WORKGROUP + invocation.local) * 4u;
  var left: mat4x4f;
  var right: mat4x4f;
  for (var i = 0u; i < GROUPS; i++) {
    let at = row * GROUPS + i;
    let values = mat4x4f(x[at], x[at + GROUPS], x[at + 2u * GROUPS], x[at + 3u * GROUPS]);
    left += block(invocation, 4u * i * GROUPS + near, GROUPS) * values;
    right += block(invocation, 4u * i * GROUPS + near + 1u, GROUPS) * values;
  }
  for (var r = 0u; r < 4u; r++) {
    y[(row + r) * GROUPS + near] = left[r];
    y[(row + r) * GROUPS + near + 1u] = right[r];
  }
}
