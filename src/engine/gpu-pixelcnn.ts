import type { Buffers } from "../gpu/buffers.js";
import { packImage } from "../kernels/channel-layout.js";
import { convFloats, maskedConvKernel } from "../kernels/masked-conv/gpu.js";
import { macsOf, packPixelCnn } from "../kernels/masked-conv/layer.js";
import type { PixelCnnSpec } from "../models/spec.js";
import { bound, type GpuModel, type Placement, type StoredMap } from "./gpu-model.js";
import type { RunInputs } from "./run.js";
import { tilesFor } from "./tiling.js";

/** One buffer and one kernel per layer; step l runs all pixels of layer l. */
export async function preparePixelCnn(
  spec: PixelCnnSpec,
  { x, weights, outputGradient }: RunInputs,
  place: Placement,
  own: Buffers,
): Promise<GpuModel> {
  const { device, schedule, shape, stamps } = place;
  const packed = packPixelCnn(spec, weights);
  const tiles = await tilesFor(device, macsOf(packed, shape));
  const image = new Float32Array(convFloats(shape, packed[0]!.input.groups));
  packImage(packed[0]!.input, x.shape, x.data, image);
  const imageBuffer = own.upload("image", image);
  const maps = packed.map(({ output }, l): StoredMap => ({
    layout: output,
    offset: 0,
    parts: 1,
    buffer: own.storage(`activations of layer ${l}`, convFloats(shape, output.groups) * 4),
  }));
  const parameters = packed.map((layer, l) => ({
    weight: own.upload(`weights of layer ${l}`, layer.weight),
    bias: own.upload(`bias of layer ${l}`, layer.bias),
  }));
  const kernels = await Promise.all(
    packed.map((layer, l) => {
      const { weight, bias } = parameters[l]!;
      const below = l === 0 ? imageBuffer : maps[l - 1]!.buffer;
      const plain = maskedConvKernel(layer, l, shape, Boolean(stamps));
      return bound(device, tiles?.conv(plain, shape) ?? plain, [below, weight, bias, maps[l]!.buffer], stamps?.forward);
    }),
  );
  const work = (step: number) => [{ kernel: kernels[step]!, first: 0, count: schedule.width(step) }];
  return {
    forward: { label: "pixelcnn", steps: schedule.length, work },
    image: imageBuffer,
    weights: parameters.flatMap(({ weight, bias }) => [weight, bias]),
    maps,
    outputs: maps.map((_, map) => [{ map, dr: 0, dc: 0 }]),
    backward: outputGradient
      ? await (
          await import("./gpu-backward.js")
        ).preparePixelCnnBackward(spec, packed, outputGradient, x, imageBuffer, maps, place, own)
      : null,
  };
}
