/** Kernels in register tiles: a chunk of its own, loaded where there is work enough for them, that shares nothing with the engine's. */
import type { composeShader } from "../gpu/composer.js";
import { cellTiles } from "../kernels/cells/tiles.js";
import { PRODUCT_GROUPS, productTiles } from "../kernels/gradients/tiles.js";
import { convTiles } from "../kernels/masked-conv/tiles.js";
import { variantsOf, type TiledVariant } from "../kernels/variant.js";
import { fastest } from "./variant-probe.js";

const choices = new WeakMap<GPUDevice, Promise<TiledVariant>>();

/** The fastest of the tiled variants on this device, found out once by a small product (under 150 ms, compilation included). */
export function chosenVariant(device: GPUDevice, compose: typeof composeShader): Promise<TiledVariant> {
  let choice = choices.get(device);
  if (!choice) {
    const variants = variantsOf(device).filter((variant) => variant !== "plain");
    // a device that is lost meanwhile fails where it is used, with the right error
    choice = fastest(device, variants, compose).catch(() => "tiled" as const);
    choices.set(device, choice);
  }
  return choice;
}

/** Invocations that a device runs in lockstep, at least; four where it does not tell, as older browsers don't. */
const lanesOf = (device: GPUDevice): number => {
  const info = device.adapterInfo as GPUAdapterInfo | undefined;
  return Math.min(32, Math.max(4, info?.subgroupMinSize ?? 4));
};

/** What makes tiled kernels of plain ones for a device, in one variant. */
export const tilesOf = (device: GPUDevice, variant: TiledVariant, compose: typeof composeShader) => ({
  variant,
  conv: convTiles(variant, compose),
  cells: cellTiles(variant, lanesOf(device), compose),
  products: productTiles(compose),
  productGroups: PRODUCT_GROUPS,
});

export type Tiles = ReturnType<typeof tilesOf>;
