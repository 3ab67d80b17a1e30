import { columnsOfCheck } from "../../kernels/threshold-rnn/net.js";
import { adderSource } from "../../models/pytorch/adder.js";
import { SweepfieldError } from "../../error.js";
import { t } from "../language/t.js";
import type { DataTable, TakeAway } from "../tools/take-away.js";
import { drawn } from "./adder.figure.js";
import type { SfAdder } from "./adder.js";
import type { Checked } from "./check.js";
import { columnsOf, diagnose, type ShownColumn } from "./columns.js";
import { meaningOf } from "./meanings.js";
import { pairOf } from "./model.js";
import { numbersOf, PLACES, UNITS } from "./notation.js";
import type { Pair } from "./pair-map.js";
import type { Ripple } from "./ripples.js";
import { placeName, unitName } from "./text.js";

type Given = Pick<SfAdder, "checked" | "held" | "step" | "a" | "b" | "speed" | "ripples">;

interface Scene {
  readonly checked: Checked;
  readonly pair: Pair;
  readonly columns: readonly ShownColumn[];
}

/** The net that was checked last, with the pair of the animation. */
const sceneOf = (checked: Checked, { a, b }: Pick<Given, "a" | "b">): Scene => {
  const { adder } = checked;
  const pair = pairOf({ a, b, bits: adder.check.bits });
  return { checked, pair, columns: columnsOf(adder, pair.a, pair.b) };
};

/** @throws SweepfieldError "cancelled" while there is nothing that may be shown. */
function shownBy(element: Given): Scene {
  if (!element.checked) throw new SweepfieldError("cancelled", t`Nothing has run yet; wait for the first run.`);
  if (element.held) throw new SweepfieldError("cancelled", t`A question stands before the picture; answer it first.`);
  return sceneOf(element.checked, element);
}

/** Why a pair fails is worked out for as many: it takes a run of the net each. */
const MOST_DIAGNOSED = 100;

const HIDDEN = ["z1", "z2", "z3", "h1", "h2", "h3"] as const;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function tablesOf({ checked, columns }: Scene, ripples: readonly Ripple[]): readonly DataTable[] {
  const { adder, report } = checked;
  const failing = report.failing();
  const { pairs, right, steps, dispatches, milliseconds, timing, device, adapter } = report;
  return [
    {
      name: "net",
      columns: ["number", "value"],
      rows: numbersOf(adder.net).map((value, index) => [placeName(PLACES[index]!), value]),
    },
    {
      name: "columns",
      columns: ["column", "x1", "x2", "carry in", ...HIDDEN, "z of the output", "y", "right digit"],
      rows: columns.map(({ x, carry, z, h, zY, y, digit }, at) => [at + 1, ...x, carry, ...z, ...h, zY, y, digit]),
    },
    {
      name: "margins",
      columns: ["unit", "stands for", "margin", "times wrong"],
      rows: [...report.units, report.output].map(({ margin, wrong }, unit) => [
        unitName(unit),
        unit === UNITS ? null : meaningOf(adder.check.code[unit] ?? null),
        finite(margin),
        wrong,
      ]),
    },
    {
      name: "failing",
      columns: ["a", "b", "came out as", "right", "first wrong column"],
      rows: failing.map(({ a, b, got, want, column }) => [a, b, got, want, column + 1]),
    },
    {
      name: "diagnosed",
      columns: ["a", "b", "unit on the wrong side", "in column", "margin"],
      rows: failing.slice(0, MOST_DIAGNOSED).map(({ a, b }) => {
        const found = diagnose(columnsOf(adder, a, b));
        return [a, b, ...(found ? [unitName(found.unit), found.origin + 1, found.margin] : [null, null, null])];
      }),
    },
    {
      name: "ripples",
      columns: ["gain", "longest ripple that survives"],
      rows: ripples.map(({ gain, longest }) => [gain, longest]),
    },
    {
      name: "executed",
      columns: ["pairs", "right", "sequential steps", "GPU dispatches", "milliseconds", "timing", "device", "adapter"],
      rows: [[pairs, right, steps, dispatches, milliseconds, timing, device, adapter]],
    },
  ];
}

export const takeAway: TakeAway<Given> = {
  figure: async (element) => {
    const { checked, pair, columns } = shownBy(element);
    return drawn(checked, pair, columns, element.step);
  },
  frames: async (element) => {
    const { checked, pair, columns } = shownBy(element);
    return {
      length: columns.length + 1,
      rate: Number(element.speed),
      at: (step) => drawn(checked, pair, columns, step),
    };
  },
  tables: (element) =>
    element.checked && !element.held ? tablesOf(sceneOf(element.checked, element), element.ripples.chart) : [],
  pytorch: (element) => {
    const { net, check } = shownBy(element).checked.adder;
    return adderSource(net, { bits: check.bits, columns: columnsOfCheck(check), carryIn: check.carryIn });
  },
};
