import { t } from "../language/t.js";
import type { CnnCount, CnnRow } from "../../models/cnn/count.js";
import { formulaText } from "../../models/cnn/formula.js";
import { grouped } from "../../models/cnn/shape.js";

export interface Difference {
  readonly name: string;
  readonly before: string;
  readonly now: string;
}

/** Two counts of the same layers, side by side: what changed, and what did not. */
export interface Differences {
  readonly before: bigint;
  readonly now: bigint;
  readonly changed: readonly Difference[];
  /** Names of the layers with weights that have as many as before; null where the layers are others than before. */
  readonly same: readonly string[] | null;
  /** Multiply-adds before and now. */
  readonly macs: readonly [before: bigint, now: bigint];
}

const isWeighted = ({ layer: { type } }: CnnRow): boolean => type === "conv" || type === "fc" || type === "subsample";
const plainName = ({ name }: CnnRow): string => name.replace(/ (?:p\S+|nobias)/g, "");
const told = ({ formula, parameters }: CnnRow): string => `${formulaText(formula)} = ${grouped(parameters)}`;

const norms = ({ layers }: CnnCount): bigint =>
  layers.reduce((sum, { layer, parameters }) => sum + (layer.type === "bn" ? parameters : 0n), 0n);

export const differences = (before: CnnCount, now: CnnCount): Differences => {
  const [old, rows] = [before, now].map(({ layers }) => layers.filter(isWeighted)) as [CnnRow[], CnnRow[]];
  const totals = {
    before: before.total.parameters,
    now: now.total.parameters,
    macs: [before.total.macs, now.total.macs] as const,
  };
  const isSameList = old.length === rows.length && rows.every((row, i) => plainName(row) === plainName(old[i]!));
  if (!isSameList) return { ...totals, changed: [], same: null };
  const changed = rows.flatMap((row, i): readonly Difference[] =>
    row.parameters === old[i]!.parameters ? [] : [{ name: plainName(row), before: told(old[i]!), now: told(row) }],
  );
  const [oldNorms, nowNorms] = [norms(before), norms(now)];
  const norm: readonly Difference[] =
    oldNorms === nowNorms ? [] : [{ name: t`Batch norm, γ and β`, before: grouped(oldNorms), now: grouped(nowNorms) }];
  const same = rows.filter((row, i) => row.parameters === old[i]!.parameters).map(plainName);
  return { ...totals, changed: [...changed, ...norm], same: [...new Set(same)] };
};

/** "−154,140,672" */
export const changeText = (before: bigint, now: bigint): string =>
  now === before ? "±0" : now > before ? `+${grouped(now - before)}` : `−${grouped(before - now)}`;
