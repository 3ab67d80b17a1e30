// An adder made of threshold units, tried on every pair of BITS-bit numbers at once, least significant digit first:
//   h(t) = H(W_xh x(t) + W_hh h(t−1) + b_h),  y(t) = H(W_hy h(t) + b_y),  H(0) as `atZero` says;
// with a gain κ > 0 the hidden units are logistic instead, h = σ(κ z), and y stays a threshold.
// Of every pair: the digits y, and the first column where y is wrong. Of every unit: its smallest margin, which is z where
// its right state is on and −z where it is off, over all columns that start from a right state; and how often its state was wrong.
// A unit without a code has no right state: its margin is |z|.
// Shapes: net, see kernels/threshold-rnn/net.ts; result [4^BITS]; units [2 · (UNITS + 1)]: margins, then counts, y last.
// Geometry: one invocation runs one pair a + b · 2^BITS through all columns.
@group(0) @binding(0) var<storage, read> net: array<f32>;
@group(0) @binding(1) var<storage, read_write> result: array<u32>;
@group(0) @binding(2) var<storage, read_write> units: array<atomic<u32>>;

const W_XH: u32 = 0u;
const W_HH: u32 = W_XH + 2u * UNITS;
const B_H: u32 = W_HH + UNITS * UNITS;
const W_HY: u32 = B_H + UNITS;
const B_Y: u32 = W_HY + UNITS;
const H_0: u32 = B_Y + 1u;
const CODE: u32 = H_0 + UNITS;
const AT_ZERO: u32 = CODE + UNITS;
const GAIN: u32 = AT_ZERO + 1u;
const CARRY_IN: u32 = GAIN + 1u;
const NO_CODE: u32 = 256u;
const NEVER_WRONG: u32 = 0xffu;

fn fires(z: f32) -> bool { return z > 0.0 || (z == 0.0 && net[AT_ZERO] == 1.0); }

// Floats as unsigned integers in the same order, for atomicMin.
fn ordered(z: f32) -> u32 {
  let bits = bitcast<u32>(z);
  return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= range.count) { return; }
  let pair = range.first + id.x;
  let a = pair & ((1u << BITS) - 1u);
  let b = pair >> BITS;
  var h: array<f32, UNITS>;
  var margin: array<f32, UNITS + 1u>;
  var wrong: array<u32, UNITS + 1u>;
  for (var u = 0u; u < UNITS; u++) { h[u] = net[H_0 + u]; }
  for (var u = 0u; u <= UNITS; u++) { margin[u] = 3.4e38; }
  let carryIn = u32(net[CARRY_IN]);
  var carry = carryIn;
  var isRight = true; // whether the state before this column is the right one
  var digits = 0u;
  for (var t = 0u; t < COLUMNS; t++) {
    let x1 = (a >> t) & 1u;
    let x2 = (b >> t) & 1u;
    var next: array<f32, UNITS>;
    var staysRight = isRight;
    for (var u = 0u; u < UNITS; u++) {
      var z = net[B_H + u] + net[W_XH + 2u * u] * f32(x1) + net[W_XH + 2u * u + 1u] * f32(x2);
      for (var v = 0u; v < UNITS; v++) { z += net[W_HH + u * UNITS + v] * h[v]; }
      let on = fires(z);
      next[u] = select(0.0, 1.0, on);
      if (net[GAIN] > 0.0) { next[u] = 1.0 / (1.0 + exp(clamp(-net[GAIN] * z, -80.0, 80.0))); }
      let code = u32(net[CODE + u]);
      let want = select(((code >> (x1 + 2u * x2 + 4u * carry)) & 1u) == 1u, on, code == NO_CODE);
      if (isRight) {
        margin[u] = min(margin[u], select(select(-z, z, want), abs(z), code == NO_CODE));
        if (on != want) { wrong[u]++; }
      }
      staysRight = staysRight && on == want;
    }
    h = next;
    isRight = staysRight;
    var z = net[B_Y];
    for (var u = 0u; u < UNITS; u++) { z += net[W_HY + u] * h[u]; }
    let on = fires(z);
    let column = x1 + x2 + carry;
    let want = (column & 1u) == 1u;
    if (isRight) {
      margin[UNITS] = min(margin[UNITS], select(-z, z, want));
      if (on != want) { wrong[UNITS]++; }
    }
    digits |= select(0u, 1u << t, on);
    carry = column >> 1u;
  }
  let difference = digits ^ (a + b + carryIn);
  result[pair] = digits | (select(firstTrailingBit(difference), NEVER_WRONG, difference == 0u) << 16u);
  for (var u = 0u; u <= UNITS; u++) {
    atomicMin(&units[u], ordered(margin[u]));
    if (wrong[u] > 0u) { atomicAdd(&units[UNITS + 1u + u], wrong[u]); }
  }
}
