import type { ComparedId, ComparisonSettings } from "../../models/comparison.js";
import { middleOf } from "../../schedule/comparison.js";
import type { QuantityId } from "./quantities.js";

/** Which element executes what is counted here, and the address that shows it. */
export interface Execution {
  readonly element: string;
  readonly href: string;
}

type Query = Readonly<Record<string, string | number>>;

const link = (element: string, page: string, query: Query): Execution => ({
  element,
  href: `${page}?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`,
});

const SWEEPS: Partial<Record<ComparedId, string>> = {
  mdrnn: "rnn",
  mdlstm: "mdlstm",
  "row-lstm": "row-lstm",
  diagonal: "diagonal-bilstm",
};
const STACKS: Partial<Record<ComparedId, string>> = { quadrant: "quadrant", gated: "gated-pixelcnn" };
const FIELDS: Readonly<Record<Exclude<ComparedId, "attention">, Query>> = {
  pixelcnn: { model: "pixelcnn" },
  quadrant: { model: "pixelcnn", context: "quadrant" },
  gated: { model: "gated" },
  mdrnn: { model: "mdrnn" },
  mdlstm: { model: "mdrnn" },
  "row-lstm": { model: "row-lstm" },
  diagonal: { model: "diagonal-bilstm" },
};

const stepsLink = (id: ComparedId, quantity: QuantityId, settings: ComparisonSettings): Execution | null => {
  const { depth, channels, kernel, height, width } = settings;
  const sweep = SWEEPS[id];
  if (sweep !== undefined) {
    const order = quantity === "layerwise" ? "layerwise" : "pipelined";
    return link("sf-wavefront", "wavefront.html", { model: sweep, order, depth, channels, height, width });
  }
  const model = STACKS[id];
  if (model !== undefined) {
    return link("sf-layer-stack", "layer-stack.html", {
      model,
      depth,
      channels,
      kernel,
      size: Math.max(height, width),
    });
  }
  return id === "pixelcnn"
    ? link("sf-race", "index.html", { depth, channels, kernel, size: Math.max(height, width) })
    : null;
};

const sightLink = (id: ComparedId, settings: ComparisonSettings): Execution | null => {
  if (id === "attention") return null;
  const { depth, kernel, height, width } = settings;
  const middle = middleOf(settings);
  const layers = Array.from({ length: depth }, (_, i) => `${i === 0 ? "A" : "B"}${kernel}`).join(" ");
  const place = { row: Math.floor(middle / width), column: middle % width };
  return link("sf-receptive-field", "receptive-field.html", { ...FIELDS[id], layers, height, width, ...place });
};

/** Null for what is counted and not executed. */
export const executionOf = (quantity: QuantityId, id: ComparedId, settings: ComparisonSettings): Execution | null => {
  switch (quantity) {
    case "minimum":
    case "layerwise":
    case "width":
    case "ticks":
      return stepsLink(id, quantity, settings);
    case "context":
      return sightLink(id, settings);
    default:
      return null;
  }
};

export const isExecuted = (quantity: QuantityId): boolean =>
  ["minimum", "layerwise", "width", "ticks", "context"].includes(quantity);
