/** What holds between the fields of a spec, for specs that are read and for those that are made. */
import { invalid } from "./checks.js";
import type { Conditional, MdrnnSpec, PixelCnnSpec } from "./spec.js";

/** The largest values a spec may hold; a device may allow less. */
export const LIMITS = { kernel: 31, channels: 1024, depth: 256, dilation: 64, levels: 256 } as const;

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
export const requireRecurrence = ({ neighbours, shift, directions, layers, conditional }: MdrnnSpec): void => {
  const lstm = layers.findIndex(({ cell }) => cell === "lstm");
  if (neighbours === "input" && lstm >= 0) {
    throw invalid(`neighbours is "input" and layers[${lstm}].cell "lstm", whose gates need states; use "hidden"`);
  }
  if (conditional && neighbours === "input") {
    throw invalid('neighbours is "input", with which nothing recurs; with a conditional use "hidden"');
  }
  if (directions === 1) return;
  if (conditional) throw invalid("directions is 4, which sees every pixel and cannot draw; with a conditional use 1");
  if (neighbours === "input")
    throw invalid('directions is 4 and neighbours "input", which sweeps nowhere; use "hidden"');
  if (shift) throw invalid("directions is 4 and shift true, but four sweeps see every pixel; use shift false");
};

/** A PixelCNN that draws hides the own pixel, and its last layer gives one linear output for every input. */
export const requireConditional = ({ conditional, inputs, layers }: PixelCnnSpec): void => {
  if (!conditional) return;
  if (layers[0]!.mask !== "A") {
    throw invalid('layers[0].mask is "B", which shows every pixel to itself; with a conditional use "A"');
  }
  const index = layers.length - 1;
  const { out, activation } = layers[index]!;
  if (out !== inputs) {
    throw invalid(
      `layers[${index}].out is ${out}; with a conditional the last layer gives one output for each input, use ${inputs}`,
    );
  }
  if (activation !== "none") {
    throw invalid(
      `layers[${index}].activation is "${activation}"; the ${outputsOf(conditional)} of a conditional are linear, use "none"`,
    );
  }
};

const outputsOf = ({ kind }: Conditional): string => (kind === "bernoulli" ? "logits" : "means");
