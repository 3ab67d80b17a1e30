/** Layers written in the notation again, without what holds anyway. */
import type { ConvLayer, Layer, Leaf, Sides } from "./layers.js";
import { WORDS } from "./words.js";

const side = ([rows, columns]: Sides): string => (rows === columns ? `${rows}` : `${rows}x${columns}`);
const isSides = ([a, b]: Sides, [c, d]: Sides): boolean => a === c && b === d;
const words = (...parts: readonly (string | false)[]): string => parts.filter((part) => part !== false).join(" ");
const wordFor = (type: string): string => WORDS.find((word) => word.type === type)!.word;

const convText = (layer: ConvLayer): string => {
  const { kernel, out, stride, padding, dilation, groups, bias, pairs } = layer;
  const same = ([0, 1] as const).every((axis) => 2 * padding[axis] === dilation[axis] * (kernel[axis] - 1));
  return words(
    out === null ? `DWConv${side(kernel)}` : `Conv${side(kernel)}-${out}`,
    !isSides(stride, [1, 1]) && `s${side(stride)}`,
    !same && `p${side(padding)}`,
    !isSides(dilation, [1, 1]) && `d${side(dilation)}`,
    groups !== null && groups !== 1 && `g${groups}`,
    pairs !== null && `pairs${pairs}`,
    !bias && "nobias",
  );
};

/** One layer: "Conv3-64 s2". */
export const leafText = (layer: Leaf): string => {
  switch (layer.type) {
    case "conv":
      return convText(layer);
    case "max-pool":
    case "avg-pool": {
      const { kernel, stride, padding, ceil } = layer;
      return words(
        isSides(kernel, [2, 2]) ? wordFor(layer.type) : `${wordFor(layer.type)}${side(kernel)}`,
        !isSides(stride, kernel) && `s${side(stride)}`,
        !isSides(padding, [0, 0]) && `p${side(padding)}`,
        ceil && "ceil",
      );
    }
    case "subsample":
      return isSides(layer.kernel, [2, 2]) ? "Subsample" : `Subsample${side(layer.kernel)}`;
    case "fc":
      return words(`FC-${layer.out}`, !layer.bias && "nobias");
    case "rbf":
      return `RBF-${layer.out}`;
    case "zero-pad":
      return words(`ZeroPad-${layer.out}`, !isSides(layer.stride, [1, 1]) && `s${side(layer.stride)}`);
    default:
      return wordFor(layer.type);
  }
};

const layerText = (layer: Layer): string => {
  switch (layer.type) {
    case "residual": {
      const shortcut = layer.shortcut.length === 0 ? "" : ` | ${layersText(layer.shortcut)}`;
      return `Res(${layersText(layer.body)}${shortcut})`;
    }
    case "concat": {
      const [first, second, ...more] = layer.branches;
      return first?.length === 0 && second !== undefined && second.length > 0 && more.length === 0
        ? `Dense(${layersText(second)})`
        : `Concat(${layer.branches.map(layersText).join(" | ")})`;
    }
    case "group":
      return words(
        layer.name !== null && `${layer.name} =`,
        // One layer needs no brackets, unless it would stand as a group in a group.
        isAlone(layer.layers) ? layersText(layer.layers) : `(${layersText(layer.layers)})`,
        layer.repeat !== 1 && `x${layer.repeat}`,
      );
    case "shared":
      return `@${layer.of}`;
    default:
      return leafText(layer);
  }
};

const isAlone = (layers: readonly Layer[]): boolean => layers.length === 1 && layers[0]!.type !== "group";

/** A list in the notation, which gives the same layers back. */
export const layersText = (layers: readonly Layer[]): string => layers.map(layerText).join(", ");
