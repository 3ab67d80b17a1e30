// The delta of a map without gates, as affine-backward.wgsl: δ(r, c) = φ'(a) ⊙ Σ_reader W_readerᵀ · δ_reader.
// Geometry: one invocation computes two groups of four rows, as in lib/rows.wgsl.
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<Map>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read> weight: array<vec4f>;
@group(0) @binding(4) var<storage, read> spans: array<vec2u>;
@group(0) @binding(5) var<storage, read> forward: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> maps: array<vec4f>;

fn tapsOf(map: Map) -> vec2u { return vec2u(map.firstReader, map.readerCount); }

fn keepGroup(at: Place, map: Map, group: u32, yBar: vec4f) {
  let place = at.pixel * map.groups + group;
  maps[map.delta + place] = yBar * derivative(map.activation, forward[map.value + place]);
  if (map.bar != NOT_KEPT) { maps[map.bar + place] = yBar; }
}
