// Blocks of weights shared by a subgroup: each of four invocations loads one row and all hear of it. A load costs a software driver
// far more than a shuffle: 4×2 tiles ran 3.7 GFLOP/s per core with it and 2.9 without (SwiftShader).
// The control flow up to here is uniform in the workgroup, and a subgroup has four invocations or more.
struct Invocation {
  @builtin(local_invocation_index) local: u32,
  @builtin(subgroup_invocation_id) lane: u32,
}

// Rows at, at + stride, at + 2 · stride, at + 3 · stride of weight, the same for all invocations of a workgroup.
fn block(invocation: Invocation, at: u32, stride: u32) -> mat4x4f {
  let row = weight[at + (invocation.lane & 3u) * stride];
  return mat4x4f(subgroupBroadcast(row, 0u), subgroupBroadcast(row, 1u), subgroupBroadcast(row, 2u), subgroupBroadcast(row, 3u));
}
