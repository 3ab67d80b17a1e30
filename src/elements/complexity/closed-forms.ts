import { comparedSpec, type ComparedId, type ComparisonSettings } from "../../models/comparison.js";
import { stepFormula } from "../../schedule/formulas.js";
import { schedulesFor } from "../../schedule/schedules.js";
import type { FormulaName, LiveLetters } from "./formulas.tex.js";
import type { QuantityId } from "./quantities.js";

/** The letters of the formulas. */
export const lettersOf = ({ depth, channels, kernel, height, width }: ComparisonSettings): LiveLetters => {
  const p = (kernel - 1) / 2;
  return {
    d: depth,
    K: channels,
    N: kernel,
    H: height,
    W: width,
    p,
    s: (p * (p + 1)) / 2,
    r: Math.floor(height / 2),
    c: Math.floor(width / 2),
  };
};

type BigLetters = Readonly<Record<keyof LiveLetters, bigint>>;
type Form = (letters: BigLetters) => bigint;
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const recurrent: Form = ({ d, K, H, W }) => d * K * K * (3n * H * W - H - W);
const above: Form = ({ p, s, N, H, W }) => (p * H - s) * (N * W - 2n * s);
const beside: Form = ({ p, s, H, W }) => H * (p * W - s);
const grid: Form = ({ H, W }) => H * W;
const tapsOf: Form = (l) => l.d * l.K * l.K * grid(l);
const kept: Form = (l) => 4n * l.d * l.K * grid(l);
const rasterPairs: Form = (l) => grid(l) * (grid(l) + 1n);
const diagonal: Form = ({ H, W }) => H + W - 1n;
const convWave: Form = ({ W, H, p }) => W + least(p + 1n, W) * (H - 1n);

const FORMS: Partial<Record<FormulaName, Form>> = {
  "connections pixelcnn": (l) => l.K * l.K * (l.d * (above(l) + beside(l)) + (l.d - 1n) * grid(l)),
  "connections quadrant": (l) => l.K * l.K * (l.d * ((l.p + 1n) * l.H - l.s) * ((l.p + 1n) * l.W - l.s) - grid(l)),
  "connections gated": (l) =>
    l.K *
    l.K *
    (2n * l.d * above(l) +
      2n * (l.d - 1n) * l.H * (l.N * l.W - 2n * l.s) +
      2n * l.d * beside(l) +
      (7n * l.d - 2n) * grid(l)),
  "connections mdrnn": recurrent,
  "connections mdlstm": (l) => 5n * recurrent(l),
  "connections row-lstm": ({ d, K, H, W }) => 4n * d * K * K * (H * (2n * W - 1n) + (H - 1n) * (3n * W - 2n)),
  "connections diagonal": (l) => 8n * recurrent(l),
  "connections attention": (l) => l.d * (4n * l.K * l.K * grid(l) + l.K * rasterPairs(l)),
  "taps pixelcnn": (l) => (((l.N * l.N + 1n) / 2n) * l.d - 1n) * l.K * l.K * grid(l),
  "taps quadrant": (l) => ((l.p + 1n) * (l.p + 1n) * l.d - 1n) * l.K * l.K * grid(l),
  "taps gated": (l) => (((l.N + 1n) * (l.N + 1n) + 5n) * l.d - 2n * l.N - 2n) * l.K * l.K * grid(l),
  "taps mdrnn": (l) => 3n * tapsOf(l),
  "taps mdlstm": (l) => 15n * tapsOf(l),
  "taps row-lstm": (l) => 20n * tapsOf(l),
  "taps diagonal": (l) => 24n * tapsOf(l),
  "taps attention": (l) => 4n * tapsOf(l) + l.d * l.K * rasterPairs(l),
  "memory pixelcnn": kept,
  "memory quadrant": kept,
  "memory gated": (l) => 7n * kept(l),
  "memory mdrnn": kept,
  "memory mdlstm": (l) => 7n * kept(l),
  "memory row-lstm": (l) => 6n * kept(l),
  "memory diagonal": (l) => 12n * kept(l),
  "memory attention": (l) => 4n * l.d * (5n * l.K * grid(l) + rasterPairs(l) / 2n),
  "minimum attention": ({ d }) => 4n * d,
  "layerwise attention": ({ d }) => 4n * d,
  "context pixelcnn": ({ d, p }) => 2n * d * p * (d * p + 1n) - (d * p * (d - 1n)) / 2n,
  "context quadrant": ({ d, p }) => (d * p + 1n) * (d * p + 1n) - 1n,
  "context gated": ({ d, p }) => 2n * d * p * (d * p + 1n),
  "context mdrnn": ({ r, c }) => (r + 1n) * (c + 1n) - 1n,
  "context mdlstm": ({ r, c }) => (r + 1n) * (c + 1n) - 1n,
  "context diagonal": ({ r, c, W }) => r * W + c,
  "context attention": ({ r, c, W }) => r * W + c,
  "raster any": grid,
  "wavefront pixelcnn": convWave,
  "wavefront quadrant": diagonal,
  "wavefront gated": ({ W, H, p, d }) => W + least(d * p + 1n, W) * (H - 1n),
  "wavefront mdrnn": diagonal,
  "wavefront mdlstm": diagonal,
  "wavefront row-lstm": diagonal,
  "wavefront diagonal": grid,
  "wavefront attention": grid,
  "products pixelcnn": (l) => l.d * convWave(l),
  "products quadrant": (l) => l.d * diagonal(l),
  "products mdrnn": (l) => l.d * diagonal(l),
  "products mdlstm": (l) => l.d * diagonal(l),
  "products attention": (l) => 4n * l.d * grid(l),
};

const stepsOf = (quantity: "minimum" | "layerwise", id: ComparedId, settings: ComparisonSettings): bigint | null => {
  const spec = comparedSpec(id, settings);
  if (spec === null) return null;
  const [first, ...others] = schedulesFor(spec);
  const name = quantity === "layerwise" && others.includes("layerwise") ? "layerwise" : first!;
  return BigInt(stepFormula(spec, name).value(settings));
};

/** The value of a closed form: the check that stands beside a count, never the count. Null where there is none. */
export const closedForm = (name: FormulaName, settings: ComparisonSettings): bigint | null => {
  const form = FORMS[name];
  if (form) {
    const letters = Object.entries(lettersOf(settings)).map(([letter, value]) => [letter, BigInt(value)]);
    return form(Object.fromEntries(letters) as BigLetters);
  }
  const [quantity, id] = name.split(" ") as [QuantityId, ComparedId];
  return quantity === "minimum" || quantity === "layerwise" ? stepsOf(quantity, id, settings) : null;
};
