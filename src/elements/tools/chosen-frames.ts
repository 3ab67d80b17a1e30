/** The frames to draw, from the first to the last, evenly. */
export function chosenFrames(length: number, most: number): readonly number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? length - 1 : Math.round((i * (length - 1)) / (count - 1)),
  );
}
