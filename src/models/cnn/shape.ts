/** Channels of rows and columns; `flat` where it is a list of numbers, which has one row and one column. */
export interface Shape {
  readonly channels: bigint;
  readonly height: bigint;
  readonly width: bigint;
  readonly flat: boolean;
}

export const unitsOf = ({ channels, height, width }: Shape): bigint => channels * height * width;

export const flattened = (shape: Shape): Shape => ({ channels: unitsOf(shape), height: 1n, width: 1n, flat: true });

export const sameShape = (a: Shape, b: Shape): boolean => sameSize(a, b) && a.channels === b.channels;

/** All but the channels. */
export const sameSize = (a: Shape, b: Shape): boolean =>
  a.height === b.height && a.width === b.width && a.flat === b.flat;

export const grouped = (value: bigint): string => value.toLocaleString("en-US");

/** "64×112×112", "1,024". */
export const shapeText = ({ channels, height, width, flat }: Shape): string =>
  (flat ? [channels] : [channels, height, width]).map(grouped).join("×");
