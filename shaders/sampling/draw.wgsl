// Draws pixels from the outputs of a model and frozen noise (scaled by σ and temperature):
//   Bernoulli: x = 1 where the logit y > noise, else −1;  Gaussian: x = y + noise, rounded to the nearest of LEVELS values if there are any.
// Shapes, channels last in groups of four: maps holds the images of the colours and the outputs; noise lies as the images do.
// Geometry: one invocation draws four channels (one group) of draws[first + item] = colour · H · W + pixel; y is the image of the batch.
struct Colour {
  x: u32,       // where the image of this colour starts in maps and in noise, in vec4f
  y: u32,       // where its outputs start in maps
  groups: u32,
  pad: u32,
}
@group(0) @binding(0) var<storage, read> draws: array<u32>;
@group(0) @binding(1) var<storage, read> colours: array<Colour>;
@group(0) @binding(2) var<storage, read> noise: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> maps: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x / MAX_GROUPS;
  let group = id.x % MAX_GROUPS;
  if (item >= range.count) { return; }
  let draw = draws[range.first + item];
  let colour = colours[draw / (H * W)];
  if (group >= colour.groups) { return; }
  let at = (id.y * H * W + draw % (H * W)) * colour.groups + group;
  let y = maps[colour.y + at];
  let n = noise[colour.x + at];
  if (BERNOULLI) {
    maps[colour.x + at] = select(vec4f(-1.0), vec4f(1.0), y > n);
    return;
  }
  let x = y + n;
  let last = f32(LEVELS) - 1.0;
  let level = clamp(floor((x + 1.0) * (0.5 * last) + 0.5), vec4f(), vec4f(last));
  maps[colour.x + at] = select(level * (2.0 / max(last, 1.0)) - 1.0, x, LEVELS == 0u);
}
