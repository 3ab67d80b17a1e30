// All steps of a sweep in one dispatch, as affine-forward.wgsl step by step: y(r, c) = φ( b + Σ_tap W_tap · source_tap(r + dr, c + dc) ).
// One workgroup stays on the device and waits at a barrier where the other kernels wait for a dispatch (Diamos et al. 2016, "Persistent RNNs").
// Geometry: its WORKGROUP invocations share out the items of a step, an item being four channels (one group) of a cell in one image.
// It computes the steps range.first … range.first + range.count − 1; a step's cells lie from starts[step] to starts[step + 1] in `order`.
// Why: a lesson, and no choice of the engine's. The MDRNN of the ladder takes it 36.6 ms, 11.4 in tiles with a dispatch for each step
// (SwiftShader); 12.1 against 4.4 on lavapipe: one workgroup is one core of two.
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<Map>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read> weight: array<vec4f>;
@group(0) @binding(4) var<storage, read> starts: array<u32>;
@group(0) @binding(5) var<storage, read_write> maps: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> done: array<u32>;  // [1] steps that were computed

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(local_invocation_index) local: u32) {
  for (var step = range.first; step < range.first + range.count; step++) {
    let first = starts[step];
    let items = (starts[step + 1u] - first) * BATCH * MAX_GROUPS;
    for (var item = local; item < items; item += WORKGROUP) {
      let group = item % MAX_GROUPS;
      let cell = order[first + item / MAX_GROUPS / BATCH];
      let map = table[cell / (H * W)];
      if (group >= map.groups) { continue; }
      let at = placeOf(cell, item / MAX_GROUPS % BATCH);
      let sum = weight[map.bias + group] + gather(map.firstTap, map.tapCount, at, group);
      maps[map.value + at.pixel * map.groups + group] = activate(map.activation, sum);
    }
    storageBarrier();
    if (local == 0u) { done[0]++; }
  }
}
