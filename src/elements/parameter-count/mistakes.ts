/** Wrong totals that readers come to, each computed from the net itself, with what was done to get it (domain.md §3). */
import { t } from "../language/t.js";
import { countCnn, type CnnCount, type CnnRow } from "../../models/cnn/count.js";
import type { Layer } from "../../models/cnn/layers.js";
import { varied } from "../../models/cnn/vary.js";
import type { Net } from "./net.js";
import { readList } from "./read-list.js";

type Mistake = readonly [text: () => string, total: (net: Net) => bigint | null];

const sum = ({ layers }: CnnCount, of: (row: CnnRow) => bigint): bigint =>
  layers.reduce((all, row) => all + of(row), 0n);

/** The net once more with other layers or another image; null where these do not go together. */
const again = (
  net: Net,
  change: { readonly half?: true; readonly layers?: (list: readonly Layer[]) => readonly Layer[] },
): bigint | null => {
  const [channels, height, width] = net.input;
  const size = (side: number): number => Math.max(1, Math.floor(side / (change.half ? 2 : 1)));
  const list = varied(readList(net.text).layers, net.variation);
  try {
    return countCnn({
      input: [channels, size(height), size(width)],
      layers: change.layers ? change.layers(list) : list,
    }).total.parameters;
  } catch {
    return null;
  }
};

const isPool = ({ type }: Layer): boolean => type === "max-pool" || type === "avg-pool";
const firstFull = ({ count }: Net): CnnRow | undefined => count.layers.find(({ layer }) => layer.type === "fc");
const replaced = (net: Net, row: CnnRow | undefined, inputs: (row: CnnRow) => bigint): bigint | null =>
  row === undefined || row.layer.type !== "fc"
    ? null
    : net.count.total.parameters - (row.inputsPerNeuron! - inputs(row)) * row.output.channels;

const MISTAKES: readonly Mistake[] = [
  [
    () => t`That forgets the flatten: a neuron of the first FC reads every pixel of every map, not one number a map.`,
    (net) => replaced(net, firstFull(net), ({ input }) => input.channels),
  ],
  [
    () => t`That forgets the maps: the first FC reads every pixel of every map, not of one.`,
    (net) => replaced(net, firstFull(net), ({ input }) => input.height * input.width),
  ],
  [
    () => t`That leaves one pooling layer out: each of them halves the image.`,
    (net) =>
      again(net, {
        layers: (list) => {
          const last = list.findLastIndex(isPool);
          return last < 0 ? list : list.toSpliced(last, 1);
        },
      }),
  ],
  [
    () => t`That halves the image once too often: count the pooling layers.`,
    (net) =>
      again(net, {
        layers: (list) => {
          const last = list.findLastIndex(isPool);
          return last < 0 ? list : list.toSpliced(last, 0, list[last]!);
        },
      }),
  ],
  [
    () => t`That leaves out the biases: one for each output map and each neuron of an FC.`,
    ({ count }) => count.total.parameters - count.total.biases,
  ],
  [
    () => t`That gives every neuron of a map a bias of its own: a map shares one.`,
    ({ count }) =>
      count.total.parameters +
      sum(count, ({ layer, biases, neurons }) => (layer.type === "conv" && biases > 0n ? neurons! - biases : 0n)),
  ],
  [
    () => t`That gives the pooling windows weights: pooling has none.`,
    ({ count }) =>
      count.total.parameters +
      sum(count, ({ layer, output, inputsPerNeuron }) =>
        layer.type === "max-pool" || layer.type === "avg-pool" ? inputsPerNeuron! * output.channels : 0n,
      ),
  ],
  [
    () => t`That forgets the input maps: each filter reads all of them, so its weights are k · k · C_in.`,
    ({ count }) =>
      sum(count, ({ layer, input, parameters, biases }) =>
        layer.type === "conv" ? (parameters - biases) / input.channels + biases : parameters,
      ),
  ],
  [() => t`That starts from an image of half the size.`, (net) => again(net, { half: true })],
  [
    () => t`That leaves the padding out: without it every convolution makes the image smaller.`,
    (net) => again(net, { layers: (list) => varied(list, { padding: "none", norm: "written", bias: "written" }) }),
  ],
  [
    () => t`That leaves out the last layer.`,
    ({ count }) =>
      count.total.parameters - (count.layers.findLast(({ parameters }) => parameters > 0n)?.parameters ?? 0n),
  ],
  [() => t`That counts connections: weights are shared by all positions of a map.`, ({ count }) => count.total.macs],
  [
    () => t`That counts the running means and variances of batch norm, which are stored and not trained.`,
    ({ count }) => count.total.parameters + count.total.buffers,
  ],
];

/** What went wrong, by the wrong total. Some of them count the net anew, so there is a pause after each. */
export function* mistakesOf(net: Net): Generator<void, ReadonlyMap<number, string>> {
  const right = net.count.total.parameters;
  const found = new Map<number, string>();
  for (const [text, total] of MISTAKES) {
    const value = total(net);
    // Of two mistakes with the same total the likelier stands first.
    if (value !== null && value !== right && !found.has(Number(value))) found.set(Number(value), text());
    yield;
  }
  return found;
}
