import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { backwardNumbers, forwardNumbers } from "../../src/elements/wavefront/cell-numbers.js";
import { neighbourhoodOf } from "../../src/elements/wavefront/neighbourhood.js";
import { decimal } from "../../src/elements/controls/decimal.js";
import { numbersOf, placeText } from "../../src/elements/wavefront/format.js";
import { arrange, layoutOf, pixelAtPoint, pixelOf, slotOf } from "../../src/elements/wavefront/layout.js";
import { cellColour, mapMarks, wordOf } from "../../src/elements/wavefront/marks.js";
import { mapsPerLayer, scheduleNameOf, skewOf, specOf } from "../../src/elements/wavefront/model.js";
import type { WavefrontState } from "../../src/elements/wavefront/model.js";
import { cellAfterKey } from "../../src/elements/wavefront/pointing.js";
import { profileOf, statisticsOf } from "../../src/elements/wavefront/profile.js";
import { askedAt, sweepQuestions } from "../../src/elements/wavefront/questions.js";
import { defaultCell, sceneOf } from "../../src/elements/wavefront/scene.js";
import { stepFormulaName } from "../../src/elements/wavefront/step-formula.js";
import { runSweep } from "../../src/elements/wavefront/sweep.js";
import type { Sweep } from "../../src/elements/wavefront/sweep.js";
import { barsOf } from "../../src/elements/wavefront/width-chart.js";
import { wavefrontState } from "../../src/elements/wavefront/wavefront.state.js";
import { rampsFor } from "../../src/elements/styles/ramps.js";
import { accessMap, cellsRead, matvecsOf, readersOf } from "../../src/graph/access.js";
import { defaultState } from "../../src/io/url-state.js";
import { builtinImage } from "../../src/io/builtin-images.js";
import { referenceMaps } from "../../src/reference/forward.js";
import { referenceBackward } from "../../src/reference/backward.js";
import { initialWeights } from "../../src/models/initialise.js";
import { laneTime, peakWidth, utilisation } from "../../src/schedule/statistics.js";
import { scheduleFor } from "../../src/schedule/schedules.js";
import { stepFormula } from "../../src/schedule/formulas.js";

const stateOf = (change: Partial<WavefrontState> = {}): WavefrontState => ({
  ...defaultState(wavefrontState),
  height: 4,
  width: 5,
  depth: 2,
  channels: 2,
  ...change,
});

const MODELS: readonly Partial<WavefrontState>[] = [
  { model: "rnn" },
  { model: "rnn", printed: true },
  { model: "rnn", directions: "4" },
  { model: "mdlstm" },
  { model: "mdlstm", directions: "4" },
  { model: "row-lstm" },
  { model: "diagonal-bilstm" },
];

const sweepOf = (change: Partial<WavefrontState> = {}): Promise<Sweep> => {
  const state = stateOf(change);
  return runSweep({ run: runOnCpu }, state, builtinImage("texture", state, state.seed));
};

const planOf = (change: Partial<WavefrontState>) => {
  const state = stateOf(change);
  const spec = specOf(state, 1);
  return { spec, access: accessMap(spec), plan: scheduleFor(spec, scheduleNameOf(spec, state.order), state) };
};

test("the formula of every cell, with its numbers, gives what the engine computed, forward and backward", async () => {
  for (const model of MODELS) {
    const sweep = await sweepOf(model);
    const { plan } = sweep.forward;
    let compared = 0;
    for (let cell = 0; cell < plan.grid.layers * 20; cell++) {
      if (plan.stepOf(cell) < 0) continue;
      const forward = forwardNumbers(sweep, cell);
      const backward = backwardNumbers(sweep, cell);
      assert.ok(forward.difference < 1e-6, `${JSON.stringify(model)} cell ${cell}: h differs by ${forward.difference}`);
      assert.ok(
        backward.difference < 1e-6,
        `${JSON.stringify(model)} cell ${cell}: δ differs by ${backward.difference}`,
      );
      assert.ok(forward.h.some((value) => value !== 0));
      compared++;
    }
    assert.ok(compared >= 40);
  }
});

test("what a cell's numbers come from is its evaluated access map", async () => {
  for (const model of MODELS) {
    const sweep = await sweepOf(model);
    const { access } = sweep;
    const { plan } = sweep.forward;
    const { grid } = plan;
    for (let cell = 0; cell < grid.layers * 20; cell++) {
      if (plan.stepOf(cell) < 0) continue;
      const inside = forwardNumbers(sweep, cell).terms.flatMap(({ places }) => places.filter((place) => place.inside));
      const cells = inside.filter(({ map }) => map >= 0).map(({ map, row, column }) => (map * 4 + row) * 5 + column);
      assert.deepEqual(cells, cellsRead(access, grid, cell));
      assert.equal(
        forwardNumbers(sweep, cell).terms.filter(({ places }) => places.some((place) => place.inside)).length,
        matvecsOf(access, grid, cell),
      );
      const around = neighbourhoodOf(sweep, cell, "forward");
      assert.deepEqual(
        around.reads,
        cellsRead(access, grid, cell).filter((other) => plan.stepOf(other) >= 0),
      );
      assert.deepEqual(
        around.readers,
        readersOf(access, grid, cell).filter((other) => plan.stepOf(other) >= 0),
      );
      const back = neighbourhoodOf(sweep, cell, "backward");
      assert.deepEqual([back.reads, back.readers], [around.readers, around.reads]);
      for (const read of around.reads) assert.ok(plan.stepOf(read) < plan.stepOf(cell));
      for (const read of back.reads) assert.ok(sweep.backward.plan.stepOf(read) < sweep.backward.plan.stepOf(cell));
    }
  }
});

test("the vectors of every map and their deltas are those of the float64 reference", async () => {
  for (const model of MODELS) {
    const sweep = await sweepOf(model);
    const weights = initialWeights(sweep.spec, 3);
    const maps = referenceMaps(sweep.spec, sweep.x, weights);
    const { deltas } = referenceBackward(sweep.spec, sweep.x, weights, sweep.outputGradient);
    for (const [map, values] of sweep.vectors.values.entries()) {
      if (sweep.access[map]!.name === "right") continue; // its last row never runs
      values.data.forEach((value, i) => assert.ok(Math.abs(value - maps[map]!.data[i]!) < 1e-6));
      assert.deepEqual(sweep.vectors.deltas[map]!.shape, deltas[map]!.shape);
      sweep.vectors.deltas[map]!.data.forEach((value, i) => assert.ok(Math.abs(value - deltas[map]!.data[i]!) < 1e-5));
    }
  }
});

test("steps executed are those of the closed form, forward and backward, in every order", async () => {
  for (const model of MODELS) {
    for (const order of ["pipelined", "layerwise", "raster"] as const) {
      const sweep = await sweepOf({ ...model, order });
      assert.equal(sweep.forward.record.steps, sweep.formula.steps);
      assert.equal(sweep.backward.record.steps, sweep.formula.steps);
      assert.equal(sweep.forward.plan.length, sweep.formula.steps);
    }
  }
});

test("the formula on screen has the value of the schedule's closed form", () => {
  const values: Record<ReturnType<typeof stepFormulaName>, (h: number, w: number, d: number) => number> = {
    layers: (_h, _w, d) => d,
    pipelined: (h, w, d) => h + w + d - 2,
    layerwise: (h, w, d) => d * (h + w - 1),
    raster: (h, w, d) => d * h * w,
    rasterFour: (h, w, d) => 4 * d * h * w,
    rowPipelined: (h, _w, d) => h + d - 1,
    rowLayerwise: (h, _w, d) => d * h,
    diagonalPipelined: (h, w, d) => {
      const bound = Math.min(d, 2 * h - 1);
      return bound * w + h - 1 - Math.floor(bound / 2) + (d - bound);
    },
    diagonalRaster: (h, w, d) => d * (2 * h - 1) * w,
  };
  for (const model of MODELS)
    for (const order of ["pipelined", "layerwise", "raster"] as const)
      for (const [height, width, depth] of [
        [4, 5, 2],
        [1, 7, 3],
        [6, 1, 2],
      ] as const) {
        const { spec, plan } = planOf({ ...model, order, height, width, depth });
        const name = stepFormulaName(spec, plan.name, width);
        assert.equal(values[name](height, width, depth), plan.length, `${JSON.stringify(model)} ${name}`);
        assert.equal(stepFormula(spec, plan.name).value({ height, width }), plan.length);
      }
});

test("widths, utilisation and the times with P lanes are those of the domain's tables", () => {
  const { access, plan } = planOf({ height: 28, width: 28, depth: 7 });
  const cells = profileOf(access, plan, "cells");
  assert.equal(cells.length, 61);
  assert.equal(statisticsOf(cells, Infinity).peak, 184);
  assert.equal(statisticsOf(cells, Infinity).peak, peakWidth(plan));
  assert.equal(statisticsOf(cells, Infinity).utilisation, utilisation(plan));
  assert.ok(Math.abs(statisticsOf(cells, Infinity).utilisation - 0.489) < 0.001);
  assert.ok(Math.abs(statisticsOf(cells, Infinity).mean - 90) < 0.1);
  assert.deepEqual(
    [8, 32, 128, 512].map((lanes) => statisticsOf(cells, lanes).ticks),
    [713, 204, 80, 61],
  );
  const matvecs = profileOf(access, plan, "matvecs");
  assert.deepEqual(
    [1, 128].map((lanes) => statisticsOf(matvecs, lanes).ticks),
    [16_072, 160],
  );
  const small = planOf({ height: 4, width: 6, depth: 3 });
  assert.deepEqual([...profileOf(small.access, small.plan, "cells")], [1, 3, 6, 9, 11, 12, 11, 9, 6, 3, 1]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (lanes) => {
      assert.equal(
        statisticsOf(cells, lanes).ticks,
        laneTime(plan, lanes, () => 1),
      );
    }),
  );
});

test("in the skewed layout the cells of a map that run together stand in one column, and padding is nobody's", () => {
  for (const change of [
    { model: "rnn" },
    { model: "mdlstm", directions: "4" },
    { model: "diagonal-bilstm", order: "layerwise" },
  ] as const) {
    const { spec, access, plan } = planOf({ ...change, height: 5, width: 4 });
    const { grid } = plan;
    for (const [map, entry] of access.entries()) {
      const layout = layoutOf(grid, skewOf(spec, entry.name));
      assert.equal(layout.across, 8);
      const columns = new Map<number, Set<number>>();
      for (let pixel = 0; pixel < 20; pixel++) {
        const slot = slotOf(layout, pixel);
        assert.equal(pixelOf(layout, slot), pixel);
        const step = plan.stepOf(map * 20 + pixel);
        if (step >= 0) columns.set(step, (columns.get(step) ?? new Set()).add(slot % layout.across));
      }
      for (const found of columns.values()) assert.equal(found.size, 1);
      const pads = Array.from({ length: 40 }, (_, slot) => pixelOf(layout, slot)).filter((pixel) => pixel === null);
      assert.equal(pads.length, 20);
    }
  }
});

test("a point of a picture is the pixel whose cell is drawn there", () => {
  const layout = layoutOf({ height: 3, width: 4 }, "down-right");
  assert.equal(pixelAtPoint(layout, 0.01, 0.01), 0);
  assert.equal(pixelAtPoint(layout, 0.01, 0.5), null);
  assert.equal(pixelAtPoint(layout, 1.5 / 6, 0.5), 4);
  assert.equal(pixelAtPoint(layout, 0.999, 0.999), 11);
  assert.equal(pixelAtPoint(layout, -1, 2), null);
});

test("pictures never need more room than there is, down to a phone", () => {
  fc.assert(
    fc.property(
      fc.record({
        width: fc.integer({ min: 300, max: 1600 }),
        layers: fc.integer({ min: 1, max: 8 }),
        perLayer: fc.constantFrom(1, 2, 4),
        across: fc.integer({ min: 1, max: 63 }),
        down: fc.integer({ min: 1, max: 32 }),
      }),
      (room) => {
        const { columns, side, flow } = arrange(room);
        assert.ok(columns * room.across * side + (columns - 1) * 20 <= room.width);
        assert.ok(side >= 1 && side <= 34);
        if (flow === "stacks") assert.equal(columns, room.layers + 1);
        if (flow === "rows") assert.equal(room.perLayer % columns, 0);
      },
    ),
  );
  assert.deepEqual(arrange({ width: 1200, layers: 4, perLayer: 1, across: 10, down: 8 }).columns, 5);
});

test("cells are coloured as far as the clock has come, padding is crossed, and what runs is framed", async () => {
  const sweep = await sweepOf({ model: "diagonal-bilstm", depth: 1 });
  const ramps = rampsFor(false);
  const view = {
    step: 3,
    show: "values",
    pointed: { chosen: 0, reads: [], readers: [] },
    verdicts: new Map(),
  } as const;
  const layout = layoutOf(sweep.forward.plan.grid, "down-right");
  const look = { ramps, colours: () => "#ffffff", side: 10, x: 0, y: 0 };
  const [cells, ...others] = mapMarks({ ...view, pass: sweep.forward, map: 0, layout }, look);
  assert.equal(cells?.kind, "cells");
  const words = cells.kind === "cells" ? [...cells.colours] : [];
  const { plan } = sweep.forward;
  for (let slot = 0; slot < 4 * 8; slot++) {
    const pixel = pixelOf(layout, slot);
    const expected = pixel === null ? wordOf("#ffffff") : cellColour(sweep.forward, "values", 3, pixel, ramps);
    assert.equal(words[slot], expected);
    if (pixel !== null) assert.equal(words[slot] === 0, plan.stepOf(pixel) >= 3);
  }
  const crosses = others.find((mark) => mark.kind === "path");
  assert.equal(crosses?.kind === "path" && crosses.d.split("M").length - 1, 2 * 12);
  const framed = others.find((mark) => mark.kind === "frames");
  assert.deepEqual(framed?.kind === "frames" && framed.cells, [2, 10, 18]);
});

test("questions ask for the executed steps and the cells of the next one", async () => {
  const sweep = await sweepOf({ height: 8, width: 10, depth: 4 });
  const [steps, next] = sweepQuestions(sweep, { model: "rnn", pass: "forward" })!;
  assert.equal(steps?.answer, 20);
  const at = askedAt(sweep, "forward")!;
  assert.equal(at, 2);
  assert.deepEqual([...(next!.answer as ReadonlySet<number>)], [2, 11, 20, 81, 90, 160]);
  const printed = await sweepOf({ printed: true });
  assert.equal(sweepQuestions(printed, { model: "rnn", pass: "forward" })?.length, 1);
  const raster = await sweepOf({ order: "raster" });
  assert.deepEqual(
    [...(sweepQuestions(raster, { model: "rnn", pass: "backward" })![1]!.answer as ReadonlySet<number>)],
    [20],
  );
  const rows = await sweepOf({ model: "row-lstm", height: 8, width: 10, depth: 4 });
  assert.equal(askedAt(rows, "forward"), 0);
  assert.equal(sweepQuestions(null, { model: "rnn", pass: "forward" }), null);
});

test("keys lead through a map and from map to map, and stay inside", () => {
  const grid = { layers: 3, height: 4, width: 5 };
  assert.equal(cellAfterKey("ArrowRight", 0, grid), 1);
  assert.equal(cellAfterKey("ArrowLeft", 0, grid), 0);
  assert.equal(cellAfterKey("ArrowDown", 1, grid), 6);
  assert.equal(cellAfterKey("End", 5, grid), 9);
  assert.equal(cellAfterKey("PageDown", 7, grid), 27);
  assert.equal(cellAfterKey("PageUp", 7, grid), 7);
  assert.equal(cellAfterKey("a", 7, grid), null);
});

test("the bars of the chart are the widths; what exceeds the lanes stands above them", () => {
  const bars = barsOf(Uint32Array.of(1, 4, 2), 2, 2);
  assert.equal(bars.done, "M0 100v-25h1v25z");
  assert.equal(bars.current, "M1 100v-50h1v50z");
  assert.equal(bars.ahead, "M2 100v-50h1v50z");
  assert.equal(bars.waiting, "M1 50v-50h1v50z");
});

test("numbers are short and never a false zero", () => {
  assert.equal(decimal(-0.12345), "−0.123");
  assert.equal(decimal(0), "0");
  assert.equal(decimal(-0.000012), "−1.2·10⁻⁵");
  assert.deepEqual(numbersOf([3, 0, 0, 4, 0]), ["5.000", "1.400"]);
  assert.equal(placeText("h", { map: -1, row: 2, column: 3 }, []), "x(2, 3)");
  const access = accessMap(specOf(stateOf({ directions: "4" }), 1));
  assert.equal(placeText("δ", { map: 5, row: 0, column: 1 }, access), "δ²↙(0, 1)");
});

test("a scene has the image and every map, and a chosen cell with neighbours on all sides", async () => {
  for (const model of MODELS) {
    const sweep = await sweepOf(model);
    const { panels } = sceneOf(sweep, "image", 1200);
    assert.equal(panels.length, 1 + 2 * mapsPerLayer(sweep.spec));
    assert.ok(neighbourhoodOf(sweep, defaultCell(sweep), "forward").reads.length >= 3);
  }
});
