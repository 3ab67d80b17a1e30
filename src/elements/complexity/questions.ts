import { t } from "../language/t.js";
import type { ComparisonSettings } from "../../models/comparison.js";
import { noun } from "../controls/noun.js";
import type { Question } from "../controls/questions.js";
import type { TableFacts } from "./counting.js";

const grouped = (value: number | bigint): string => value.toLocaleString("en-US");

/** What the table is asked for before it tells: products per cell, steps of reading, steps of drawing; null before it has counted. */
export function complexityQuestions(table: TableFacts | null): readonly Question[] | null {
  if (table === null) return null;
  const { settings, facts } = table;
  const { depth, kernel, height, width } = settings;
  const stack = `${depth} ${noun(depth, "layer")}`;
  const image = t`${height} × ${width} pixels`;
  const least = (id: "pixelcnn" | "mdrnn"): number => facts[id].steps.minimum.cells.length;
  const taps = (kernel * kernel + 1) / 2;
  return [
    {
      kind: "number",
      id: "pixelcnn-taps",
      prompt: t`A layer of a PixelCNN has k input and k output maps, kernels of ${kernel} × ${kernel} and mask B, which keeps the centre tap. How many connections has one interior position, as a multiple of k²?`,
      answer: taps,
      explain: t`${taps}: the mask leaves ${taps} of ${kernel * kernel} taps, and each is a k × k matrix. Over ${stack} and ${image} that makes ${grouped(facts.pixelcnn.counts.connections)} connections at k = ${settings.channels}, with mask A in the first layer and without the taps that fall on the padding.`,
    },
    {
      kind: "number",
      id: "mdrnn-taps",
      prompt: t`And one interior cell of a multidimensional RNN with k hidden units?`,
      answer: 3,
      explain: t`3: W_in, W_W and W_N. That makes ${grouped(facts.mdrnn.counts.connections)} connections: the same order, d k² H W.`,
    },
    {
      kind: "number",
      id: "pixelcnn-steps",
      prompt: t`In one step, everything runs whose inputs are there. How many sequential steps does a PixelCNN of ${stack} need to read ${image}?`,
      answer: least("pixelcnn"),
      explain: t`${least("pixelcnn")}: a layer runs at all pixels at once. Neither the image nor k matters.`,
    },
    {
      kind: "number",
      id: "mdrnn-steps",
      prompt: t`And a multidimensional RNN of ${stack}, at the least?`,
      answer: least("mdrnn"),
      explain: t`${least("mdrnn")}: the chain from the first pixel of the first layer to the last pixel of the last layer has H + W + d − 2 cells, and each waits for the one before. Layer by layer it takes ${facts.mdrnn.steps.layerwise.cells.length}.`,
    },
    {
      kind: "number",
      id: "quadrant-drawing",
      prompt: t`Now both draw an image of ${image}, and all pixels are drawn at once whose context is there. A PixelCNN whose masks see only the north-west: how many pixel-steps?`,
      answer: facts.quadrant.drawing.wavefront,
      explain: t`${facts.quadrant.drawing.wavefront}, as many as the multidimensional RNN: what a pixel sees decides, not the architecture. With the upper right in sight it takes ${facts.pixelcnn.drawing.wavefront}, and with all earlier pixels ${facts.diagonal.drawing.wavefront}.`,
    },
  ];
}

/** Two settings that count the same. */
export const sameSettings = (a: ComparisonSettings, b: ComparisonSettings): boolean =>
  a.depth === b.depth &&
  a.channels === b.channels &&
  a.kernel === b.kernel &&
  a.height === b.height &&
  a.width === b.width;
