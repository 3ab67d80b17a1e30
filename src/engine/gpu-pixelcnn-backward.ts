import { readFloats, storageBuffer, uploadBuffer } from "../gpu/buffers.js";
import type { BoundKernel } from "../gpu/runner.js";
import { packImage, unpackImage } from "../kernels/channel-layout.js";
import {
  chunksOf,
  gradientSumKernel,
  outputDeltaKernel,
  productItems,
  productTable,
  weightGradientKernel,
  type GradientProduct,
} from "../kernels/gradients/gpu.js";
import { maskedConvBackwardKernel } from "../kernels/masked-conv/backward-gpu.js";
import { transposed, unpackWeightGradient } from "../kernels/masked-conv/backward.js";
import type { PackedConvLayer } from "../kernels/masked-conv/layer.js";
import type { PixelCnnSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { bound, floatsOf, type GpuBackward, type Keep, type Placement, type StoredMap } from "./gpu-model.js";

/** Step s computes the deltas of layer d − 1 − s; then come the gradient of x and the weight gradients. */
export async function prepareBackward(
  spec: PixelCnnSpec,
  packed: readonly PackedConvLayer[],
  outputGradient: Tensor,
  x: Tensor,
  image: GPUBuffer,
  maps: readonly StoredMap[],
  place: Placement,
  keep: Keep,
): Promise<GpuBackward> {
  const { device, shape, stamps } = place;
  const depth = packed.length;
  const pixels = shape.height * shape.width;
  const top = packed[depth - 1]!;
  const yBar = new Float32Array(floatsOf(shape, top.output.groups));
  packImage(top.output, outputGradient.shape, outputGradient.data, yBar);
  const yBarBuffer = keep(uploadBuffer(device, "gradient of the output", yBar));
  const deltas = maps.map((map, l) => ({
    ...map,
    buffer: keep(storageBuffer(device, `deltas of layer ${l}`, floatsOf(shape, map.layout.groups) * 4)),
  }));
  const xBar = keep(storageBuffer(device, "gradient of x", floatsOf(shape, packed[0]!.input.groups) * 4));

  /** The deltas of map l (−1: the image) from those of the layer above it. */
  const toMap = (l: number): Promise<BoundKernel> => {
    const above = packed[l + 1]!;
    const flipped = transposed(above);
    const weight = keep(uploadBuffer(device, `transposed weights of layer ${l + 1}`, flipped.weight));
    const activation = l < 0 ? "none" : packed[l]!.activation;
    const kernel = maskedConvBackwardKernel(flipped, l, activation, shape, Boolean(stamps) && l >= 0);
    const value = l < 0 ? image : maps[l]!.buffer;
    return bound(
      device,
      kernel,
      [deltas[l + 1]!.buffer, weight, value, l < 0 ? xBar : deltas[l]!.buffer],
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

  let size = 0;
  const take = (length: number): number => (size += length) - length;
  const products = packed.map((layer): GradientProduct[] => {
    const common = { delta: 0, outGroups: layer.output.groups };
    const matrix = layer.input.groups * layer.output.groups * 16;
    return [
      ...layer.taps.map(({ dr, dc }) => ({
        ...common,
        dr,
        dc,
        source: 0,
        inGroups: layer.input.groups,
        result: take(matrix),
      })),
      { ...common, dr: 0, dc: 0, source: null, inGroups: 1, result: take(16 * layer.output.groups) },
    ];
  });
  const partial = keep(storageBuffer(device, "partial weight gradients", size * 4 * chunksOf(shape)));
  const total = keep(storageBuffer(device, "weight gradients", size * 4));
  const productKernel = weightGradientKernel(shape, size);
  const layerProducts = await Promise.all(
    products.map(async (list, l) => {
      const table = keep(uploadBuffer(device, `products of layer ${l}`, productTable(list)));
      const below = l === 0 ? image : maps[l - 1]!.buffer;
      const kernel = await bound(device, productKernel, [table, below, deltas[l]!.buffer, partial]);
      const work = (step: number) => [{ kernel, first: 0, count: productItems(list[step]!, shape) }];
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
    after: [
      { label: "gradient of x", steps: 1, work: () => [{ kernel: toImage, first: 0, count: pixels }] },
      ...layerProducts,
      { label: "sum of gradients", steps: 1, work: () => [{ kernel: sum, first: 0, count: size / 4 }] },
    ],
    deltas,
    async gradients() {
      const result = await readFloats(device, total, 0, size);
      const ofImage = await readFloats(device, xBar, 0, floatsOf(shape, packed[0]!.input.groups));
      const gradients: Record<string, Tensor> = {
        x: { shape: x.shape, data: unpackImage(packed[0]!.input, x.shape, ofImage) },
      };
      packed.forEach((layer, l) => {
        const list = products[l]!;
        const biasProduct = list.at(-1)!;
        const start = list[0]!.result;
        gradients[`layers.${l}.weight`] = unpackWeightGradient(
          spec,
          l,
          layer,
          result.subarray(start, biasProduct.result),
        );
        gradients[`layers.${l}.bias`] = {
          shape: [layer.output.channels],
          data: Float32Array.from(layer.output.slotOf, (slot) => result[biasProduct.result + slot]!),
        };
      });
      return gradients as Tensors;
    },
  };
}
