// A map without gates, as affine-forward.wgsl: y(r, c) = φ( b + Σ_tap W_tap · source_tap(r + dr, c + dc) ).
// Geometry: one invocation computes two groups of four rows, as in lib/rows.wgsl.
@group(0) @binding(0) var<storage, read> order: array<u32>;
@group(0) @binding(1) var<storage, read> table: array<Map>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read> weight: array<vec4f>;
@group(0) @binding(4) var<storage, read> spans: array<vec2u>;
@group(0) @binding(5) var<storage, read_write> maps: array<vec4f>;

fn tapsOf(map: Map) -> vec2u { return vec2u(map.firstTap, map.tapCount); }

fn keepGroup(at: Place, map: Map, group: u32, sum: vec4f) {
  maps[map.value + at.pixel * map.groups + group] = activate(map.activation, weight[map.bias + group] + sum);
}
