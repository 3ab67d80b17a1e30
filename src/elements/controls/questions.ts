interface Asked {
  /** Stands for the question in the `answer` event and in result codes. */
  readonly id: string;
  readonly prompt: string;
  /** Said after the answer, whatever it was. */
  readonly explain: string;
}
export interface NumberQuestion extends Asked {
  readonly kind: "number";
  readonly answer: number;
  /** Whether an answer may be negative: the numeric keypads of phones have no minus. */
  readonly signed?: boolean;
}
export interface CellsQuestion extends Asked {
  readonly kind: "cells";
  /** Of at least one cell. */
  readonly answer: ReadonlySet<number>;
}
export type Question = NumberQuestion | CellsQuestion;

/** What a reader gives to a question. */
export type Given = number | ReadonlySet<number>;

export interface Answer {
  readonly question: Question;
  readonly right: boolean;
}

export interface Score {
  readonly right: number;
  /** Answered until now. */
  readonly asked: number;
}

/** `picked` before the answer is given; then `right`: picked and of the answer, `wrong`: picked only, `missed`: of the answer only. */
export type CellVerdict = "picked" | "right" | "wrong" | "missed";

const sameGiven = (a: Given, b: Given): boolean =>
  typeof a === "number" || typeof b === "number" ? a === b : a.size === b.size && [...a].every((cell) => b.has(cell));

export const isRight = ({ answer }: Question, given: Given): boolean => sameGiven(answer, given);

export const sameQuestion = (a: Question, b: Question): boolean =>
  a.id === b.id && a.prompt === b.prompt && sameGiven(a.answer, b.answer);

export const scoreOf = (answers: readonly Answer[]): Score => ({
  right: answers.filter(({ right }) => right).length,
  asked: answers.length,
});

/** The cells to paint. */
export const compared = (
  { answer }: CellsQuestion,
  picked: ReadonlySet<number>,
  isGiven: boolean,
): ReadonlyMap<number, CellVerdict> => {
  if (!isGiven) return new Map([...picked].map((cell) => [cell, "picked"]));
  const verdicts = new Map<number, CellVerdict>([...answer].map((cell) => [cell, "missed"]));
  for (const cell of picked) verdicts.set(cell, answer.has(cell) ? "right" : "wrong");
  return verdicts;
};
