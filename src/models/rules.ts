/** What holds between the fields of a spec, for specs that are read and for those that are made. */
import { invalid } from "./checks.js";
import type { MdrnnSpec, PixelCnnSpec } from "./spec.js";

/** The largest values a spec may hold; a device may allow less. */
export const LIMITS = { kernel: 31, channels: 1024, depth: 256, dilation: 64 } as const;

/** With fewer than three channels some colour has none, and later layers could never see it. */
export const requireColours = (spec: PixelCnnSpec): void => {
  const counts: [string, number][] = [
    ["inputs", spec.inputs],
    ...spec.layers.map((layer, i): [string, number] => [`layers[${i}].out`, layer.out]),
  ];
  for (const [path, channels] of counts) {
    if (channels < 3) {
      throw invalid(`${path} is ${channels}; colourGroups 3 needs 3 channels or more, one for each colour`);
    }
  }
};

export const requireNeighbours = (spec: PixelCnnSpec): void => {
  const index = spec.layers.findIndex((layer) => layer.kernel === 1 && layer.mask === "A");
  if (index >= 0) {
    throw invalid(`layers[${index}] has kernel 1 with mask "A", which reads nothing; use mask "B" or kernel 3`);
  }
};

/** What the formula as printed and the shift to a generator do not go with. */
export const requireRecurrence = ({ neighbours, shift, directions, layers }: MdrnnSpec): void => {
  const lstm = layers.findIndex(({ cell }) => cell === "lstm");
  if (neighbours === "input" && lstm >= 0) {
    throw invalid(`neighbours is "input" and layers[${lstm}].cell "lstm", whose gates need states; use "hidden"`);
  }
  if (directions === 1) return;
  if (neighbours === "input")
    throw invalid('directions is 4 and neighbours "input", which sweeps nowhere; use "hidden"');
  if (shift) throw invalid("directions is 4 and shift true, but four sweeps see every pixel; use shift false");
};
