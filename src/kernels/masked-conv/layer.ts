import type { Activation, MaskedConvLayer, PixelCnnSpec } from "../../models/spec.js";
import type { Tensor, Tensors } from "../../models/tensor.js";
import { layerChannels } from "../../models/layers.js";
import { liveTaps, readsColour } from "../../models/mask.js";
import { channelLayout, colourOfGroup, type ChannelLayout } from "../channel-layout.js";

/** One masked convolution as both engines run it: its live taps, its layouts, and its weights in the kernels' order. */
export interface PackedConvLayer {
  readonly input: ChannelLayout;
  readonly output: ChannelLayout;
  readonly activation: Activation;
  /** Live taps as input position − output position. */
  readonly taps: readonly { readonly dr: number; readonly dc: number }[];
  /** Index of the centre tap in `taps`, or −1. */
  readonly centre: number;
  /** For every out-group, the in-groups [first, last) that the centre tap reads. */
  readonly centreInGroups: readonly (readonly [number, number])[];
  /** [tap, in slot, out slot]; entries that no live weight has are zero. */
  readonly weight: Float32Array;
  /** [out slot]. */
  readonly bias: Float32Array;
  /** Multiply-adds per pixel, live weights only, borders counted. */
  readonly macsPerPixel: number;
}

function packLayer(
  spec: PixelCnnSpec,
  layer: MaskedConvLayer,
  inputs: number,
  weight: Tensor,
  bias: Tensor | undefined,
): PackedConvLayer {
  const colours = spec.colourGroups;
  const input = channelLayout(inputs, colours);
  const output = channelLayout(layer.out, colours);
  const taps = liveTaps(layer, spec.context, colours);
  const centre = taps.findIndex((tap) => tap.dr === 0 && tap.dc === 0);
  const inSlots = input.groups * 4;
  const outSlots = output.groups * 4;
  const packed = new Float32Array(taps.length * inSlots * outSlots);
  const k = layer.kernel;
  let live = 0;
  taps.forEach((tap, t) => {
    for (let o = 0; o < layer.out; o++) {
      for (let i = 0; i < inputs; i++) {
        if (t === centre && !readsColour(layer.mask, colours, o, i)) continue;
        const from = ((o * inputs + i) * k + tap.ky) * k + tap.kx;
        packed[(t * inSlots + input.slotOf[i]!) * outSlots + output.slotOf[o]!] = weight.data[from]!;
        live++;
      }
    }
  });
  const packedBias = new Float32Array(outSlots);
  for (let o = 0; o < layer.out; o++) packedBias[output.slotOf[o]!] = bias?.data[o] ?? 0;
  const coloursRead = (colour: number): number => (colours === 1 ? 1 : layer.mask === "A" ? colour : colour + 1);
  return {
    input,
    output,
    activation: layer.activation,
    taps,
    centre,
    centreInGroups: Array.from({ length: output.groups }, (_, group) => [
      0,
      input.groupsBefore[coloursRead(colourOfGroup(output, group))]!,
    ]),
    weight: packed,
    bias: packedBias,
    macsPerPixel: live,
  };
}

/** All layers of a PixelCNN, packed once for whichever engine runs them. A missing bias is zero. */
export function packPixelCnn(spec: PixelCnnSpec, weights: Tensors): readonly PackedConvLayer[] {
  const channels = layerChannels(spec);
  return spec.layers.map((layer, l) =>
    packLayer(spec, layer, channels[l]!.inputs, weights[`layers.${l}.weight`]!, weights[`layers.${l}.bias`]),
  );
}

/** Multiply-adds of all layers on a batch of images. */
export const macsOf = (
  layers: readonly PackedConvLayer[],
  { batch, height, width }: { readonly batch: number; readonly height: number; readonly width: number },
): number => layers.reduce((sum, layer) => sum + layer.macsPerPixel, 0) * batch * height * width;
