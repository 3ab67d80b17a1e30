import type { TemplateResult } from "lit";
import { texFormulas } from "../controls/math.js";

/** How the letters are written: as symbols, or as holes for the present numbers. */
interface Letters {
  readonly d: string;
  /** Channels. */
  readonly K: string;
  /** Side of a kernel. */
  readonly N: string;
  readonly H: string;
  readonly W: string;
  /** Reach of a kernel, (N − 1) / 2. */
  readonly p: string;
  /** p (p + 1) / 2 */
  readonly s: string;
  /** Row and column of the middle. */
  readonly r: string;
  readonly c: string;
  /** Between factors. */
  readonly x: string;
}

const symbols = (K: string, N: string): Letters => ({
  d: "d",
  K,
  N,
  H: "H",
  W: "W",
  p: "p",
  s: "s",
  r: "r",
  c: "c",
  x: "\\,",
});
const live: Letters = {
  d: "\\live{d}",
  K: "\\live{K}",
  N: "\\live{N}",
  H: "\\live{H}",
  W: "\\live{W}",
  p: "\\live{p}",
  s: "\\live{s}",
  r: "\\live{r}",
  c: "\\live{c}",
  x: "\\cdot ",
};

const connections = ({ d, K, N, H, W, p, s, x }: Letters) => {
  const above = `(${p}${x}${H}-${s})(${N}${x}${W}-2${x}${s})`;
  const beside = `${H}${x}(${p}${x}${W}-${s})`;
  const pixels = `${H}${x}${W}`;
  const recurrent = `(3${x}${H}${x}${W}-${H}-${W})`;
  return {
    "connections pixelcnn": `${K}^2${x}\\bigl[${d}${x}\\bigl(${above}+${beside}\\bigr)+(${d}-1)${x}${pixels}\\bigr]`,
    "connections quadrant": `${K}^2${x}\\bigl[${d}${x}\\bigl((${p}+1)${x}${H}-${s}\\bigr)\\bigl((${p}+1)${x}${W}-${s}\\bigr)-${pixels}\\bigr]`,
    "connections gated": `${K}^2${x}\\bigl[2${x}${d}${x}${above}+2${x}(${d}-1)${x}${H}${x}(${N}${x}${W}-2${x}${s})+2${x}${d}${x}${beside}+(7${x}${d}-2)${x}${pixels}\\bigr]`,
    "connections mdrnn": `${d}${x}${K}^2${x}${recurrent}`,
    "connections mdlstm": `5${x}${d}${x}${K}^2${x}${recurrent}`,
    "connections row-lstm": `4${x}${d}${x}${K}^2${x}\\bigl[${H}${x}(2${x}${W}-1)+(${H}-1)(3${x}${W}-2)\\bigr]`,
    "connections diagonal": `8${x}${d}${x}${K}^2${x}${recurrent}`,
    "connections attention": `${d}${x}\\bigl[4${x}${K}^2${x}${pixels}+${K}${x}${pixels}${x}(${pixels}+1)\\bigr]`,
  };
};

/** With every tap counted, on the padding too. */
const taps = ({ d, K, N, H, W, x }: Letters) => {
  const rest = `${K}^2${x}${H}${x}${W}`;
  return {
    "taps pixelcnn": `\\Bigl(\\tfrac{${N}^2+1}{2}${x}${d}-1\\Bigr)${x}${rest}`,
    "taps quadrant": `\\Bigl(\\bigl(\\tfrac{${N}+1}{2}\\bigr)^2${x}${d}-1\\Bigr)${x}${rest}`,
    "taps gated": `\\bigl(((${N}+1)^2+5)${x}${d}-2${x}${N}-2\\bigr)${x}${rest}`,
    "taps mdrnn": `3${x}${d}${x}${rest}`,
    "taps mdlstm": `15${x}${d}${x}${rest}`,
    "taps row-lstm": `20${x}${d}${x}${rest}`,
    "taps diagonal": `24${x}${d}${x}${rest}`,
    "taps attention": `4${x}${d}${x}${rest}+${d}${x}${K}${x}${H}${x}${W}${x}(${H}${x}${W}+1)`,
  };
};

const memory = ({ d, K, H, W, x }: Letters) => {
  const kept = (numbers: string): string => `4${x}${numbers}${d}${x}${H}${x}${W}${x}${K}`;
  return {
    "memory pixelcnn": kept(""),
    "memory quadrant": kept(""),
    "memory gated": kept(`7${x}`),
    "memory mdrnn": kept(""),
    "memory mdlstm": kept(`7${x}`),
    "memory row-lstm": kept(`6${x}`),
    "memory diagonal": kept(`12${x}`),
    "memory attention": `4${x}${d}${x}\\Bigl[5${x}${K}${x}${H}${x}${W}+\\tfrac{${H}${x}${W}${x}(${H}${x}${W}+1)}{2}\\Bigr]`,
  };
};

const steps = ({ d, H, W, x }: Letters) => {
  const sweep = `${H}+${W}+${d}-2`;
  const apart = `${d}${x}(${H}+${W}-1)`;
  return {
    "minimum pixelcnn": d,
    "minimum quadrant": d,
    "minimum gated": `2${x}${d}+1`,
    "minimum mdrnn": sweep,
    "minimum mdlstm": sweep,
    "minimum row-lstm": `${H}+${d}-1`,
    "minimum diagonal": `d'${x}${W}+${H}-1-\\lfloor d'/2\\rfloor+(${d}-d'),\\enspace d'=\\min(${d},2${x}${H}-1)`,
    "minimum attention": `4${x}${d}`,
    "layerwise pixelcnn": d,
    "layerwise quadrant": d,
    "layerwise gated": `2${x}${d}+1`,
    "layerwise mdrnn": apart,
    "layerwise mdlstm": apart,
    "layerwise row-lstm": `${d}${x}${H}`,
    "layerwise diagonal": apart,
    "layerwise attention": `4${x}${d}`,
  };
};

/** Of an interior output, or where it sees without bound from the middle (r, c). */
const context = ({ d, H, W, p, r, c, x }: Letters) => {
  const reach = `${d}${x}${p}`;
  return {
    "context pixelcnn": `${reach}${x}\\Bigl(2${x}${reach}+2-\\tfrac{${d}-1}{2}\\Bigr)`,
    "context quadrant": `(${reach}+1)^2-1`,
    "context gated": `2${x}${reach}${x}(${reach}+1)`,
    "context mdrnn": `(${r}+1)(${c}+1)-1`,
    "context mdlstm": `(${r}+1)(${c}+1)-1`,
    "context diagonal": `${r}${x}${W}+${c}`,
    "context attention": `${r}${x}${W}+${c}`,
    "raster any": `${H}${x}${W}`,
  };
};

const drawing = ({ d, H, W, p, x }: Letters) => {
  const conv = `${W}+\\min(${p}+1,${W})${x}(${H}-1)`;
  const diagonal = `${H}+${W}-1`;
  const raster = `${H}${x}${W}`;
  return {
    "wavefront pixelcnn": conv,
    "wavefront quadrant": diagonal,
    "wavefront gated": `${W}+\\min(${d}${x}${p}+1,${W})${x}(${H}-1)`,
    "wavefront mdrnn": diagonal,
    "wavefront mdlstm": diagonal,
    "wavefront row-lstm": diagonal,
    "wavefront diagonal": raster,
    "wavefront attention": raster,
    "products pixelcnn": `${d}${x}\\bigl(${conv}\\bigr)`,
    "products quadrant": `${d}${x}(${diagonal})`,
    "products mdrnn": `${d}${x}(${diagonal})`,
    "products mdlstm": `${d}${x}(${diagonal})`,
    "products attention": `4${x}${d}${x}${raster}`,
  };
};

const all = (letters: Letters) => ({
  ...connections(letters),
  ...taps(letters),
  ...memory(letters),
  ...steps(letters),
  ...context(letters),
  ...drawing(letters),
});

/** Only these know channels or kernels by a letter. */
const lettered = (letters: Letters) => ({ ...connections(letters), ...taps(letters), ...memory(letters) });

export type FormulaName = keyof ReturnType<typeof all>;
type Plain<Name extends string> = Readonly<Record<Name, () => TemplateResult>>;

/** The numbers of the holes. */
export type LiveLetters = Readonly<Record<"d" | "K" | "N" | "H" | "W" | "p" | "s" | "r" | "c", number>>;

/** k counts the channels, kernels are n × n. */
export const byChannels = texFormulas(all(symbols("k", "n"))) as Plain<FormulaName>;
/** k is the side of a kernel, and c counts the channels. */
export const byKernel = texFormulas(lettered(symbols("c", "k"))) as Plain<keyof ReturnType<typeof lettered>>;
/** The present numbers in place of the letters. */
export const inNumbers = texFormulas(all(live)) as unknown as Readonly<
  Record<FormulaName, (live: LiveLetters) => TemplateResult>
>;

/** What stands in the text. */
export const prose = texFormulas({
  reach: "p=\\tfrac{n-1}{2},\\quad s=\\tfrac{p(p+1)}{2}",
  reachByKernel: "p=\\tfrac{k-1}{2},\\quad s=\\tfrac{p(p+1)}{2}",
  ticks: "\\sum_{s}\\Bigl\\lceil\\tfrac{u_s}{P}\\Bigr\\rceil",
  gained: "\\frac{\\text{pixels seen}}{\\text{steps}}",
  orderConv: "O(d\\,k^2\\,H\\,W)",
  orderConvByKernel: "O(d\\,k^2c^2\\,H\\,W)",
  orderRecurrentByKernel: "O(d\\,c^2\\,H\\,W)",
  orderDepth: "O(d)",
  orderSweep: "O(H+W+d)",
  orderApart: "O\\bigl(d\\,(H+W)\\bigr)",
  intended: "h_{r,c}=\\varphi\\bigl(W_{\\text{in}}\\,x_{r,c}+W_W\\,h_{r,c-1}+W_N\\,h_{r-1,c}\\bigr)",
  triangle: "\\tfrac{(d+1)(d+2)}{2}=\\live{pixels}",
  convConnections: "\\Bigl(\\tfrac{n^2+1}{2}\\,d-1\\Bigr)k^2HW=\\live{taps}",
  convConnectionsByKernel: "\\Bigl(\\tfrac{k^2+1}{2}\\,d-1\\Bigr)c^2HW=\\live{taps}",
  recurrentConnections: "d\\,k^2(3HW-H-W)=\\live{connections}",
  recurrentConnectionsByKernel: "d\\,c^2(3HW-H-W)=\\live{connections}",
  depth: "d=\\live{steps}",
  sweep: "H+W+d-2=\\live{steps}",
  apart: "d\\,(H+W-1)=\\live{steps}",
});
