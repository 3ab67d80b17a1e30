import { t } from "../language/t.js";
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

const ROWS: Readonly<Record<ComparedId, Row>> = {
  pixelcnn: {
    id: "pixelcnn",
    title: "PixelCNN",
    family: "convolution",
    dash: null,
    marker: "circle",
    get hint() {
      return t`masked convolutions, A first, then B`;
    },
  },
  quadrant: {
    id: "quadrant",
    get title() {
      return t`PixelCNN, quadrant`;
    },
    family: "convolution",
    dash: "6 3",
    marker: "square",
    get hint() {
      return t`the same, taps to the north-west only`;
    },
  },
  gated: {
    id: "gated",
    title: "Gated PixelCNN",
    family: "convolution",
    dash: "2 3",
    marker: "triangle",
    get hint() {
      return t`a vertical and a horizontal stack, no blind spot`;
    },
  },
  mdrnn: {
    id: "mdrnn",
    title: "MDRNN",
    family: "recurrence",
    dash: null,
    marker: "circle",
    get hint() {
      return t`reads its west and north neighbours`;
    },
  },
  mdlstm: {
    id: "mdlstm",
    title: "MDLSTM",
    family: "recurrence",
    dash: "9 3",
    marker: "square",
    get hint() {
      return t`the same with five gates`;
    },
  },
  "row-lstm": {
    id: "row-lstm",
    title: "Row LSTM",
    family: "recurrence",
    dash: "5 2 1 2",
    marker: "triangle",
    get hint() {
      return t`a row at once, from the row above`;
    },
  },
  diagonal: {
    id: "diagonal",
    title: "Diagonal BiLSTM",
    family: "recurrence",
    dash: "2 3",
    marker: "diamond",
    get hint() {
      return t`one sweep to the right, one to the left`;
    },
  },
  attention: {
    id: "attention",
    get title() {
      return t`Causal attention`;
    },
    family: "attention",
    dash: null,
    marker: "diamond",
    get hint() {
      return t`every pixel reads all before it`;
    },
  },
};

export const rows: readonly Row[] = COMPARED.map((id) => ROWS[id]);

/** The token that colours a family; `text` is its shade for words. */
export const hueOf = (family: Family, text = false): string =>
  family === "attention" ? "ink" : `${family === "convolution" ? "pixelcnn" : "mdrnn"}${text ? "-text" : ""}`;
