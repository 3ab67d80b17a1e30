import { t } from "../language/t.js";
import type { CnnCount, CnnRow } from "../../models/cnn/count.js";
import { noun } from "../controls/noun.js";
import { type Shape } from "../../models/cnn/shape.js";

/** A part of the net as the pictures show it: one layer or, in a deep net, all layers of one image size. */
export interface Entry {
  /** From 1. */
  readonly number: number;
  readonly name: string;
  /** `plain` has no weights: pooling, the end of branches, what comes before the first of all. */
  readonly kind: "conv" | "full" | "plain";
  readonly output: Shape;
  /** Where they stand among the layers of the count. */
  readonly layers: readonly number[];
  readonly parameters: bigint;
  readonly macs: bigint;
}

/** More would not be told apart. */
const MOST = 26;

type Part = Omit<Entry, "number">;

const kindOf = ({ layer: { type } }: CnnRow): Entry["kind"] | null => {
  if (type === "conv") return "conv";
  if (type === "fc" || type === "rbf") return "full";
  return /pool|subsample|concat/.test(type) ? "plain" : null;
};

const added = (part: Part, row: CnnRow, i: number): Part => ({
  ...part,
  output: row.output,
  layers: [...part.layers, i],
  parameters: part.parameters + row.parameters,
  macs: part.macs + row.macs,
});

/** What stands beside the main way says so: "Conv1-64 (shortcut)". */
const nameOf = ({ name, within }: CnnRow): string => {
  const branch = within.find((label) => label === "shortcut" || label.startsWith("branch "));
  return `${name.replace(/ nobias\b/, "")}${branch === undefined ? "" : ` (${branch})`}`;
};

const partOf = (row: CnnRow, i: number, kind: Entry["kind"]): Part => ({
  name: nameOf(row),
  kind,
  output: row.output,
  layers: [i],
  parameters: row.parameters,
  macs: row.macs,
});

const sizeOf = ({ height, width, flat }: Shape): string => (flat ? t`flat` : `${height}\u00a0×\u00a0${width}`);

/** Batch norm and activations belong to the layer before them. */
const oneByOne = (layers: readonly CnnRow[]): readonly Part[] =>
  layers.reduce<Part[]>((parts, row, i) => {
    const kind = kindOf(row);
    const last = parts.at(-1);
    if (kind !== null) parts.push(partOf(row, i, kind));
    else if (last === undefined) parts.push(partOf(row, i, "plain"));
    else parts[parts.length - 1] = added(last, row, i);
    return parts;
  }, []);

/** All layers of one size together. */
const bySize = (layers: readonly CnnRow[]): readonly Part[] => {
  const parts: Part[] = [];
  layers.forEach((row, i) => {
    const last = parts.at(-1);
    const isFull = kindOf(row) === "full";
    if (last && sizeOf(last.output) === sizeOf(row.output) && (last.kind === "full") === (isFull || row.output.flat))
      parts[parts.length - 1] = added(last, row, i);
    else parts.push(partOf(row, i, row.output.flat ? "full" : "conv"));
  });
  return parts.map((part) => {
    const weighted = part.layers.filter((i) => layers[i]!.connections > 0n).length;
    if (weighted === 0) return { ...part, kind: "plain" as const, name: t`to ${sizeOf(part.output)}` };
    const layersText = `${weighted} ${noun(weighted, "layer")}`;
    const name = part.kind === "full" ? t`${layersText} fully connected` : t`${layersText} at ${sizeOf(part.output)}`;
    return { ...part, name };
  });
};

const kept = new WeakMap<CnnCount, readonly Entry[]>();

export const entriesOf = (count: CnnCount): readonly Entry[] => {
  const entries = kept.get(count) ?? entriesIn(count);
  kept.set(count, entries);
  return entries;
};

const entriesIn = ({ layers }: CnnCount): readonly Entry[] => {
  const parts = oneByOne(layers);
  return (parts.length > MOST ? bySize(layers) : parts).map((part, i) => ({ ...part, number: i + 1 }));
};

/** "2nd". */
const ordinal = (place: number): string => {
  const endings = [() => t`${place}th`, () => t`${place}st`, () => t`${place}nd`, () => t`${place}rd`];
  const isTeen = place % 100 > 10 && place % 100 < 14;
  return (endings[isTeen ? 0 : place % 10] ?? endings[0]!)();
};

/** The name in a sentence, told apart from others of the same name: "the 2nd Conv3-256". */
export const toldApart = (entry: Entry, entries: readonly Entry[]): string => {
  const same = entries.filter(({ name }) => name === entry.name);
  if (same.length === 1) return entry.name;
  const place = same.indexOf(entry) + 1;
  return t`the ${ordinal(place)} ${entry.name}`;
};

/** Multiply-adds of the convolutions. */
export const convolutionMacs = ({ layers }: CnnCount): bigint =>
  layers.reduce((sum, { layer, macs }) => sum + (layer.type === "conv" ? macs : 0n), 0n);

/** Of the whole, in percent: "99.5 %". What is little but not nothing is not rounded to nothing. */
export const shareText = (part: bigint, whole: bigint): string => {
  if (part === 0n || whole === 0n) return "0 %";
  if (part === whole) return "100 %";
  const percent = Number((part * 1_000_000n) / whole) / 10_000;
  return percent < 0.1 ? "< 0.1 %" : percent >= 99.95 ? "> 99.9 %" : `${percent.toFixed(1)} %`;
};
