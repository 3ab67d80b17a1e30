// What all operations of a residual stack share. Row `range.step` of the table says what one operation reads and writes, in
// vec4f of the memory. Tensors are [ROWS, GROUPS] of vec4f: rows are the examples, or all positions of all images; channels
// last, padded with zeros to groups of four. `parameter` is a place in the weights.
struct Step { a: u32, b: u32, c: u32, d: u32, parameter: u32, into: u32, pad0: u32, pad1: u32 }
@group(0) @binding(0) var<storage, read> steps: array<Step>;
@group(0) @binding(1) var<storage, read> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> memory: array<vec4f>;

// Rows that one invocation adds up for a statistic.
const CHUNK: u32 = 16u;
const CHUNKS: u32 = (ROWS + CHUNK - 1u) / CHUNK;

fn rowsOfChunk(chunk: u32) -> u32 { return min(CHUNK, ROWS - chunk * CHUNK); }
