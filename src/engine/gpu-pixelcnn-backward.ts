import { readFloats, type Buffers } from "../gpu/buffers.js";
import type { BoundKernel } from "../gpu/runner.js";
import { packImage, unpackImage } from "../kernels/channel-layout.js";
import {
  chunksOf,
  gradientSumKernel,
  outputDeltaKernel,
  productItems,
  productTable,
  weightGradientKernel,
} from "../kernels/gradients/gpu.js";
import { convProducts, weightResult } from "../kernels/gradients/conv-products.js";
import { maskedConvBackwardKernel } from "../kernels/masked-conv/backward-gpu.js";
import { convFloats } from "../kernels/masked-conv/gpu.js";
import { transposed, unpackWeightGradient } from "../kernels/masked-conv/backward.js";
import { macsOf, type PackedConvLayer } from "../kernels/masked-conv/layer.js";
import type { PixelCnnSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { bound, floatsOf, type GpuBackward, type Placement, type StoredMap } from "./gpu-model.js";
import { tilesFor } from "./tiling.js";

/** Step s computes the deltas of layer d − 1 − s; then come the gradient of x and the weight gradients. */
export async function prepareBackward(
  spec: PixelCnnSpec,
  packed: readonly PackedConvLayer[],
  outputGradient: Tensor,
  x: Tensor,
  image: GPUBuffer,
  maps: readonly StoredMap[],
  place: Placement,
  own: Buffers,
): Promise<GpuBackward> {
  const { device, shape, stamps } = place;
  const tiles = await tilesFor(device, macsOf(packed, shape));
  const depth = packed.length;
  const pixels = shape.height * shape.width;
  const top = packed[depth - 1]!;
  const yBar = new Float32Array(floatsOf(shape, top.output.groups));
  packImage(top.output, outputGradient.shape, outputGradient.data, yBar);
  const yBarBuffer = own.upload("gradient of the output", yBar);
  const deltas = maps.map((map, l) => ({
    ...map,
    buffer: own.storage(`deltas of layer ${l}`, convFloats(shape, map.layout.groups) * 4),
  }));
  const xBar = own.storage("gradient of x", floatsOf(shape, packed[0]!.input.groups) * 4);

  const flipped = packed.map(transposed);
  const flippedWeights = flipped.map(({ weight }, l) => own.upload(`transposed weights of layer ${l}`, weight));

  /** The deltas of map l (−1: the image) from those of the layer above it. */
  const toMap = (l: number): Promise<BoundKernel> => {
    const activation = l < 0 ? "none" : packed[l]!.activation;
    const plain = maskedConvBackwardKernel(flipped[l + 1]!, l, activation, shape, Boolean(stamps) && l >= 0);
    const value = l < 0 ? image : maps[l]!.buffer;
    return bound(
      device,
      tiles?.conv(plain, shape) ?? plain,
      [deltas[l + 1]!.buffer, flippedWeights[l + 1]!, value, l < 0 ? xBar : deltas[l]!.buffer],
      l < 0 ? undefined : stamps?.backward,
    );
  };
  const outputDelta = bound(
    device,
    outputDeltaKernel(top.output.groups, top.activation, depth - 1, shape, Boolean(stamps)),
    [yBarBuffer, maps[depth - 1]!.buffer, deltas[depth - 1]!.buffer],
    stamps?.backward,
  );
  const sweep = await Promise.all([outputDelta, ...Array.from({ length: depth - 1 }, (_, s) => toMap(depth - 2 - s))]);
  const toImage = await toMap(-1);

  const { layers: products, size } = convProducts(packed);
  const partial = own.storage("partial weight gradients", size * 4 * chunksOf(shape));
  const total = own.storage("weight gradients", size * 4);
  const plainProduct = weightGradientKernel(shape, size);
  const layerProducts = await Promise.all(
    products.map(async ({ taps, bias }, l) => {
      const list = [...taps, bias];
      const table = own.upload(`products of layer ${l}`, productTable(list));
      const below = l === 0 ? image : maps[l - 1]!.buffer;
      const kernel = await bound(device, tiles?.products(plainProduct) ?? plainProduct, [
        table,
        below,
        deltas[l]!.buffer,
        partial,
      ]);
      const work = (step: number) => [
        { kernel, first: 0, count: productItems(list[step]!, shape, tiles?.productGroups) },
      ];
      return { label: `weight gradients of layer ${l}`, steps: list.length, work };
    }),
  );
  const sum = await bound(device, gradientSumKernel(shape, size), [partial, total]);
  return {
    sweep: {
      label: "pixelcnn backward",
      steps: depth,
      work: (step) => [{ kernel: sweep[step]!, first: 0, count: pixels }],
    },
    ofImage: { label: "gradient of x", steps: 1, work: () => [{ kernel: toImage, first: 0, count: pixels }] },
    ofWeights: [
      ...layerProducts,
      { label: "sum of gradients", steps: 1, work: () => [{ kernel: sum, first: 0, count: size / 4 }] },
    ],
    outputGradient: { buffer: yBarBuffer, offset: 0 },
    result: total,
    transposed: flippedWeights,
    deltas,
    async gradients() {
      const result = await readFloats(device, total, 0, size);
      const ofImage = await readFloats(device, xBar, 0, floatsOf(shape, packed[0]!.input.groups));
      const gradients: Record<string, Tensor> = {
        x: { shape: x.shape, data: unpackImage(packed[0]!.input, x.shape, ofImage) },
      };
      packed.forEach((layer, l) => {
        const { bias } = products[l]!;
        const start = weightResult(products[l]!);
        gradients[`layers.${l}.weight`] = unpackWeightGradient(spec, l, layer, result.subarray(start, bias.result));
        gradients[`layers.${l}.bias`] = {
          shape: [layer.output.channels],
          data: Float32Array.from(layer.output.slotOf, (slot) => result[bias.result + slot]!),
        };
      });
      return gradients as Tensors;
    },
  };
}
