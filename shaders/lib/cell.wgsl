// The cells of a model of maps: which map, which pixel, and where the map keeps its numbers (in vec4f; see kernels/cells/program.ts).
struct Map {
  value: u32,       // values [N, H·W, groups]
  gates: u32,       // pre-activations of a gated map, activated gates of an LSTM map [N, H·W, parts · groups]
  state: u32,       // cell state c of an LSTM map [N, H·W, groups]
  delta: u32,       // dL/d pre-activations [N, H·W, parts · groups]
  stateDelta: u32,  // dL/dc of an LSTM map [N, H·W, groups]
  groups: u32,
  parts: u32,       // pre-activations per value: 1 affine, 2 gated, 3 + forget gates for an LSTM
  activation: u32,
  bias: u32,        // [parts · groups] in weight
  firstTap: u32,
  tapCount: u32,
  firstReader: u32, // who reads the value, for the backward sweep
  readerCount: u32,
  firstGateReader: u32, // who reads the pre-activations themselves
  gateReaderCount: u32,
  forgets: u32,
  forget: vec4i,    // (dr, dc) of the cell state behind each forget gate
  bar: u32,         // dL/d value [N, H·W, groups], NOT_KEPT where nobody wants it
}
const NOT_KEPT: u32 = 0xffffffffu;

struct Place { row: i32, column: i32, image: u32, pixel: u32 }

fn placeOf(cell: u32, image: u32) -> Place {
  let pixel = cell % (H * W);
  return Place(i32(pixel / W), i32(pixel % W), image * H * W, image * H * W + pixel);
}

fn inside(at: Place, dr: i32, dc: i32) -> bool {
  return at.row + dr >= 0 && at.column + dc >= 0 && at.row + dr < i32(H) && at.column + dc < i32(W);
}

fn neighbour(at: Place, dr: i32, dc: i32) -> u32 {
  return u32(i32(at.pixel) + dr * i32(W) + dc);
}

fn forgetOffset(map: Map, j: u32) -> vec2i {
  return select(map.forget.xy, map.forget.zw, j == 1u);
}

fn sigmoid(a: vec4f) -> vec4f { return 1.0 / (1.0 + exp(-clamp(a, vec4f(-30.0), vec4f(30.0)))); }
fn boundedTanh(a: vec4f) -> vec4f { return tanh(clamp(a, vec4f(-9.02), vec4f(9.02))); }
