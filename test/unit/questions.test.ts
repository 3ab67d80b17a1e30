import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { complexityQuestions } from "../../src/elements/complexity/questions.js";
import { Predict } from "../../src/elements/controls/predict.js";
import { compared, isRight, sameQuestion, scoreOf } from "../../src/elements/controls/questions.js";
import type { CellsQuestion, NumberQuestion, Question } from "../../src/elements/controls/questions.js";
import { lanesOf } from "../../src/elements/race/lanes.js";
import { clockOf, raceQuestions } from "../../src/elements/race/questions.js";

const number: NumberQuestion = { kind: "number", id: "n", prompt: "How many?", answer: 17, explain: "" };
const cells = (...answer: number[]): CellsQuestion => ({
  kind: "cells",
  id: "c",
  prompt: "Which?",
  answer: new Set(answer),
  explain: "",
});

test("an answer is right when it is the number, or exactly the cells in any order", () => {
  assert.deepEqual(
    [17, 16, 17.5].map((given) => isRight(number, given)),
    [true, false, false],
  );
  const given = [new Set([2, 1]), new Set([1]), new Set([1, 2, 3]), new Set([1, 3])];
  assert.deepEqual(
    given.map((set) => isRight(cells(1, 2), set)),
    [true, false, false, false],
  );
});

test("every picked cell and every cell of the answer gets one verdict", () => {
  const set = fc.uniqueArray(fc.nat(20));
  fc.assert(
    fc.property(set, set, (answer, picked) => {
      const verdicts = compared(cells(...answer), new Set(picked), true);
      assert.deepEqual([...verdicts.keys()].sort(), [...new Set([...answer, ...picked])].sort());
      for (const [cell, verdict] of verdicts) {
        const expected = !picked.includes(cell) ? "missed" : answer.includes(cell) ? "right" : "wrong";
        assert.equal(verdict, expected);
      }
      const before = compared(cells(...answer), new Set(picked), false);
      assert.deepEqual(
        [...before],
        picked.map((cell) => [cell, "picked"]),
      );
    }),
  );
});

test("another answer makes it another question; scores count right ones", () => {
  assert.equal(sameQuestion(number, { ...number, explain: "more" }), true);
  assert.equal(sameQuestion(number, { ...number, answer: 18 }), false);
  assert.equal(sameQuestion(cells(1), cells(1, 2)), false);
  assert.deepEqual(
    scoreOf([
      { question: number, right: true },
      { question: cells(1), right: false },
    ]),
    { right: 1, asked: 2 },
  );
});

/** Predict on a host that does nothing but be in predict mode, with answers hidden, once it has loaded what asks. */
const asking = async (questions: () => readonly Question[] | null): Promise<Predict> => {
  const controllers: { hostUpdate?(): void }[] = [];
  let hasLoaded: () => void = () => undefined;
  const loaded = new Promise<void>((resolve) => (hasLoaded = resolve));
  const host = {
    mode: "predict",
    answers: "hidden",
    addController: (controller: { hostUpdate?(): void }) => controllers.push(controller),
    requestUpdate: () => hasLoaded(),
  };
  const predict = new Predict(host as unknown as ConstructorParameters<typeof Predict>[0], questions);
  predict.hostUpdate();
  assert.deepEqual([predict.active, predict.withheld, predict.question], [true, true, undefined], "while it loads");
  await loaded;
  const update = predict.hostUpdate.bind(predict);
  return Object.assign(predict, {
    hostUpdate() {
      update();
      for (const controller of controllers) if (controller !== predict) controller.hostUpdate?.();
    },
  });
};

test("everything is held back until it can be asked; then no question holds nothing back", async () => {
  let questions: readonly Question[] | null = null;
  const predict = await asking(() => questions);
  assert.deepEqual([predict.active, predict.withheld, predict.question], [true, true, undefined]);
  questions = [number];
  predict.hostUpdate();
  assert.deepEqual([predict.active, predict.withheld, predict.question], [true, true, number]);
  questions = [];
  predict.hostUpdate();
  assert.deepEqual([predict.active, predict.withheld, predict.question], [false, false, undefined]);
  assert.equal(complexityQuestions(null), null);
});

test("a number that may be negative is typed on a keyboard with a minus", async () => {
  const modeOf = async (question: Question): Promise<unknown> => {
    const written = JSON.stringify((await asking(() => [question])).render());
    return /inputmode=/.test(written) && /"(text|numeric)"/.exec(written)?.[1];
  };
  assert.equal(await modeOf(number), "numeric");
  assert.equal(await modeOf({ ...number, signed: true }), "text");
});

test("the race asks for the schedule's own steps and for the cells of the step after the clock's", () => {
  const side = fc.integer({ min: 4, max: 12 });
  fc.assert(
    fc.property(side, side, fc.integer({ min: 1, max: 8 }), (height, width, depth) => {
      const lanes = lanesOf({
        height,
        width,
        inputs: 1,
        depth,
        channels: 1,
        kernel: 3,
        seed: 1,
        compare: "depth",
        as: "encoder",
      });
      const [steps, next] = raceQuestions(lanes)!;
      assert.ok(steps?.kind === "number" && next?.kind === "cells");
      assert.equal(steps.answer, height + width + depth - 2);
      assert.equal(clockOf(steps), 0);
      // Layer l runs anti-diagonal 2 − l of 0-based step 2.
      const expected = [];
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++)
          if (row + column <= 2 && row + column > 2 - depth) expected.push(row * width + column);
      assert.deepEqual(
        [...next.answer].sort((a, b) => a - b),
        expected,
      );
      assert.equal(clockOf(next), 2);
      assert.match(next.explain, new RegExp(`^${expected.length} pixels`));
    }),
  );
  assert.equal(raceQuestions([]), null);
});
