/** Reads the conditional of a spec, and what it asks of the model whose outputs it reads. */
import { describe, fields, integer, invalid, oneOf, type Fields } from "./checks.js";
import type { Conditional, MdrnnSpec, ModelSpec, PixelCnnSpec, TrainableSpec } from "./spec.js";

/** Those of a byte. */
const MOST_LEVELS = 256;

/** Nothing where the spec has none, so that a model without one stays as it is written. */
export const conditionalOf = (spec: Fields): { readonly conditional?: Conditional } => {
  const value = spec.get("conditional");
  if (value === undefined) return {};
  const given = fields(value, "conditional", ["kind", "sigma", "levels"]);
  const kind = oneOf(given.get("kind"), "conditional.kind", ["bernoulli", "gaussian"]);
  if (kind === "bernoulli") {
    for (const key of ["sigma", "levels"])
      if (given.get(key) !== undefined)
        throw invalid(`conditional.${key} is ${describe(given.get(key))}; a bernoulli has none, leave it out`);
    return { conditional: { kind } };
  }
  const sigma = given.get("sigma");
  if (typeof sigma !== "number" || !(sigma >= 1e-3 && sigma <= 1e3)) {
    throw invalid(`conditional.sigma is ${describe(sigma)}; use a number from 0.001 to 1000`);
  }
  const levels = given.get("levels");
  if (levels === undefined) return { conditional: { kind, sigma } };
  return { conditional: { kind, sigma, levels: integer(levels, "conditional.levels", 2, MOST_LEVELS) } };
};

/** A PixelCNN that draws hides the own pixel, and its last layer gives one linear output for every input. */
export const requireLinearOutput = ({ conditional, inputs, layers }: PixelCnnSpec): void => {
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

/** An MDRNN that draws sweeps from one corner, over states. */
export const requireGenerator = ({ conditional, neighbours, directions }: MdrnnSpec): void => {
  if (!conditional) return;
  if (neighbours === "input") {
    throw invalid('neighbours is "input", with which nothing recurs; with a conditional use "hidden"');
  }
  if (directions === 4) {
    throw invalid("directions is 4, which sees every pixel and cannot draw; with a conditional use 1");
  }
};

/** The model as one that learns and draws. Throws spec-invalid where its outputs have no likelihood. */
export const requireConditional = (spec: ModelSpec): TrainableSpec => {
  if (spec.kind === "row-lstm" || spec.kind === "diagonal-bilstm") {
    throw invalid(`a ${spec.kind} neither learns nor draws here; use a pixelcnn, a gated-pixelcnn or an mdrnn`);
  }
  if (!spec.conditional) {
    throw invalid(
      'the model has no conditional; add "conditional": {"kind":"bernoulli"} or {"kind":"gaussian","sigma":0.1,"levels":256}',
    );
  }
  return { ...spec, conditional: spec.conditional };
};
