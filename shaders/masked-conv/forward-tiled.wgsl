// Masked convolution, one layer, as forward.wgsl: y[n, r, c, o] = φ( b[o] + the sum of correlate-tiled.wgsl ).
// Geometry: one invocation computes two groups of four consecutive pixels of the range; workgroups in y are pairs of groups of the images.
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

fn keep(offset: u32, image: u32, group: u32, near: vec4f, far: vec4f) {
  if (offset >= range.count) { return; }
  let pixel = range.first + offset;
  let at = (image * H * W + pixel) * OUT_GROUPS + group;
  y[at] = activate(ACTIVATION, bias[group] + near);
  if (group + 1u < OUT_GROUPS) { y[at + 1u] = activate(ACTIVATION, bias[group + 1u] + far); }
  if (group == 0u && image == 0u) { executed(LAYER * H * W + pixel); }
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(workgroup_id) workgroup: vec3u, invocation: Invocation) {
  let group = workgroup.y % PAIRS * 2u;
  let image = workgroup.y / PAIRS;
  let first = (workgroup.x * WORKGROUP + invocation.local) * 4u;
  let tile = correlate(invocation, range.first + first, image * H * W, group);
  keep(first, image, group, tile.near[0], tile.far[0]);
  keep(first + 1u, image, group, tile.near[1], tile.far[1]);
  keep(first + 2u, image, group, tile.near[2], tile.far[2]);
  keep(first + 3u, image, group, tile.near[3], tile.far[3]);
}
