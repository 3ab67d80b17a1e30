/** 256 opaque colours as little-endian RGBA words: what an ImageData's buffer takes. */
export type Ramp = Uint32Array<ArrayBuffer>;

export interface Ramps {
  /** Signed values, −1…1: purple, neutral, green. The ends differ from the middle in lightness and from each other for every kind of colour vision. */
  readonly signed: Ramp;
  /** Order, 0…1. */
  readonly order: Ramp;
}

const byteAt = (colours: readonly string[], fraction: number, channel: number): number => {
  const position = fraction * (colours.length - 1);
  const index = Math.min(colours.length - 2, Math.floor(position));
  const [from, to] = [index, index + 1].map((i) =>
    Number.parseInt((colours[i] ?? "").slice(2 * channel, 2 * channel + 2), 16),
  );
  return Math.round((from ?? 0) + ((to ?? 0) - (from ?? 0)) * (position - index));
};

// Between evenly spaced colours, in sRGB: with so many of them that no better space can be seen. d3's interpolators would weigh 12 KB.
const ramp = (colours: string): Ramp => {
  const stops = colours.split(" ");
  return Uint32Array.from({ length: 256 }, (_, i) => {
    const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((channel) => byteAt(stops, i / 255, channel));
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
};

// ColorBrewer's PRGn (Harrower and Brewer 2003) and, as order, cividis (Nuñez et al. 2018). On a dark page zero is dark, so that a quiet
// picture does not glare.
const order = ramp("00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838");
const light: Ramps = {
  signed: ramp("40004b 762a83 9970ab c2a5cf e7d4e8 f7f7f7 d9f0d3 a6dba0 5aae61 1b7837 00441b"),
  order,
};
const dark: Ramps = {
  signed: ramp("f3dcfb d3a6e6 a974c4 77509a 463559 222833 274a37 3a7a4c 62ad6c 9fdb9f d9fbd2"),
  order,
};

export const rampsFor = (isDark: boolean): Ramps => (isDark ? dark : light);

/** The nearest colour to a fraction 0…1 of a ramp. */
export const colourAt = (colours: Ramp, fraction: number): number =>
  colours[Math.round(Math.min(1, Math.max(0, fraction)) * 255)] ?? 0;
