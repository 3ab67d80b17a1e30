import type { CheckAdder } from "../../engine/check-adders.js";
import { noun } from "../controls/noun.js";
import type { FigureOf, Mark } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { checkAll, type Checked } from "./check.js";
import { columnsOf, diagnose } from "./columns.js";
import { adderOf, pairOf, type AdderState } from "./model.js";
import { BOX, boxAt, NETWORK, networkMarks, sourceName } from "./network-marks.js";
import { numbersOf, PLACES } from "./notation.js";
import { mapMarks } from "./pair-map.js";
import { grouped, short, signed } from "./text.js";
import { sumText, verdictText } from "./verdict.js";

const GAP = 40;
const MAP = 512;
const TOP = 76;

/** The net at the column `at` of its pair (the first wrong one or half way unless given), beside the map of all pairs. */
export const figureOf: FigureOf<AdderState, CheckAdder> = async (state, engine) => {
  const adder = adderOf(state);
  const checked = await checkAll(engine, { adder, device: state.device, asks: false });
  const pair = pairOf(state);
  const columns = columnsOf(adder, pair.a, pair.b);
  const found = diagnose(columns);
  const step =
    state.at < 0 ? (found ? found.column + 1 : Math.ceil(columns.length / 2)) : Math.min(columns.length, state.at);
  const { report } = checked;
  const [values, own] = [numbersOf(adder.net), numbersOf(adder.start.net)];
  const isEdited = values.some((value, i) => value !== own[i]);
  const map = mapMarks(report, { size: MAP, chosen: pair, paint: figureColour });
  return {
    title: `${grouped(report.right)} of ${grouped(report.pairs)} pairs right: ${adder.start.name}${isEdited ? ", edited" : ""}`,
    caption: captionOf(checked, verdictText(pair, adder.check.carryIn, columns)),
    legend: [
      { label: "pair right", swatch: { fill: figureColour("good-well") } },
      { label: "pair wrong", swatch: { fill: figureColour("bad") } },
      { label: "unit that is on", swatch: { fill: figureColour("glow"), stroke: figureColour("outline") } },
      { label: "positive", swatch: { fill: figureColour("pixelcnn") } },
      { label: "negative, dashed", swatch: { fill: figureColour("mdrnn") } },
    ],
    width: NETWORK.width + GAP + MAP,
    height: NETWORK.height + 10,
    marks: [
      ...networkMarks(adder, { column: columns[step - 1] ?? null, paint: figureColour }),
      ...numbers(values, own),
      words(NETWORK.width + GAP, TOP - 40, `a → 0 … ${2 ** state.bits - 1}, b ↓ 0 … ${2 ** state.bits - 1}`),
      words(
        NETWORK.width + GAP,
        TOP - 18,
        `in the net: ${sumText(pair, adder.check.carryIn)}, column ${step} of ${columns.length}`,
      ),
      ...map.map((mark) => moved(mark, NETWORK.width + GAP, TOP)),
    ],
  };
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
    ({ margin }, u) => `${u === units.length ? "output" : `h${u + 1}`} ${signed(margin)}`,
  );
  return (
    `All pairs of ${check.bits}-bit numbers${check.carryIn === 1 ? " with a carry in" : ""}, executed on ${adapter}: ${steps} sequential ${noun(steps, "step")}, ${dispatches} GPU ${noun(dispatches, "dispatch")}. ` +
    `H(0) = ${net.atZero}${check.gain === undefined ? "" : `, logistic hidden units of gain ${check.gain}`}. ` +
    `${counterexample ? `The first pair that fails: ${counterexample.a} + ${counterexample.b} came out as ${counterexample.got}. ` : ""}` +
    `Margins: ${margins.join(", ")}. ${outcome}`
  );
}
