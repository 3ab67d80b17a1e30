import assert from "node:assert/strict";
import { test } from "node:test";
import { countTable } from "../../src/cli/commands/count.js";
import { countReport, jsonInteger } from "../../src/cli/count-report.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";

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
