/** The notation of a stack: "A3 B3 B5x2" is a 3×3 kernel under mask A, a 3×3 one under B, and a 5×5 one under B, dilated by 2. */
import type { MaskType } from "../../models/spec.js";

export interface StackLayer {
  readonly mask: MaskType;
  readonly kernel: number;
  readonly dilation: number;
}

export const KERNELS = [1, 3, 5, 7, 9] as const;
export const DILATIONS = [1, 2, 3, 4, 8, 16] as const;
export const MOST_LAYERS = 16;
/** Pixels that a stack may reach: twice what the largest image holds. */
export const MOST_REACH = 128;
export const LAYERS_FORM = `1 to ${MOST_LAYERS} layers such as A3 B3 B5x2 (mask, kernel and, after x, dilation) that reach at most ${MOST_REACH} pixels`;

const LAYER = /^([AB])([13579])(?:x(1[0-6]|[1-9]))?$/;

const parseLayer = (text: string): StackLayer | null => {
  const [, mask, kernel, dilation = "1"] = LAYER.exec(text) ?? [];
  if (mask === undefined || (mask === "A" && kernel === "1")) return null;
  return { mask: mask === "A" ? "A" : "B", kernel: Number(kernel), dilation: Number(dilation) };
};

const reachOf = ({ kernel, dilation }: StackLayer): number => (dilation * (kernel - 1)) / 2;

/** The layers, or null where the text is none or the stack too wide. Mask A with a 1×1 kernel reads nothing and is refused. */
export const parseLayers = (text: string): readonly StackLayer[] | null => {
  const words = text.trim().split(/\s+/);
  const layers = words.length > MOST_LAYERS ? [] : words.flatMap((word) => parseLayer(word) ?? []);
  const reach = layers.reduce((sum, layer) => sum + reachOf(layer), 0);
  return layers.length === words.length && layers.length > 0 && reach <= MOST_REACH ? layers : null;
};

export const formatLayers = (layers: readonly StackLayer[]): string =>
  layers.map(({ mask, kernel, dilation }) => `${mask}${kernel}${dilation === 1 ? "" : `x${dilation}`}`).join(" ");

/** More layers like the last one, but never another mask A; or the first ones only. */
export const withDepth = (layers: readonly StackLayer[], depth: number): readonly StackLayer[] => {
  const last = layers.at(-1)!;
  const added: StackLayer = layers.length === 1 ? { ...last, mask: "B" } : last;
  return Array.from({ length: depth }, (_, i) => layers[i] ?? added);
};
