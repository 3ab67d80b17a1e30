import { composeShader } from "../gpu/composer.js";
import type { Variant } from "../kernels/variant.js";
import type { Tiles } from "./tiles.js";

const settled = new WeakMap<GPUDevice, Variant>();

/** Multiply-adds below which a tiled kernel's longer compilation costs more than it saves. */
const WORTHWHILE_MACS = 4e6;

/** What tiles the kernels of so many multiply-adds, in the variant that this device is best at; null where plain ones do. */
export async function tilesFor(device: GPUDevice, macs: number): Promise<Tiles | null> {
  const given = settled.get(device) ?? (macs < WORTHWHILE_MACS ? "plain" : null);
  if (given === "plain") return null;
  const { chosenVariant, tilesOf } = await import("./tiles.js");
  return tilesOf(device, given ?? (await chosenVariant(device, composeShader)), composeShader);
}

/** Takes one variant for everything, or with null the choice again: for tests, and for measurements of one variant. */
export function settleVariant(device: GPUDevice, variant: Variant | null): void {
  if (variant === null) settled.delete(device);
  else settled.set(device, variant);
}
