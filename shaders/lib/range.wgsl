// The cells of one dispatch: items first … first + count − 1 of sequential step `step` (0-based).
// A step too big for one submit is several dispatches, each with its own range.
struct Range { first: u32, count: u32, step: u32 }
@group(1) @binding(0) var<uniform> range: Range;
