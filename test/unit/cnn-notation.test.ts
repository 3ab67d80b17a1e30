import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { completionsAt } from "../../src/models/cnn/complete.js";
import { countCnn } from "../../src/models/cnn/count.js";
import { layersText } from "../../src/models/cnn/format.js";
import { layersOfJson } from "../../src/models/cnn/json.js";
import type { Layer } from "../../src/models/cnn/layers.js";
import { parseLayers } from "../../src/models/cnn/parse.js";
import { CNN_PRESETS } from "../../src/models/cnn/presets.js";
import { LayerError } from "../../src/models/cnn/problem.js";
import { cnnOf, validateCnn } from "../../src/models/cnn/spec.js";
import { notationHelp, OPTIONS, WORDS } from "../../src/models/cnn/words.js";
import { netText } from "./cnn-nets.js";

/** Layers without the places where they were read. */
const bare = (layers: readonly Layer[]): unknown =>
  JSON.parse(JSON.stringify(layers, (key, value: unknown) => (key === "place" ? undefined : value)));
const parsed = (text: string): unknown => bare(parseLayers(text).layers);

test("what the course writes is read as it stands", () => {
  const text = "Conv3-64, MaxPool, FC-100, Softmax";
  const written = [
    "Conv3-64 · MaxPool · FC-100 · Softmax",
    "Image · Conv3-64 · MaxPool · FC-100 · Softmax",
    "Image224x224x3, Conv3-64, MaxPool, FC-100, Softmax",
    "Image 224×224×3, Conv3-64, pool, FC-100, Softmax",
    "conv3-64 → maxpool → fc-100 → softmax",
    "Conv3-64\nMaxPool # halves\n\n# the head\nFC-100;Softmax,",
    "Conv3×3-64, MaxPool2, FC–100, SOFTMAX",
    "Conv3x3-64 s1 p1 d1 g1 bias, MaxPool2x2 s2 p0, Linear-100 -> Softmax",
  ];
  for (const line of written) assert.deepEqual(parsed(line), parsed(text), line);
  assert.deepEqual(parseLayers("Image224x224x3 · Conv3-64").input, [3, 224, 224]);
  assert.deepEqual(parseLayers("Image200×224×3\nConv3-64").input, [3, 200, 224]);
  // rows × columns × channels, however small the rows are
  assert.deepEqual(parseLayers("Image8x8x64, Conv3-64").input, [64, 8, 8]);
  assert.deepEqual(parseLayers("Image 3x224x200, Conv3-64").input, [200, 3, 224]);
  assert.equal(parseLayers("Image, Conv3-64").input, null);
});

test("kernel, stride, padding, dilation, groups, biases, batch norm", () => {
  assert.deepEqual(parsed("Conv5x3-64 s2x1 p1 d2 g4 nobias bn"), [
    {
      type: "conv",
      kernel: [5, 3],
      stride: [2, 1],
      padding: [1, 1],
      dilation: [2, 2],
      bias: false,
      pairs: null,
      out: 64,
      groups: 4,
    },
    { type: "bn" },
  ]);
  const padding = (text: string): unknown => (parsed(text) as readonly { readonly padding: unknown }[])[0]!.padding;
  assert.deepEqual(padding("Conv3-8"), [1, 1]);
  assert.deepEqual(padding("Conv7x1-8 d2"), [6, 0]);
  assert.deepEqual(parsed("MaxPool3 s2 p1 ceil"), [
    { type: "max-pool", kernel: [3, 3], stride: [2, 2], padding: [1, 1], ceil: true },
  ]);
});

test("blocks, repeats and names", () => {
  assert.deepEqual(parsed("Conv3-8 x2"), parsed("(Conv3-8) x2"));
  assert.deepEqual(parsed("((Conv3-8, ReLU))"), parsed("Conv3-8, ReLU"));
  assert.deepEqual(parsed("Dense(Conv3-8)"), parsed("Concat( | Conv3-8)"));
  const [residual] = parsed("Res(Conv3-8, ReLU | Conv1-8)") as readonly {
    readonly body: unknown;
    readonly shortcut: unknown;
  }[];
  assert.deepEqual([residual!.body, residual!.shortcut], [parsed("Conv3-8, ReLU"), parsed("Conv1-8")]);
  assert.deepEqual(parsed("a = Conv3-8 bn x3, @a"), [
    { type: "group", layers: parsed("Conv3-8 bn"), repeat: 3, name: "a" },
    { type: "shared", of: "a" },
  ]);
});

test("a wrong line says what, where, and what would be right", () => {
  const wrong: readonly (readonly [text: string, message: string])[] = [
    ["", "layers, line 1, column 1: there is no layer; write some, such as Conv3-64, MaxPool, FC-10"],
    ["Cnv3-64", 'layers, line 1, column 1: there is no layer "Cnv3-64"; did you mean Conv3-64?'],
    ["Conv3-64,\n  MaxPol", 'layers, line 2, column 3: there is no layer "MaxPol"; did you mean MaxPool?'],
    ["Conv3-64 MaxPool", 'layers, line 1, column 10: a comma is missing before "MaxPool"'],
    ["Conv-64", 'layers, line 1, column 1: "Conv-64" does not say the side of its kernel; write Conv3-64'],
    ["Conv3", 'layers, line 1, column 1: "Conv3" does not say how many outputs; write Conv3-64'],
    ["FC1024", 'layers, line 1, column 1: "FC1024": FC has no kernel; did you mean FC-1024?'],
    ["MaxPool-2", 'layers, line 1, column 1: "MaxPool-2": MaxPool has as many outputs as inputs; write MaxPool'],
    ["Conv0-64", 'layers, line 1, column 1: "0" is too small; write 1 or more'],
    ["Conv3-99999999999", 'layers, line 1, column 1: "99999999999" is too large; write at most 1,000,000,000'],
    ["Conv3.5-64", 'layers, line 1, column 1: "3.5" is no whole number; write one'],
    [
      "Conv2-64",
      'layers, line 1, column 1: "Conv2-64": the padding (k − 1)/2 of an even kernel 2×2 is not whole; write p0 or p1',
    ],
    ["MaxPool g2", 'layers, line 1, column 9: MaxPool has no groups of channels ("g2"); take it away'],
    ["Conv3-64 s2 s1", 'layers, line 1, column 13: "s1": stride is given twice; take one away'],
    ["Conv3-64 nobais", 'layers, line 1, column 10: "nobais" is no setting of a layer; did you mean nobias?'],
    [
      "MaxPool2 p2",
      'layers, line 1, column 1: "MaxPool2": padding 2×2 is more than half the window 2×2; write p1 or less',
    ],
    ["s2, Conv3-64", 'layers, line 1, column 1: "s2" belongs to a layer; write it after one without a comma'],
    ["Dense-10", 'layers, line 1, column 1: "Dense-10" is a block of layers; did you mean FC-10?'],
    ["Res", 'layers, line 1, column 1: "Res" needs its layers in brackets; write Res(Conv3-64, ReLU, Conv3-64)'],
    ["Res(Conv3-8", 'layers, line 1, column 1: "Res" is not closed; write ")" at its end'],
    ["Conv3-8)", 'layers, line 1, column 8: ")" closes nothing; take it away or write "(" before it'],
    [
      "Conv3-8 | Conv3-8",
      'layers, line 1, column 9: "|" stands outside of brackets; write Res(body | shortcut) or Concat(a | b)',
    ],
    [
      "Res(Conv3-8 | Conv3-8 | Conv3-8)",
      'layers, line 1, column 23: Res has a body and one shortcut: Res(body | shortcut); take the second "|" away',
    ],
    ["Res( | Conv3-8)", "layers, line 1, column 1: Res( ) is empty; write layers into it"],
    ["()", "layers, line 1, column 1: ( ) is empty; write layers into it"],
    ["Conv3-8 x0", 'layers, line 1, column 9: "0" is too small; write 1 or more'],
    ["Conv3-8 x99999", 'layers, line 1, column 9: "x99999" repeats too often; a net may have 5000 layers'],
    ["ReLU = Conv3-8", 'layers, line 1, column 1: "ReLU" is the word of a layer; choose another name'],
    ["@", 'layers, line 1, column 1: "@" needs the name of layers before it; write stem = Conv3-64, then @stem'],
    ["Conv3-8 $ FC-10", 'layers, line 1, column 9: "$" is no part of a layer; separate layers by commas'],
    ["Image224x224, Conv3-8", 'layers, line 1, column 1: "Image224x224" lacks the channels; write Image224x224x3'],
  ];
  for (const [text, message] of wrong)
    assert.throws(
      () => parseLayers(text),
      (error) => {
        assert.ok(error instanceof LayerError);
        assert.equal(error.message, message);
        const { start, end } = error.place;
        assert.ok(0 <= start && start <= end && end <= text.length, `${text}: ${start} to ${end}`);
        return true;
      },
    );
});

test("the text of a list gives the same layers back", () => {
  const texts = [
    ...Object.values(CNN_PRESETS).map(({ layers }) => layers),
    "a = (Conv3-8, ReLU) x2, ((@a) x2, Conv2x3-4 p1) x3",
  ];
  for (const text of texts) {
    const { layers } = parseLayers(text);
    assert.deepEqual(parsed(layersText(layers)), bare(layers));
  }
  fc.assert(
    fc.property(netText, (text) => {
      const { layers } = parseLayers(text);
      assert.deepEqual(parsed(layersText(layers)), bare(layers));
    }),
  );
});

test("JSON has the same words and gives the same layers", () => {
  const json = [
    { type: "conv", kernel: 3, out: 64, stride: 2, padding: [1, 0], dilation: 1, groups: 1, bias: false, bn: true },
    { type: "max-pool", kernel: 3, stride: 2, repeat: 2 },
    { type: "residual", body: [{ type: "depthwise", kernel: 3 }, "ReLU"], shortcut: [], name: "block" },
    { type: "shared", of: "block" },
    { type: "concat", branches: [[], "Conv3-4, ReLU"] },
    { type: "group", layers: "Conv1-8, ReLU", repeat: 2 },
    "Flatten",
    { type: "fc", out: 10 },
  ];
  const text =
    "Conv3-64 s2 p1x0 nobias bn, MaxPool3 s2 x2, block = Res(DWConv3, ReLU), @block, Dense(Conv3-4, ReLU), (Conv1-8, ReLU) x2, Flatten, FC-10";
  assert.deepEqual(bare(layersOfJson(json, "cnn.layers")), parsed(text));
  const spec = validateCnn({ kind: "cnn", input: [3, 64, 64], layers: json });
  assert.deepEqual(countCnn(spec).total, countCnn(cnnOf(text, [3, 64, 64])).total);
  assert.equal(countCnn(validateCnn({ kind: "cnn", input: [3, 64, 64], layers: text })).chain, 7);
});

test("JSON that is wrong is refused by its path", () => {
  const conv = { type: "conv", kernel: 3, out: 8 };
  const refused: readonly (readonly [layers: unknown, message: RegExp])[] = [
    [[{ ...conv, type: "cov" }], /^cnn\.layers\[0\]\.type is "cov"; did you mean "conv"\?$/],
    [[conv, { ...conv, kernel: 0 }], /^cnn\.layers\[1\]\.kernel is 0; use an integer from 1 to 1000000000$/],
    [[{ ...conv, kernel: [3, 3, 3] }], /^cnn\.layers\[0\]\.kernel is a list of 3; use a number or \[rows, columns\]$/],
    [[{ ...conv, strid: 2 }], /unknown key "strid"; did you mean "stride"\?$/],
    [[{ type: "conv", kernel: 3 }], /^cnn\.layers\[0\]\.out is missing/],
    [[{ type: "residual", body: [conv, { type: "fc", out: "x" }] }], /^cnn\.layers\[0\]\.body\[1\]\.out is "x"/],
    [[{ type: "concat", branches: [[], []] }], /^cnn\.layers\[0\]\.branches is empty/],
    [["Conv3-8, Cnv3-8"], /^cnn\.layers\[0\], line 1, column 10: .*did you mean Conv3-8\?$/],
    [[{ ...conv, name: "a b" }], /^cnn\.layers\[0\]\.name is "a b"; use letters/],
    [[], /^cnn\.layers is a list of 0/],
    [[{ ...conv, repeat: 1e9 }], /^cnn\.layers\[0\]\.repeat is 1000000000; use an integer from 1 to 5000$/],
    [7, /^cnn\.layers is 7/],
  ];
  for (const [layers, message] of refused)
    assert.throws(
      () => validateCnn({ kind: "cnn", input: [3, 8, 8], layers }),
      (error) => {
        assert.ok(error instanceof SweepfieldError);
        assert.match(error.message, message);
        return true;
      },
    );
  assert.throws(
    () => validateCnn({ kind: "cnn", input: [3, 8], layers: "ReLU" }),
    /^.*cnn\.input is a list of 2; use \[channels/,
  );
  let nested: unknown = conv;
  for (let i = 0; i < 3000; i++) nested = { type: "group", layers: [nested] };
  assert.throws(() => validateCnn({ kind: "cnn", input: [3, 8, 8], layers: [nested] }), /nests more than 50 deep/);
});

/** Counts a text that may be anything: an answer or a SweepfieldError, and nothing else. */
const survives = (text: string): void => {
  try {
    countCnn(cnnOf(text, [3, 12, 12]));
  } catch (error) {
    assert.ok(error instanceof SweepfieldError, `${JSON.stringify(text)}: ${String(error)}`);
    assert.ok(!/\n/.test(error.message) && error.message.length < 600, error.message);
  }
};

test("no text hangs the parser, crashes it, or allocates what a number in it asks for", () => {
  const word = fc.constantFrom(
    ...WORDS.map(({ example }) => example),
    ...OPTIONS.map(({ written }) => `${written}2`),
    ..."( ) | , = @ · ; # - x3 x5000 a b a= @a @b Res( Concat( Dense( \n 1e9 Conv999999999-999999999 p999999999 s0 pairs1 Image3x9x9".split(
      " ",
    ),
  );
  const soup = fc
    .array(fc.tuple(word, fc.constantFrom("", " ", ", ")), { maxLength: 40 })
    .map((parts) => parts.flat().join(""));
  fc.assert(fc.property(soup, survives), { numRuns: 600 });
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), survives), { numRuns: 300 });
  for (const text of [
    "(".repeat(90_000),
    "Res(".repeat(20_000),
    "(".repeat(40) + "Conv3-8" + ") x5000".repeat(40),
    "Concat( | ReLU) x5000",
    "Concat(ReLU | ReLU) x4999",
    "a".repeat(90_000),
    "a".repeat(64) + " = ReLU, @" + "b".repeat(64),
    "Conv3-8 ".repeat(12_000),
    "Conv3-8,".repeat(12_000),
    Array.from({ length: 3000 }, (_, i) => `n${i + 1} = (@n${i}, @n${i})`)
      .join(", ")
      .replace("@n0, @n0", "ReLU"),
    ",".repeat(99_999),
    "x".repeat(100_001),
    "ReLU" + " -".repeat(40_000),
    "#".repeat(99_999),
    "Conv" + "9".repeat(60) + "-1",
  ])
    survives(text);
});

test("no JSON crashes the reader either", () => {
  const key = fc.constantFrom(
    "type",
    "kernel",
    "out",
    "body",
    "branches",
    "layers",
    "repeat",
    "name",
    "of",
    "padding",
    "x",
  );
  const leaf = fc.oneof(
    fc.constantFrom("conv", "fc", "residual", "concat", "group", "shared", "bn", "Conv3-8"),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), (layers) => {
      try {
        countCnn(validateCnn({ kind: "cnn", input: [3, 12, 12], layers }));
      } catch (error) {
        assert.ok(error instanceof SweepfieldError, `${JSON.stringify(layers)}: ${String(error)}`);
      }
    }),
    { numRuns: 1000 },
  );
});

test("completion: layers, numbers that were typed, settings, names", () => {
  const at = (text: string) => completionsAt(text, text.length);
  const texts = (text: string): readonly string[] => at(text).options.map((option) => option.text);
  assert.equal(texts("")[0], "Conv3-64");
  assert.deepEqual(texts("Conv3-64, max"), ["MaxPool"]);
  assert.deepEqual(texts("Conv5-6"), ["Conv5-64"]);
  assert.deepEqual(texts("FC-10"), ["FC-1024", "FC-100", "FC-1000"]);
  assert.deepEqual(texts("Conv3-64 "), ["s2", "p1", "d2", "g2", "nobias", "bn", "x2"]);
  assert.deepEqual(texts("MaxPool3 s2 "), ["p1", "ceil", "x2"]);
  assert.deepEqual(texts("Conv3-64 no"), ["nobias"]);
  assert.deepEqual(texts("stem = Conv3-64, @"), ["@stem"]);
  assert.deepEqual(texts("Res(con"), ["Conv3-64", "Concat(Conv1-32 | Conv3-64)"]);
  const middle = completionsAt("Conv3-64, maxpo, FC-10", 13);
  assert.deepEqual([middle.from, middle.to, middle.options[0]?.text], [10, 15, "MaxPool"]);
  // Every proposal is itself right where it is proposed.
  for (const { text } of at("").options) parseLayers(text);
  for (const { text } of at("MaxPool ").options) parseLayers(`MaxPool ${text}`);
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.nat(60), (text, caret) => {
      const { from, to } = completionsAt(text, Math.min(caret, text.length));
      assert.ok(0 <= from && from <= to && to <= text.length);
    }),
  );
});

test("the help has a line for each word and setting", () => {
  const examples = notationHelp().map(([example]) => example);
  for (const { example } of WORDS) assert.ok(examples.includes(example));
  assert.ok(examples.includes("Image224x224x3"));
  assert.equal(examples.length, new Set(examples).size);
});
