import { randomLcg, randomNormal, randomUniform } from "d3-random";

interface Point {
  readonly x: number;
  readonly y: number;
}
/** A disc of the pen; a stroke is the sweep from each to the next. */
interface Dab extends Point {
  readonly r: number;
}

/** The way the pen goes in each digit, as "x,y" in hundredths of the glyph's box, y down. A point given twice is a corner. */
const SKELETONS: readonly (readonly string[])[] = [
  ["58,3 34,8 17,34 18,68 36,95 60,94 80,68 80,32 64,8 46,4"],
  ["36,20 50,10 60,1 60,1 57,30 53,66 50,99"],
  ["18,24 32,6 56,2 74,16 70,40 48,66 16,95 16,95 34,88 56,92 84,93"],
  ["22,12 44,1 68,8 70,28 44,45 44,45 70,52 80,74 64,95 38,99 18,88"],
  ["36,2 26,30 16,58 16,58 46,60 86,56", "68,12 66,44 60,98"],
  ["32,6 28,26 24,44 24,44 46,38 72,50 78,72 62,94 38,99 18,90", "32,6 52,6 78,3"],
  ["66,2 42,20 24,48 20,74 34,96 58,97 74,80 68,60 46,55 26,68"],
  ["16,9 44,8 82,5 82,5 66,34 52,64 42,99"],
  ["70,14 50,2 30,12 34,34 56,50 76,70 68,94 44,99 24,84 32,62 54,46 72,28 68,12"],
  ["74,18 54,3 30,12 24,36 42,48 64,38 75,16 75,16 73,44 66,72 56,99"],
];

/** Uniform Catmull–Rom spline: the cubic from p1 (t = 0) to p2 (t = 1) with the slopes (p2 − p0)/2 and (p3 − p1)/2. */
const catmullRom = (p0: number, p1: number, p2: number, p3: number, t: number): number =>
  p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));

const DABS_PER_SPAN = 12;
const ORIGIN: Point = { x: 0, y: 0 };

const smoothCurve = (points: readonly Point[]): Point[] => {
  const at = (i: number): Point => points[Math.min(points.length - 1, Math.max(0, i))] ?? ORIGIN;
  return Array.from({ length: (points.length - 1) * DABS_PER_SPAN + 1 }, (_, i) => {
    const span = Math.floor(i / DABS_PER_SPAN);
    const t = (i % DABS_PER_SPAN) / DABS_PER_SPAN;
    const [a, b, c, d] = [at(span - 1), at(span), at(span + 1), at(span + 2)];
    return { x: catmullRom(a.x, b.x, c.x, d.x, t), y: catmullRom(a.y, b.y, c.y, d.y, t) };
  });
};

/** The strokes of one hand, in units of the glyph's box around (0, 0): jittered points, a slant, a pen that presses and lifts. */
const write = (digit: number, seed: number): Dab[][] => {
  const source = randomLcg(seed);
  source(); // the first value hardly differs between neighbouring seeds
  const jitter = randomNormal.source(source)(0, 0.018);
  const between = (low: number, high: number): number => randomUniform.source(source)(low, high)();
  const slant = between(-0.02, 0.28);
  const turn = between(-0.08, 0.08);
  const narrowing = between(0.82, 1);
  const pen = between(0.055, 0.075);
  return (SKELETONS[digit] ?? []).map((skeleton) => {
    const phase = between(0, 2 * Math.PI);
    const place = new Map<string, Point>(); // a corner's two points move together
    const points = skeleton.split(" ").map((pair) => {
      const [x = 0, y = 0] = pair.split(",").map((n) => Number(n) / 100 - 0.5);
      const moved = place.get(pair) ?? { x: x * narrowing + jitter(), y: y + jitter() };
      place.set(pair, moved);
      return { x: moved.x - (slant + turn) * moved.y, y: moved.y + turn * moved.x };
    });
    const curve = smoothCurve(points);
    return curve.map((point, i) => {
      const along = i / (curve.length - 1);
      const lift = 0.75 + 0.25 * Math.min(1, 6 * along, 4 * (1 - along));
      return { ...point, r: pen * lift * (1 + 0.14 * Math.sin(phase + 5 * along)) };
    });
  });
};

/** How far (x, y) lies outside the sweep from a to b; negative inside. */
const distanceToSweep = (x: number, y: number, a: Dab, b: Dab): number => {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length2));
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy) - (a.r + t * (b.r - a.r));
};

/** Of the shorter side: the rest is margin, as in MNIST. */
const GLYPH_SHARE = 0.68;
/** The strokes are drawn at this many rows and columns or more, then averaged over each pixel. */
const FINE = 112;

/**
 * A handwritten-looking digit: ink 1 on 0, (height · width) row-major. The strokes' distance field gives the coverage of a fine raster,
 * which is averaged over each pixel, so that a digit stays itself from 4×4 up.
 */
export const drawDigit = (digit: number, seed: number, height: number, width: number): Float32Array<ArrayBuffer> => {
  const fine = Math.max(1, Math.ceil(FINE / Math.min(height, width)));
  const [rows, columns] = [height * fine, width * fine];
  const scale = GLYPH_SHARE * Math.min(rows, columns);
  const outside = new Float32Array(rows * columns).fill(1);
  for (const stroke of write(digit, seed)) {
    const dabs = stroke.map(({ x, y, r }) => ({ x: x * scale + columns / 2, y: y * scale + rows / 2, r: r * scale }));
    for (let i = 1; i < dabs.length; i++) {
      const [a, b] = [dabs[i - 1], dabs[i]];
      if (!a || !b) continue;
      const reach = Math.max(a.r, b.r) + 1;
      const bottom = Math.min(rows - 1, Math.ceil(Math.max(a.y, b.y) + reach));
      const right = Math.min(columns - 1, Math.ceil(Math.max(a.x, b.x) + reach));
      for (let row = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach)); row <= bottom; row++)
        for (let column = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach)); column <= right; column++) {
          const cell = row * columns + column;
          outside[cell] = Math.min(outside[cell] ?? 1, distanceToSweep(column + 0.5, row + 0.5, a, b));
        }
    }
  }
  const ink = new Float32Array(height * width);
  for (let cell = 0; cell < outside.length; cell++) {
    const pixel = Math.floor(cell / columns / fine) * width + Math.floor((cell % columns) / fine);
    ink[pixel] = (ink[pixel] ?? 0) + Math.min(1, Math.max(0, 0.5 - (outside[cell] ?? 1))) / (fine * fine);
  }
  return ink;
};
