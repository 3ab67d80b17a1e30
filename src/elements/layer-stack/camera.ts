import { mat4 } from "wgpu-matrix";
import { onScreen } from "./projection.js";
import type { CameraView, Projection } from "./projection.js";

/** Vertical angle of view; small, so that planes far and near look alike in size. */
const ANGLE = (24 * Math.PI) / 180;
/** Share of the free picture that the stack fills at zoom 1. */
const FILL = 0.96;

/** Looks at the stack from a sphere round it, so that it fills what the labels leave free, whatever the direction. */
export function projectionOf(view: CameraView): Projection {
  const { turn, tilt, zoom, width, height, room, halfHeight } = view;
  const [around, up] = [(turn * Math.PI) / 180, (tilt * Math.PI) / 180];
  const distance = Math.hypot(Math.SQRT1_2, halfHeight) / Math.sin(ANGLE / 2);
  const eye = [Math.sin(around) * Math.cos(up), Math.sin(up), Math.cos(around) * Math.cos(up)];
  // the upper side of the camera, which is defined when it looks straight down too
  const above = [-Math.sin(around) * Math.sin(up), Math.cos(up), -Math.cos(around) * Math.sin(up)];
  const look = mat4.lookAt(
    eye.map((e) => e * distance),
    [0, 0, 0],
    above,
  );
  const seen = mat4.multiply(mat4.perspective(ANGLE, width / height, distance / 10, distance * 4), look);
  const { left, right, top, bottom } = extent(seen, view);
  const free = Math.max(1, width - room);
  const fit = FILL * zoom * Math.min(free / (right - left), height / (bottom - top));
  const place = mat4.identity();
  mat4.translate(place, [-room / width, 0, 0], place);
  mat4.scale(place, [fit, fit, 1], place);
  mat4.translate(place, [1 - (left + right) / width, (top + bottom) / height - 1, 0], place);
  const matrix = mat4.multiply(place, seen);
  return { matrix, inverse: mat4.inverse(matrix), width, height, fromAbove: up >= 0 };
}

/** Where the corners of the stack come to lie, in pixels. */
function extent(matrix: Float32Array, { width, height, across, down, halfHeight }: CameraView) {
  const projection: Projection = { matrix, inverse: matrix, width, height, fromAbove: true };
  const corners = [-1, 1].flatMap((x) =>
    [-1, 1].flatMap((y) =>
      [-1, 1].map((z) => onScreen(projection, [(x * across) / 2, y * halfHeight, (z * down) / 2])),
    ),
  );
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
