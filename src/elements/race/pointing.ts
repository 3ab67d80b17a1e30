interface Size {
  readonly height: number;
  readonly width: number;
}

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
  PageUp: [-Infinity, 0],
  PageDown: [Infinity, 0],
};

const within = (value: number, length: number): number => Math.min(length - 1, Math.max(0, value));

/** The pixel that a key leads to: a neighbour with the arrows, the ends of the row and of the column, none with Escape; undefined for other keys. */
export function pixelAfterKey(key: string, pixel: number | null, { height, width }: Size): number | null | undefined {
  if (key === "Escape") return null;
  const move = MOVES[key];
  if (!move) return undefined;
  if (pixel === null) return 0;
  const row = within(Math.floor(pixel / width) + move[0], height);
  const column = within((pixel % width) + move[1], width);
  return row * width + column;
}

/** The pixel under a point of the picture's box. */
export function pixelAt(box: DOMRect, x: number, y: number, { height, width }: Size): number {
  const row = within(Math.floor(((y - box.top) / box.height) * height), height);
  const column = within(Math.floor(((x - box.left) / box.width) * width), width);
  return row * width + column;
}
