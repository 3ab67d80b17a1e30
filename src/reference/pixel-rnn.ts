/** Row LSTM and Diagonal BiLSTM, as written down (van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.1–3.2). */
import type { DiagonalBiLstmSpec, RowLstmSpec } from "../models/spec.js";
import { UNMIRRORED, type Sweep } from "./sweeps.js";

const OWN = { dr: 0, dc: 0 };
const WEST = { dr: 0, dc: -1 };
const NORTH = { dr: -1, dc: 0 };

/**
 * Input to state: taps 0 and 1 of a row of three, the own pixel hidden where the first layer is masked A. State to state:
 * three taps of the row above. c comes from above.
 */
export const rowLstmSweeps = (spec: RowLstmSpec): readonly (readonly Sweep[])[] =>
  Array.from({ length: spec.layers }, (_, layer) => {
    const west = { name: "input.weight", at: WEST, tap: 0 };
    const own = { name: "input.weight", at: OWN, tap: 1 };
    return [
      {
        hidden: spec.hidden,
        cell: { kind: "lstm", forgets: [NORTH] },
        bias: "bias",
        fromInput: spec.first === "A" && layer === 0 ? [west] : [west, own],
        fromState: [0, 1, 2].map((tap) => ({ name: "state.weight", at: { dr: -1, dc: tap - 1 }, tap })),
        mirror: UNMIRRORED,
        down: 0,
      },
    ];
  });

/**
 * A sweep to the right and one to the left, each with c from beside; the layer's output is left(r, c) + right(r−1, c).
 * Where the first layer is masked A, its left sweep reads the west pixel in place of the own one.
 */
export const diagonalBiLstmSweeps = (spec: DiagonalBiLstmSpec): readonly (readonly Sweep[])[] =>
  Array.from({ length: spec.layers }, (_, layer) => {
    const sweep = (name: string, inputAt: typeof OWN, columns: boolean, down: number): Sweep => ({
      hidden: spec.hidden,
      cell: { kind: "lstm", forgets: [WEST] },
      bias: `${name}.bias`,
      fromInput: [{ name: `${name}.w_in`, at: inputAt }],
      fromState: [
        { name: `${name}.w_side`, at: WEST },
        { name: `${name}.w_north`, at: NORTH },
      ],
      mirror: { rows: false, columns },
      down,
    });
    const hidesOwn = spec.first === "A" && layer === 0;
    return [sweep("left", hidesOwn ? WEST : OWN, false, 0), sweep("right", OWN, true, 1)];
  });
