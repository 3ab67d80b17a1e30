/** What is said of a mistake in a list of layers: what would be right. */
import { orNearest, quoted } from "./problem.js";
import { BLOCKS, OPTIONS, WORDS, blockOf, type GivenKey, type Word } from "./words.js";

const REPEAT = /^[x×*]\d+$/u;

export function missingPart(known: Word, missing: GivenKey, text: string): string {
  const part = missing === "out" ? "how many outputs" : "the side of its kernel";
  return `${quoted(text)} does not say ${part}; write ${known.example}`;
}

export function tooManyBranches(word: string, most: number): string {
  if (word === "Res") return 'Res has a body and one shortcut: Res(body | shortcut); take the second "|" away';
  return most === 1 && word === "Dense"
    ? 'Dense has one branch, and the input beside it; take "|" away or write Concat(a | b)'
    : '"|" separates the branches of Res and Concat; write one of these before "("';
}

export function unknownLayer(text: string, word: string, isBlock: boolean, out: string | undefined): string {
  if (isBlock && out !== undefined) return `${quoted(text)} is a block of layers; did you mean FC-${out}?`;
  if (isBlock) return `${quoted(text)} needs its layers in brackets; write ${blockOf(word)!.example}`;
  if (OPTIONS.some(({ written }) => written === word.toLowerCase()) || REPEAT.test(text))
    return `${quoted(text)} belongs to a layer; write it after one without a comma`;
  const names = [...WORDS, ...BLOCKS].map((known) => known.word);
  // A misspelt word keeps its numbers in what is proposed: "Cnv3-64" → "Conv3-64".
  const near = orNearest(word, names, "");
  const proposed = /mean (\w+)\?/.exec(near)?.[1];
  return proposed === undefined
    ? `there is no layer ${quoted(text)}; use ${names.slice(0, 4).join(", ")}, … as in "Conv3-64, MaxPool, FC-10"`
    : `there is no layer ${quoted(text)}; did you mean ${proposed}${text.slice(word.length)}?`;
}
