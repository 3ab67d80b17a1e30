// count ← count + 1
//
// The cheapest dispatch that depends on the one before: what a run of n of them takes, divided by n, is the gap between
// two dependent dispatches on this device. One invocation, one u32.

@group(0) @binding(0) var<storage, read_write> count: array<u32, 4>;

@compute @workgroup_size(1)
fn main() {
  count[0] = count[0] + 1u;
}
