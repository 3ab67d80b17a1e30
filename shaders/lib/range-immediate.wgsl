// lib/range.wgsl for a device that has immediates: the numbers stand in the commands and no buffer is bound for them.
// Why: a uniform that moves from dispatch to dispatch costs 13 µs each on lavapipe (Mesa 25), which maps a page for every one.
struct Range { first: u32, count: u32, step: u32 }
var<immediate> range: Range;
