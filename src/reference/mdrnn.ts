/** The multidimensional RNN, as it is written down (Graves et al. 2007, "Multi-Dimensional Recurrent Neural Networks"). */
import type { MdrnnLayer, MdrnnSpec } from "../models/spec.js";
import { UNMIRRORED, type Cell, type PlannedRead, type Sweep } from "./sweeps.js";

const OWN = { dr: 0, dc: 0 };
const WEST = { dr: 0, dc: -1 };
const NORTH = { dr: -1, dc: 0 };

const cellOf = (layer: MdrnnLayer): Cell =>
  layer.cell === "rnn" ? { kind: "rnn", activation: layer.activation } : { kind: "lstm", forgets: [WEST, NORTH] };

/**
 * a(r, c) = W_in x(r, c) + W_west h(r, c−1) + W_north h(r−1, c) + b, zero outside the image. As printed on the sheet
 * (`neighbours: "input"`) the neighbours' h is x. As a generator (`shift`) the first layer reads
 * W_in (x(r, c−1) + x(r−1, c)) in place of its own pixel.
 */
const sweepOf = (spec: MdrnnSpec, index: number, prefix: string, mirror: Sweep["mirror"]): Sweep => {
  const layer = spec.layers[index]!;
  const read = (name: string, at: PlannedRead["at"]): PlannedRead => ({ name: prefix + name, at });
  const own = spec.shift && index === 0 ? [WEST, NORTH] : [OWN];
  const neighbours = [read("w_west", WEST), read("w_north", NORTH)];
  const printed = spec.neighbours === "input";
  return {
    hidden: layer.hidden,
    cell: cellOf(layer),
    bias: `${prefix}bias`,
    fromInput: [...own.map((at) => read("w_in", at)), ...(printed ? neighbours : [])],
    fromState: printed ? [] : neighbours,
    mirror,
    down: 0,
  };
};

/** The sweeps of every layer: one, or one from every corner, named by where it goes. */
export const mdrnnSweeps = (spec: MdrnnSpec): readonly (readonly Sweep[])[] =>
  spec.layers.map((_, i) =>
    spec.directions === 1
      ? [sweepOf(spec, i, "", UNMIRRORED)]
      : [
          sweepOf(spec, i, "se.", UNMIRRORED),
          sweepOf(spec, i, "sw.", { rows: false, columns: true }),
          sweepOf(spec, i, "ne.", { rows: true, columns: false }),
          sweepOf(spec, i, "nw.", { rows: true, columns: true }),
        ],
  );
