import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countCnn, type CnnCount } from "../../src/models/cnn/count.js";
import { CNN_PRESETS, cnnPreset } from "../../src/models/cnn/presets.js";
import { pytorchSource } from "../../src/models/cnn/pytorch.js";
import { cnnOf } from "../../src/models/cnn/spec.js";
import { inputSize, netText } from "./cnn-nets.js";

const sourceOf = (text: string, input: readonly [number, number, number]): string =>
  pytorchSource(countCnn(cnnOf(text, input)));

/** Arguments of a call: "3, 64, (3, 1), padding=1" → positional and named. */
const argumentsOf = (
  text: string,
): { readonly given: readonly string[]; readonly named: ReadonlyMap<string, string> } => {
  const parts = text.match(/(?:\([^()]*\)|[^,()])+/g)!.map((part) => part.trim());
  const named = parts.filter((part) => part.includes("=")).map((part) => part.split("=") as [string, string]);
  return { given: parts.filter((part) => !part.includes("=")), named: new Map(named) };
};
const product = (text: string): number =>
  (text.startsWith("(") ? text.slice(1, -1).split(",").map(Number) : [Number(text), Number(text)]).reduce(
    (a, b) => a * b,
  );

/** Numbers that the modules of a source hold, by PyTorch's own rules: weights (out, in ÷ groups, k, k), two numbers a channel. */
const numbersIn = (source: string): number => {
  const body = source.slice(source.indexOf("def __init__(self):\n        ", source.indexOf("class Net")));
  const calls = [...body.matchAll(/(nn\.Conv2d|nn\.Linear|nn\.BatchNorm[12]d|Subsample)\(((?:[^()]|\([^()]*\))*)\)/g)];
  return calls.reduce((sum, [, name = "", text = ""]) => {
    const { given, named } = argumentsOf(text);
    const [a, b] = given.map(Number) as [number, number];
    const bias = named.get("bias") === "False" ? 0 : b;
    if (name === "nn.Conv2d") return sum + (b * a * product(given[2]!)) / Number(named.get("groups") ?? 1) + bias;
    return sum + (name === "nn.Linear" ? a * b + bias : 2 * a);
  }, 0);
};

test("the source of every preset holds as many numbers as were counted, and asserts it", () => {
  for (const [name, preset] of Object.entries(CNN_PRESETS)) {
    const count = countCnn(cnnPreset(preset));
    const source = pytorchSource(count);
    const total = count.total.parameters.toLocaleString("en-US").replaceAll(",", "_");
    assert.ok(source.includes(`assert parameters == ${total}, parameters`), name);
    // The layer with chosen pairs is a class of its own there.
    if (name !== "lenet-5-1998") assert.equal(BigInt(numbersIn(source)), count.total.parameters, name);
  }
});

test("random nets too", () => {
  fc.assert(
    fc.property(netText, inputSize, (text, input) => {
      let count: CnnCount;
      try {
        count = countCnn(cnnOf(text, input));
      } catch {
        return;
      }
      assert.equal(BigInt(numbersIn(pytorchSource(count))), count.total.parameters, text);
    }),
  );
});

test("settings, branches and names are written as PyTorch has them", () => {
  const source = sourceOf(
    "stem = (Conv3x1-8 s2x1 d2 g2 nobias, BN), MaxPool3 s2 p1 ceil, Res(ReLU | BN), Concat( | Conv1-2), FC-4 bn, ReLU, Softmax",
    [2, 20, 20],
  );
  for (const line of [
    "shared_stem = nn.Sequential(",
    "nn.Conv2d(2, 8, (3, 1), stride=(2, 1), padding=(2, 0), dilation=2, groups=2, bias=False)",
    "nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True)",
    "Residual(",
    "nn.Identity()",
    "nn.Flatten()",
    "nn.BatchNorm1d(4)",
    "assert output.shape == (1, 4)",
  ])
    assert.ok(source.includes(line), `${line}\n${source}`);
  assert.ok(!source.includes("class ZeroPad"));
  assert.equal(sourceOf("a = Conv3-3, @a", [3, 4, 4]).match(/nn\.Conv2d/g)?.length, 1);
  assert.match(sourceOf("Conv3-3", [3, 4, 4]), /names no activations/);
  assert.match(sourceOf("é² = Conv3-3, @é²", [3, 4, 4]), /shared__e9_b2 = /);
});
