/**
 * LSTM cells on a grid, with one forget gate for every neighbour whose state c is kept; pre-activations packed i, f …, g, o:
 * c = i ⊙ g + Σ_j f_j ⊙ c(neighbour j), h = o ⊙ tanh c. Two forget gates: Graves et al. 2007, "Multi-Dimensional Recurrent
 * Neural Networks", §3. One: van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.
 */
import type { Offset } from "../models/mask.js";
import type { Tensor } from "../models/tensor.js";
import { emptyLike, shapeOf, sigmoid, type Map64 } from "./elementary.js";
import { addFromReaders, forEachCell, preActivation, type Recurrence } from "./recurrence.js";

export interface LstmRun {
  readonly h: Map64;
  readonly c: Map64;
  /** The gates after σ and tanh, packed as the pre-activations, (N, parts · K, H, W). */
  readonly gates: Map64;
}

/** Index of (n, channel, r, c) in a map, undefined outside the image. */
const indexIn = (map: Tensor, n: number, channel: number, r: number, c: number): number | undefined => {
  const [, channels, height, width] = shapeOf(map);
  if (r < 0 || r >= height || c < 0 || c >= width) return undefined;
  return ((n * channels + channel) * height + r) * width + c;
};

const valueIn = (map: Map64, n: number, channel: number, r: number, c: number): number => {
  const at = indexIn(map, n, channel, r, c);
  return at === undefined ? 0 : map.data[at]!;
};

/** `forgets[j]` is where the c lies that forget gate j keeps. */
export const lstmForward = (layer: Recurrence, forgets: readonly Offset[]): LstmRun => {
  const units = layer.hidden;
  const parts = 3 + forgets.length;
  const [h, c, gates] = [units, units, parts * units].map((channels) => emptyLike(layer.x, channels)) as [
    Map64,
    Map64,
    Map64,
  ];
  forEachCell(h, "forward", (n, row, column) => {
    const a = preActivation(layer, h, n, row, column);
    for (let k = 0; k < units; k++) {
      const gate = (part: number): number =>
        part === parts - 2 ? Math.tanh(a[part * units + k]!) : sigmoid(a[part * units + k]!);
      for (let part = 0; part < parts; part++) {
        gates.data[indexIn(gates, n, part * units + k, row, column)!] = gate(part);
      }
      const kept = forgets.reduce(
        (sum, { dr, dc }, j) => sum + gate(1 + j) * valueIn(c, n, k, row + dr, column + dc),
        0,
      );
      const state = gate(0) * gate(parts - 2) + kept;
      c.data[indexIn(c, n, k, row, column)!] = state;
      h.data[indexIn(h, n, k, row, column)!] = gate(parts - 1) * Math.tanh(state);
    }
  });
  return { h, c, gates };
};

/**
 * The sweep backwards, from h̄ of the readers above: h̄ = direct + Σ Wᵀ δ, c̄ = h̄ ⊙ o ⊙ (1 − tanh² c) + Σ_j c̄ ⊙ f_j of the
 * cells that keep this c. Gives δ of the pre-activations (N, parts · K, H, W).
 */
export const lstmBackward = (layer: Recurrence, forgets: readonly Offset[], run: LstmRun, direct: Tensor): Map64 => {
  const { h, c, gates } = run;
  const units = layer.hidden;
  const parts = 3 + forgets.length;
  const cBar = emptyLike(h, units);
  const delta = emptyLike(h, parts * units);
  forEachCell(h, "backward", (n, row, column) => {
    const bar = Float64Array.from({ length: units }, (_, k) => direct.data[indexIn(direct, n, k, row, column)!]!);
    addFromReaders(bar, layer.fromState, delta, n, row, column);
    bar.forEach((hBar, k) => {
      const gate = (part: number, r = row, col = column): number => valueIn(gates, n, part * units + k, r, col);
      const [i, g, o] = [gate(0), gate(parts - 2), gate(parts - 1)];
      const t = Math.tanh(valueIn(c, n, k, row, column));
      const kept = forgets.reduce((sum, { dr, dc }, j) => {
        const [r, col] = [row - dr, column - dc];
        return sum + valueIn(cBar, n, k, r, col) * gate(1 + j, r, col);
      }, 0);
      const stateBar = hBar * o * (1 - t * t) + kept;
      cBar.data[indexIn(cBar, n, k, row, column)!] = stateBar;
      const put = (part: number, value: number): void => {
        delta.data[indexIn(delta, n, part * units + k, row, column)!] = value;
      };
      put(0, stateBar * g * i * (1 - i));
      forgets.forEach(({ dr, dc }, j) => {
        const f = gate(1 + j);
        put(1 + j, stateBar * valueIn(c, n, k, row + dr, column + dc) * f * (1 - f));
      });
      put(parts - 2, stateBar * i * (1 - g * g));
      put(parts - 1, hBar * t * o * (1 - o));
    });
  });
  return delta;
};
