import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accessMap, cellsRead, matvecsOf } from "../../src/graph/access.js";
import { criticalPath, levels } from "../../src/graph/critical-path.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import { stepFormula } from "../../src/schedule/formulas.js";
import { runOrder } from "../../src/schedule/order.js";
import { cellCount, layerOf, rowOf, type Grid, type Schedule } from "../../src/schedule/schedule.js";
import { gridOf, scheduleOf, schedulesFor } from "../../src/schedule/schedules.js";
import { laneTime, peakWidth, utilisation, widths } from "../../src/schedule/statistics.js";
import { oracles } from "./oracles.js";
import { plainSpecs, size } from "./specs.js";

const names = ["layers", "layerwise", "pipelined", "raster"] as const;
const grids = (most: number): fc.Arbitrary<Grid> =>
  fc.record({
    layers: fc.integer({ min: 1, max: most }),
    height: fc.integer({ min: 1, max: most }),
    width: fc.integer({ min: 1, max: most }),
  });
const thin: Grid[] = [
  { layers: 1, height: 1, width: 1 },
  { layers: 5, height: 1, width: 1 },
  { layers: 3, height: 1, width: 9 },
  { layers: 3, height: 9, width: 1 },
  { layers: 12, height: 2, width: 3 },
];

/** Every cell in exactly one step, where stepOf says, in ascending order of layer, then row. */
const assertCovers = (schedule: Schedule): void => {
  const { grid } = schedule;
  const { order, starts } = runOrder(schedule);
  const seen = new Uint8Array(cellCount(grid));
  assert.equal(starts.length, schedule.length + 1);
  assert.equal(starts[schedule.length], cellCount(grid));
  for (let step = 0; step < schedule.length; step++) {
    const cells = order.subarray(starts[step]!, starts[step + 1]!);
    assert.ok(cells.length > 0, `step ${step} is empty`);
    assert.equal(cells.length, schedule.width(step));
    cells.forEach((cell, i) => {
      assert.equal(schedule.cell(step, i), cell);
      assert.equal(schedule.stepOf(cell), step);
      assert.equal(seen[cell]!++, 0, `cell ${cell} runs twice`);
      if (i === 0) return;
      const before = cells[i - 1]!;
      const ascending = layerOf(grid, before) < layerOf(grid, cell) || rowOf(grid, before) <= rowOf(grid, cell);
      assert.ok(ascending, "ascending by layer, then row");
    });
  }
  assert.ok(
    seen.every((count) => count === 1),
    "every cell runs",
  );
};

test("every cell runs exactly once, in the step that stepOf says", () => {
  for (const name of names) {
    for (const grid of thin) assertCovers(scheduleOf(name, grid));
    fc.assert(
      fc.property(grids(9), (grid) => assertCovers(scheduleOf(name, grid))),
      { numRuns: 30 },
    );
  }
});

test("every cell runs after all that it reads, for every model and every schedule it has", () => {
  fc.assert(
    fc.property(plainSpecs, size(7), (spec, image) => {
      const access = accessMap(spec);
      const grid = gridOf(spec, image);
      for (const name of schedulesFor(spec)) {
        const schedule = scheduleOf(name, grid);
        for (let cell = 0; cell < cellCount(grid); cell++) {
          for (const read of cellsRead(access, grid, cell)) {
            assert.ok(schedule.stepOf(read) < schedule.stepOf(cell), `${name}: ${read} must run before ${cell}`);
          }
        }
      }
    }),
  );
});

test("the pipelined sweep of a wide kernel would run too early: the property above can fail", () => {
  const spec = pixelCnn({ depth: 2, channels: 1, kernel: 7 });
  const grid = gridOf(spec, { height: 8, width: 8 });
  const schedule = scheduleOf("pipelined", grid);
  const early = Array.from({ length: cellCount(grid) }, (_, cell) => cell).some((cell) =>
    cellsRead(accessMap(spec), grid, cell).some((read) => schedule.stepOf(read) >= schedule.stepOf(cell)),
  );
  assert.ok(early);
});

test("the first schedule of a model has as many steps as its longest chain", () => {
  fc.assert(
    fc.property(plainSpecs, size(9), (spec, image) => {
      // Without a centre tap a corner cell reads nothing, and its chain is shorter than the stack.
      fc.pre(spec.kind !== "pixelcnn" || spec.layers.every((layer, i) => i === 0 || layer.mask === "B"));
      const access = accessMap(spec);
      const grid = gridOf(spec, image);
      const schedule = scheduleOf(schedulesFor(spec)[0]!, grid);
      assert.equal(schedule.length, criticalPath(access, grid));
      // No cell has slack: its step is its level.
      levels(access, grid).forEach((level, cell) => assert.equal(schedule.stepOf(cell) + 1, level));
    }),
  );
});

test("steps are those of the closed forms, for H, W, d up to 40", () => {
  const want: Record<(typeof names)[number], (grid: Grid) => number> = {
    layers: ({ layers }) => layers,
    layerwise: ({ layers, height, width }) => layers * (height + width - 1),
    pipelined: ({ layers, height, width }) => height + width + layers - 2,
    raster: ({ layers, height, width }) => layers * height * width,
  };
  fc.assert(
    fc.property(fc.constantFrom(...names), grids(40), (name, grid) => {
      const { length } = scheduleOf(name, grid);
      assert.equal(length, want[name](grid));
      const spec = name === "layers" ? pixelCnn : mdrnn;
      assert.equal(stepFormula(spec({ depth: grid.layers, channels: 1 }), name).value(grid), length);
    }),
  );
  assert.equal(stepFormula(mdrnn({ depth: 1, channels: 1 }), "pipelined").text, "H + W + d − 2");
});

test("F1 and the width formula: steps, widths, peak and utilisation", () => {
  for (const [key, want] of Object.entries(oracles.F1.expected)) {
    const [height, width, layers] = key.match(/\d+/g)!.map(Number) as [number, number, number];
    const schedule = scheduleOf("pipelined", { layers, height, width });
    assert.equal(schedule.length, want.pipelined);
    assert.equal(scheduleOf("layerwise", schedule.grid).length, want.layerwise);
    assert.equal(peakWidth(schedule), want.peak);
    assert.ok(Math.abs(utilisation(schedule) - want.util) < 1e-6);
    if (want.widths) assert.deepEqual(Array.from(widths(schedule)), want.widths);
  }
  const pairs = (n: number): number => (n < 2 ? 0 : (n * (n - 1)) / 2);
  fc.assert(
    fc.property(grids(12), (grid) => {
      const sides = [grid.layers, grid.height, grid.width];
      widths(scheduleOf("pipelined", grid)).forEach((got, step) => {
        // Inclusion and exclusion over the three sides of the box (domain.md §6).
        let want = 0;
        for (let subset = 0; subset < 8; subset++) {
          const chosen = sides.filter((_, i) => (subset >> i) & 1);
          want += (-1) ** chosen.length * pairs(step + 2 - chosen.reduce((sum, side) => sum + side, 0));
        }
        assert.equal(got, want);
      });
    }),
  );
});

test("domain §11: steps, peak widths", () => {
  const rows = [
    [8, 8, 4, 4, 18, 60, 28],
    [16, 16, 4, 4, 34, 124, 60],
    [28, 28, 7, 7, 61, 385, 184],
    [32, 32, 15, 15, 77, 945, 424],
    [64, 64, 12, 12, 138, 1524, 732],
    [32, 8, 4, 4, 42, 156, 32],
  ] as const;
  for (const [height, width, layers, conv, pipelined, layerwise, peak] of rows) {
    const grid = { layers, height, width };
    assert.deepEqual(
      [
        ...(["layers", "pipelined", "layerwise"] as const).map((name) => scheduleOf(name, grid).length),
        peakWidth(scheduleOf("pipelined", grid)),
      ],
      [conv, pipelined, layerwise, peak],
    );
  }
  assert.equal(scheduleOf("raster", { layers: 7, height: 28, width: 28 }).length, 5488);
  assert.equal(
    peakWidth(scheduleOf("layers", { layers: 7, height: 28, width: 28 })),
    oracles.G1.expected.pixelcnn.width,
  );
  assert.equal(utilisation(scheduleOf("layers", { layers: 7, height: 28, width: 28 })), 1);
});

test("domain §11: time on P lanes, in cells", () => {
  const lanes = [8, 32, 128, 512];
  const table: [Grid, [number, number, number][]][] = [
    [
      { height: 16, width: 16, layers: 4 },
      [
        [146, 184, 128],
        [50, 124, 32],
        [34, 124, 8],
        [34, 124, 4],
      ],
    ],
    [
      { height: 28, width: 28, layers: 7 },
      [
        [713, 868, 686],
        [204, 385, 175],
        [80, 385, 49],
        [61, 385, 14],
      ],
    ],
    [
      { height: 64, width: 64, layers: 12 },
      [
        [6210, 6816, 6144],
        [1606, 2280, 1536],
        [458, 1524, 384],
        [180, 1524, 96],
      ],
    ],
  ];
  for (const [grid, rows] of table) {
    rows.forEach((want, i) => {
      const got = (["pipelined", "layerwise", "layers"] as const).map((name) =>
        laneTime(scheduleOf(name, grid), lanes[i]!, () => 1),
      );
      assert.deepEqual(got, want);
    });
  }
});

test("domain §11: time on P lanes, in matrix-vector products: the narrow machine prefers the MDRNN", () => {
  const image = { height: 28, width: 28 };
  const time = (spec: Parameters<typeof accessMap>[0], lanes: number): number => {
    const access = accessMap(spec);
    const schedule = scheduleOf(schedulesFor(spec)[0]!, gridOf(spec, image));
    return laneTime(schedule, lanes, (cell) => matvecsOf(access, schedule.grid, cell));
  };
  const conv = pixelCnn({ depth: 7, channels: 16 });
  const recurrent = mdrnn({ depth: 7, channels: 16 });
  assert.deepEqual([time(recurrent, 1), time(conv, 1)], [16_072, 25_494]);
  assert.deepEqual([time(recurrent, 128), time(conv, 128)], [160, 204]);
  assert.deepEqual([time(recurrent, Infinity), time(conv, Infinity)], [61, 7]);
  assert.deepEqual([time(recurrent, 1e9), time(conv, 1e9)], [61, 7]);
});
