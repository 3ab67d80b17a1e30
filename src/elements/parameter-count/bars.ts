/** Two bars of the same parts, to scale: one of parameters, one of multiply-adds, with what joins them. */
import { t } from "../language/t.js";
import { textWidth } from "../figure/layout.js";
import type { DrawnMark } from "../figure/marks-view.js";
import { shareText, type Entry } from "./entries.js";
import { boxPath, filled, lookOf, n, type Box } from "./look.js";

export interface BarsLook {
  readonly y: number;
  readonly width: number;
  /** Of a part; 0 for none. */
  readonly selected: number;
  readonly paint: (token: string) => string;
}

const BAR = 46;
const BETWEEN = 54;
const TITLE = 22;
const TEXT = 13;
export const BARS_HEIGHT = 2 * (BAR + TITLE) + BETWEEN + 8;

export interface Segment {
  readonly entry: Entry;
  readonly top: Box;
  readonly bottom: Box;
}

const spread = (values: readonly bigint[], width: number): readonly (readonly [x: number, width: number])[] => {
  const whole = values.reduce((sum, value) => sum + value, 0n);
  let before = 0n;
  return values.map((value) => {
    const share = (part: bigint): number => (whole === 0n ? 0 : (Number((part * 10n ** 9n) / whole) / 1e9) * width);
    const x = share(before);
    before += value;
    return [x, share(before) - x] as const;
  });
};

/** Where each part stands in both bars. */
export const segmentsOf = (
  entries: readonly Entry[],
  { y, width }: Pick<BarsLook, "y" | "width">,
): readonly Segment[] => {
  const tops = spread(
    entries.map(({ parameters }) => parameters),
    width,
  );
  const bottoms = spread(
    entries.map(({ macs }) => macs),
    width,
  );
  return entries.flatMap((entry, i): readonly Segment[] => {
    if (entry.parameters === 0n && entry.macs === 0n) return [];
    const box = ([x, across]: readonly [number, number], at: number): Box => ({ x, y: at, width: across, height: BAR });
    return [{ entry, top: box(tops[i]!, y + TITLE), bottom: box(bottoms[i]!, y + TITLE + BAR + BETWEEN) }];
  });
};

const ribbon = ({ top, bottom }: Segment): string => {
  const [from, to] = [top.y + BAR, bottom.y];
  const middle = (from + to) / 2;
  const curve = (a: number, b: number): string => `C${n(a)} ${n(middle)} ${n(b)} ${n(middle)} ${n(b)}`;
  const [left, right] = [bottom.x, bottom.x + bottom.width];
  return `M${n(top.x)} ${n(from)}${curve(top.x, left)} ${n(to)}H${n(right)}C${n(right)} ${n(middle)} ${n(top.x + top.width)} ${n(middle)} ${n(top.x + top.width)} ${n(from)}z`;
};

const label = (box: Box, name: string, share: string, ink: string): readonly DrawnMark[] => {
  const both = `${name}: ${share}`;
  const text = [both, share].find((words) => textWidth(words, TEXT) + 12 < box.width);
  if (text === undefined) return [];
  return [
    {
      kind: "text",
      x: box.x + box.width / 2,
      y: box.y + BAR / 2 + 5,
      text,
      size: TEXT,
      weight: 600,
      anchor: "middle",
      fill: ink,
    },
  ];
};

/** Words stand on plain ground, so that no pattern runs through them. */
const ground = (box: Box, labels: readonly DrawnMark[], fill: string): readonly DrawnMark[] =>
  labels.flatMap((mark) => {
    if (mark.kind !== "text") return [];
    const width = textWidth(mark.text, TEXT) + 10;
    return [
      { kind: "path", d: boxPath({ x: mark.x - width / 2, y: box.y + 12, width, height: BAR - 24 }), fill } as const,
    ];
  });

/** Titles, bars and what joins them. */
export const barsMarks = (entries: readonly Entry[], look: BarsLook): readonly DrawnMark[] => {
  const { y, width, selected, paint } = look;
  const sum = (of: (entry: Entry) => bigint): bigint => entries.reduce((all, entry) => all + of(entry), 0n);
  const [parameters, macs] = [sum((entry) => entry.parameters), sum((entry) => entry.macs)];
  const segments = segmentsOf(entries, { y, width });
  const title = (text: string, at: number): DrawnMark => ({
    kind: "text",
    x: 0,
    y: at,
    text,
    size: 14,
    weight: 600,
    fill: paint("ink"),
  });
  const fades = (entry: Entry): number => (selected === 0 || selected === entry.number ? 1 : 0.35);
  const bar = (box: Box, entry: Entry, share: string): readonly DrawnMark[] => {
    const colours = lookOf(entry, entries.length);
    const words = label(box, entry.name, share, colours.ink);
    return [...filled(box, colours), ...ground(box, words, colours.fill), ...words];
  };
  const outline = (box: Box): DrawnMark => ({ kind: "path", d: boxPath(box), stroke: paint("raised"), strokeWidth: 1 });
  const chosen = segments.find(({ entry }) => entry.number === selected);
  return [
    title(t`Where the parameters sit`, y + 14),
    ...segments.map((segment): DrawnMark => ({
      kind: "path",
      d: ribbon(segment),
      fill: lookOf(segment.entry, entries.length).fill,
      opacity: selected === segment.entry.number ? 0.6 : 0.18 * fades(segment.entry),
    })),
    ...segments.flatMap(({ entry, top, bottom }) => [
      ...bar(top, entry, shareText(entry.parameters, parameters)),
      ...bar(bottom, entry, shareText(entry.macs, macs)),
    ]),
    ...segments.flatMap(({ top, bottom }) => [top, bottom].filter((box) => box.width > 4).map(outline)),
    ...(chosen
      ? [chosen.top, chosen.bottom].map((box): DrawnMark => ({
          kind: "path",
          d: boxPath({ ...box, width: Math.max(2, box.width) }),
          stroke: paint("ink"),
          strokeWidth: 3,
        }))
      : []),
    title(t`Where the compute sits, in multiply-adds`, y + BARS_HEIGHT - 8),
  ];
};
