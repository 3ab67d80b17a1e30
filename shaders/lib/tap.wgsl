// One read of a gather: a neighbour, the map it is in, and a matrix, or none.
struct Tap {
  dr: i32,
  dc: i32,
  source: u32,      // where the map that it reads starts in maps, in vec4f
  groups: u32,      // groups of the map that it reads
  weight: u32,      // where its matrix starts in weight, in vec4f; IDENTITY for none
  stride: u32,      // groups of the matrix's result
  pad0: u32,
  pad1: u32,
}
const IDENTITY: u32 = 0xffffffffu;
