import type { CheckAdder } from "../../engine/check-adders.js";
import type { Figure, FigureOf, Mark } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { t } from "../language/t.js";
import { checkAll, type Checked } from "./check.js";
import { columnsOf, diagnose, type ShownColumn } from "./columns.js";
import { adderOf, pairOf, type AdderState } from "./model.js";
import { BOX, boxAt, NETWORK, networkMarks, sourceName } from "./network-marks.js";
import { numbersOf, PLACES } from "./notation.js";
import { mapMarks, type Pair } from "./pair-map.js";
import { nameOf } from "./preset-texts.js";
import { grouped, short, signed } from "./text.js";
import { sumText, verdictText } from "./verdict.js";

const GAP = 40;
const MAP = 512;
const TOP = 76;

/** A net at a column of a pair, beside the map of all pairs. */
export function drawn(checked: Checked, pair: Pair, columns: readonly ShownColumn[], step: number): Figure {
  const { adder, report } = checked;
  const most = 2 ** adder.check.bits - 1;
  const [values, own] = [numbersOf(adder.net), numbersOf(adder.start.net)];
  const isEdited = values.some((value, i) => value !== own[i]);
  const map = mapMarks(report, { size: MAP, chosen: pair, paint: figureColour });
  return {
    title: isEdited
      ? t`${grouped(report.right)} of ${grouped(report.pairs)} pairs right: ${nameOf(adder.start)}, edited`
      : t`${grouped(report.right)} of ${grouped(report.pairs)} pairs right: ${nameOf(adder.start)}`,
    caption: captionOf(checked, verdictText(pair, adder.check.carryIn, columns)),
    legend: [
      { label: t`pair right`, swatch: { fill: figureColour("good-well") } },
      { label: t`pair wrong`, swatch: { fill: figureColour("bad") } },
      { label: t`unit that is on`, swatch: { fill: figureColour("glow"), stroke: figureColour("outline") } },
      { label: t`positive`, swatch: { fill: figureColour("pixelcnn") } },
      { label: t`negative, dashed`, swatch: { fill: figureColour("mdrnn") } },
    ],
    width: NETWORK.width + GAP + MAP,
    height: NETWORK.height + 10,
    marks: [
      ...networkMarks(adder, { column: columns[step - 1] ?? null, paint: figureColour }),
      ...numbers(values, own),
      words(NETWORK.width + GAP, TOP - 40, `a → 0 … ${most}, b ↓ 0 … ${most}`),
      words(
        NETWORK.width + GAP,
        TOP - 18,
        t`in the net: ${sumText(pair, adder.check.carryIn)}, column ${step} of ${columns.length}`,
      ),
      ...map.map((mark) => moved(mark, NETWORK.width + GAP, TOP)),
    ],
  };
}

/** The net at the column `at` of its pair (the first wrong one or half way unless given). */
export const figureOf: FigureOf<AdderState, CheckAdder> = async (state, engine) => {
  const adder = adderOf(state);
  const checked = await checkAll(engine, { adder, device: state.device, asks: false });
  const pair = pairOf(state);
  const columns = columnsOf(adder, pair.a, pair.b);
  const found = diagnose(columns);
  const step =
    state.at < 0 ? (found ? found.column + 1 : Math.ceil(columns.length / 2)) : Math.min(columns.length, state.at);
  return drawn(checked, pair, columns, step);
};

const words = (x: number, y: number, text: string): Mark => ({
  kind: "text",
  x,
  y,
  text,
  fill: figureColour("ink-soft"),
});

/** The inputs of the page, as text; what was changed has a thicker frame. */
const numbers = (values: readonly number[], own: readonly number[]): readonly Mark[] =>
  PLACES.flatMap((place): readonly Mark[] => {
    const { x, y } = boxAt(place);
    const value = values[place.index]!;
    const isChanged = value !== own[place.index];
    return [
      {
        kind: "rect",
        x,
        y,
        ...BOX,
        radius: 5,
        fill: figureColour(isChanged ? "well" : "raised"),
        stroke: figureColour(isChanged ? "ink" : "line-strong"),
        strokeWidth: isChanged ? 2 : 1,
      },
      { kind: "text", x: x + 6, y: y + 17, text: sourceName(place.source), size: 12, fill: figureColour("ink-soft") },
      {
        kind: "text",
        x: x + BOX.width - 6,
        y: y + 18,
        text: short(value),
        anchor: "end",
        weight: value === 0 ? 400 : 600,
        fill: figureColour(value === 0 ? "ink-soft" : "ink"),
      },
    ];
  });

/** A mark of the map at its place beside the net. */
const moved = (mark: Mark, x: number, y: number): Mark =>
  mark.kind === "path"
    ? {
        ...mark,
        d: mark.d.replace(
          /([ML])([\d.]+) ([\d.]+)/g,
          (_, command, px, py) => `${command}${Number(px) + x} ${Number(py) + y}`,
        ),
      }
    : { ...mark, x: mark.x + x, y: mark.y + y };

function captionOf({ adder: { net, check }, report }: Checked, outcome: string): string {
  const { steps, dispatches, adapter, units, output, counterexample } = report;
  const margins = [...units, output].map(
    ({ margin }, u) => `${u === units.length ? "y" : `h${u + 1}`} ${signed(margin)}`,
  );
  const tried =
    check.carryIn === 1
      ? t`All pairs of ${check.bits}-bit numbers with a carry in, executed on ${adapter}.`
      : t`All pairs of ${check.bits}-bit numbers, executed on ${adapter}.`;
  return [
    tried,
    t`Sequential steps: ${steps}, GPU dispatches: ${dispatches}.`,
    check.gain === undefined
      ? t`H(0) = ${net.atZero}.`
      : t`H(0) = ${net.atZero}, logistic hidden units of gain ${check.gain}.`,
    ...(counterexample
      ? [t`The first pair that fails: ${counterexample.a} + ${counterexample.b} came out as ${counterexample.got}.`]
      : []),
    t`Margins: ${margins.join(", ")}.`,
    outcome,
  ].join(" ");
}
