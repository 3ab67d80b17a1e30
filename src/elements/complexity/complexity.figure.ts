import { t } from "../language/t.js";
import { finish } from "../../graph/slices.js";
import { figureColour } from "../figure/palette.js";
import type { Figure, FigureOf, LegendEntry, Mark } from "../figure/marks.js";
import { chartMarks, rangeOf } from "./chart.js";
import { execute } from "./execute.js";
import { tableOf, type TableFacts } from "./counting.js";
import { FactsCounter, valueOf, type Facts, type Machine } from "./facts.js";
import { growthOf, type Growth } from "./growth.js";
import { hueOf, rows, type Row } from "./models.js";
import { quantityOf, settingsOf, type ComplexityState, type QuantityId } from "./quantities.js";
import { tooMuch, type Executed } from "./runs.js";
import { shownValue } from "./table.js";

const WIDTH = 1120;
const LINE = 25;
const NAME = 190;
const CHART = { width: 268, height: 250, gap: 16 };
const COLUMNS: readonly (readonly [QuantityId, () => string])[] = [
  ["connections", () => t`connections`],
  ["memory", () => t`memory, bytes`],
  ["minimum", () => t`steps, minimum`],
  ["layerwise", () => t`layer by layer`],
  ["width", () => t`widest step`],
  ["context", () => t`pixels seen`],
  ["wavefront", () => t`drawing: pixel-steps`],
];

/** The table with what was executed, and below it the chosen quantity against depth, side, channels and kernel. */
export const figureOf: FigureOf<ComplexityState> = async (state, engine) => {
  const settings = settingsOf(state);
  const counter = new FactsCounter();
  const executed =
    tooMuch(settings) === null
      ? await execute(
          engine,
          settings,
          state.seed,
          { signal: new AbortController().signal, onProgress: () => {} },
          () => {},
        )
      : [];
  return comparisonFigure(state, {
    table: finish(tableOf(settings, counter)),
    growth: finish(growthOf(state.quantity, settings, state, counter)),
    executed,
  });
};

/** What is counted and, where it ran, executed. */
export interface ComparisonShown {
  readonly table: TableFacts;
  readonly growth: Growth;
  readonly executed: readonly Executed[];
}

/** The picture of what is counted already. */
export const comparisonFigure = (state: ComplexityState, { table, growth, executed }: ComparisonShown): Figure => {
  const { depth, channels, height, width, lanes, unit, quantity, seed } = state;
  const machine: Machine = { lanes, unit };
  const [ran] = executed;
  const top = (rows.length + 1) * LINE + 50;
  const look = { y: top, ...CHART, range: rangeOf(growth.panels), highlighted: null, paint: figureColour };
  const { title, rule } = quantityOf(quantity);
  return {
    title: t`The comparison at ${height} × ${width}, d = ${depth}, k = ${channels}, kernels ${state.kernel} × ${state.kernel}`,
    caption:
      (ran
        ? t`Counted from the models’ graphs; ✓: as many steps were executed on ${ran.adapter}, seed ${seed}.`
        : t`Counted from the models’ graphs.`) +
      ` ${t`Attention is counted, not executed. Below, on logarithmic axes: ${title}.`} ${rule}`,
    legend: rows.map(legendOf),
    width: WIDTH,
    height: top + CHART.height,
    marks: [
      ...heading(),
      ...rows.flatMap((row, i) => tableRow(row, table.facts[row.id], machine, executed, (i + 1) * LINE + 18)),
      { kind: "text", x: 0, y: top - 6, text: title, size: 15, weight: 700 },
      ...growth.panels.flatMap((panel, i) => chartMarks(panel, { ...look, x: i * (CHART.width + CHART.gap) })),
    ],
  };
};

const columnRight = (column: number): number => NAME + ((column + 1) * (WIDTH - NAME)) / COLUMNS.length;

const heading = (): readonly Mark[] =>
  COLUMNS.map(([, said], i) => ({
    kind: "text",
    x: columnRight(i),
    y: 14,
    text: said(),
    size: 12,
    anchor: "end",
    fill: figureColour("ink-soft"),
  }));

function tableRow(row: Row, facts: Facts, machine: Machine, executed: readonly Executed[], y: number): readonly Mark[] {
  const fill = figureColour(hueOf(row.family, true));
  return [
    { kind: "path", d: `M0 ${y - 17}H${WIDTH}`, stroke: figureColour("line") },
    { kind: "text", x: 0, y, text: row.title, size: 14, weight: 700, fill },
    ...COLUMNS.map(([quantity], i): Mark => {
      const value = valueOf(quantity, facts, machine);
      const ran = executed.some(
        ({ id, column, steps }) => id === row.id && column === quantity && steps === Number(value),
      );
      return {
        kind: "text",
        x: columnRight(i),
        y,
        text: `${ran ? "✓ " : ""}${shownValue(quantity, value)}`,
        size: 14,
        anchor: "end",
        fill: figureColour(ran ? "good" : "ink"),
      };
    }),
  ];
}

const legendOf = ({ title, family, dash }: Row): LegendEntry => ({
  label: title,
  swatch: { stroke: figureColour(hueOf(family)), ...(dash === null ? {} : { dash }) },
});
