import { t } from "../language/t.js";
import type { TemplateResult } from "lit";
import type { ReceptiveField } from "../../graph/receptive-field.js";
import type { FieldView } from "./field-view.js";
import { formulas } from "./formulas.tex.js";
import type { StackLayer } from "./layers.js";
import { hasColours, type FieldState } from "./model.js";

/** A closed form that holds for what is shown, and the count that it is checked against. */
export interface ClosedForm {
  readonly says: string;
  readonly formula: TemplateResult;
  readonly value: number;
  /** Counted on the graph: away from the borders, or at this output. */
  readonly counted: number;
}

type Rule = (input: {
  readonly state: FieldState;
  readonly layers: readonly StackLayer[];
  readonly view: FieldView;
  readonly interior: ReceptiveField | null;
}) => readonly ClosedForm[];

const form = (
  says: string,
  formula: (live: { value: number }) => TemplateResult,
  value: number,
  counted: number,
): ClosedForm => ({ says, formula: formula({ value }), value, counted });

const reachOf = (layers: readonly StackLayer[]): number =>
  layers.reduce((sum, { kernel }) => sum + (kernel - 1) / 2, 0);

const pixelCnn: Rule = ({ state, layers, interior, view }) => {
  const [first] = layers;
  if (!interior || !first || state.context !== "raster" || hasColours(state)) return [];
  const d = layers.length;
  const masks = layers.map(({ mask }) => mask).join("");
  const isPlain = layers.every(({ kernel, dilation }) => kernel === first.kernel && dilation === 1);
  const p = (first.kernel - 1) / 2;
  if (view.height === 1) {
    const isDoubling = layers.every(({ dilation }, i) => dilation === (i === 0 ? 1 : 2 ** (i - 1)));
    const isCausal = first.kernel === 3 && isPlain === d < 3 && isDoubling && /^AB+$/.test(masks);
    return isCausal && layers.every(({ kernel }) => kernel === 3)
      ? [form(t`Samples seen by d layers`, formulas.doubling, 2 ** (d - 1), interior.size)]
      : [];
  }
  if (!isPlain) return [];
  if (/^AB*$/.test(masks))
    return [
      form(t`Pixels seen, away from the borders`, formulas.seen, d * p * (2 * d * p + 2 - (d - 1) / 2), interior.size),
      form(t`Blind, away from the borders`, formulas.blind, (d * p * (d - 1)) / 2, interior.blind),
    ];
  return /^A+$/.test(masks) && p === 1
    ? [form(t`Pixels seen, mask A everywhere`, formulas.allA, (d + 1) ** 2, interior.size)]
    : [];
};

const gated: Rule = ({ layers, interior, view }) => {
  const reach = reachOf(layers.map((layer, i) => (i === 0 ? { ...layer, kernel: Math.max(3, layer.kernel) } : layer)));
  if (!interior || view.height === 1) return [];
  return [form(t`Pixels seen, the whole window of reach P`, formulas.gated, 2 * reach * (reach + 1), interior.size)];
};

const quadrant: Rule = ({ view }) => {
  const [r, c] = [Math.floor(view.pixel / view.width), view.pixel % view.width];
  const all = (r + 1) * (c + 1);
  return [
    view.seesOwn
      ? form(t`Pixels of the quadrant`, formulas.quadrant, all, view.seen.length)
      : form(t`Pixels of the quadrant without its own`, formulas.quadrantWithoutOwn, all - 1, view.seen.length),
  ];
};

const RULES: Readonly<Record<FieldState["model"], Rule>> = {
  pixelcnn: pixelCnn,
  gated,
  mdrnn: quadrant,
  "mdrnn-printed": ({ layers: { length: d }, interior, view }) =>
    interior && view.height > 1
      ? [form(t`Pixels of the triangle`, formulas.printed, ((d + 1) * (d + 2)) / 2, interior.size)]
      : [],
  "row-lstm": () => [],
  "diagonal-bilstm": ({ view }) =>
    view.seesOwn ? [] : [form(t`All earlier pixels`, formulas.past, view.pixel, view.seen.length)],
};

/** The closed forms of the layers looked through; none where none is known. */
export const closedForms: Rule = (input) => (input.view.layers === 0 ? [] : RULES[input.state.model](input));
