import { t } from "../language/t.js";
import { formulaText } from "../../models/cnn/formula.js";
import { grouped, shapeText } from "../../models/cnn/shape.js";
import type { NumberQuestion } from "../controls/questions.js";
import { entriesOf, shareText } from "./entries.js";
import { mistakesOf } from "./mistakes.js";
import type { Net } from "./net.js";

export interface CountQuestion extends NumberQuestion {
  /** What went wrong, by the wrong answer that it leads to. Worked out in steps, once an answer was given. */
  slips(): Generator<void, ReadonlyMap<number, string>>;
}

/** As work of one step. */
function* atOnce<T>(value: T): Generator<void, T> {
  yield;
  return value;
}

const kept = new WeakMap<Net, readonly CountQuestion[]>();

/** What the net is asked for before it tells: one layer, what the first FC reads, the total; nothing beyond 2⁵³. */
export const countQuestions = (net: Net): readonly CountQuestion[] => {
  const questions = kept.get(net) ?? questionsOf(net);
  kept.set(net, questions);
  return questions;
};

const questionsOf = (net: Net): readonly CountQuestion[] => {
  const { count, title, input } = net;
  const convolutions = count.layers.filter(({ layer, parameters }) => layer.type === "conv" && parameters > 0n);
  // The first reads the image; the second shows whether the maps in between are understood.
  const conv = convolutions[1] ?? convolutions[0];
  const full = count.layers.find(({ layer, shares }) => layer.type === "fc" && shares === null);
  const { parameters } = count.total;
  const largest = entriesOf(count).reduce((most, entry) => (entry.parameters > most.parameters ? entry : most));
  const size = input.join(" × ");
  const questions: readonly (CountQuestion | undefined)[] = [
    conv && {
      kind: "number",
      id: "layer",
      prompt: t`${title}, an image of ${size}: how many parameters does ${conv.name} have, that reads ${shapeText(conv.input)}?`,
      answer: Number(conv.parameters),
      explain: t`${formulaText(conv.formula)} = ${grouped(conv.parameters)}: a kernel for every pair of maps, and a bias for every output. The size of the image is not in it.`,
      slips: () =>
        atOnce(
          new Map([
            [Number(conv.parameters - conv.biases), t`The biases are missing: one for each output map.`],
            [
              Number((conv.parameters - conv.biases) / conv.input.channels + conv.biases),
              t`Each filter reads all input maps, so its weights are k · k · C_in.`,
            ],
          ]),
        ),
    },
    full && {
      kind: "number",
      id: "flatten",
      prompt: t`How many inputs does one neuron of ${full.name} have?`,
      answer: Number(full.inputsPerNeuron),
      explain: t`${shapeText(full.input)} comes before it, ${grouped(full.inputsPerNeuron!)} numbers in all, and a neuron reads each of them.`,
      slips: () =>
        atOnce(
          new Map([
            [Number(full.input.height * full.input.width), t`That is one map; the neuron reads all of them.`],
            [Number(full.input.channels), t`That forgets the flatten: every pixel of every map is an input.`],
            [Number(full.inputsPerNeuron! * 4n), t`One pooling layer is missing: each of them halves the image.`],
            [Number(full.inputsPerNeuron! / 4n), t`The image is halved once too often: count the pooling layers.`],
          ]),
        ),
    },
    {
      kind: "number",
      id: "total",
      prompt: t`How many parameters does the net have in all?`,
      answer: Number(parameters),
      explain: t`${grouped(parameters)}, of which ${shareText(largest.parameters, parameters)} sit in ${largest.name}.`,
      slips: () => mistakesOf(net),
    },
  ];
  return questions.filter((question) => question !== undefined).filter(({ answer }) => Number.isSafeInteger(answer));
};
