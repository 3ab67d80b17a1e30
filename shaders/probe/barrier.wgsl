// count[i] ← count[i − 1] + 1, BARRIERS times round the workgroup
//
// What a workgroup barrier costs here: the time of many, by their number. One workgroup of 64 invocations; binding: count [64].
@group(0) @binding(0) var<storage, read_write> count: array<u32, 64>;
var<workgroup> held: array<u32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) i: u32) {
  held[i] = count[i];
  for (var n = 0u; n < BARRIERS; n++) {
    workgroupBarrier();
    let before = held[(i + 63u) % 64u];
    workgroupBarrier();
    held[i] = before + 1u;
  }
  workgroupBarrier();
  count[i] = held[i];
}
