import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FIGURES } from "../../src/cli/figures.js";
import { attentionReport, countReport, jsonInteger } from "../../src/cli/count-report.js";
import { closedForm } from "../../src/elements/complexity/closed-forms.js";
import { FactsCounter, valueOf, type Facts, type Value } from "../../src/elements/complexity/facts.js";
import type { FormulaName } from "../../src/elements/complexity/formulas.tex.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { openDevice } from "../../src/cli/device.js";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { execute } from "../../src/elements/complexity/execute.js";
import { executionOf } from "../../src/elements/complexity/links.js";
import { tooMuch } from "../../src/elements/complexity/runs.js";
import { quantities, type QuantityId } from "../../src/elements/complexity/quantities.js";
import { finish } from "../../src/graph/slices.js";
import { cellProgram } from "../../src/kernels/cells/program.js";
import { COMPARED, comparedSpec, type ComparedId, type ComparisonSettings } from "../../src/models/comparison.js";
import { initialWeights } from "../../src/models/initialise.js";
import { trainingMemory } from "../../src/models/memory.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import { comparedCounts } from "../../src/schedule/comparison.js";
import { ticksOf } from "../../src/schedule/profile.js";
import { widths } from "../../src/schedule/statistics.js";
import { oracles } from "./oracles.js";

const homework: ComparisonSettings = { depth: 7, channels: 16, kernel: 3, height: 28, width: 28 };
const machine = { lanes: Infinity, unit: "matvecs" } as const;

const factsOf = (id: ComparedId, settings: ComparisonSettings): Facts => finish(new FactsCounter().all(id, settings));
const shared = new FactsCounter();
const column = (quantity: QuantityId, settings: ComparisonSettings = homework): readonly Value[] =>
  COMPARED.map((id) => valueOf(quantity, finish(shared.all(id, settings)), machine));

test("the table at 28×28, d = 7, k = 16 (oracle G1, domain §7 and §15)", () => {
  const { pixelcnn, gated, mdrnn, row_lstm: row, diag_bilstm: diagonal, attention } = oracles.G1.expected;
  const at = (quantity: QuantityId): Readonly<Record<ComparedId, Value>> =>
    Object.fromEntries(COMPARED.map((id, i) => [id, column(quantity)[i]!])) as Record<ComparedId, Value>;
  const work = at("connections");
  assert.equal(work.pixelcnn, BigInt(pixelcnn.connections));
  assert.equal(work.mdrnn, BigInt(mdrnn.connections));
  assert.equal(work.mdlstm, 20_572_160n);
  assert.equal(work["row-lstm"], 26_908_672n);
  assert.equal(work.diagonal, 32_915_456n);
  assert.equal(work.attention, 5_619_712n + 32n * 7n * BigInt(attention.causal_pairs_inclusive));
  // 4.2 times the PixelCNN's.
  assert.equal((Number(work.gated) / pixelcnn.connections).toFixed(1), "4.2");
  const [least, apart] = [at("minimum"), at("layerwise")];
  assert.deepEqual(
    [least.pixelcnn, least.quadrant, least.gated, least.mdrnn, least.mdlstm, least["row-lstm"], least.diagonal],
    [7, 7, 15, mdrnn.train_pipelined, 61, row.train_pipelined, diagonal.train_pipelined],
  );
  assert.deepEqual(
    [apart.pixelcnn, apart.gated, apart.mdrnn, apart.mdlstm, apart["row-lstm"], apart.diagonal],
    [7, 15, mdrnn.train_layerwise, 385, row.train_layerwise, diagonal.train_layerwise],
  );
  assert.equal(at("width").pixelcnn, pixelcnn.width);
  assert.equal(at("width").mdrnn, mdrnn.width_peak);
  assert.deepEqual(column("wavefront"), [82, 55, 244, 55, 55, row.sample_pixel_steps, 784, 784]);
  assert.deepEqual(
    column("raster"),
    COMPARED.map(() => 784),
  );
  assert.equal(at("products").pixelcnn, pixelcnn.sample_wavefront_matvec_steps);
  assert.equal(at("products").quadrant, 385);
  assert.equal(factsOf("mdrnn", homework).drawing.readOutProducts, 433);
  assert.deepEqual(factsOf("pixelcnn", homework).sight.interior, {
    size: pixelcnn.rf_interior,
    window: 112,
    blind: 21,
  });
  assert.deepEqual(factsOf("gated", homework).sight.interior, { size: gated.rf_interior, window: 112, blind: 0 });
  // Quadrant (r + 1)(c + 1) − 1, all earlier pixels r W + c, at (14, 14).
  assert.deepEqual([at("context").mdrnn, at("context").diagonal, at("context").attention], [224, 406, 406]);
  assert.deepEqual([at("path").pixelcnn, at("path").mdrnn], [null, 61]);
});

test("steps and samplings of six grids (domain §11)", () => {
  const table = [
    [8, 8, 4, [4, 18, 60, 11, 37, 28], [22, 43, 15, 64]],
    [16, 16, 4, [4, 34, 124, 19, 77, 60], [46, 91, 31, 256]],
    [32, 8, 4, [4, 42, 156, 35, 61, 32], [70, 163, 39, 256]],
    [28, 28, 7, [7, 61, 385, 34, 220, 184], [82, 244, 55, 784]],
  ] as const;
  for (const [height, width, depth, steps, sampling] of table) {
    const settings = { ...homework, height, width, depth };
    const least = column("minimum", settings);
    const [conv, , , sweep, , row, diagonal] = least;
    const apart = column("layerwise", settings)[3];
    const peak = column("width", settings)[3];
    assert.deepEqual([conv, sweep, apart, row, diagonal, peak], steps);
    const [plain, quadrant, gated, , , , full] = column("wavefront", settings);
    assert.deepEqual([plain, gated, quadrant, full], sampling);
  }
});

test("ticks on P lanes, in cells and in products (domain §11)", () => {
  const ticks = (id: ComparedId, lanes: number, unit: "cells" | "matvecs"): Value =>
    valueOf("ticks", factsOf(id, homework), { lanes, unit });
  assert.deepEqual(
    [8, 32, 128, 512].map((lanes) => ticks("mdrnn", lanes, "cells")),
    [713, 204, 80, 61],
  );
  assert.deepEqual(
    [8, 32, 128, 512].map((lanes) => ticks("pixelcnn", lanes, "cells")),
    [686, 175, 49, 14],
  );
  const { layerwise } = factsOf("mdrnn", homework).steps;
  assert.deepEqual(
    [8, 32, 128, 512].map((lanes) => ticksOf(layerwise.cells, lanes)),
    [868, 385, 385, 385],
  );
  assert.deepEqual([ticks("mdrnn", 1, "matvecs"), ticks("pixelcnn", 1, "matvecs")], [16_072, 25_494]);
  assert.deepEqual([ticks("mdrnn", 128, "matvecs"), ticks("pixelcnn", 128, "matvecs")], [160, 204]);
});

const settings: fc.Arbitrary<ComparisonSettings> = fc.record({
  depth: fc.integer({ min: 1, max: 5 }),
  channels: fc.integer({ min: 1, max: 5 }),
  kernel: fc.constantFrom(3, 5, 7),
  height: fc.integer({ min: 2, max: 12 }),
  width: fc.integer({ min: 2, max: 12 }),
});

test("what is counted is what the schedules run and what the command line says", () => {
  fc.assert(
    fc.property(settings, fc.constantFrom(...COMPARED), (setting, id) => {
      const facts = factsOf(id, setting);
      const spec = comparedSpec(id, setting);
      const report = spec ? countReport(spec, setting) : attentionReport(setting, setting);
      const read = (quantity: QuantityId): Value => valueOf(quantity, facts, machine);
      assert.equal(jsonInteger(BigInt(read("connections")!)), report.connections);
      assert.equal(jsonInteger(BigInt(read("memory")!)), report.memory);
      assert.equal(read("minimum"), report.steps.training);
      assert.equal(read("layerwise"), report.steps.layerwise);
      assert.equal(read("width"), report.peakWidth);
      assert.equal(read("wavefront"), report.steps.sampling?.wavefront);
      assert.deepEqual(facts.sight.interior, report.receptiveField);
      if (!spec) return;
      const names = schedulesFor(spec);
      const run = (name: (typeof names)[number]) => [...widths(scheduleFor(spec, name, setting))];
      assert.deepEqual([...facts.steps.minimum.cells], run(names[0]!));
      if (names.includes("layerwise")) assert.deepEqual([...facts.steps.layerwise.cells], run("layerwise"));
    }),
    { numRuns: 40 },
  );
});

/** Where borders, clipping or short sides would need more cases than the formula on the page has. */
const roomy = ({ depth, kernel, height, width }: ComparisonSettings): boolean => {
  const reach = (depth * (kernel - 1)) / 2;
  return Math.ceil(width / 2) - 1 >= reach && Math.floor(height / 2) >= reach;
};

test("every closed form on the page gives what was counted", () => {
  fc.assert(
    fc.property(settings, fc.constantFrom(...COMPARED), (setting, id) => {
      const facts = factsOf(id, setting);
      for (const { id: quantity } of quantities) {
        const name = (quantity === "raster" ? "raster any" : `${quantity} ${id}`) as FormulaName;
        const value = closedForm(name, setting);
        if (value === null || (quantity === "context" && !roomy(setting))) continue;
        if (quantity === "connections" && Math.min(setting.height, setting.width) < (setting.kernel - 1) / 2) continue;
        assert.equal(value, BigInt(valueOf(quantity, facts, machine)!), name);
      }
      assert.equal(closedForm(`taps ${id}`, setting), facts.counts.macs);
    }),
    { numRuns: 60 },
  );
});

test("beyond 2^53 everything stays exact", () => {
  const huge = { depth: 32, channels: 1021, kernel: 9, height: 100_003, width: 100_003 };
  const { connections } = comparedCounts("mdrnn", huge);
  assert.ok(connections > 2n ** 53n);
  assert.equal(connections, 32n * 1021n ** 2n * (3n * 100_003n ** 2n - 200_006n));
  for (const id of COMPARED)
    assert.equal(comparedCounts(id, huge).connections, closedForm(`connections ${id}`, huge), id);
});

test("memory is what the engine's own buffers keep", () => {
  const setting = { ...homework, depth: 3, channels: 8, height: 5, width: 4 };
  for (const id of COMPARED) {
    const spec = comparedSpec(id, setting);
    // Masked convolutions have buffers of their own, one value per channel.
    if (!spec || spec.kind === "pixelcnn") continue;
    // The image comes first; behind everything lie zeros that tiles read, which are nobody's value.
    const { zeros } = cellProgram(spec, initialWeights(spec, 1), 20);
    assert.equal(trainingMemory(spec, setting), BigInt(4 * (zeros.forward - 20 * setting.channels)), id);
  }
});

const cpu = { device: "cpu", run: runOnCpu } as const;
const quiet = { signal: new AbortController().signal, onProgress: () => {} };

test("the engine executes the counted steps, in both orders", async () => {
  const setting = { depth: 3, channels: 2, kernel: 3, height: 5, width: 6 };
  const runs = await execute(cpu, setting, 3, quiet, () => {});
  assert.equal(runs.length, 14);
  for (const { id, column: quantity, steps } of runs) {
    assert.equal(steps, valueOf(quantity, factsOf(id, setting), machine), `${id}, ${quantity}`);
  }
  assert.equal(tooMuch(homework), null);
  assert.match(tooMuch({ ...homework, depth: 32, channels: 256 })!, /^Together the models would multiply [\d,]+ times/);
});

test("numbers lead to the elements that execute them, and others to none", () => {
  assert.equal(
    executionOf("layerwise", "mdlstm", homework)?.href,
    "wavefront.html?model=mdlstm&order=layerwise&depth=7&channels=16&height=28&width=28",
  );
  assert.equal(executionOf("minimum", "pixelcnn", homework)?.element, "sf-race");
  const context = new URL(executionOf("context", "quadrant", { ...homework, depth: 2 })!.href, "https://a.b/")
    .searchParams;
  assert.deepEqual(
    ["model", "context", "layers", "row", "column"].map((key) => context.get(key)),
    ["pixelcnn", "quadrant", "A3 B3", "14", "14"],
  );
  for (const { id } of quantities) assert.equal(executionOf(id, "attention", homework), null);
  for (const id of COMPARED) assert.equal(executionOf("connections", id, homework), null);
});

test("the figure has the table with what was executed, and the charts", async () => {
  const complexity = await FIGURES["sf-complexity"]!();
  const svg = svgOf(
    await complexity.read("depth=2&channels=2&height=5&width=6&quantity=connections").draw(await openDevice("cpu")),
  );
  for (const text of ["The comparison at 5 × 6, d = 2, k = 2", "✓ 11", "✓ 20", "depth d", "Causal attention"]) {
    assert.ok(svg.includes(text), text);
  }
  assert.doesNotMatch(svg, /NaN|undefined|null|var\(/);
});
