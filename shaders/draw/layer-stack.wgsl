// The layers of a model as planes in space, and the lines on and between them. Nothing hides anything by depth: the planes are
// parallel, so whoever encodes the draws goes through them from the far one to the near one.
//   corner(plane, row, column) = ((column − W/2) · pitch, height[plane], (row − H/2) · pitch)
//   colour = ramp(½ + mean / (2 · largest |mean| of the map)), or the image's own colour on plane 0
// Shapes: means [maps · H · W] straight from the compute passes, largest [maps], ramp [256], image [H · W] and line colours RGBA8,
// seen and heights by plane (plane = map + 1).
// Geometry: four vertices (a strip) per cell, instance = plane · H · W + pixel; four per line, widened to its pixels on the screen.
struct View {
  camera: mat4x4f,
  viewport: vec2f,
  pitch: f32,
  gap: f32,      // share of a cell that stays free at each side
  inside: f32,   // opacity of cells that the output sees
  outside: f32,  // and of those that it does not
  rows: u32,
  columns: u32,
}
struct Line {
  start: vec3f,
  width: f32,    // in pixels of the picture
  end: vec3f,
  colour: u32,
}
@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var<storage, read> means: array<f32>;
@group(0) @binding(2) var<storage, read> largest: array<f32>;
@group(0) @binding(3) var<storage, read> ramp: array<u32>;
@group(0) @binding(4) var<storage, read> image: array<u32>;
@group(0) @binding(5) var<storage, read> seen: array<u32>;
@group(0) @binding(6) var<storage, read> heights: array<f32>;
@group(0) @binding(7) var<storage, read> lines: array<Line>;

struct Corner {
  @builtin(position) position: vec4f,
  @location(0) @interpolate(flat) colour: vec4f,
}

fn corner_of(vertex: u32) -> vec2f {
  return vec2f(f32(vertex & 1u), f32(vertex >> 1u));
}

fn cell_colour(plane: u32, pixel: u32) -> vec3f {
  if (plane == 0u) { return unpack4x8unorm(image[pixel]).rgb; }
  let map = plane - 1u;
  let most = largest[map];
  let mean = means[map * view.rows * view.columns + pixel];
  let fraction = select(0.5, 0.5 + mean / (2.0 * most), most > 0.0);
  return unpack4x8unorm(ramp[u32(round(clamp(fraction, 0.0, 1.0) * 255.0))]).rgb;
}

@vertex
fn cells(@builtin(vertex_index) vertex: u32, @builtin(instance_index) instance: u32) -> Corner {
  let pixels = view.rows * view.columns;
  let plane = instance / pixels;
  let pixel = instance % pixels;
  let place = vec2f(f32(pixel % view.columns), f32(pixel / view.columns)) + mix(vec2f(view.gap), vec2f(1.0 - view.gap), corner_of(vertex));
  let at = (place - vec2f(f32(view.columns), f32(view.rows)) / 2.0) * view.pitch;
  let opacity = select(view.outside, view.inside, seen[instance] != 0u);
  return Corner(view.camera * vec4f(at.x, heights[plane], at.y, 1.0), vec4f(cell_colour(plane, pixel), opacity));
}

@vertex
fn strokes(@builtin(vertex_index) vertex: u32, @builtin(instance_index) instance: u32) -> Corner {
  let line = lines[instance];
  let ends = array<vec4f, 2>(view.camera * vec4f(line.start, 1.0), view.camera * vec4f(line.end, 1.0));
  let here = corner_of(vertex);
  let along = (ends[1].xy / ends[1].w - ends[0].xy / ends[0].w) * view.viewport;
  let span = length(along);
  let direction = select(vec2f(1.0, 0.0), along / span, span > 0.0);
  let aside = vec2f(-direction.y, direction.x) * (here.y * 2.0 - 1.0) + direction * (here.x * 2.0 - 1.0);
  let end = ends[u32(here.x)];
  return Corner(vec4f(end.xy + aside * line.width / view.viewport * end.w, end.zw), unpack4x8unorm(line.colour));
}

// premultiplied, as the blending of the pipelines wants it
@fragment
fn shade(corner: Corner) -> @location(0) vec4f {
  return vec4f(corner.colour.rgb * corner.colour.a, corner.colour.a);
}
