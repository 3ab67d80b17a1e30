import { t } from "../language/t.js";
import { grouped, shapeText } from "../../models/cnn/shape.js";
import type { Figure, Mark } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { SweepfieldError } from "../../error.js";
import { barsMarks, BARS_HEIGHT } from "./bars.js";
import { wrapText } from "../figure/layout.js";
import { blockMarks, blockOf, tallestOf } from "./blocks.js";
import { convolutionMacs, entriesOf, shareText, toldApart } from "./entries.js";
import { isNet, netOf, settingsOf, type Net } from "./net.js";
import type { ParameterCountState } from "./parameter-count.state.js";

const WIDTH = 1120;
const CELL = 108;
/** Room for names and shapes below a row of blocks. */
const LABELS = 84;
const BIG = 64;

/** The total, the two bars, and the net as blocks. Nothing has to run for it. */
export const figureOf = (state: ParameterCountState): Figure => {
  const net = netOf(settingsOf(state));
  if (!isNet(net)) throw new SweepfieldError("state-invalid", net.message);
  return netFigure(net, state.selected);
};

/** The picture of a net that is counted; `selected` is a part's number, 0 for none. */
export const netFigure = (net: Net, selected: number): Figure => {
  const { count, title, input } = net;
  const { parameters, macs, neurons, connections } = count.total;
  const entries = entriesOf(count);
  const heaviest = entries.reduce((most, entry) => (entry.parameters > most.parameters ? entry : most));
  const perRow = Math.floor(WIDTH / CELL);
  const top = BIG + 34 + BARS_HEIGHT + 28;
  const tallest = tallestOf(count);
  const stroke = figureColour("line-strong");
  const placed = [null, ...entries].map((entry) => ({ entry, shape: entry?.output ?? count.input }));
  const rows = Array.from({ length: Math.ceil(placed.length / perRow) }, (_, i) =>
    placed.slice(i * perRow, (i + 1) * perRow),
  );
  let below = top;
  const blocks = rows.flatMap((row) => {
    below += Math.max(...row.map(({ shape }) => blockOf(shape, tallest).height));
    const y = below;
    below += LABELS;
    return row.flatMap(({ entry, shape }, i): readonly Mark[] => {
      const middle = (i + 0.5) * CELL;
      const label = (text: string, at: number, weight: 400 | 600, fill: string): Mark => ({
        kind: "text",
        x: middle,
        y: y + 18 + 16 * at,
        text,
        size: 12,
        weight,
        anchor: "middle",
        fill: figureColour(fill),
      });
      const names = wrapText(entry?.name ?? t`Image`, CELL - 6, 12);
      const left = middle - blockOf(shape, tallest).width / 2;
      return [
        ...blockMarks(shape, entry, { x: left, y, tallest, entries: entries.length, stroke }),
        ...names.map((name, line) => label(name, line, 600, "ink")),
        label(shapeText(shape), names.length, 400, "ink-soft"),
      ];
    });
  });
  const total = t`${grouped(parameters)} parameters`;
  return {
    title: t`${title}, image ${input.join(" × ")}`,
    caption:
      t`${title} on an image of ${input.join(" × ")}. ${total}; ${shareText(heaviest.parameters, parameters)} sit in ${toldApart(heaviest, entries)}.` +
      ` ${t`${grouped(macs)} multiply-adds, ${shareText(convolutionMacs(count), macs)} in the convolutions; ${grouped(connections)} connections without the taps on the padding; ${grouped(neurons)} neurons.`}` +
      ` ${t`Blocks: height is rows of the image, width channels on a logarithmic scale; dashed ones have no parameters. Layers: ${net.text.replace(/\s+/g, " ")}.`}`,
    legend: [],
    width: WIDTH,
    height: below - 20,
    marks: [
      { kind: "text", x: 0, y: BIG, text: total, size: 52, weight: 700, fill: figureColour("ink") },
      ...barsMarks(entries, { y: BIG + 34, width: WIDTH, selected, paint: figureColour }),
      ...blocks,
    ],
  };
};
