import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { SweepfieldError } from "../../src/error.js";
import { parseCommandLine } from "../../src/cli/arguments.js";
import type { CnnReport } from "../../src/cli/cnn-report.js";
import { count } from "../../src/cli/commands/count.js";
import { CNN_PRESETS } from "../../src/models/cnn/presets.js";
import { cnnOracles, PUBLISHED } from "./cnn-oracles.js";

const folder = mkdtempSync(join(tmpdir(), "sweepfield-count-"));
after(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const output = async (...argv: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  const write = process.stdout.write;
  // The test runner's own messages are bytes.
  process.stdout.write = (text: string | Uint8Array): boolean =>
    typeof text === "string" ? lines.push(text) > 0 : write.call(process.stdout, text);
  try {
    assert.equal(await count.run(parseCommandLine(count, argv)), 0);
  } finally {
    process.stdout.write = write;
  }
  return lines.join("");
};
const report = async (...argv: readonly string[]): Promise<CnnReport> =>
  JSON.parse(await output(...argv, "--json")) as CnnReport;

const LAYERS = "Conv3-64, MaxPool, Conv3-128, MaxPool, Conv3-256, Conv3-256, MaxPool, FC-1024, FC-100, Softmax";
const KEYS = [
  "model",
  "note",
  "parameters",
  "connections",
  "macs",
  "steps",
  "peakWidth",
  "utilisation",
  "memory",
  "receptiveField",
];

test("the homework's net from flags, a preset, a text file and two specs: one report (oracles C1, C2)", async () => {
  const fromFlags = await report("cnn", "--input", "3x224x224", "--layers", LAYERS);
  assert.equal(fromFlags.parameters, cnnOracles.C1.expected.total);
  assert.equal(fromFlags.weights, cnnOracles.C1.expected.weights_only);
  assert.equal(fromFlags.connections, cnnOracles.C2.expected.connections_excluding_padding);
  assert.equal(fromFlags.macs, cnnOracles.C2.expected.macs_padded_convention);
  assert.deepEqual(Object.keys(fromFlags).slice(0, KEYS.length), KEYS);
  assert.deepEqual(
    [fromFlags.model, fromFlags.peakWidth, fromFlags.utilisation, fromFlags.receptiveField, fromFlags.steps.sampling],
    ["cnn", null, null, null, null],
  );
  assert.deepEqual(fromFlags.steps, { training: 6, layerwise: 6, sampling: null });
  const [first, pool] = fromFlags.layers;
  assert.deepEqual(
    [first!.name, first!.output, first!.parameters, first!.formula, first!.neurons, first!.inputsPerNeuron],
    ["Conv3-64", [64, 224, 224], 1792, "3·3·3·64 + 64", 3_211_264, 27],
  );
  assert.deepEqual([pool!.name, pool!.parameters, pool!.connections, pool!.formula], ["MaxPool", 0, 0, null]);
  assert.deepEqual(fromFlags.layers.at(-2)!.output, [100, 1, 1]);
  const spec = { kind: "cnn", input: [3, 224, 224], layers: LAYERS };
  const objects = { ...spec, layers: LAYERS.split(", ") };
  for (const argv of [
    ["cnn", "--preset", "homework"],
    ["cnn", "--preset", "homework-112", "--input", "3x224x224"],
    ["cnn", "--layers", `Image224x224x3 · ${LAYERS}`],
    ["cnn", file("net.txt", `Image224x224x3\n${LAYERS.replaceAll(", ", "\n")}\n`)],
    ["cnn", file("bare.txt", LAYERS), "--input", "3x224x224"],
    [file("spec.json", JSON.stringify(spec))],
    [file("objects.json", JSON.stringify(objects))],
    [file("small.json", JSON.stringify({ ...spec, input: [3, 8, 8] })), "--input", "3x224x224"],
    ["cnn", file("other.json", JSON.stringify(spec))],
  ])
    assert.deepEqual(await report(...argv), fromFlags, argv.join(" "));
});

test("every preset is counted, the published ones as published", async () => {
  const published = new Map(Object.entries(PUBLISHED).map(([oracle, preset]) => [preset, oracle]));
  for (const preset of Object.keys(CNN_PRESETS)) {
    const { parameters } = await report("cnn", "--preset", preset);
    const oracle = published.get(preset);
    if (oracle !== undefined) assert.equal(parameters, cnnOracles.C3.expected[oracle], preset);
  }
});

test("integers beyond 2^53 are strings", async () => {
  const { parameters, layers } = await report("cnn", "--input", "999999999x1x1", "--layers", "FC-1000000000");
  assert.equal(parameters, String(999_999_999n * 10n ** 9n + 10n ** 9n));
  assert.equal(layers[0]!.connections, String(999_999_999n * 10n ** 9n));
});

test("the table has the formula filled in, and says what the buffers are", async () => {
  const table = await output("cnn", "--preset", "homework");
  assert.match(table, /^parameters +206,585,316 /m);
  assert.match(table, /^FC-1024 .* \(28·28·256\)·1,024 \+ 1,024 = 205,521,920 /m);
  assert.match(table, /^total +206,585,316 +6,423,652 +3,914,543,872 +3,991,703,552$/m);
  assert.doesNotMatch(table, /buffers/);
  const norm = await output("cnn", "--input", "3x8x8", "--layers", "a = Res(Conv3-3 nobias bn), @a");
  assert.match(norm, /^buffers +6 +stored and not trained: running mean and variance/m);
  assert.match(norm, /^ +Conv3-3 nobias +\(body\) .*the weights of a /m);
});

test("--pytorch prints the code", async () => {
  assert.match(await output("cnn", "--preset", "homework", "--pytorch"), /assert parameters == 206_585_316/);
});

test("bad use is one line that says what to do", async () => {
  const bad = file("bad.txt", "Image9x9x3\nConv3-8\n  MaxPol");
  const wrong = file("wrong.json", JSON.stringify({ kind: "cnn", input: [3, 8, 8], layers: ["MaxPool x4"] }));
  const refusals: readonly (readonly [argv: readonly string[], message: RegExp])[] = [
    [["cnn"], /^count cnn needs a net; write --input 3x224x224 --layers/],
    [["cnn", "--layers", "Conv3-8"], /^--layers: the size of the image is missing/],
    [["cnn", "--layers", "Conv3-8", "--input", "3x8"], /^--input 3x8: use CHANNELSxHEIGHTxWIDTH, such as 3x224x224$/],
    [["cnn", "--layers", "Conv3-8", "--input", "0x8x8"], /^--input 0x8x8: use/],
    [
      ["cnn", "--layers", "Conv3-8, MaxPol", "--input", "3x8x8"],
      /^--layers, line 1, column 10: .*did you mean MaxPool\?$/,
    ],
    [
      ["cnn", "--layers", "Conv3-8 p0, MaxPool x3", "--input", "3x8x8"],
      /^--layers, line 1, column 13: MaxPool: its 2×2 window/,
    ],
    [["cnn", "--preset", "vgg16"], /^--preset vgg16: there is no such net; did you mean vgg-16\?$/],
    [
      ["cnn", "--preset", "vgg-16", "--layers", "ReLU"],
      /^count cnn takes one net, not --layers and --preset; leave one out$/,
    ],
    [["cnn", "--preset", "vgg-16", "--depth", "3"], /^--depth does not apply to cnn; leave it out$/],
    [["pixelcnn", "--layers", "ReLU"], /^--layers does not apply to pixelcnn; leave it out$/],
    [["pixelcnn", "--pytorch"], /^--pytorch does not apply to pixelcnn/],
    [["cnn", "--preset", "vgg-16", "--pytorch", "--json"], /leave one out$/],
    [["cnn", "a.txt", "b.txt"], /^count takes one model: .*, not b\.txt too$/],
    [["net.txt"], /^net\.txt holds layers; write count cnn net\.txt$/],
    [["cnn", join(folder, "none.txt")], /there is no such file$/],
    [["cnn", bad], /bad\.txt, line 3, column 3: .*did you mean MaxPool\?$/],
    [[wrong], /wrong\.json: cnn\.layers\[0\], line 1, column 1: MaxPool: its 2×2 window/],
    [["cn"], /^there is no model cn; did you mean cnn\?$/],
  ];
  for (const [argv, message] of refusals)
    await assert.rejects(
      async () => output(...argv),
      (error) => {
        assert.ok(error instanceof SweepfieldError, String(error));
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      },
    );
});
