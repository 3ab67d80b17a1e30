/** The same net with other padding, batch norm or biases than its list says. */
import type { ConvLayer, Layer, Leaf, Placed } from "./layers.js";

export interface Variation {
  /** `none`: no zeros around any convolution. */
  readonly padding: "written" | "none";
  /** `after-conv`: batch norm behind every convolution that has none. `none`: all of it taken away. */
  readonly norm: "written" | "after-conv" | "none";
  /** `none`: no biases. `not-before-norm`: none where batch norm subtracts them again. */
  readonly bias: "written" | "none" | "not-before-norm";
}

export const AS_WRITTEN: Variation = { padding: "written", norm: "written", bias: "written" };

const isNorm = (layer: Layer | undefined): boolean => layer?.type === "bn";

const leaf = (layer: Placed<Leaf>, next: Layer | undefined, { padding, bias }: Variation): Layer => {
  if (layer.type !== "conv" && layer.type !== "fc") return layer;
  const hasBias = layer.bias && bias !== "none" && !(bias === "not-before-norm" && isNorm(next));
  if (layer.type === "fc") return { ...layer, bias: hasBias };
  const unpadded: Placed<ConvLayer> = padding === "none" ? { ...layer, padding: [0, 0] } : layer;
  return { ...unpadded, bias: hasBias };
};

/** Batch norm where the variation has it. */
const normed = (layers: readonly Layer[], { norm }: Variation): readonly Layer[] => {
  if (norm === "none") return layers.filter((layer) => !isNorm(layer));
  if (norm === "written") return layers;
  return layers.flatMap((layer, i): readonly Layer[] =>
    layer.type === "conv" && !isNorm(layers[i + 1]) ? [layer, { type: "bn", place: layer.place }] : [layer],
  );
};

export const varied = (layers: readonly Layer[], variation: Variation): readonly Layer[] => {
  const list = normed(layers, variation);
  return list.flatMap((layer, i): readonly Layer[] => {
    switch (layer.type) {
      case "residual":
        return [{ ...layer, body: varied(layer.body, variation), shortcut: varied(layer.shortcut, variation) }];
      case "concat":
        return [{ ...layer, branches: layer.branches.map((branch) => varied(branch, variation)) }];
      case "group": {
        const inner = varied(layer.layers, variation);
        // What held nothing but batch norm is gone with it, unless its name is called for.
        return inner.length === 0 && layer.name === null ? [] : [{ ...layer, layers: inner }];
      }
      case "shared":
        return [layer];
      default:
        return [leaf(layer, list[i + 1], variation)];
    }
  });
};
