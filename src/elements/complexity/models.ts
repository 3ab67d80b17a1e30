import { COMPARED, type ComparedId } from "../../models/comparison.js";

export type Family = "convolution" | "recurrence" | "attention";

/** How a model is called and drawn: the hue tells the family, dash and marker the member. */
export interface Row {
  readonly id: ComparedId;
  readonly title: string;
  readonly family: Family;
  readonly dash: string | null;
  readonly marker: "circle" | "square" | "triangle" | "diamond";
  /** A reader's one-line reminder. */
  readonly hint: string;
}

const ROWS: Readonly<Record<ComparedId, Omit<Row, "id">>> = {
  pixelcnn: {
    title: "PixelCNN",
    family: "convolution",
    dash: null,
    marker: "circle",
    hint: "masked convolutions, A first, then B",
  },
  quadrant: {
    title: "PixelCNN, quadrant",
    family: "convolution",
    dash: "6 3",
    marker: "square",
    hint: "the same, taps to the north-west only",
  },
  gated: {
    title: "Gated PixelCNN",
    family: "convolution",
    dash: "2 3",
    marker: "triangle",
    hint: "a vertical and a horizontal stack, no blind spot",
  },
  mdrnn: {
    title: "MDRNN",
    family: "recurrence",
    dash: null,
    marker: "circle",
    hint: "reads its west and north neighbours",
  },
  mdlstm: {
    title: "MDLSTM",
    family: "recurrence",
    dash: "9 3",
    marker: "square",
    hint: "the same with five gates",
  },
  "row-lstm": {
    title: "Row LSTM",
    family: "recurrence",
    dash: "5 2 1 2",
    marker: "triangle",
    hint: "a row at once, from the row above",
  },
  diagonal: {
    title: "Diagonal BiLSTM",
    family: "recurrence",
    dash: "2 3",
    marker: "diamond",
    hint: "one sweep to the right, one to the left",
  },
  attention: {
    title: "Causal attention",
    family: "attention",
    dash: null,
    marker: "diamond",
    hint: "every pixel reads all before it",
  },
};

export const rows: readonly Row[] = COMPARED.map((id) => ({ id, ...ROWS[id] }));

/** The token that colours a family; `text` is its shade for words. */
export const hueOf = (family: Family, text = false): string =>
  family === "attention" ? "ink" : `${family === "convolution" ? "pixelcnn" : "mdrnn"}${text ? "-text" : ""}`;
