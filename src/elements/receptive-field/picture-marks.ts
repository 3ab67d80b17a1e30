/** The picture of a field as marks: an image of pixels or, for a sequence, its layers one above the other. */
import { hexOf } from "../figure/colour.js";
import type { PathMark } from "../figure/marks.js";
import { colourAt } from "../styles/ramps.js";
import { boxPath, cellBox, circlePath, crossPath, type Box, type Colours } from "./boxes.js";
import { coneMarks } from "./cone-marks.js";
import { extentOf, type Scene } from "./scene.js";
import { verdictMarks } from "./verdict-marks.js";

export const DECADES = 4;
export const COLOUR_PAINTS = ["#c8362c", "#2c8a3d", "#2a62c9"] as const;

const RAMP_STEPS = 32;

/** Where a norm stands on the logarithmic ramp; null for exactly 0. */
export const shareOf = (norm: number, most: number): number | null =>
  norm === 0 ? null : Math.max(0, 1 + Math.log10(norm / most) / DECADES);

/** All marks of a scene whose cells have a side of so many CSS pixels, from (0, 0). */
export const pictureMarks = (scene: Scene, colours: Colours, side: number): readonly PathMark[] => {
  const { view, cone, isHidden } = scene;
  const gap = side >= 8 ? 1 : side >= 4 ? 0.5 : 0;
  const { rows } = extentOf(scene);
  const rowOf = (pixel: number): number => (cone ? rows - 1 : Math.floor(pixel / view.width));
  const boxOf = (pixel: number): Box => cellBox(rowOf(pixel), pixel % view.width, side, gap);
  const all = Array.from({ length: view.height * view.width }, (_, pixel) => pixel);
  const fill = (pixels: readonly number[], paint: string): PathMark[] =>
    pixels.length === 0 ? [] : [{ kind: "path", d: pixels.map((p) => boxPath(boxOf(p))).join(""), fill: paint }];
  const later = all.filter((pixel) => pixel >= view.pixel);
  const marks: PathMark[] = [
    ...fill(all.slice(0, view.pixel), colours.of("well")),
    ...fill(later, colours.of("raised")),
    { kind: "path", d: all.map((p) => boxPath(boxOf(p))).join(""), stroke: colours.of("line"), strokeWidth: gap },
  ];
  if (!isHidden) {
    marks.push(...blindMarks(view.blind.map(boxOf), colours));
    marks.push(...seenMarks(scene, colours, boxOf));
  }
  if (cone) marks.push(...coneMarks(scene, cone, colours, side, gap, isHidden));
  if (!isHidden) marks.push(...windowMarks(scene, colours, side, rowOf));
  marks.push(
    ...ownMarks(
      cone ? cellBox(rows - 1 - view.layers, view.pixel % view.width, side, gap) : boxOf(view.pixel),
      colours,
      side,
    ),
  );
  if (scene.wrong.length > 0)
    marks.push({
      kind: "path",
      d: scene.wrong.map((p) => crossPath(boxOf(p))).join(""),
      stroke: colours.of("bad"),
      strokeWidth: Math.max(2, side / 8),
    });
  return [...marks, ...verdictMarks(scene.verdicts, boxOf, colours, side)];
};

/** Hatched, so that the blind spot is seen without its colour too. */
const blindMarks = (boxes: readonly Box[], colours: Colours): readonly PathMark[] => {
  if (boxes.length === 0) return [];
  const lines = boxes.map(([x, y, w, h]) =>
    [0.25, 0.75, 1.25, 1.75]
      .map((at) => {
        const [from, to] =
          at <= 1
            ? [
                [0, at],
                [at, 0],
              ]
            : [
                [at - 1, 1],
                [1, at - 1],
              ];
        return `M${x + from![0]! * w} ${y + from![1]! * h}L${x + to![0]! * w} ${y + to![1]! * h}`;
      })
      .join(""),
  );
  return [
    { kind: "path", d: boxes.map(boxPath).join(""), fill: colours.of("bad-well") },
    { kind: "path", d: lines.join(""), stroke: colours.of("bad"), strokeWidth: boxes[0]![2] >= 14 ? 2 : 1 },
  ];
};

const seenMarks = (
  { view, tint, hue }: Scene,
  colours: Colours,
  boxOf: (pixel: number) => Box,
): readonly PathMark[] => {
  const paths = new Map<string, string>();
  const rings: Box[] = [];
  const add = (paint: string, box: Box): void => void paths.set(paint, (paths.get(paint) ?? "") + boxPath(box));
  const most =
    tint.kind === "sensitivity" ? tint.norms.reduce((top, norms) => norms.reduce((a, b) => Math.max(a, b), top), 0) : 0;
  const count = view.planes.length;
  if (count === 3) for (const pixel of view.seen) add(colours.of("raised"), boxOf(pixel));
  view.planes.forEach((pixels, plane) => {
    for (const pixel of pixels) {
      const [x, y, w, h] = boxOf(pixel);
      const box: Box = count === 1 ? [x, y, w, h] : [x + (plane * w) / 3, y, w / 3, h];
      if (tint.kind === "set") add(count === 1 ? colours.of(hue) : COLOUR_PAINTS[plane]!, box);
      else if (tint.kind === "growth") {
        const share = tint.depth < 2 ? 1 : ((tint.first[pixel] ?? 1) - 1) / (tint.depth - 1);
        add(hexOf(colourAt(colours.ramps.order, share)), box);
      } else {
        const share = shareOf(tint.norms[plane]?.[pixel] ?? 0, most);
        if (share === null) rings.push(box);
        else add(hexOf(colourAt(colours.ramps.order, Math.round(share * RAMP_STEPS) / RAMP_STEPS)), box);
      }
    }
  });
  const ring = rings.map(([x, y, w, h]) => circlePath(x + w / 2, y + h / 2, Math.min(w, h) / 5)).join("");
  return [
    ...[...paths].map(([fill, d]): PathMark => ({ kind: "path", d, fill })),
    ...(rings.length === 0
      ? []
      : [
          { kind: "path", d: rings.map(boxPath).join(""), fill: colours.of("surface") } as const,
          { kind: "path", d: ring, stroke: colours.of("ink-soft"), strokeWidth: 1.5 } as const,
        ]),
  ];
};

/** The causal window's outline: the rows above, and what lies to the left in the own row. */
const windowMarks = (
  { view, cone }: Scene,
  colours: Colours,
  side: number,
  rowOf: (pixel: number) => number,
): readonly PathMark[] => {
  const { window, width, pixel } = view;
  const past = window.filter((p) => p !== pixel);
  if (past.length === 0) return [];
  const columns = past.map((p) => p % width);
  const above = past.filter((p) => Math.floor(p / width) < Math.floor(pixel / width));
  const [left, top, bottom] = [Math.min(...columns) * side, rowOf(past[0]!) * side, (rowOf(pixel) + 1) * side];
  const own = (pixel % width) * side;
  const right = above.length === 0 ? own : (Math.max(...above.map((p) => p % width)) + 1) * side;
  const step = bottom - side;
  const isOwnRowEmpty = columns.length === above.length;
  const d =
    cone || above.length === 0
      ? `M${left} ${step}H${own}V${bottom}H${left}z`
      : isOwnRowEmpty
        ? `M${left} ${top}H${right}V${step}H${left}z`
        : `M${left} ${top}H${right}V${step}H${own}V${bottom}H${left}z`;
  return [{ kind: "path", d, stroke: colours.of("ink"), strokeWidth: 2, dash: "6 4" }];
};

const ownMarks = ([x, y, w, h]: Box, colours: Colours, side: number): readonly PathMark[] => {
  const line = Math.max(2, Math.round(side / 9));
  const frame = (inset: number): string => boxPath([x + inset, y + inset, w - 2 * inset, h - 2 * inset]);
  return [
    { kind: "path", d: frame(line / 2), stroke: colours.of("outline"), strokeWidth: line },
    { kind: "path", d: frame(line * 1.5), stroke: colours.of("glow"), strokeWidth: line },
  ];
};
