/** A map at a step of the clock as marks: for the canvas of the page and for figures alike. */
import { layerOf } from "../../graph/grid.js";
import { NEVER } from "../../schedule/by-step.js";
import type { CellVerdict } from "../controls/questions.js";
import type { Mark } from "../figure/marks.js";
import { colourAt } from "../styles/ramps.js";
import type { Ramps } from "../styles/ramps.js";
import { slotOf } from "./layout.js";
import type { MapLayout } from "./layout.js";
import type { Pass } from "./sweep.js";

/** CSS colours by the name of their token, without `--sf-`. */
export type Colours = (name: string) => string;

export interface Look {
  readonly ramps: Ramps;
  readonly colours: Colours;
  readonly side: number;
  /** The upper left corner of the picture. */
  readonly x: number;
  readonly y: number;
}

/** What is pointed out around the chosen cell, as pixels of one map or of the image. */
export interface Pointed {
  readonly chosen: number | null;
  readonly reads: readonly number[];
  readonly readers: readonly number[];
}

export const NOTHING_POINTED: Pointed = { chosen: null, reads: [], readers: [] };

export interface MapView {
  readonly pass: Pass;
  readonly map: number;
  /** Steps on the clock. */
  readonly step: number;
  readonly show: "values" | "step";
  readonly layout: MapLayout;
  readonly pointed: Pointed;
  /** By cell, while a question is asked. */
  readonly verdicts: ReadonlyMap<number, CellVerdict>;
}

const OPAQUE = 0xff000000;
/** "#rrggbb" as an RGBA word. */
export const wordOf = (colour: string): number => {
  const rgb = Number.parseInt(colour.trim().slice(1), 16);
  return (OPAQUE | ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >>> 16)) >>> 0;
};

/** The colour of a cell that has run; 0, which is hatched, of one that has not. */
export function cellColour(
  { plan, means, scales }: Pass,
  show: MapView["show"],
  step: number,
  cell: number,
  ramps: Ramps,
): number {
  const ran = plan.stepOf(cell);
  if (ran === NEVER || ran >= step) return 0;
  if (show === "step") return colourAt(ramps.order, plan.length < 2 ? 1 : ran / (plan.length - 1));
  const scale = scales[layerOf(plan.grid, cell)] ?? 0;
  return colourAt(ramps.signed, scale === 0 ? 0.5 : 0.5 + (means[cell] ?? 0) / (2 * scale));
}

export function mapMarks(view: MapView, look: Look): readonly Mark[] {
  const { pass, map, step, show, layout } = view;
  const { plan } = pass;
  const { colours, side, ramps } = look;
  const pixels = layout.height * layout.width;
  const surface = wordOf(colours("surface"));
  const words = new Uint32Array(layout.height * layout.across).fill(surface);
  const pads = new Set(words.keys());
  const running: number[] = [];
  const never: number[] = [];
  for (let pixel = 0; pixel < pixels; pixel++) {
    const cell = map * pixels + pixel;
    const slot = slotOf(layout, pixel);
    pads.delete(slot);
    const ran = plan.stepOf(cell);
    if (ran === NEVER) never.push(slot);
    else words[slot] = cellColour(pass, show, step, cell, ramps);
    if (ran === step - 1) running.push(slot);
  }
  return [
    { kind: "cells", x: look.x, y: look.y, rows: layout.height, columns: layout.across, side, colours: words },
    ...crossed([...pads], layout, look),
    ...dotted(never, layout, look),
    ...lit(running, pixels, layout, look),
    ...verdictMarks(view, look),
    ...pointedMarks(view.pointed, layout, look),
  ];
}

/** The image that the first layer reads, with the pixels that the chosen cell sees framed. */
export function imageMarks(
  words: Uint32Array,
  context: readonly number[],
  pointed: Pointed,
  layout: MapLayout,
  look: Look,
): readonly Mark[] {
  return [
    {
      kind: "cells",
      x: look.x,
      y: look.y,
      rows: layout.height,
      columns: layout.across,
      side: look.side,
      colours: words,
    },
    ...outlined(context, layout, look),
    ...pointedMarks(pointed, layout, look),
  ];
}

const cornerOf = (slot: number, { across }: MapLayout, { x, y, side }: Look): readonly [number, number] => [
  x + (slot % across) * side,
  y + Math.floor(slot / across) * side,
];

/** Padding: crossed through, for it is no cell. */
const crossed = (slots: readonly number[], layout: MapLayout, look: Look): readonly Mark[] => {
  const { side, colours } = look;
  if (slots.length === 0) return [];
  const d = slots.map((slot) => {
    const [x, y] = cornerOf(slot, layout, look);
    return `M${x} ${y}l${side} ${side}M${x + side} ${y}l${-side} ${side}`;
  });
  return [{ kind: "path", d: d.join(""), stroke: colours("hatch"), strokeWidth: 1 }];
};

/** Cells that never run, because no output needs them. */
const dotted = (slots: readonly number[], layout: MapLayout, look: Look): readonly Mark[] =>
  slots.map((slot) => {
    const { side, colours } = look;
    const [x, y] = cornerOf(slot, layout, look);
    return {
      kind: "circle",
      x: x + side / 2,
      y: y + side / 2,
      radius: Math.max(1, side / 10),
      fill: colours("ink-soft"),
    };
  });

/** What runs in this step: a bright line within a dark one, round every cell or round the whole map. */
function lit(
  slots: readonly number[],
  pixels: number,
  layout: MapLayout,
  { side, colours, x, y }: Look,
): readonly Mark[] {
  if (slots.length === 0) return [];
  const glow = Math.min(5, Math.max(1.5, side / 6));
  if (slots.length === pixels && pixels > 1 && layout.skew === null) {
    const [width, height] = [layout.across * side, layout.height * side];
    const frame = (inset: number, stroke: string, strokeWidth: number): Mark => ({
      kind: "rect",
      x: x + inset + strokeWidth / 2,
      y: y + inset + strokeWidth / 2,
      width: width - 2 * inset - strokeWidth,
      height: height - 2 * inset - strokeWidth,
      stroke,
      strokeWidth,
    });
    return [frame(0, colours("outline"), 1), frame(1, colours("glow"), 3), frame(4, colours("outline"), 1)];
  }
  const frames = { kind: "frames", x, y, columns: layout.across, side, cells: slots } as const;
  return [
    { ...frames, stroke: colours("glow"), strokeWidth: glow },
    { ...frames, stroke: colours("outline"), strokeWidth: side < 8 ? 0.5 : 1 },
  ];
}

const VERDICT_LOOK: Readonly<Record<CellVerdict, { colour: string; mark: string; dash?: string }>> = {
  picked: { colour: "focus", mark: "" },
  right: { colour: "good", mark: "✓" },
  wrong: { colour: "bad", mark: "✗" },
  missed: { colour: "ink", mark: "", dash: "3 2" },
};

function verdictMarks({ verdicts, map, layout }: MapView, look: Look): readonly Mark[] {
  const { side, colours } = look;
  const pixels = layout.height * layout.width;
  return [...verdicts].flatMap(([cell, verdict]): readonly Mark[] => {
    if (Math.floor(cell / pixels) !== map) return [];
    const slot = slotOf(layout, cell % pixels);
    const [x, y] = cornerOf(slot, layout, look);
    const { colour, mark, dash } = VERDICT_LOOK[verdict];
    const frame: Mark = {
      kind: "frames",
      x: look.x,
      y: look.y,
      columns: layout.across,
      side,
      cells: [slot],
      stroke: colours(colour),
      strokeWidth: Math.max(2, side / 7),
      ...(dash !== undefined && { dash }),
    };
    if (mark === "") return [frame];
    return [
      { kind: "rect", x: x + 2, y: y + 2, width: side - 4, height: side - 4, fill: colours("surface") },
      frame,
      {
        kind: "text",
        x: x + side / 2,
        y: y + side / 2 + side * 0.22,
        text: mark,
        size: side * 0.62,
        weight: 700,
        anchor: "middle",
        fill: colours(colour),
      },
    ];
  });
}

/** The chosen cell framed, what it reads dotted, what reads it ringed: marks, not colours, on whatever colour is below. */
function pointedMarks({ chosen, reads, readers }: Pointed, layout: MapLayout, look: Look): readonly Mark[] {
  const { side, colours } = look;
  const centre = (pixel: number): { x: number; y: number } => {
    const [x, y] = cornerOf(slotOf(layout, pixel), layout, look);
    return { x: x + side / 2, y: y + side / 2 };
  };
  const radius = Math.max(1.5, side / 5);
  const [ink, surface] = [colours("ink"), colours("surface")];
  const dots = reads.map((pixel): Mark => ({
    kind: "circle",
    ...centre(pixel),
    radius,
    fill: ink,
    stroke: surface,
    strokeWidth: 1.5,
  }));
  const rings = readers.flatMap((pixel): readonly Mark[] => [
    { kind: "circle", ...centre(pixel), radius: radius + 0.5, stroke: surface, strokeWidth: Math.max(3, side / 6) },
    { kind: "circle", ...centre(pixel), radius: radius + 0.5, stroke: ink, strokeWidth: Math.max(1.5, side / 11) },
  ]);
  if (chosen === null) return [...dots, ...rings];
  const { x, y } = centre(chosen);
  const line = Math.min(2.5, Math.max(1, side / 8));
  const frame = (inset: number, stroke: string, strokeWidth: number): Mark => ({
    kind: "rect",
    x: x - side / 2 + inset,
    y: y - side / 2 + inset,
    width: side - 2 * inset,
    height: side - 2 * inset,
    stroke,
    strokeWidth,
  });
  return [...dots, ...rings, frame(1.5 * line, surface, line), frame(line / 2, ink, line)];
}

/** The border of a set of pixels. */
function outlined(pixels: readonly number[], layout: MapLayout, look: Look): readonly Mark[] {
  const { side, colours } = look;
  if (pixels.length === 0) return [];
  const inside = new Set(pixels);
  const { width } = layout;
  const has = (row: number, column: number): boolean =>
    column >= 0 && column < width && inside.has(row * width + column);
  const edges = pixels.flatMap((pixel) => {
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    const [x, y] = cornerOf(pixel, layout, look);
    return [
      has(row - 1, column) ? "" : `M${x} ${y}h${side}`,
      has(row + 1, column) ? "" : `M${x} ${y + side}h${side}`,
      has(row, column - 1) ? "" : `M${x} ${y}v${side}`,
      has(row, column + 1) ? "" : `M${x + side} ${y}v${side}`,
    ];
  });
  const d = edges.join("");
  return [
    { kind: "path", d, stroke: colours("surface"), strokeWidth: 4 },
    { kind: "path", d, stroke: colours("ink"), strokeWidth: 2, dash: "4 3" },
  ];
}
