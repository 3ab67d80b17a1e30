/** Every number of counting.html, counted by the code that the page is about. */
import { accessMap } from "../../src/graph/access.js";
import { receptiveField } from "../../src/graph/receptive-field.js";
import { finish } from "../../src/graph/slices.js";
import { samplingSteps } from "../../src/graph/sampling.js";
import { countCnn } from "../../src/models/cnn/count.js";
import { CNN_PRESETS } from "../../src/models/cnn/presets.js";
import { cnnOf } from "../../src/models/cnn/spec.js";
import { COMPARED, type ComparedId, type ComparisonSettings } from "../../src/models/comparison.js";
import { countModel } from "../../src/models/count.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import { comparedCounts, comparedDrawing, comparedSight, comparedSteps } from "../../src/schedule/comparison.js";
import { stepFormula } from "../../src/schedule/formulas.js";
import { ticksOf } from "../../src/schedule/profile.js";
import { scheduleFor } from "../../src/schedule/schedules.js";
import { sequenceSchedule } from "../../src/schedule/sequence.js";
import { peakWidth, utilisation } from "../../src/schedule/statistics.js";

const SETTING: ComparisonSettings = { height: 28, width: 28, depth: 7, channels: 16, kernel: 3 };
const { height, width, depth, channels, kernel } = SETTING;

const TITLES: Readonly<Record<ComparedId, string>> = {
  pixelcnn: "PixelCNN",
  quadrant: "PixelCNN, quadrant",
  gated: "Gated PixelCNN",
  mdrnn: "MDRNN",
  mdlstm: "MDLSTM",
  "row-lstm": "Row LSTM",
  diagonal: "Diagonal BiLSTM",
  attention: "Causal attention",
};

const work = (id: ComparedId, settings = SETTING) => finish(comparedSteps(id, settings));
const drawing = (id: ComparedId, settings = SETTING) => finish(comparedDrawing(id, settings));
const widest = (cells: Float64Array): number => cells.reduce((most, count) => Math.max(most, count), 0);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const cnn = pixelCnn({ depth, channels, inputs: channels, kernel });
const rnn = mdrnn({ depth, channels, inputs: channels });
const fourWays = mdrnn({ depth, channels, inputs: channels, directions: 4 });
const pipelined = scheduleFor(rnn, "pipelined", SETTING);
const formula = (name: "pipelined" | "layerwise" | "raster", spec = rnn): number =>
  stepFormula(spec, name).value(SETTING);

const field = (layers: number) => receptiveField(accessMap(pixelCnn({ depth: layers, channels: 1, kernel })))!;
const gatedField = finish(comparedSight("gated", SETTING)).interior!;

const preset = CNN_PRESETS["homework"]!;
const homework = countCnn(cnnOf(preset.layers, preset.input, "homework"));
const firstFullyConnected = homework.layers.find(({ name }) => name === "FC-1024")!;
const unpadded = countCnn(
  cnnOf(
    preset.layers.replaceAll(/Conv3-\d+/g, (conv) => `${conv} p0`),
    preset.input,
    "homework without padding",
  ),
);

const LANES = [1, 8, 32, 128, 512, Infinity];
const SEQUENCE = { steps: 64, layers: 3 };
const lstm = { kind: "lstm", inputs: 1, hidden: 1, layers: SEQUENCE.layers } as const;

/** d at which the last output of a PixelCNN sees the first pixel. */
const equalReach = Math.ceil((Math.max(height, width) - 1) / ((kernel - 1) / 2));

export const numbers = {
  height,
  width,
  depth,
  channels,
  kernel,
  pixels: height * width,
  "steps.pixelcnn": work("pixelcnn").minimum.cells.length,
  "steps.mdrnn": work("mdrnn").minimum.cells.length,
  "steps.mdrnn.layerwise": formula("layerwise"),
  "steps.mdrnn.raster": formula("raster"),
  "steps.four": scheduleFor(fourWays, "pipelined", SETTING).length,
  "steps.four.layerwise": formula("layerwise", fourWays),
  "steps.row-lstm": work("row-lstm").minimum.cells.length,
  "steps.diagonal": work("diagonal").minimum.cells.length,
  "steps.gated": work("gated").minimum.cells.length,
  "peak.mdrnn": peakWidth(pipelined),
  "utilisation.mdrnn": percent(utilisation(pipelined)),
  "connections.pixelcnn": countModel(cnn, SETTING).connections,
  "macs.pixelcnn": countModel(cnn, SETTING).macs,
  "parameters.pixelcnn": countModel(cnn, SETTING).parameters,
  "connections.mdrnn": countModel(rnn, SETTING).connections,
  "matvecs.pixelcnn.one": ticksOf(work("pixelcnn").minimum.matvecs, 1),
  "matvecs.mdrnn.one": ticksOf(work("mdrnn").minimum.matvecs, 1),
  "field.size": field(depth).size,
  "field.window": field(depth).window,
  "field.blind": field(depth).blind,
  "field.blind.two": field(2).blind,
  "field.blind.twice": field(2 * depth).blind,
  twice: 2 * depth,
  "field.gated.blind": gatedField.blind,
  "context.mdrnn": finish(comparedSight("mdrnn", SETTING)).middle,
  "context.diagonal": finish(comparedSight("diagonal", SETTING)).middle,
  "draw.pixelcnn": drawing("pixelcnn").wavefront,
  "draw.quadrant": drawing("quadrant").wavefront,
  "draw.gated": drawing("gated").wavefront,
  "draw.mdrnn": drawing("mdrnn").wavefront,
  "draw.diagonal": drawing("diagonal").wavefront,
  "draw.seven": samplingSteps(
    { ...cnn, layers: cnn.layers.map((layer, i) => (i === 0 ? { ...layer, kernel: 7 } : layer)) },
    SETTING,
  )!.wavefront,
  "reach.depth": equalReach,
  "reach.mdrnn": scheduleFor(mdrnn({ depth: 1, channels }), "pipelined", SETTING).length,
  "time.steps": SEQUENCE.steps,
  "time.layers": SEQUENCE.layers,
  "time.pipelined": sequenceSchedule(lstm, "pipelined", SEQUENCE.steps).length,
  "time.layerwise": sequenceSchedule(lstm, "layerwise", SEQUENCE.steps).length,
  "cnn.parameters": homework.total.parameters,
  "cnn.weights": homework.total.parameters - homework.total.biases,
  "cnn.first": firstFullyConnected.parameters,
  "cnn.share": percent(Number(firstFullyConnected.parameters) / Number(homework.total.parameters)),
  "cnn.unpadded": unpadded.total.parameters,
};

/** By model: steps one layer after the other, fewest steps, widest step, connections, pixel-steps to draw. */
const models = COMPARED.map((id) => {
  const { minimum, layerwise } = work(id);
  return [
    TITLES[id],
    minimum.cells.length,
    layerwise.cells.length,
    widest(minimum.cells),
    comparedCounts(id, SETTING).connections,
    drawing(id).wavefront,
  ];
});

/** By number of lanes: ticks of the two models, a lane doing a product or a cell in each. */
const lanes = LANES.map((count) => [
  count === Infinity ? "∞" : count,
  ...(["matvecs", "cells"] as const).flatMap((unit) =>
    (["pixelcnn", "mdrnn"] as const).map((id) => ticksOf(work(id).minimum[unit], count)),
  ),
]);

const fields = [1, 2, 3, 5, depth, 2 * depth].map((layers) => {
  const { size, window, blind } = field(layers);
  return [layers, size, window, blind];
});

export const rows = { models, lanes, fields };
