import type { Pixel } from "./cone-report.js";
import type { StackState } from "./model.js";

export type Steer = Pick<StackState, "turn" | "tilt" | "zoom">;

/** Views with a name; "corner" is the default one. */
export const PRESETS = {
  corner: { turn: 30, tilt: 20, zoom: 1 },
  front: { turn: 0, tilt: 6, zoom: 1 },
  side: { turn: 90, tilt: 6, zoom: 1 },
  top: { turn: 0, tilt: 90, zoom: 1 },
} as const satisfies Readonly<Record<string, Steer>>;
export type Preset = keyof typeof PRESETS;

const ZOOM_STEP = 1.25;
const LEAST_ZOOM = 0.5;
const MOST_ZOOM = 4;
/** Degrees per pixel of a drag, and per key. */
const DRAG = 0.4;
const TURN_STEP = 10;
const TILT_STEP = 5;

const around = (turn: number): number => ((Math.round(turn) % 360) + 360) % 360;
const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

export const turned = ({ turn, tilt, zoom }: Steer, right: number, up: number): Steer => ({
  turn: around(turn + right),
  tilt: between(Math.round(tilt + up), -90, 90),
  zoom,
});

export const zoomed = (steer: Steer, factor: number): Steer => ({
  ...steer,
  zoom: Math.round(100 * between(steer.zoom * factor, LEAST_ZOOM, MOST_ZOOM)) / 100,
});

/** The stack follows the pointer: what is dragged to the right turns to the right. */
export const dragged = (steer: Steer, dx: number, dy: number): Steer => turned(steer, -dx * DRAG, dy * DRAG);

const STEPS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where a key turns the stack; null for keys that are not the stage's. */
export function steerAfterKey(key: string, steer: Steer): Steer | null {
  const step = STEPS[key];
  if (step) return turned(steer, -step[0] * TURN_STEP, step[1] * TILT_STEP);
  if (key === "+" || key === "=") return zoomed(steer, ZOOM_STEP);
  if (key === "-") return zoomed(steer, 1 / ZOOM_STEP);
  return key === "Home" ? PRESETS.corner : null;
}

/** Where a key with Shift moves the output; null for other keys. */
export function pixelAfterKey(
  key: string,
  { row, column }: Pixel,
  { height, width }: { readonly height: number; readonly width: number },
): Pixel | null {
  const step = STEPS[key];
  if (!step) return null;
  return { row: between(row + step[1], 0, height - 1), column: between(column + step[0], 0, width - 1) };
}
