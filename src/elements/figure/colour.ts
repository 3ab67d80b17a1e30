/** "#rrggbb" of an opaque RGBA word, as the ramps have them. */
export const hexOf = (word: number): string =>
  `#${[0, 8, 16].map((shift) => ((word >>> shift) & 255).toString(16).padStart(2, "0")).join("")}`;
