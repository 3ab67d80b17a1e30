import assert from "node:assert/strict";
import { test } from "node:test";
import {
  attentionReport,
  countReport,
  jsonInteger,
  sequenceReport,
  type CountReport,
} from "../../src/cli/count-report.js";
import { count } from "../../src/cli/commands/count.js";
import { parseCommandLine } from "../../src/cli/arguments.js";
import { countTable } from "../../src/cli/count-table.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import { residualShapes } from "../../src/models/residual.js";
import { sizeOf } from "../../src/models/tensor.js";
import { oracles } from "./oracles.js";

const size = (height: number, width: number) => ({ height, width });

test("PixelCNN of the homework: 28×28, d = 7, k = 16 (oracle G1)", () => {
  const report = countReport(pixelCnn({ depth: 7, channels: 16, inputs: 16 }), size(28, 28));
  assert.equal(report.model, "pixelcnn");
  assert.equal(report.connections, 6_526_464);
  assert.deepEqual(report.steps, {
    training: 7,
    layerwise: 7,
    sampling: { naive: 784, cached: 784, wavefront: 82 },
  });
  assert.equal(report.peakWidth, 784);
  assert.equal(report.utilisation, 1);
  assert.deepEqual(report.receptiveField, { size: 91, window: 112, blind: 21 });
  // 7 layers of 28·28 positions, 16 maps, 4 bytes.
  assert.equal(report.memory, 4 * 7 * 28 * 28 * 16);
  assert.deepEqual(report.layers[0], {
    name: "MaskA3-16",
    output: [16, 28, 28],
    parameters: 16 * 16 * 9 + 16,
    connections: 760_320,
    macs: 4 * 16 * 16 * 784,
  });
});

test("MDRNN of the homework (oracle G1)", () => {
  const report = countReport(mdrnn({ depth: 7, channels: 16, inputs: 16 }), size(28, 28));
  assert.equal(report.connections, 4_114_432);
  assert.deepEqual(report.steps, {
    training: 61,
    layerwise: 385,
    sampling: { naive: 784, cached: 784, wavefront: 55 },
  });
  assert.equal(report.peakWidth, 184);
  assert.equal(report.utilisation.toFixed(3), "0.489");
  assert.equal(report.receptiveField, null);
  assert.equal(report.parameters, 7 * (3 * 256 + 16));
});

test("connections without padded taps (oracle E7)", () => {
  const cases = [
    [4, 5, 3, 2, 820, 612],
    [8, 8, 4, 16, 264_192, 180_224],
    [32, 32, 15, 128, 1_194_819_584, 739_246_080],
  ] as const;
  for (const [height, width, depth, channels, conv, recurrent] of cases) {
    const options = { depth, channels, inputs: channels };
    assert.equal(countReport(pixelCnn(options), size(height, width)).connections, conv);
    assert.equal(countReport(mdrnn(options), size(height, width)).connections, recurrent);
  }
});

test("the lost upper-right context buys parallel sampling; as printed there is no recurrence", () => {
  const quadrant = pixelCnn({ depth: 7, channels: 16, inputs: 16, context: "quadrant" });
  assert.equal(countReport(quadrant, size(28, 28)).steps.sampling?.wavefront, 55);
  const printed = countReport(mdrnn({ depth: 5, channels: 4, neighbours: "input" }), size(9, 6));
  assert.equal(printed.steps.training, 5);
  assert.equal(printed.steps.layerwise, 5);
});

const homework = { depth: 7, channels: 16, inputs: 16 };
const { gated, row_lstm: row, diag_bilstm: diagonal, attention } = oracles.G1.expected;
const drawn = (wavefront: number) => ({ naive: 784, cached: 784, wavefront });

test("the variants of the comparison at 28×28, d = 7, k = 16 (oracle G1, domain §7 and §11)", () => {
  const stepsOf = ({ connections, steps, peakWidth, receptiveField }: CountReport) => ({
    connections,
    steps,
    peakWidth,
    receptiveField,
  });
  const mdlstm = stepsOf(countReport(mdrnn({ ...homework, cell: "lstm" }), size(28, 28)));
  assert.deepEqual(mdlstm, {
    connections: 5 * 4_114_432,
    steps: { training: 61, layerwise: 385, sampling: drawn(55) },
    peakWidth: 184,
    receptiveField: null,
  });
  const four = stepsOf(countReport(mdrnn({ ...homework, directions: 4 }), size(28, 28)));
  assert.equal(four.connections, 4 * 4_114_432);
  assert.deepEqual(four.steps, { training: 385, layerwise: 385, sampling: null });
  assert.deepEqual(stepsOf(countReport(rowLstm(homework), size(28, 28))), {
    connections: 26_908_672,
    steps: { training: row.train_pipelined, layerwise: row.train_layerwise, sampling: drawn(row.sample_pixel_steps) },
    peakWidth: 7 * 28,
    receptiveField: null,
  });
  const bilstm = stepsOf(countReport(diagonalBiLstm(homework), size(28, 28)));
  assert.equal(bilstm.connections, 32_915_456);
  assert.deepEqual(bilstm.steps, {
    training: diagonal.train_pipelined,
    layerwise: diagonal.train_layerwise,
    sampling: drawn(784),
  });
  const two = stepsOf(countReport(gatedPixelCnn(homework), size(28, 28)));
  // Two products a layer, and the vertical one of the first: 15. The 7 of the oracle counts layers.
  assert.deepEqual(two.steps, { training: 15, layerwise: 15, sampling: drawn(244) });
  assert.equal(gated.train_steps_layers, 7);
  assert.equal(gated.sample_wavefront_layer_steps, 7 * 244);
  assert.deepEqual(two.receptiveField, { size: gated.rf_interior, window: gated.rf_interior, blind: 0 });
});

test("attention is counted from its pairs and says so", () => {
  const report = attentionReport(homework, size(28, 28));
  assert.equal(report.note, "counted, not executed");
  assert.equal(report.connections, 7 * (4 * 256 * 784 + 2 * 16 * attention.causal_pairs_inclusive));
  // Projections 5.6 million, pairs 68.9 million.
  assert.equal(report.connections, 5_619_712 + 68_929_280);
  assert.deepEqual(report.steps, { training: 28, layerwise: 28, sampling: drawn(784) });
  assert.equal(report.layers.length, attention.train_steps_layers);
  assert.match(countTable(report), /^attention, 28×28: counted, not executed/);
  const huge = attentionReport({ depth: 256, channels: 1024, inputs: 1024 }, size(1024, 1024));
  const pixels = 2n ** 20n;
  assert.equal(huge.connections, String(256n * (4n * 2n ** 20n * pixels + 1024n * pixels * (pixels + 1n))));
});

test("what training keeps: outputs, and where units are gated gates and states", () => {
  const floats = 7 * 784 * 16;
  const kept = [
    [mdrnn(homework), 1],
    [gatedPixelCnn(homework), 7],
    [mdrnn({ ...homework, cell: "lstm" }), 7],
    [mdrnn({ ...homework, directions: 4 }), 4],
    [rowLstm(homework), 6],
    [diagonalBiLstm(homework), 12],
  ] as const;
  for (const [spec, perChannel] of kept) {
    assert.equal(countReport(spec, size(28, 28)).memory, 4 * floats * perChannel, spec.kind);
  }
});

/** What `sweepfield count …` prints, or its error. */
const shown = async (...argv: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = (text: string | Uint8Array): boolean => lines.push(String(text)) > 0;
  try {
    assert.equal(await count.run(parseCommandLine(count, argv)), 0);
  } finally {
    process.stdout.write = write;
  }
  return lines.join("");
};
const printed = async (...argv: readonly string[]): Promise<CountReport> =>
  JSON.parse(await shown(...argv, "--json")) as CountReport;

test("every model is counted by its name, with the flags it has", async () => {
  const spec = { depth: 3, channels: 4, inputs: 2 };
  const flags = ["--height", "5", "--width", "6", "--depth", "3", "--channels", "4", "--inputs", "2"];
  const cases = [
    [["pixelcnn", "--context", "quadrant", "--kernel", "5"], pixelCnn({ ...spec, context: "quadrant", kernel: 5 })],
    [["gated-pixelcnn", "--kernel", "5"], gatedPixelCnn({ ...spec, kernel: 5 })],
    [["mdrnn"], mdrnn(spec)],
    [["mdrnn", "--cell", "lstm"], mdrnn({ ...spec, cell: "lstm" })],
    [["mdrnn", "--cell", "lstm", "--directions", "4"], mdrnn({ ...spec, cell: "lstm", directions: 4 })],
    [["row-lstm"], rowLstm(spec)],
    [["diagonal-bilstm"], diagonalBiLstm(spec)],
  ] as const;
  for (const [argv, model] of cases) {
    assert.deepEqual(
      await printed(...argv, ...flags),
      JSON.parse(JSON.stringify(countReport(model, size(5, 6)))),
      argv.join(" "),
    );
  }
  assert.deepEqual(await printed("attention", ...flags), JSON.parse(JSON.stringify(attentionReport(spec, size(5, 6)))));
  const refusals = [
    [["row-lstm", "--kernel", "3"], "--kernel does not apply to row-lstm; leave it out"],
    [["mdrnn", "--context", "quadrant"], "--context does not apply to mdrnn; leave it out"],
    [["attention", "--cell", "lstm"], "--cell does not apply to attention; leave it out"],
    [["mdrnn", "--directions", "2"], "--directions 2: use 1 or 4"],
    [["gated-pixelcnn", "--kernel", "4"], "--kernel 4: use an odd number from 3 to 31"],
    [["mdlstm"], "there is no model mdlstm"],
    [["atention"], "there is no model atention; did you mean attention?"],
    [["residual", "--kernel", "3"], "--kernel does not apply to residual; leave it out"],
    [["residual", "--placement", "left"], "--placement left: use original"],
    [["lstm", "--height", "3"], "--height does not apply to lstm; leave it out"],
    [["mdrnn", "--steps", "3"], "--steps does not apply to mdrnn; leave it out"],
  ] as const;
  for (const [argv, message] of refusals) {
    await assert.rejects(
      printed(...argv),
      (error: Error) => error.message.startsWith(message) || assert.fail(error.message),
    );
  }
});

test("an LSTM and a plain RNN over time: T + d − 1 steps, T d layer by layer, macs and memory of the batch", async () => {
  const flags = ["--steps", "50", "--batch", "4", "--depth", "3", "--channels", "20", "--inputs", "10"];
  const spec = { kind: "lstm", inputs: 10, hidden: 20, layers: 3 } as const;
  const report = await printed("lstm", ...flags);
  assert.deepEqual(report, sequenceReport(spec, { steps: 50, batch: 4 }));
  assert.equal(report.parameters, 4 * 20 * (10 + 20 + 2) + 2 * 4 * 20 * (20 + 20 + 2));
  assert.equal(report.connections, 50 * 4 * 20 * (30 + 40 + 40));
  assert.equal(report.macs, 4 * report.connections);
  assert.deepEqual(report.steps, { training: 52, layerwise: 150, sampling: null });
  assert.equal(report.peakWidth, 3);
  assert.equal(report.utilisation, 150 / (52 * 3));
  assert.equal(report.memory, 4 * 6 * 3 * 50 * 4 * 20);
  assert.equal(report.receptiveField, null);
  assert.deepEqual(report.layers[0]!.output, [50, 4, 20]);
  assert.match(countTable(report), /^lstm, T = 50, N = 4/);
  assert.doesNotMatch(countTable(report), /receptive field|sampling/);
  const plain = await printed("rnn", "--channels", "8");
  assert.deepEqual([plain.parameters, plain.steps.training, plain.layers.length], [8 * (8 + 8 + 2), 100, 1]);
});

test("a residual stack: the length of its weights, the edges that are there, two products a block", async () => {
  const report = await printed("residual", "--depth", "5", "--channels", "6", "--placement", "relu-before-addition");
  const spec = { kind: "residual", placement: "relu-before-addition", blocks: 5, width: 6, norm: true } as const;
  const weights = Object.values(residualShapes({ ...spec, weight: "dense" })).reduce(
    (sum, shape) => sum + sizeOf(shape),
    0,
  );
  assert.equal(report.parameters, weights);
  assert.deepEqual([report.connections, report.macs, report.steps.training], [5 * 2 * 36, 5 * 2 * 36, 10]);
  assert.equal(report.memory, 4 * 5 * 7 * 6, "two products, two norms, two ReLUs, one addition");
  const conv = await printed(
    "residual",
    "--weight",
    "conv",
    "--depth",
    "1",
    "--channels",
    "2",
    "--height",
    "3",
    "--width",
    "1",
  );
  // edges of a 3×3 kernel on 3 × 1 pixels, one by one
  let edges = 0;
  for (let r = 0; r < 3; r++) for (let dr = -1; dr <= 1; dr++) if (r + dr >= 0 && r + dr < 3) edges++;
  assert.deepEqual([conv.connections, conv.macs], [2 * 4 * edges, 2 * 4 * 9 * 3]);
  assert.equal(conv.parameters, 2 * 4 * 9 + 2 * 4);
});

test("a row that a kind does not have is left out", async () => {
  for (const [kind, ...more] of [["residual"], ["residual", "--weight", "conv"], ["lstm"], ["rnn"]]) {
    const table = await shown(kind!, ...more);
    assert.doesNotMatch(table, /sampling|receptive field|pixel|masked/, kind);
    assert.match(table, /^steps, training /m);
  }
  assert.match(await shown("mdrnn"), /^receptive field +unbounded$/m);
  assert.match(await shown("pixelcnn"), /^sampling, cached /m);
  assert.doesNotMatch(count.usage, /every layer has/);
});

test("integers beyond 2^53 are strings", () => {
  assert.equal(jsonInteger(2n ** 53n - 1n), 9007199254740991);
  assert.equal(jsonInteger(2n ** 53n), "9007199254740992");
});

test("the table says what the JSON says", () => {
  const table = countTable(countReport(mdrnn({ depth: 7, channels: 16, inputs: 16 }), size(28, 28)));
  assert.match(table, /^connections +4,114,432 /m);
  assert.match(table, /^steps, training +61 /m);
  assert.match(table, /^receptive field +unbounded$/m);
  assert.equal(table.match(/^MDRNN-16 /gm)?.length, 7);
});
