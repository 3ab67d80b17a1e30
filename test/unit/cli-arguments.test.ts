import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { choiceFlag, deviceFlag, integerFlag, parseCommandLine, sizeFlag } from "../../src/cli/arguments.js";
import type { Command } from "../../src/cli/command.js";
import { SweepfieldError } from "../../src/error.js";

const command: Command = {
  name: "race",
  summary: "",
  usage: "",
  options: {
    depth: { type: "string" },
    device: { type: "string" },
    size: { type: "string" },
    json: { type: "boolean" },
  },
  run: async () => 0,
};
const parse = (...argv: string[]) => parseCommandLine(command, argv);
const fails = (message: string) => (error: unknown) => {
  assert.ok(error instanceof SweepfieldError, String(error));
  assert.equal(error.code, "usage");
  assert.equal(error.message, message);
  return true;
};

test("flags and positionals are read in any order", () => {
  const { positionals, values } = parse("--depth", "3", "a.png", "--json", "b.png");
  assert.deepEqual(positionals, ["a.png", "b.png"]);
  assert.deepEqual({ ...values }, { depth: "3", json: true });
});

test("a mistaken flag is named, with what was probably meant", () => {
  assert.throws(() => parse("--dpeth", "3"), fails("race has no flag --dpeth; did you mean --depth?"));
  assert.throws(() => parse("--banana"), fails("race has no flag --banana; see sweepfield race --help"));
  assert.throws(() => parse("-x"), fails("race has no flag -x; see sweepfield race --help"));
  assert.throws(() => parse("--depth"), fails("--depth needs a value; write --depth VALUE"));
  assert.throws(() => parse("--depth", "-3"), fails("--depth needs a value; write --depth VALUE"));
  assert.throws(() => parse("--json=yes"), fails("--json takes no value; write it alone"));
});

test("whole numbers: both sides of both bounds", () => {
  const range = { min: 1, max: 256, fallback: 7 };
  const depth = (text: string) => integerFlag(parse("--depth", text), "depth", range);
  assert.equal(integerFlag(parse(), "depth", range), 7);
  assert.equal(depth("1"), 1);
  assert.equal(depth("256"), 256);
  for (const text of ["0", "257", "1.5", "1e2", "0x10", "", " 3", "three", "99999999999999999999"])
    assert.throws(
      () => depth(text),
      fails(`--depth ${text === "" ? "(nothing)" : text}: use a whole number from 1 to 256`),
    );
});

test("any text for a number is read or refused in one short line", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      try {
        const value = integerFlag({ positionals: [], values: { depth: text } }, "depth", {
          min: 1,
          max: 256,
          fallback: 7,
        });
        assert.ok(Number.isInteger(value) && value >= 1 && value <= 256);
      } catch (error) {
        assert.ok(error instanceof SweepfieldError && error.message.length < 120);
      }
    }),
  );
});

test("--size is height × width", () => {
  const range = { max: 512, fallback: [28, 28] as const };
  assert.deepEqual(sizeFlag(parse(), range), [28, 28]);
  assert.deepEqual(sizeFlag(parse("--size", "1x512"), range), [1, 512]);
  for (const text of ["28", "0x28", "28x513", "28x28x28", "x", "28x", "-1x2"])
    assert.throws(
      () => sizeFlag({ positionals: [], values: { size: text } }, range),
      fails(`--size ${text}: use HEIGHTxWIDTH, each from 1 to 512, such as 28x28`),
    );
});

test("the device is the GPU unless the flag says otherwise", () => {
  assert.equal(deviceFlag(parse()), "gpu");
  assert.equal(deviceFlag(parse("--device", "cpu")), "cpu");
  assert.throws(() => deviceFlag(parse("--device", "gpi")), fails("--device gpi: use gpu or cpu; did you mean gpu?"));
  assert.throws(() => choiceFlag(parse("--device", "tpu9"), "device", ["gpu", "cpu"], "gpu"), SweepfieldError);
});
