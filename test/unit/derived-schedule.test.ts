import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { accessMap, cellsRead, layerOutputs } from "../../src/graph/access.js";
import { criticalPath, levels, neededCells } from "../../src/graph/critical-path.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import type { ModelSpec } from "../../src/models/spec.js";
import { stepFormula } from "../../src/schedule/formulas.js";
import { runOrder } from "../../src/schedule/order.js";
import { reversed } from "../../src/schedule/reversed.js";
import { cellCount, cellOf, layerOf, type Schedule } from "../../src/schedule/schedule.js";
import { gridOf, scheduleFor, scheduleOf, schedulesFor } from "../../src/schedule/schedules.js";
import { cellsRun, peakWidth, utilisation } from "../../src/schedule/statistics.js";
import { oracles } from "./oracles.js";
import { derivedSpecs, size, specs } from "./specs.js";

const minimalOf = (spec: ModelSpec, image: { height: number; width: number }): Schedule =>
  scheduleFor(spec, schedulesFor(spec)[0]!, image);

/** Every cell that runs in exactly one step, where stepOf says; those that never run are those that nobody needs. */
const assertCovers = (spec: ModelSpec, schedule: Schedule): void => {
  const { grid, length } = schedule;
  const needed = neededCells(accessMap(spec), grid, layerOutputs(spec).at(-1)!);
  const { order, starts } = runOrder(schedule);
  const seen = new Uint8Array(cellCount(grid));
  for (let step = 0; step < length; step++) {
    assert.ok(schedule.width(step) > 0, `step ${step} is empty`);
    const cells = order.subarray(starts[step]!, starts[step + 1]!);
    assert.equal(cells.length, schedule.width(step));
    cells.forEach((cell, i) => {
      assert.equal(schedule.cell(step, i), cell);
      assert.equal(schedule.stepOf(cell), step);
      assert.ok(i === 0 || cells[i - 1]! < cell, "ascending");
      seen[cell]! += 1;
    });
  }
  assert.equal(cellsRun(schedule), order.length);
  seen.forEach((count, cell) => {
    assert.equal(count, needed[cell]);
    if (count === 0) assert.equal(schedule.stepOf(cell), -1);
  });
};

test("every cell that an output needs runs once, after all that it reads, under every schedule; reversed, before", () => {
  fc.assert(
    fc.property(derivedSpecs, size(5), (spec, image) => {
      const access = accessMap(spec);
      for (const name of schedulesFor(spec)) {
        const schedule = scheduleFor(spec, name, image);
        assert.equal(schedule.name, name);
        assertCovers(spec, schedule);
        const back = reversed(schedule);
        assertCovers(spec, back);
        for (let cell = 0; cell < cellCount(schedule.grid); cell++) {
          if (schedule.stepOf(cell) < 0) continue;
          for (const read of cellsRead(access, schedule.grid, cell)) {
            assert.ok(schedule.stepOf(read) < schedule.stepOf(cell), `${spec.kind} ${name}: ${read} before ${cell}`);
            assert.ok(back.stepOf(read) > back.stepOf(cell));
          }
        }
      }
    }),
    { numRuns: 80 },
  );
});

test("the plain stacks keep their closed forms, and reversed twice is the schedule itself", () => {
  fc.assert(
    fc.property(specs, size(6), (spec, image) => {
      for (const name of schedulesFor(spec)) {
        const schedule = scheduleFor(spec, name, image);
        const twice = reversed(reversed(schedule));
        for (let cell = 0; cell < cellCount(schedule.grid); cell++) {
          assert.equal(twice.stepOf(cell), schedule.stepOf(cell));
        }
        assert.deepEqual(runOrder(twice), runOrder(schedule));
      }
    }),
    { numRuns: 40 },
  );
  const image = { height: 5, width: 7 };
  const spec = mdrnn({ depth: 3, channels: 2, cell: "lstm" });
  assert.deepEqual(
    runOrder(scheduleFor(spec, "pipelined", image)),
    runOrder(scheduleOf("pipelined", gridOf(spec, image))),
  );
});

test("steps are those of the closed forms, for every model and schedule", () => {
  fc.assert(
    fc.property(specs, size(9), (spec, image) => {
      for (const name of schedulesFor(spec)) {
        const { length } = scheduleFor(spec, name, image);
        const { text, value } = stepFormula(spec, name);
        assert.equal(length, value(image), `${spec.kind}: ${text}`);
      }
    }),
    { numRuns: 200 },
  );
  assert.throws(() => stepFormula(pixelCnn({ depth: 1, channels: 1 }), "raster"), RangeError);
});

test("the first schedule has as many steps as the longest chain of the cells that are needed", () => {
  fc.assert(
    fc.property(derivedSpecs, size(6), (spec, image) => {
      const schedule = minimalOf(spec, image);
      const access = accessMap(spec);
      assert.equal(schedule.length, criticalPath(access, schedule.grid, layerOutputs(spec).at(-1)));
      levels(access, schedule.grid).forEach((level, cell) => {
        if (schedule.stepOf(cell) >= 0) assert.equal(schedule.stepOf(cell) + 1, level);
      });
    }),
    { numRuns: 60 },
  );
});

test("F7 and G1: Row LSTM, Diagonal BiLSTM, four directions, gated", () => {
  const { row_lstm, diag_bilstm, four_dir } = oracles.F7.expected;
  const square = { height: 28, width: 28 };
  const options = { depth: 7, channels: 16 };
  assert.equal(minimalOf(rowLstm(options), square).length, row_lstm["28,7"]);
  for (const [key, want] of Object.entries(diag_bilstm)) {
    const [height, width] = key.split("x").map(Number) as [number, number];
    assert.deepEqual(
      want.map((_, i) => minimalOf(diagonalBiLstm({ depth: i + 1, channels: 1 }), { height, width }).length),
      want,
      key,
    );
  }
  const four = mdrnn({ depth: 4, channels: 1, directions: 4 });
  assert.equal(minimalOf(four, { height: 8, width: 8 }).length, four_dir["8x8,d=4"]);
  const { gated, row_lstm: row, diag_bilstm: diagonal } = oracles.G1.expected;
  assert.equal(minimalOf(gatedPixelCnn(options), square).length, 2 * gated.train_steps_layers + 1);
  const steps = (spec: ModelSpec): number[] =>
    (["pipelined", "layerwise"] as const).map((name) => scheduleFor(spec, name, square).length);
  assert.deepEqual(steps(rowLstm(options)), [row.train_pipelined, row.train_layerwise]);
  assert.deepEqual(steps(diagonalBiLstm(options)), [diagonal.train_pipelined, diagonal.train_layerwise]);
});

test("domain §11: Row LSTM and Diagonal BiLSTM on other grids", () => {
  const rows = [
    [8, 8, 4, 11, 37],
    [16, 16, 4, 19, 77],
    [28, 28, 7, 34, 220],
    [32, 32, 15, 46, 504],
    [64, 64, 12, 75, 825],
    [32, 8, 4, 35, 61],
  ] as const;
  for (const [height, width, depth, row, diagonal] of rows) {
    const options = { depth, channels: 1 };
    assert.equal(minimalOf(rowLstm(options), { height, width }).length, row);
    assert.equal(minimalOf(diagonalBiLstm(options), { height, width }).length, diagonal);
  }
});

test("a gated layer's maps run v, then g, then h, each at all positions at once", () => {
  const spec = gatedPixelCnn({ depth: 2, channels: 1 });
  const schedule = minimalOf(spec, { height: 4, width: 5 });
  const stepsOfMaps = accessMap(spec).map((_, map) => schedule.stepOf(cellOf(schedule.grid, map, 2, 3)));
  assert.deepEqual(stepsOfMaps, [0, 1, 2, 1, 3, 4]);
  assert.deepEqual([peakWidth(schedule), utilisation(schedule)], [40, 120 / (5 * 40)]);
});

test("the last row of the sweep to the left is shifted out of the image, and never runs", () => {
  const spec = diagonalBiLstm({ depth: 2, channels: 1 });
  for (const name of schedulesFor(spec)) {
    const { grid, stepOf } = scheduleFor(spec, name, { height: 3, width: 4 });
    const never = Array.from({ length: cellCount(grid) }, (_, cell) => cell).filter((cell) => stepOf(cell) < 0);
    assert.equal(never.length, 8);
    assert.ok(never.every((cell) => layerOf(grid, cell) % 2 === 1 && Math.floor((cell % 12) / 4) === 2));
  }
});

test("a schedule that a model does not have is refused, and so is a graph that no tab can hold", () => {
  const hasCode = (code: string) => (error: unknown) => error instanceof SweepfieldError && error.code === code;
  const image = { height: 4, width: 4 };
  assert.throws(() => scheduleFor(gatedPixelCnn({ depth: 1, channels: 1 }), "raster", image), hasCode("usage"));
  assert.throws(() => scheduleFor(pixelCnn({ depth: 1, channels: 1 }), "pipelined", image), hasCode("usage"));
  assert.throws(
    () => scheduleFor(rowLstm({ depth: 9, channels: 1 }), "pipelined", { height: 4096, width: 4096 }),
    hasCode("limit-exceeded"),
  );
});
