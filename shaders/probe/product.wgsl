// c = a · b, all SIDE × SIDE: what this device multiplies when nothing stands in its way.
//
// Register tiles without barriers: one invocation computes four rows of eight columns. a, b and c are row-major, in vec4f.
const GROUPS: u32 = SIDE / 4u;
@group(0) @binding(0) var<storage, read> a: array<vec4f, SIDE * GROUPS>;
@group(0) @binding(1) var<storage, read> b: array<vec4f, SIDE * GROUPS>;
@group(0) @binding(2) var<storage, read_write> c: array<vec4f, SIDE * GROUPS>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x % (GROUPS / 2u) * 2u;
  let row = id.x / (GROUPS / 2u) * 4u;
  if (row >= SIDE) { return; }
  var left: mat4x4f;
  var right: mat4x4f;
  for (var k = 0u; k < GROUPS; k++) {
    let at = 4u * k * GROUPS + column;
    let near = mat4x4f(b[at], b[at + GROUPS], b[at + 2u * GROUPS], b[at + 3u * GROUPS]);
    let far = mat4x4f(b[at + 1u], b[at + GROUPS + 1u], b[at + 2u * GROUPS + 1u], b[at + 3u * GROUPS + 1u]);
    let rows = mat4x4f(a[row * GROUPS + k], a[(row + 1u) * GROUPS + k], a[(row + 2u) * GROUPS + k], a[(row + 3u) * GROUPS + k]);
    left += near * rows;
    right += far * rows;
  }
  for (var r = 0u; r < 4u; r++) {
    c[(row + r) * GROUPS + column] = left[r];
    c[(row + r) * GROUPS + column + 1u] = right[r];
  }
}
