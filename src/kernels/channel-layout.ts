/**
 * Where the channels of a map lie in memory: channels last, in groups of four, so that a shader reads them as vec4f.
 * With three colour groups, channel j belongs to colour j mod 3; the channels of a colour lie together and fill whole groups,
 * so that the centre tap of a masked convolution reads a prefix of the groups and never a masked channel.
 */
export interface ChannelLayout {
  readonly channels: number;
  /** Groups of four slots. */
  readonly groups: number;
  /** Slot of channel j. Slots that no channel has hold zeros. */
  readonly slotOf: readonly number[];
  /** Groups of the first 0, 1, … colours together (one more entry than there are colours). */
  readonly groupsBefore: readonly number[];
}

export function channelLayout(channels: number, colours: 1 | 3): ChannelLayout {
  const groupsBefore = [0];
  for (let colour = 0; colour < colours; colour++) {
    const members = Math.ceil((channels - colour) / colours);
    groupsBefore.push(groupsBefore[colour]! + Math.ceil(members / 4));
  }
  return {
    channels,
    groups: groupsBefore[colours]!,
    slotOf: Array.from({ length: channels }, (_, j) => 4 * groupsBefore[j % colours]! + Math.floor(j / colours)),
    groupsBefore,
  };
}

/** The layout of several vectors per position, one after the other: the gates of a cell, or their deltas. */
export const layoutOfParts = (layout: ChannelLayout, parts: number): ChannelLayout => ({
  ...layout,
  channels: layout.channels * parts,
  groups: layout.groups * parts,
  slotOf: Array.from({ length: parts }, (_, part) =>
    layout.slotOf.map((slot) => part * layout.groups * 4 + slot),
  ).flat(),
});

/** The colour whose channels fill a group. */
export const colourOfGroup = (layout: ChannelLayout, group: number): number =>
  layout.groupsBefore.findIndex((before, colour) => before <= group && group < layout.groupsBefore[colour + 1]!);

/** (N, C, H, W) to [N, H·W, slots], written into `target` from `offset` on. */
export function packImage(
  layout: ChannelLayout,
  shape: readonly number[],
  data: ArrayLike<number>,
  target: Float32Array,
  offset = 0,
): void {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const pixels = height * width;
  const slots = layout.groups * 4;
  for (let n = 0; n < batch; n++) {
    for (let j = 0; j < channels; j++) {
      const source = (n * channels + j) * pixels;
      const slot = offset + n * pixels * slots + layout.slotOf[j]!;
      for (let p = 0; p < pixels; p++) target[slot + p * slots] = data[source + p]!;
    }
  }
}

/** [N, H·W, slots] back to (N, C, H, W). */
export function unpackImage(
  layout: ChannelLayout,
  shape: readonly number[],
  packed: Float32Array,
  offset = 0,
): Float32Array {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const pixels = height * width;
  const slots = layout.groups * 4;
  const data = new Float32Array(batch * channels * pixels);
  for (let n = 0; n < batch; n++) {
    for (let j = 0; j < channels; j++) {
      const target = (n * channels + j) * pixels;
      const slot = offset + n * pixels * slots + layout.slotOf[j]!;
      for (let p = 0; p < pixels; p++) data[target + p] = packed[slot + p * slots]!;
    }
  }
  return data;
}
