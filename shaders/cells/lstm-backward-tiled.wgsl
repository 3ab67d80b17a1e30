// The deltas of LSTM cells, as lstm-backward.wgsl, with h̄ = Σ_reader W_readerᵀ · δ_reader:
//   c̄ = h̄ ⊙ o ⊙ (1 − tanh²c) + Σ_j c̄(q_j) ⊙ f_j(q_j);  δ_i = c̄ ⊙ g ⊙ i(1−i),  δ_fj = c̄ ⊙ c_j ⊙ f_j(1−f_j),  δ_g = c̄ ⊙ i ⊙ (1−g²),  δ_o = h̄ ⊙ tanh c ⊙ o(1−o)
// Geometry: one invocation computes two groups of four rows, as in lib/rows.wgsl.
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<Map>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read> weight: array<vec4f>;
@group(0) @binding(4) var<storage, read> spans: array<vec2u>;
@group(0) @binding(5) var<storage, read> forward: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> maps: array<vec4f>;

fn tapsOf(map: Map) -> vec2u { return vec2u(map.firstReader, map.readerCount); }

fn keepGroup(at: Place, map: Map, group: u32, hBar: vec4f) {
  let stride = map.parts * map.groups;
  let kept = at.pixel * stride + group;
  let i = forward[map.gates + kept];
  let g = forward[map.gates + kept + (map.parts - 2u) * map.groups];
  let o = forward[map.gates + kept + (map.parts - 1u) * map.groups];
  let t = boundedTanh(forward[map.state + at.pixel * map.groups + group]);
  var cBar = hBar * o * (1.0 - t * t);
  for (var j = 0u; j < map.forgets; j++) {
    let behind = forgetOffset(map, j);
    if (inside(at, -behind.x, -behind.y)) {
      let reader = neighbour(at, -behind.x, -behind.y);
      cBar += maps[map.stateDelta + reader * map.groups + group] * forward[map.gates + reader * stride + (1u + j) * map.groups + group];
    }
  }
  for (var j = 0u; j < map.forgets; j++) {
    let behind = forgetOffset(map, j);
    let f = forward[map.gates + kept + (1u + j) * map.groups];
    var before = vec4f();
    if (inside(at, behind.x, behind.y)) { before = forward[map.state + neighbour(at, behind.x, behind.y) * map.groups + group]; }
    maps[map.delta + kept + (1u + j) * map.groups] = cBar * before * f * (1.0 - f);
  }
  maps[map.delta + kept] = cBar * g * i * (1.0 - i);
  maps[map.delta + kept + (map.parts - 2u) * map.groups] = cBar * i * (1.0 - g * g);
  maps[map.delta + kept + (map.parts - 1u) * map.groups] = hBar * t * o * (1.0 - o);
  maps[map.stateDelta + at.pixel * map.groups + group] = cBar;
  if (map.bar != NOT_KEPT) { maps[map.bar + at.pixel * map.groups + group] = hBar; }
}
