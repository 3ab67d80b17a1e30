import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fractionOf, stepAfterKey, stepAt } from "../../src/elements/controls/clock-scale.js";
import { placeFinishes } from "../../src/elements/controls/finishes.js";
import { spread } from "../../src/elements/race/lane-chart.js";
import { ticks, workOf } from "../../src/elements/race/lane-times.js";
import type { LaneWork } from "../../src/elements/race/lane-times.js";
import { depthOfEqualReach, lanesOf } from "../../src/elements/race/lanes.js";
import type { Lane, RaceSetup } from "../../src/elements/race/lanes.js";
import { pixelColour } from "../../src/elements/race/paint.js";
import { currentCells, layerScales, movePicture, newPicture, pixelReport } from "../../src/elements/race/picture.js";
import { pixelAfterKey } from "../../src/elements/race/pointing.js";
import { colourAt, rampsFor } from "../../src/elements/styles/ramps.js";
import { matvecsOf } from "../../src/graph/access.js";
import { laneTime } from "../../src/schedule/statistics.js";

const SETUP: RaceSetup = {
  height: 28,
  width: 28,
  inputs: 1,
  depth: 7,
  channels: 2,
  kernel: 3,
  seed: 1,
  compare: "depth",
  as: "encoder",
};
const lanes = (change: Partial<RaceSetup> = {}): readonly Lane[] => lanesOf({ ...SETUP, ...change });
const setups = fc.record({
  height: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 9 }),
  depth: fc.integer({ min: 1, max: 5 }),
  kernel: fc.constantFrom(3, 5),
  as: fc.constantFrom("encoder" as const, "generator" as const),
});

const finish = (counting: Generator<void, LaneWork>): LaneWork => {
  for (;;) {
    const { done, value } = counting.next();
    if (done) return value;
  }
};

test("four lanes of the homework take 7, 61, 385 and 5488 steps, as their formulas say", () => {
  assert.deepEqual(
    lanes().map(({ plan }) => plan.length),
    [7, 61, 385, 5488],
  );
  assert.deepEqual(
    lanes().map(({ expected }) => expected),
    [7, 61, 385, 5488],
  );
});

test("equal reach: 27 layers of 3×3 against one MDRNN layer in 55 steps, and never less than one layer", () => {
  assert.deepEqual(
    lanes({ compare: "reach" }).map(({ plan }) => plan.length),
    [27, 55, 55, 784],
  );
  assert.equal(depthOfEqualReach({ height: 28, width: 28, kernel: 7 }), 9);
  assert.equal(depthOfEqualReach({ height: 1, width: 1, kernel: 3 }), 1);
});

test("mask A never sees its own pixel; the MDRNN does as an encoder and not as a generator", () => {
  fc.assert(
    fc.property(setups, (setup) => {
      const seen = lanes(setup).map(({ seesOwnPixel }) => seesOwnPixel);
      const recurrent = setup.as === "encoder";
      assert.deepEqual(seen, [false, recurrent, recurrent, recurrent]);
    }),
  );
});

test("a picture is the same however the clock came there", () => {
  fc.assert(
    fc.property(setups, fc.array(fc.nat(400), { minLength: 1, maxLength: 6 }), (setup, stops) => {
      for (const { plan } of lanes(setup)) {
        const picture = newPicture(plan);
        const size = plan.grid.height * plan.grid.width;
        for (const stop of stops) {
          const before = picture.deepest.slice();
          const rows = movePicture(picture, stop);
          for (let pixel = 0; pixel < size; pixel++) {
            let deepest = -1;
            for (let layer = 0; layer < plan.grid.layers; layer++)
              if (plan.stepOf(layer * size + pixel) < stop) deepest = layer;
            assert.equal(picture.deepest[pixel], deepest, `${plan.name}, pixel ${pixel} at step ${stop}`);
            const row = Math.floor(pixel / plan.grid.width);
            if (before[pixel] !== deepest) assert.ok(rows.first <= row && row <= rows.last, `row ${row} changed`);
          }
          const lit = [...currentCells(picture)];
          const runs = stop > 0 && stop <= plan.length;
          assert.equal(lit.length, runs ? plan.width(stop - 1) : 0);
          for (const cell of lit) assert.equal(plan.stepOf(cell), stop - 1);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("what is said of a pixel: layer, step and mean of the deepest cell that has run", () => {
  const [, pipelined] = lanes({ height: 3, width: 4, depth: 2 });
  assert.ok(pipelined);
  const { plan } = pipelined;
  const means = Float32Array.from({ length: 24 }, (_, cell) => cell / 100);
  assert.deepEqual(pixelReport(plan, means, 3, 6), { row: 1, column: 2, layer: -1, step: 4, value: null });
  assert.deepEqual(pixelReport(plan, means, 4, 6), { row: 1, column: 2, layer: 0, step: 4, value: means[6] });
  assert.deepEqual(pixelReport(plan, means, 99, 6), { row: 1, column: 2, layer: 1, step: 5, value: means[18] });
});

test("colours: clear where nothing has run, the ends of the ramp at ± the layer's largest mean, its middle at 0", () => {
  const [cnn] = lanes({ height: 1, width: 3, depth: 1 });
  assert.ok(cnn);
  const means = Float32Array.of(-2, 0, 1);
  const { signed } = rampsFor(false);
  const values = { means, scales: layerScales(means, 1), show: "values" } as const;
  const picture = newPicture(cnn.plan);
  assert.equal(pixelColour(picture, values, rampsFor(false), 0), 0);
  movePicture(picture, 1);
  assert.deepEqual(
    [0, 1, 2].map((pixel) => pixelColour(picture, values, rampsFor(false), pixel)),
    [signed[0], colourAt(signed, 0.5), colourAt(signed, 0.75)],
  );
  assert.equal(
    pixelColour(
      picture,
      { means: new Float32Array(3), scales: new Float32Array(1), show: "values" },
      rampsFor(false),
      2,
    ),
    colourAt(signed, 0.5),
  );
  for (const isDark of [false, true]) {
    const { signed: ramp, order } = rampsFor(isDark);
    for (const colour of [...ramp, ...order]) assert.equal(colour >>> 24, 255);
    assert.notEqual(ramp[0], ramp[255]);
  }
});

test("the time for P lanes is that of the schedule's statistics, in cells and in matrix-vector products", () => {
  fc.assert(
    fc.property(setups, fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(Infinity)), (setup, count) => {
      for (const { access, plan } of lanes(setup)) {
        const work = finish(workOf(access, plan));
        assert.equal(
          ticks(work.cells, count),
          laneTime(plan, count, () => 1),
        );
        assert.equal(
          ticks(work.matvecs, count),
          laneTime(plan, count, (cell) => matvecsOf(access, plan.grid, cell)),
        );
      }
    }),
    { numRuns: 30 },
  );
});

test("28×28, d = 7 in matvecs, as domain.md §11 has it: 25,494 and 16,072 with one lane, 204 and 160 with 128", () => {
  const [cnn, pipelined] = lanes().map(({ access, plan }) => finish(workOf(access, plan)).matvecs);
  assert.ok(cnn && pipelined);
  assert.deepEqual(
    [ticks(cnn, 1), ticks(pipelined, 1), ticks(cnn, 128), ticks(pipelined, 128)],
    [25494, 16072, 204, 160],
  );
});

test("every step has its place on the scrubber, in order, and its place leads back to it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600_000 }), fc.nat(600_000), (length, any) => {
      const step = any % (length + 1);
      assert.equal(stepAt(fractionOf(step, length), length), step);
      if (step < length) assert.ok(fractionOf(step, length) < fractionOf(step + 1, length));
    }),
  );
  assert.deepEqual([fractionOf(0, 9), fractionOf(9, 9), fractionOf(0, 0)], [0, 1, 0]);
});

test("keys of the scrubber: single steps, a tenth of the way, both ends, nothing else", () => {
  const after = (key: string, step: number): number | null => stepAfterKey(key, step, 100);
  assert.deepEqual(
    [after("ArrowRight", 5), after("ArrowLeft", 5), after("ArrowLeft", 0), after("ArrowUp", 100)],
    [6, 4, 0, 100],
  );
  assert.deepEqual([after("Home", 5), after("End", 5), after("a", 5), after(" ", 5)], [0, 100, null, null]);
  assert.ok((after("PageUp", 0) ?? 0) >= 1 && (after("PageDown", 1) ?? 1) === 0);
  assert.ok((after("PageUp", 50) ?? 0) > 70);
});

test("keys of a picture: neighbours, ends of row and column, none with Escape", () => {
  const size = { height: 3, width: 4 };
  assert.deepEqual(
    ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"].map((key) =>
      pixelAfterKey(key, 5, size),
    ),
    [6, 4, 1, 9, 4, 7, 1, 9],
  );
  assert.deepEqual([pixelAfterKey("ArrowRight", 7, size), pixelAfterKey("ArrowDown", 11, size)], [7, 11]);
  assert.deepEqual(
    [pixelAfterKey("ArrowRight", null, size), pixelAfterKey("Escape", 5, size), pixelAfterKey("x", 5, size)],
    [0, null, undefined],
  );
});

test("labels that would cover each other move down in order", () => {
  assert.deepEqual(spread([10, 12, 60], 15), [10, 25, 60]);
  assert.deepEqual(spread([60, 12, 10], 15), [60, 25, 10]);
});

test("marks of the scrubber: equal steps share one, close neighbours turn away from each other, the last ends at its mark", () => {
  const placed = (steps: readonly number[]) =>
    placeFinishes(
      steps.map((step, i) => ({ step, label: "abcd"[i] ?? "", hue: "" })),
      Math.max(...steps),
    ).map(({ step, label, align }) => `${step} ${label} ${align}`);
  assert.deepEqual(placed([7, 61, 385, 5488]), ["7 a middle", "61 b middle", "385 c middle", "5488 d end"]);
  assert.deepEqual(placed([127, 255, 255, 16384]), ["127 a end", "255 b, c start", "16384 d end"]);
  assert.deepEqual(placed([100, 110, 120, 5000]), ["100 a end", "110 b bare", "120 c start", "5000 d end"]);
  assert.deepEqual(placed([1, 1, 1, 1]), ["1 a, b, c, d end"]);
});
