/**
 * Kernels that compute the same in different ways. `plain` is the one to read; the tiled ones keep sums of four positions and two
 * groups in registers; `tiled-subgroup` also shares loaded weights within a subgroup. Which is fastest depends on the device.
 */
export const VARIANTS = ["plain", "tiled", "tiled-subgroup"] as const;
export type Variant = (typeof VARIANTS)[number];

export type TiledVariant = Exclude<Variant, "plain">;

/** Variants that a device can run. */
export const variantsOf = (device: GPUDevice): readonly Variant[] =>
  VARIANTS.filter((variant) => variant !== "tiled-subgroup" || device.features.has("subgroups"));
