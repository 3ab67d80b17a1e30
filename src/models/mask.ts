/**
 * Which taps of a masked convolution are read at all. Masks A and B are those of van den Oord et al. 2016,
 * "Pixel Recurrent Neural Networks", §3.4; the colour rule is that of the same section with channel j in colour j mod 3.
 */
import type { Context, MaskedConvLayer, MaskType } from "./spec.js";

/** Input position − output position: negative is up or left. */
export interface Offset {
  readonly dr: number;
  readonly dc: number;
}

/** A tap that is read: its offset (dilation included) and its place in the kernel. */
export interface LiveTap extends Offset {
  readonly ky: number;
  readonly kx: number;
}

/**
 * Whether output channel `outChannel` reads input channel `inChannel` at the centre tap.
 * With three colours, channel j belongs to colour j mod 3 and reads earlier colours (A) or earlier and its own (B).
 */
export const readsColour = (mask: MaskType, colourGroups: 1 | 3, outChannel: number, inChannel: number): boolean => {
  const outColour = outChannel % colourGroups;
  const inColour = inChannel % colourGroups;
  return mask === "A" ? inColour < outColour : inColour <= outColour;
};

/**
 * The taps of a layer that some channel reads, in row-major order of the kernel: the rows above, then what lies left of
 * the centre, then the centre (under B, or where colours share a pixel). `quadrant` hides what lies right of the centre.
 */
export const liveTaps = (layer: MaskedConvLayer, context: Context, colourGroups: 1 | 3): readonly LiveTap[] => {
  const reach = (layer.kernel - 1) / 2;
  const rightmost = context === "raster" ? reach : 0;
  const centre = layer.mask === "B" || colourGroups === 3;
  const taps: LiveTap[] = [];
  // 0 − reach and not −reach, which is −0 for a 1×1 kernel.
  for (let y = 0 - reach; y <= 0; y++) {
    const last = y < 0 ? rightmost : centre ? 0 : -1;
    for (let x = 0 - reach; x <= last; x++) {
      taps.push({ dr: y * layer.dilation, dc: x * layer.dilation, ky: y + reach, kx: x + reach });
    }
  }
  return taps;
};

const offsets = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** The taps of a gated layer's vertical kernel (k, k): the rows above, from the second layer on the own row too. */
export const verticalTaps = (kernel: number, layer: number): readonly LiveTap[] => {
  const reach = (kernel - 1) / 2;
  return offsets(0 - reach, layer === 0 ? -1 : 0).flatMap((dr) =>
    offsets(0 - reach, reach).map((dc) => ({ dr, dc, ky: dr + reach, kx: dc + reach })),
  );
};

/** The taps of a gated layer's horizontal kernel (1, k): the columns before, from the second layer on the own pixel too. */
export const horizontalTaps = (kernel: number, layer: number): readonly LiveTap[] => {
  const reach = (kernel - 1) / 2;
  return offsets(0 - reach, layer === 0 ? -1 : 0).map((dc) => ({ dr: 0, dc, ky: 0, kx: dc + reach }));
};

/** Pairs (output channel, input channel) that a tap connects: all of them, or at the centre those of the colour rule. */
export const channelPairs = (
  tap: Offset,
  mask: MaskType,
  colourGroups: 1 | 3,
  channels: { readonly inputs: number; readonly outputs: number },
): number => {
  if (tap.dr !== 0 || tap.dc !== 0) return channels.inputs * channels.outputs;
  const perColour = (count: number, colour: number): number =>
    Math.floor((count + colourGroups - 1 - colour) / colourGroups);
  let pairs = 0;
  for (let out = 0; out < colourGroups; out++) {
    for (let input = 0; input < colourGroups; input++) {
      if (readsColour(mask, colourGroups, out, input)) {
        pairs += perColour(channels.outputs, out) * perColour(channels.inputs, input);
      }
    }
  }
  return pairs;
};
