export type Point = readonly [x: number, y: number, z: number];
export type ScreenPoint = readonly [x: number, y: number];

/** How the stack is looked at. */
export interface CameraView {
  /** Degrees round the stack and above it. */
  readonly turn: number;
  readonly tilt: number;
  readonly zoom: number;
  /** Of the picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels on the right that belong to the labels. */
  readonly room: number;
  /** The stack's box: its planes are `across` wide and `down` deep. */
  readonly across: number;
  readonly down: number;
  readonly halfHeight: number;
}

/** What the camera makes of space: the same matrix for the shader, the 2-D canvas and the labels. */
export interface Projection {
  /** World to clip space, column by column. */
  readonly matrix: Float32Array;
  readonly inverse: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Whether the upper side of the planes is seen. */
  readonly fromAbove: boolean;
}

const transform = (m: Float32Array, [x, y, z]: Point): Point => {
  const at = (i: number): number => m[i]! * x + m[i + 4]! * y + m[i + 8]! * z + m[i + 12]!;
  const w = at(3);
  return [at(0) / w, at(1) / w, at(2) / w];
};

/** Where a point stands in the picture, in pixels from its upper left corner. */
export function onScreen({ matrix, width, height }: Projection, point: Point): ScreenPoint {
  const [x, y] = transform(matrix, point);
  return [((x + 1) / 2) * width, ((1 - y) / 2) * height];
}

/** Where the line of sight through a pixel of the picture meets the horizontal plane at `y`; null where it runs beside it. */
export function onPlane(
  { inverse, width, height }: Projection,
  [px, py]: ScreenPoint,
  y: number,
): readonly [x: number, z: number] | null {
  const clip = [(px / width) * 2 - 1, 1 - (py / height) * 2] as const;
  const near = transform(inverse, [...clip, 0]);
  const far = transform(inverse, [...clip, 1]);
  const along = (y - near[1]) / (far[1] - near[1]);
  if (!Number.isFinite(along) || along < 0 || along > 1) return null;
  return [near[0] + along * (far[0] - near[0]), near[2] + along * (far[2] - near[2])];
}
