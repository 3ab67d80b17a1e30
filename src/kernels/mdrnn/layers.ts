import { accessMap, type Tap } from "../../graph/access.js";
import { layerChannels } from "../../models/layers.js";
import type { MdrnnSpec } from "../../models/spec.js";
import type { Tensor, Tensors } from "../../models/tensor.js";
import { channelLayout, type ChannelLayout } from "../channel-layout.js";

/** Which matrix a tap multiplies by, as the kernels number them. */
export const MATRICES = ["w_in", "w_west", "w_north"] as const;

export interface PackedMdrnnLayer {
  readonly input: ChannelLayout;
  readonly output: ChannelLayout;
  readonly activation: "tanh" | "relu";
  readonly taps: readonly Tap[];
  /** Where this layer's source and its own map start in the activations, in floats. */
  readonly source: number;
  readonly target: number;
  /** Where W_in, W_west, W_north (each [in slot, out slot]) and the bias start in `weights`, in floats. */
  readonly matrices: readonly [number, number, number];
  readonly bias: number;
  /** Multiply-adds per cell inside the image. */
  readonly macsPerCell: number;
}

/** A whole MDRNN as both engines run it: one buffer of weights, one of activations that starts with the image. */
export interface PackedMdrnn {
  readonly layers: readonly PackedMdrnnLayer[];
  readonly weights: Float32Array;
  /** Length of the activations in floats: the image, then every layer, each [N, H·W, slots]. */
  readonly activations: number;
}

function packMatrix(matrix: Tensor, input: ChannelLayout, output: ChannelLayout, target: Float32Array): void {
  const outSlots = output.groups * 4;
  for (let o = 0; o < output.channels; o++) {
    for (let i = 0; i < input.channels; i++) {
      target[input.slotOf[i]! * outSlots + output.slotOf[o]!] = matrix.data[o * input.channels + i]!;
    }
  }
}

export function packMdrnn(spec: MdrnnSpec, weights: Tensors, cells: { batch: number; pixels: number }): PackedMdrnn {
  const access = accessMap(spec);
  const maps = cells.batch * cells.pixels;
  const layers: PackedMdrnnLayer[] = [];
  const parts: Float32Array[] = [];
  let weightEnd = 0;
  let source = 0;
  const append = (part: Float32Array): number => {
    parts.push(part);
    weightEnd += part.length;
    return weightEnd - part.length;
  };
  layerChannels(spec).forEach(({ inputs, outputs }, l) => {
    const input = channelLayout(inputs, 1);
    const output = channelLayout(outputs, 1);
    const taps = access[l]!.taps;
    const matrices = MATRICES.map((name) => {
      const reader = taps.find((tap) => tap.weight === name);
      const from = reader?.from === "self" ? output : input;
      const packed = new Float32Array(from.groups * 4 * output.groups * 4);
      packMatrix(weights[`layers.${l}.${name}`]!, from, output, packed);
      return append(packed);
    }) as [number, number, number];
    const packedBias = new Float32Array(output.groups * 4);
    packedBias.set(weights[`layers.${l}.bias`]?.data ?? []);
    const target = source + maps * input.groups * 4;
    layers.push({
      input,
      output,
      activation: spec.layers[l]!.activation,
      taps,
      source,
      target,
      matrices,
      bias: append(packedBias),
      macsPerCell: taps.reduce((sum, tap) => sum + (tap.from === "self" ? outputs : inputs) * outputs, 0),
    });
    source = target;
  });
  const packedWeights = new Float32Array(weightEnd);
  let at = 0;
  for (const part of parts) {
    packedWeights.set(part, at);
    at += part.length;
  }
  return { layers, weights: packedWeights, activations: source + maps * layers.at(-1)!.output.groups * 4 };
}
