import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 as zlibCrc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { crc32 } from "../../src/io/checksum.js";
import { csvText } from "../../src/io/csv-text.js";
import { decodeResult, encodeResult, scoreOfResult } from "../../src/io/result-code.js";
import type { Result } from "../../src/io/result-code.js";

const line = fc.string({ unit: "grapheme", maxLength: 60 }).filter((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text));
const cells = fc.uniqueArray(fc.nat(16_383), { maxLength: 300 }).map((values) => values.toSorted((a, b) => a - b));
const asJson = { noNullPrototype: true } as const;
const result: fc.Arbitrary<Result> = fc.record(
  {
    element: fc.constantFrom("sf-race", "sf-receptive-field", "sf-lstm"),
    state: line,
    seed: fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 })),
    answers: fc.uniqueArray(
      fc.record(
        {
          question: line.filter((text) => text !== ""),
          given: fc.oneof(
            fc.integer(),
            fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
            cells,
          ),
          right: fc.boolean(),
        },
        asJson,
      ),
      { selector: ({ question }) => question, maxLength: 6 },
    ),
  },
  asJson,
);

const example: Result = {
  element: "sf-race",
  state: "mode=predict&size=8&depth=3&channels=4",
  seed: 3,
  answers: [
    { question: "pipelined-steps", given: 24, right: false },
    { question: "pipelined-next-cells", given: [0, 1, 2, 8, 9, 16], right: true },
  ],
};

const refusal = (code: string): string => {
  try {
    decodeResult(code);
  } catch (error) {
    assert.ok(error instanceof SweepfieldError, String(error));
    assert.ok(error.message.length < 200);
    assert.doesNotMatch(error.message, /[\n\r]/);
    return error.message;
  }
  return assert.fail(`${code.slice(0, 80)} was taken`);
};

/** A code with a right checksum around any payload, as a forger would make it. */
const forged = (payload: Uint8Array | string): string => {
  const body = `sf1.${Buffer.from(deflateRawSync(payload, { level: 9 })).toString("base64url")}`;
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(Buffer.from(body)));
  return `${body}.${sum.toString("base64url")}`;
};

test("the checksum is zlib's", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === zlibCrc32(bytes)));
});

test("any result comes back from its code, which is one word of letters, digits, dots, - and _", () => {
  fc.assert(
    fc.property(result, (given) => {
      const code = encodeResult(given);
      assert.match(code, /^sf1\.[\w-]+\.[\w-]{6}$/);
      assert.deepEqual(decodeResult(code), given);
    }),
  );
  assert.deepEqual(scoreOfResult(example), { right: 1, asked: 2 });
  const all = {
    ...example,
    answers: [{ question: "cells", given: Array.from({ length: 16_384 }, (_, i) => i), right: true }],
  };
  assert.deepEqual(decodeResult(encodeResult(all)), all);
});

test("every change of a single character is noticed, of case too", () => {
  const code = encodeResult(example);
  const letters = "ABCXYZabcxyz0189-_.=+ é";
  for (let at = 0; at < code.length; at++)
    for (const letter of letters) if (letter !== code[at]) refusal(code.slice(0, at) + letter + code.slice(at + 1));
  fc.assert(
    fc.property(result, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (given, position, letter) => {
      const whole = encodeResult(given);
      const at = position % whole.length;
      fc.pre(letter !== whole[at]);
      refusal(whole.slice(0, at) + letter + whole.slice(at + 1));
    }),
  );
});

test("a character that is missing, doubled or swapped with its neighbour is noticed", () => {
  const code = encodeResult(example);
  for (let at = 0; at < code.length; at++) {
    refusal(code.slice(0, at) + code.slice(at + 1));
    refusal(code.slice(0, at + 1) + code.slice(at));
    const swapped = code.slice(0, at) + (code[at + 1] ?? "") + (code[at] ?? "") + code.slice(at + 2);
    if (swapped !== code) refusal(swapped);
  }
});

test("whatever it is given, it is taken or refused in one line", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `sf1.${text}.AAAAAA`),
      ),
      (text) => void refusal(text),
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue().map((value) => JSON.stringify(value)),
        fc.string(),
      ),
      (text) => void refusal(forged(text)),
    ),
  );
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void refusal(forged(bytes))));
});

test("a forged code is refused with what is wrong in it", () => {
  const { answers, ...rest } = example;
  const json = (change: object): string =>
    forged(
      JSON.stringify({
        ...rest,
        answers: answers.map(({ question, given, right }) => [question, given, right]),
        score: [1, 2],
        ...change,
      }),
    );
  assert.deepEqual(decodeResult(json({})), example);
  const cases: readonly [object, RegExp][] = [
    [{ score: [2, 2] }, /score is not that of its answers, 1 right of 2/],
    [{ element: "=cmd" }, /names no element/],
    [{ element: "sf-<b>" }, /names no element/],
    [{ state: "a\nb" }, /state is no line/],
    [{ state: "x".repeat(4001) }, /state is no line/],
    [{ seed: 1.5 }, /seed is no whole number/],
    [{ seed: "3" }, /seed is no whole number/],
    [{ answers: {} }, /answers are no list/],
    [{ answers: [["a", 1]] }, /answer 1 is not/],
    [{ answers: [["a", 1, true, 4]] }, /answer 1 is not/],
    [{ answers: [["a", "1", true]] }, /answer 1 gives neither/],
    [{ answers: [["a", [2, 1], true]] }, /answer 1 gives neither/],
    [{ answers: [["a", [-1], true]] }, /answer 1 gives neither/],
    [
      {
        answers: [
          ["a", 1, true],
          ["a", 1, true],
        ],
      },
      /a question twice/,
    ],
    [{ name: "me" }, /a field "name" too many/],
  ];
  for (const [change, message] of cases) assert.match(refusal(json(change)), message);
});

test("a bomb is met before it is unpacked, and a huge text before it is read", () => {
  // 60 MB of zeros pack to 60 KB
  assert.match(refusal(forged(new Uint8Array(6e7))), /unpacks to more than 512 KiB/);
  assert.match(refusal(`sf1.${"A".repeat(1e7)}.AAAAAA`), /has 10000011 characters/);
});

test("CSV: texts that a spreadsheet would run are quoted, numbers stay numbers", () => {
  assert.equal(
    csvText(
      ["a", "b"],
      [
        ["=1+1", -1],
        ["+x", 1e-7],
        ["-x", null],
        ["@x", 0],
        [' "q",\n', true],
        ["\t=1", 2],
      ],
    ),
    `a,b\r\n"'=1+1",-1\r\n"'+x",1e-7\r\n"'-x",\r\n"'@x",0\r\n" ""q"",\n",true\r\n"'\t=1",2\r\n`,
  );
});

/** A reader of CSV, after RFC 4180. */
const parsed = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
};

test("CSV: any text comes back, with an apostrophe in front where it would run", () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom("=1", "-1", "\r=1", " @x", '"', "a,b", "'x"));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const read = parsed(csvText(["one", "two"], rows)).slice(1);
      assert.equal(read.length, rows.length);
      read.flat().forEach((text, i) => {
        const given = rows.flat()[i] ?? "";
        assert.equal(text.replace(/^'/, given.startsWith("'") ? "'" : ""), given);
        assert.doesNotMatch(text, /^\s*[=+\-@]/);
      });
    }),
  );
});
