// Test variant of the execution record: stamp[2 · cell] = step + 1, stamp[2 · cell + 1] = how often the cell was written.
@group(2) @binding(0) var<storage, read_write> stamp: array<atomic<u32>>;

fn executed(cell: u32) {
  atomicStore(&stamp[2u * cell], range.step + 1u);
  atomicAdd(&stamp[2u * cell + 1u], 1u);
}
