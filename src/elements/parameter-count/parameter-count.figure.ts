import { grouped, shapeText } from "../../models/cnn/shape.js";
import type { Figure, Mark } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { SweepfieldError } from "../../error.js";
import { barsMarks, BARS_HEIGHT } from "./bars.js";
import { blockMarks, blockOf, TALLEST, tallestOf } from "./blocks.js";
import { convolutionMacs, entriesOf, shareText, toldApart } from "./entries.js";
import { isNet, netOf, settingsOf } from "./net.js";
import type { ParameterCountState } from "./parameter-count.state.js";

const WIDTH = 1120;
const CELL = 108;
const ROW = TALLEST + 56;
const BIG = 64;

/** The total, the two bars, and the net as blocks. Nothing has to run for it. */
export const figureOf = (state: ParameterCountState): Figure => {
  const net = netOf(settingsOf(state));
  if (!isNet(net)) throw new SweepfieldError("state-invalid", net.message);
  const { count, title, input } = net;
  const { parameters, macs, neurons, connections } = count.total;
  const entries = entriesOf(count);
  const heaviest = entries.reduce((most, entry) => (entry.parameters > most.parameters ? entry : most));
  const perRow = Math.floor(WIDTH / CELL);
  const top = BIG + 34 + BARS_HEIGHT + 28;
  const tallest = tallestOf(count);
  const stroke = figureColour("line-strong");
  const blocks = [null, ...entries].flatMap((entry, i): readonly Mark[] => {
    const shape = entry?.output ?? count.input;
    const x = (i % perRow) * CELL;
    const y = top + Math.floor(i / perRow) * ROW + TALLEST;
    const middle = x + CELL / 2;
    const label = (text: string, at: number, weight: 400 | 600, fill: string): Mark => ({
      kind: "text",
      x: middle,
      y: y + at,
      text,
      size: 12,
      weight,
      anchor: "middle",
      fill: figureColour(fill),
    });
    const left = middle - blockOf(shape, tallest).width / 2;
    return [
      ...blockMarks(shape, entry, { x: left, y, tallest, entries: entries.length, stroke }),
      label(entry?.name ?? "Image", 18, 600, "ink"),
      label(shapeText(shape), 34, 400, "ink-soft"),
    ];
  });
  const total = `${grouped(parameters)} parameters`;
  return {
    title: `${title}: ${total}`,
    caption:
      `${title} on an image of ${input.join(" × ")}. ${total}; ${shareText(heaviest.parameters, parameters)} sit in ${toldApart(heaviest, entries)}. ` +
      `${grouped(macs)} multiply-adds, ${shareText(convolutionMacs(count), macs)} in the convolutions; ${grouped(connections)} connections without the taps on the padding; ${grouped(neurons)} neurons. ` +
      `Blocks: height is rows of the image, width channels on a logarithmic scale; dashed ones have no parameters. Layers: ${net.text.replace(/\s+/g, " ")}.`,
    legend: [],
    width: WIDTH,
    height: top + Math.ceil((entries.length + 1) / perRow) * ROW,
    marks: [
      { kind: "text", x: 0, y: BIG, text: total, size: 52, weight: 700, fill: figureColour("ink") },
      ...barsMarks(entries, { y: BIG + 34, width: WIDTH, selected: state.selected, paint: figureColour }),
      ...blocks,
    ],
  };
};
