import { readFloats, type Buffers } from "../gpu/buffers.js";
import type { Plan } from "../gpu/runner.js";
import {
  chunksOf,
  gradientSumKernel,
  productItems,
  productTable,
  weightGradientKernel,
  type GradientProduct,
  type GradientShape,
} from "../kernels/gradients/gpu.js";
import { bound } from "./gpu-model.js";
import { tilesFor } from "./tiling.js";

/** All weight gradients as batched products of what lies in `source` with the deltas, after a sweep. */
export async function productPlans(
  device: GPUDevice,
  { products, productSize }: { readonly products: readonly GradientProduct[]; readonly productSize: number },
  shape: GradientShape,
  source: GPUBuffer,
  deltas: GPUBuffer,
  own: Buffers,
): Promise<{ readonly plans: readonly Plan[]; readonly total: GPUBuffer; result(): Promise<Float32Array> }> {
  const table = own.upload("products", productTable(products));
  const partial = own.storage("partial weight gradients", productSize * 4 * chunksOf(shape));
  const total = own.storage("weight gradients", productSize * 4);
  const macs = products.reduce((sum, { inGroups, outGroups }) => sum + 16 * inGroups * outGroups, 0);
  const tiles = await tilesFor(device, macs * shape.batch * shape.height * shape.width);
  const plain = weightGradientKernel(shape, productSize);
  const product = await bound(device, tiles?.products(plain) ?? plain, [table, source, deltas, partial]);
  const sum = await bound(device, gradientSumKernel(shape, productSize), [partial, total]);
  return {
    plans: [
      {
        label: "weight gradients",
        steps: products.length,
        work: (step) => [
          { kernel: product, first: 0, count: productItems(products[step]!, shape, tiles?.productGroups) },
        ],
      },
      { label: "sum of gradients", steps: 1, work: () => [{ kernel: sum, first: 0, count: productSize / 4 }] },
    ],
    total,
    result: () => readFloats(device, total, 0, productSize),
  };
}
