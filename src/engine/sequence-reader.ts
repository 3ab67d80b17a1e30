/** What a trace reads of a run over time, whichever engine ran. */
import { SweepfieldError } from "../error.js";
import { columnsOf, type SequenceProgram, type SequenceShape } from "../kernels/cells/sequence.js";
import { unpackSteps } from "../kernels/cells/sequence-layout.js";
import { layoutOfParts } from "../kernels/channel-layout.js";
import type { SequenceSpec } from "../models/sequence.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import type { LayerSteps } from "../trace/sequence-trace.js";

export const releasedError = (): SweepfieldError => new SweepfieldError("usage", "this trace was released; run again");

/** Reads `length` floats from `offset` on of what a run left. */
export type ReadMemory = (pass: "forward" | "backward", offset: number, length: number) => Promise<Float32Array>;

const product = (a: Tensor<Float32Array>, b: (i: number) => number): Tensor<Float32Array> => ({
  shape: a.shape,
  data: a.data.map((value, i) => value * b(i)),
});

/** Everything that a trace reads, whichever engine ran. */
export function sequenceReader(spec: SequenceSpec, program: SequenceProgram, shape: SequenceShape, read: ReadMemory) {
  const columns = columnsOf(shape);
  const mapOf = (layer: number) => {
    const map = program.layers[layer];
    if (!map) throw new RangeError(`layer ${layer} of ${program.layers.length}`);
    return map;
  };
  /** (steps, N, parts · H) of a region, from column `first` on. */
  const steps = async (
    pass: "forward" | "backward",
    offset: number,
    { parts = 1, first = 1, count = shape.steps } = {},
  ): Promise<Tensor<Float32Array>> => {
    const layout = layoutOfParts(program.layout, parts);
    const floats = await read(pass, offset, shape.batch * columns * layout.groups * 4);
    return unpackSteps(layout, columns, [count, shape.batch, layout.channels], floats, first);
  };
  const ofLayers = async (
    pass: "forward" | "backward",
    offsets: readonly number[],
    first: number,
  ): Promise<Tensor<Float32Array>> => {
    const parts = await Promise.all(offsets.map((offset) => steps(pass, offset, { first, count: 1 })));
    return {
      shape: [offsets.length, shape.batch, spec.hidden],
      data: Float32Array.from(parts.flatMap(({ data }) => [...data])),
    };
  };
  /** Of (T, N, 4H) the (T, N, H) of one gate. */
  const gateOf = (
    { shape: [count = 1, batch = 1], data }: Tensor<Float32Array>,
    gate: number,
  ): Tensor<Float32Array> => {
    const own = new Float32Array(count * batch * spec.hidden);
    for (let i = 0; i < own.length; i++) {
      own[i] = data[(Math.floor(i / spec.hidden) * 4 + gate) * spec.hidden + (i % spec.hidden)]!;
    }
    return { shape: [count, batch, spec.hidden], data: own };
  };
  const gatesOfLayer = async (layer: number) => {
    const packed = await steps("forward", mapOf(layer).gates, { parts: 4 });
    return { i: gateOf(packed, 0), f: gateOf(packed, 1), g: gateOf(packed, 2), o: gateOf(packed, 3) };
  };
  const isLstm = spec.kind === "lstm";

  return {
    async outputs(): Promise<Tensors> {
      const { layers } = program;
      return {
        y: await steps("forward", layers.at(-1)!.value),
        hT: await ofLayers(
          "forward",
          layers.map(({ value }) => value),
          shape.steps,
        ),
        ...(isLstm && {
          cT: await ofLayers(
            "forward",
            layers.map(({ state }) => state),
            shape.steps,
          ),
        }),
      };
    },
    async states(layer: number): Promise<LayerSteps> {
      const map = mapOf(layer);
      const h = await steps("forward", map.value);
      return isLstm ? { h, c: await steps("forward", map.state), ...(await gatesOfLayer(layer)) } : { h };
    },
    /** The kernels keep h̄ and c̄; each gate enters one product, so its bar is that product's other side. */
    async bars(layer: number): Promise<LayerSteps> {
      const map = mapOf(layer);
      const h = await steps("backward", map.bar!);
      if (!isLstm) return { h };
      const c = await steps("backward", map.stateDelta);
      const { i, g } = await gatesOfLayer(layer);
      // c_0 … c_T: the state before step t is entry t − 1
      const state = (await steps("forward", map.state, { first: 0, count: shape.steps + 1 })).data;
      const row = shape.batch * spec.hidden;
      return {
        h,
        c,
        i: product(c, (at) => g.data[at]!),
        f: product(c, (at) => state[at]!),
        g: product(c, (at) => i.data[at]!),
        o: product(h, (at) => Math.tanh(state[at + row]!)),
      };
    },
    deltas: (layer: number) => steps("backward", mapOf(layer).delta, { parts: program.gates }),
    async initialGradients(): Promise<Tensors> {
      const { layers } = program;
      return {
        h0: await ofLayers(
          "backward",
          layers.map(({ bar }) => bar!),
          0,
        ),
        ...(isLstm && {
          c0: await ofLayers(
            "backward",
            layers.map(({ stateDelta }) => stateDelta),
            0,
          ),
        }),
      };
    },
    async inputGradient(): Promise<Tensor<Float32Array>> {
      const floats = await read("backward", program.image.delta, shape.batch * columns * program.input.groups * 4);
      return unpackSteps(program.input, columns, [shape.steps, shape.batch, spec.inputs], floats);
    },
  };
}
