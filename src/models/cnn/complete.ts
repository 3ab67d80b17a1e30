/** What may stand where the reader types. */
import { BLOCKS, OPTIONS, WORDS, wordOf } from "./words.js";

export interface Completion {
  readonly text: string;
  readonly says: string;
}
export interface Completions {
  /** The stretch of the text that one of the options takes the place of. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

const BEFORE = /[\p{L}\p{N}_.@×–-]*$/u;
const AFTER = /^[\p{L}\p{N}_.×–-]*/u;
/** The layer that is being written, up to the space before the word at the caret. */
const OPEN_ITEM = /(?:^|[,;·•→⟶\n(|>=])[^\S\n]*(\p{L}+[\p{N}x×.–-]*)((?:[^\S\n]+[\p{L}\p{N}×]+)*)[^\S\n]+$/u;
const NAMES = /([\p{L}][\p{L}\p{N}_]*)[^\S\n]*=/gu;

/** Settings that few lists want. */
const RARE = ["bias", "pairs"];

const OUTPUTS: Readonly<Record<string, readonly number[]>> = {
  conv: [16, 32, 64, 128, 256, 512],
  fc: [10, 100, 1000, 1024, 4096],
};

const begins = (text: string, typed: string): boolean => text.toLowerCase().startsWith(typed.toLowerCase());

/** "Conv5-" → Conv5-16, Conv5-32, …: the numbers that were typed stay. */
const withOutputs = (typed: string): readonly Completion[] => {
  const [, word = "", kernel = ""] = /^(\p{L}+)([\p{N}x×]*)-\d*$/u.exec(typed) ?? [];
  const known = wordOf(word);
  const outputs = known && OUTPUTS[known.type];
  return (outputs ?? []).map((out) => ({ text: `${known!.word}${kernel}-${out}`, says: `${out} outputs` }));
};

const layersFor = (typed: string): readonly Completion[] => {
  const options = [...WORDS, ...BLOCKS].map(({ example, says }): Completion => ({ text: example, says }));
  const sized = withOutputs(typed).filter((more) => options.every(({ text }) => text !== more.text));
  return [...options, ...sized].filter(({ text }) => begins(text, typed) && text !== typed);
};

const settingsFor = (layer: string, given: string, typed: string): readonly Completion[] => {
  const takes = wordOf(/^\p{L}+/u.exec(layer)?.[0] ?? "")?.takes ?? [];
  const words = given.toLowerCase().split(/\s+/);
  const isGiven = (written: string): boolean => words.some((word) => word.replace(/\d.*$/, "") === written);
  return [
    ...OPTIONS.filter(({ key, written }) => takes.includes(key) && !RARE.includes(written) && !isGiven(written)).map(
      ({ written, kind, says }) => ({ text: kind === "word" ? written : `${written}${written === "p" ? 1 : 2}`, says }),
    ),
    { text: "x2", says: "twice, with weights of its own each time" },
  ].filter(({ text }) => begins(text, typed) && text !== typed);
};

/** Layers, or settings of the layer before, or names after "@". */
export const completionsAt = (text: string, caret: number): Completions => {
  const typed = BEFORE.exec(text.slice(0, caret))![0];
  const from = caret - typed.length;
  const to = caret + AFTER.exec(text.slice(caret))![0].length;
  const head = text.slice(Math.max(0, from - 400), from);
  const item = OPEN_ITEM.exec(head);
  if (typed.startsWith("@")) {
    const names = new Set([...text.slice(0, from).matchAll(NAMES)].map(([, name = ""]) => name));
    const options = [...names].map((name) => ({ text: `@${name}`, says: "the same layers and weights again" }));
    return { from, to, options: options.filter((option) => begins(option.text, typed) && option.text !== typed) };
  }
  const options = item ? settingsFor(item[1]!, item[2]!, typed) : layersFor(typed);
  return { from, to, options };
};
