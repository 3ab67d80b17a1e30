import text from "../../../shaders/gradients/weights-tiled.wgsl";
import type { composeShader } from "../../gpu/composer.js";
import type { Kernel } from "../../gpu/kernel.js";

/** Groups of four weights on a side of the block that one invocation computes. */
export const PRODUCT_GROUPS = 2;

/** A kernel of weight gradients in blocks of eight by eight. */
export const productTiles =
  (compose: typeof composeShader) =>
  (plain: Kernel): Kernel => {
    const { source } = plain.shader;
    const parts = source.parts.map((part) =>
      part.file === "gradients/weights.wgsl" ? { file: "gradients/weights-tiled.wgsl", text } : part,
    );
    return {
      ...plain,
      shader: compose({ ...source, label: `${source.label}, tiled`, parts }),
      macsPerItem: plain.macsPerItem * PRODUCT_GROUPS ** 2,
    };
  };
