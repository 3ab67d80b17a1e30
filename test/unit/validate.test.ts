import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { nearest } from "../../src/models/nearest.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import { validateSpec } from "../../src/models/validate.js";
import { caseNames, conformanceCase } from "./oracles.js";
import { specs } from "./specs.js";

const conv = { kernel: 3, out: 4 };
const pixelcnn = { kind: "pixelcnn", layers: [conv] };
const recurrent = { kind: "mdrnn", layers: [{ hidden: 4 }] };

const message = (value: unknown): string => {
  try {
    validateSpec(value);
  } catch (error) {
    assert.ok(error instanceof SweepfieldError, `not a SweepfieldError: ${String(error)}`);
    assert.equal(error.code, "spec-invalid");
    assert.ok(!error.message.includes("\n"), "the message is one line");
    assert.ok(error.message.length < 250, `the message is short: ${error.message}`);
    return error.message;
  }
  return "accepted";
};

test("defaults are filled: mask A then B, relu, dilation 1, raster, one colour group", () => {
  assert.deepEqual(validateSpec({ kind: "pixelcnn", layers: [conv, conv] }), {
    kind: "pixelcnn",
    inputs: 1,
    colourGroups: 1,
    context: "raster",
    layers: [
      { kernel: 3, mask: "A", out: 4, activation: "relu", dilation: 1 },
      { kernel: 3, mask: "B", out: 4, activation: "relu", dilation: 1 },
    ],
  });
  assert.deepEqual(validateSpec({ ...recurrent, directions: 1 }), {
    kind: "mdrnn",
    inputs: 1,
    neighbours: "hidden",
    shift: false,
    directions: 1,
    layers: [{ hidden: 4, cell: "rnn", activation: "tanh" }],
  });
});

test("a complete spec comes back as it is, and the conformance cases are all valid", () => {
  fc.assert(fc.property(specs, (spec) => assert.deepEqual(validateSpec(JSON.parse(JSON.stringify(spec))), spec)));
  for (const name of caseNames) assert.equal(message(conformanceCase(name).model), "accepted");
});

test("every bad value is named by path, with the fix", () => {
  const layer = (change: object): object => ({ ...pixelcnn, layers: [conv, { ...conv, ...change }] });
  const expectations: [unknown, string][] = [
    [layer({ kernel: 4 }), "layers[1].kernel is 4; use an odd number from 1 to 31"],
    [layer({ kernel: 33 }), "layers[1].kernel is 33; use an odd number from 1 to 31"],
    [layer({ kernel: -3 }), "layers[1].kernel is -3; use an odd number from 1 to 31"],
    [layer({ kernel: undefined }), "layers[1].kernel is missing; use an odd number from 1 to 31"],
    [layer({ kernel: "3" }), 'layers[1].kernel is "3"; use an odd number from 1 to 31'],
    [layer({ out: 0 }), "layers[1].out is 0; use an integer from 1 to 1024"],
    [layer({ out: 1025 }), "layers[1].out is 1025; use an integer from 1 to 1024"],
    [layer({ out: 1.5 }), "layers[1].out is 1.5; use an integer from 1 to 1024"],
    [layer({ out: Number.NaN }), "layers[1].out is NaN; use an integer from 1 to 1024"],
    [layer({ out: Infinity }), "layers[1].out is Infinity; use an integer from 1 to 1024"],
    [layer({ dilation: 65 }), "layers[1].dilation is 65; use an integer from 1 to 64"],
    [layer({ mask: "C" }), 'layers[1].mask is "C"; use "A" or "B"'],
    [layer({ mask: null }), 'layers[1].mask is null; use "A" or "B"'],
    [layer({ activation: "rellu" }), 'layers[1].activation is "rellu"; did you mean "relu"?'],
    [layer({ kernal: 3 }), 'layers[1] has the unknown key "kernal"; did you mean "kernel"?'],
    [{ ...pixelcnn, colorGroups: 3 }, 'spec has the unknown key "colorGroups"; did you mean "colourGroups"?'],
    [{ ...pixelcnn, colourGroups: 2 }, "colourGroups is 2; use 1 or 3"],
    [{ ...pixelcnn, context: "all" }, 'context is "all"; use "raster" or "quadrant"'],
    [{ ...pixelcnn, layers: [] }, "layers is a list of 0; use a list of 1 to 256 layers"],
    [{ ...pixelcnn, layers: {} }, "layers is an object; use a list of 1 to 256 layers"],
    [{ ...pixelcnn, layers: [7] }, "layers[0] is 7; use an object with kernel, mask, out, activation, dilation"],
    [{ ...recurrent, shift: 1 }, "shift is 1; use true or false"],
    [{ ...recurrent, kind: "mdrn" }, 'kind is "mdrn"; did you mean "mdrnn"?'],
    [
      { ...recurrent, kind: 3 },
      'kind is 3; use "pixelcnn", "gated-pixelcnn", "mdrnn", "row-lstm" or "diagonal-bilstm"',
    ],
    [{ ...recurrent, directions: 2 }, "directions is 2; use 1 or 4"],
    [{ ...recurrent, layers: [{ hidden: 4, cell: "gru" }] }, 'layers[0].cell is "gru"; use "rnn" or "lstm"'],
    [
      { ...recurrent, layers: [{ hidden: 4, activation: "none" }] },
      'layers[0].activation is "none"; use "tanh" or "relu"',
    ],
    [null, 'the model spec is null; use an object such as {"kind":"pixelcnn","layers":[…]}'],
  ];
  for (const [value, expected] of expectations) assert.equal(message(value), expected);
});

test("what excludes each other is refused, with the fix", () => {
  const lstm = { hidden: 4, cell: "lstm" };
  const expectations: [unknown, string][] = [
    [
      { ...recurrent, layers: [{ ...lstm, activation: "tanh" }] },
      'layers[0].activation is "tanh"; a cell "lstm" has its own, leave it out',
    ],
    [
      { ...recurrent, neighbours: "input", layers: [{ hidden: 4 }, lstm] },
      'neighbours is "input" and layers[1].cell "lstm", whose gates need states; use "hidden"',
    ],
    [
      { ...recurrent, directions: 4, neighbours: "input" },
      'directions is 4 and neighbours "input", which sweeps nowhere; use "hidden"',
    ],
    [
      { ...recurrent, directions: 4, shift: true },
      "directions is 4 and shift true, but four sweeps see every pixel; use shift false",
    ],
    [
      { kind: "gated-pixelcnn", layers: [{ kernel: 1, out: 2 }] },
      "layers[0].kernel is 1, with which the first layer reads nothing; use 3 or more",
    ],
    [
      {
        kind: "gated-pixelcnn",
        layers: [
          { kernel: 3, out: 2 },
          { kernel: 3, out: 3 },
        ],
      },
      "layers[1].out is 3; the residual connections need 2 as in layers[0]",
    ],
    [{ kind: "row-lstm", hidden: 4, layers: [] }, "layers is a list of 0; use an integer from 1 to 256"],
    [{ kind: "row-lstm", layers: 2 }, "hidden is missing; use an integer from 1 to 1024"],
    [{ kind: "diagonal-bilstm", hidden: 4, layers: 2, first: "C" }, 'first is "C"; use "A" or "B"'],
    [{ kind: "row-lstn", hidden: 4, layers: 2 }, 'kind is "row-lstn"; did you mean "row-lstm"?'],
  ];
  for (const [value, expected] of expectations) assert.equal(message(value), expected);
});

test("a row or a diagonal model needs its units and its depth; by default it sees its own pixel", () => {
  assert.deepEqual(validateSpec({ kind: "row-lstm", hidden: 16, layers: 7 }), {
    kind: "row-lstm",
    inputs: 1,
    hidden: 16,
    layers: 7,
    first: "B",
  });
});

test("what comes later says so", () => {
  const later: [unknown, RegExp][] = [
    [
      { kind: "row-lstm", hidden: 4, layers: 2, conditional: { kind: "bernoulli" } },
      /^not supported yet: spec\.conditional; leave it out$/,
    ],
    [{ kind: "residual" }, /^not supported yet: kind "residual"; use "pixelcnn", .* or "diagonal-bilstm"$/],
    [{ kind: "lstm" }, /^kind "lstm" runs over time, not over an image; use "pixelcnn", .* or "diagonal-bilstm"$/],
  ];
  for (const [value, expected] of later) assert.match(message(value), expected);
});

test("a conditional is read with its numbers, and fits the model whose outputs it reads", () => {
  const logits = {
    ...pixelcnn,
    layers: [{ kernel: 3, out: 1, activation: "none" }],
    conditional: { kind: "bernoulli" },
  };
  assert.deepEqual(validateSpec(logits), {
    ...validateSpec({ ...logits, conditional: undefined }),
    conditional: { kind: "bernoulli" },
  });
  const gaussian = { kind: "gaussian", sigma: 0.2, levels: 16 };
  assert.deepEqual(validateSpec({ ...recurrent, conditional: gaussian }), {
    ...validateSpec(recurrent),
    conditional: gaussian,
  });
  const wrong: [unknown, string][] = [
    [{ ...logits, conditional: { kind: "bernouli" } }, 'conditional.kind is "bernouli"; did you mean "bernoulli"?'],
    [
      { ...logits, conditional: { kind: "bernoulli", sigma: 1 } },
      "conditional.sigma is 1; a bernoulli has none, leave it out",
    ],
    [{ ...logits, conditional: { kind: "gaussian" } }, "conditional.sigma is missing; use a number from 0.001 to 1000"],
    [{ ...logits, conditional: { ...gaussian, levels: 1 } }, "conditional.levels is 1; use an integer from 2 to 256"],
    [
      { ...logits, inputs: 2 },
      "layers[0].out is 1; with a conditional the last layer gives one output for each input, use 2",
    ],
    [
      { ...logits, layers: [{ kernel: 3, out: 1 }] },
      'layers[0].activation is "relu"; the logits of a conditional are linear, use "none"',
    ],
    [
      { ...logits, layers: [{ kernel: 3, mask: "B", out: 1, activation: "none" }] },
      'layers[0].mask is "B", which shows every pixel to itself; with a conditional use "A"',
    ],
    [
      { ...recurrent, directions: 4, conditional: gaussian },
      "directions is 4, which sees every pixel and cannot draw; with a conditional use 1",
    ],
    [
      { ...recurrent, neighbours: "input", conditional: gaussian },
      'neighbours is "input", with which nothing recurs; with a conditional use "hidden"',
    ],
  ];
  for (const [value, expected] of wrong) assert.equal(message(value), expected);
});

test("colour groups need a channel of each colour, and mask A with kernel 1 needs colours", () => {
  const rgb = { ...pixelcnn, colourGroups: 3, inputs: 3, layers: [{ kernel: 3, out: 3 }] };
  assert.equal(message(rgb), "accepted");
  assert.match(message({ ...rgb, inputs: 2 }), /^inputs is 2; colourGroups 3 needs 3 channels or more/);
  assert.match(message({ ...rgb, layers: [{ kernel: 3, out: 2 }] }), /^layers\[0\]\.out is 2; colourGroups 3 needs/);
  assert.match(
    message({ ...pixelcnn, layers: [{ kernel: 1, out: 4 }] }),
    /^layers\[0\] has kernel 1 with mask "A", which reads nothing/,
  );
  assert.equal(message({ ...rgb, layers: [{ kernel: 1, out: 3 }] }), "accepted");
  assert.equal(message({ ...pixelcnn, layers: [{ kernel: 1, mask: "B", out: 4 }] }), "accepted");
});

test("hostile values are rejected in one short line", () => {
  const hostile: unknown[] = [
    JSON.parse('{"kind":"pixelcnn","layers":[{"kernel":3,"out":4}],"__proto__":{"inputs":9}}'),
    JSON.parse('{"kind":"__proto__","layers":[]}'),
    JSON.parse('{"kind":"constructor"}'),
    Object.create({ kind: "pixelcnn", layers: [conv] }),
    { ...pixelcnn, layers: [Object.create(conv)] },
    { ...pixelcnn, layers: Object.assign([], { length: 4_000_000_000 }) },
    { ...pixelcnn, layers: Object.assign([], { length: 2 }) },
    { ...pixelcnn, layers: Array.from({ length: 257 }, () => conv) },
    { ...pixelcnn, ["x".repeat(1_000_000)]: 1 },
    { ...pixelcnn, context: "y\n".repeat(1_000_000) },
    { ...pixelcnn, inputs: 3n },
    { ...pixelcnn, inputs: Symbol("inputs") },
    { ...pixelcnn, inputs: () => 1 },
    { ...pixelcnn, inputs: { valueOf: () => 1 } },
    [pixelcnn],
    "pixelcnn",
    undefined,
  ];
  for (const value of hostile) assert.notEqual(message(value), "accepted");
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (value) => assert.notEqual(message(value), "accepted")),
  );
});

test("presets are valid, and reject what is out of range", () => {
  assert.deepEqual(
    pixelCnn({ depth: 3, channels: 8, kernel: 5 }).layers.map(({ mask, kernel, out }) => [mask, kernel, out]),
    [
      ["A", 5, 8],
      ["B", 5, 8],
      ["B", 5, 8],
    ],
  );
  assert.deepEqual(mdrnn({ depth: 1, channels: 4, cell: "lstm", directions: 4 }).layers, [{ hidden: 4, cell: "lstm" }]);
  assert.equal(gatedPixelCnn({ depth: 3, channels: 8 }).layers.length, 3);
  assert.equal(rowLstm({ depth: 3, channels: 8, first: "A" }).first, "A");
  assert.equal(diagonalBiLstm({ depth: 3, channels: 8 }).layers, 3);
  assert.equal(mdrnn({ depth: 7, channels: 16, inputs: 3, shift: true }).layers.length, 7);
  const isInvalid = (text: RegExp) => (error: unknown) => error instanceof SweepfieldError && text.test(error.message);
  assert.throws(
    () => pixelCnn({ depth: 1e9, channels: 1 }),
    isInvalid(/^depth is 1000000000; use an integer from 1 to 256$/),
  );
  assert.throws(() => mdrnn({ depth: 0, channels: 1 }), isInvalid(/^depth is 0/));
  assert.throws(() => pixelCnn({ depth: 1, channels: 0 }), isInvalid(/^channels is 0/));
  assert.throws(() => mdrnn({ depth: 1, channels: 1, directions: 4, shift: true }), isInvalid(/^directions is 4 and/));
  assert.throws(() => diagonalBiLstm({ depth: 257, channels: 1 }), isInvalid(/^depth is 257/));
  assert.throws(() => pixelCnn({ depth: 1, channels: 1, kernel: 1 }), isInvalid(/^kernel is 1/));
  assert.throws(() => pixelCnn({ depth: 1, channels: 1, kernel: 4 }), isInvalid(/kernel is 4; use an odd number/));
});

test("nearest finds slips of the pen and no more", () => {
  assert.equal(nearest("krenel", ["kernel", "mask"]), "kernel");
  assert.equal(nearest("Mask", ["kernel", "mask"]), "mask");
  assert.equal(nearest("width", ["kernel", "mask"]), undefined);
  assert.equal(nearest("x", ["y"]), undefined);
  assert.equal(nearest("", ["y"]), undefined);
});
