import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { coneReport, spanText } from "../../src/elements/layer-stack/cone-report.js";
import { projectionOf } from "../../src/elements/layer-stack/camera.js";
import { figureOf } from "../../src/elements/layer-stack/layer-stack.figure.js";
import { layerStackState } from "../../src/elements/layer-stack/layer-stack.state.js";
import { labelsOf } from "../../src/elements/layer-stack/labels.js";
import { paintOrder } from "../../src/elements/layer-stack/look.js";
import { stackModel } from "../../src/elements/layer-stack/model.js";
import { pickedAt } from "../../src/elements/layer-stack/pick.js";
import { halfHeight } from "../../src/elements/layer-stack/planes.js";
import { onPlane, onScreen } from "../../src/elements/layer-stack/projection.js";
import { stackQuestions } from "../../src/elements/layer-stack/questions.js";
import { edgesOf, sceneOf } from "../../src/elements/layer-stack/scene.js";
import { dragged, PRESETS, steerAfterKey, zoomed } from "../../src/elements/layer-stack/steering.js";
import { coneOf, outputCells } from "../../src/graph/cone.js";
import { receptiveFieldAt } from "../../src/graph/receptive-field.js";
import { defaultState } from "../../src/io/url-state.js";

const models = ["pixelcnn", "quadrant", "gated-pixelcnn", "mdrnn"] as const;
const stack = (model: (typeof models)[number], depth: number, height: number, width: number) =>
  stackModel({ model, depth, channels: 2, kernel: "3" }, { inputs: 1, height, width });

test("the cone ends in the receptive field, and each layer's part is what one step of taps makes of the one above", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...models),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(),
      (name, depth, height, width, place) => {
        const { access, outputs, grid } = stack(name, depth, height, width);
        const pixel = place % (height * width);
        const [row, column] = [Math.floor(pixel / width), pixel % width];
        const cells = outputCells(outputs, grid, row, column);
        const cone = coneOf(access, grid, cells);
        assert.deepEqual(
          [...cone.pixels.keys()].filter((at) => cone.pixels[at] === 1),
          [...receptiveFieldAt(access, grid, cells[0]!)],
        );
        for (const [cell, flag] of cone.cells.entries()) {
          if (flag === 0 || cells.includes(cell)) continue;
          const size = height * width;
          const isRead = [...cone.cells.keys()].some((reader) => {
            if (cone.cells[reader] === 0) return false;
            const [r, c] = [Math.floor((reader % size) / width), reader % width];
            return access[Math.floor(reader / size)]!.taps.some(
              ({ map, dr, dc }) =>
                map === Math.floor(cell / size) &&
                r + dr === Math.floor((cell % size) / width) &&
                c + dc === cell % width,
            );
          });
          assert.ok(isRead, `cell ${cell} is in the cone and read by none of it`);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("an interior output of a 3 × 3 PixelCNN of depth 4 sees 1, 5, 12, 22 and 34", () => {
  const report = coneReport(stack("pixelcnn", 4, 16, 16), { row: 11, column: 8 });
  assert.deepEqual(
    report.map(({ count }) => count),
    [34, 22, 12, 5, 1],
  );
  assert.deepEqual(
    report.map(({ rows, columns }) => [spanText(rows), spanText(columns)]),
    [
      ["7–11", "4–12"],
      ["8–11", "5–11"],
      ["9–11", "6–10"],
      ["10–11", "7–9"],
      ["11", "8"],
    ],
  );
  const gated = coneReport(stack("gated-pixelcnn", 4, 16, 16), { row: 11, column: 8 });
  assert.equal(gated[0]!.count, 40);
  const mdrnn = coneReport(stack("mdrnn", 2, 5, 7), { row: 3, column: 4 });
  assert.deepEqual(
    mdrnn.map(({ count }) => count),
    [20, 20, 20],
  );
});

test("the questions ask for what the report says", () => {
  const at = { row: 11, column: 8 };
  const questions = stackQuestions(coneReport(stack("pixelcnn", 4, 16, 16), at), at);
  assert.deepEqual(
    questions.map(({ id, answer }) => [id, answer]),
    [
      ["map-2", 5],
      ["map-1", 12],
      ["image", 34],
    ],
  );
  assert.deepEqual(
    stackQuestions(coneReport(stack("mdrnn", 1, 4, 4), at), { row: 0, column: 0 }).map(({ id }) => id),
    ["image"],
  );
});

test("a border is every side between seen and unseen, once, in pieces as long as can be", () => {
  const seen = Uint8Array.from([1, 1, 0, 1, 0, 0]);
  assert.deepEqual(edgesOf(seen, 2, 3), [
    [0, 0, 0, 2],
    [1, 1, 1, 2],
    [2, 0, 2, 1],
    [0, 0, 2, 0],
    [1, 1, 2, 1],
    [0, 2, 1, 2],
  ]);
});

const view = { turn: 30, tilt: 20, zoom: 1, width: 640, height: 480, room: 120, across: 1, down: 1, halfHeight: 0.7 };

test("a point on a plane is found again under its place in the picture, and everything fits at zoom 1", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 360 }),
      fc.integer({ min: 5, max: 90 }),
      fc.boolean(),
      fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -1, max: 1, noNaN: true }))),
      (turn, steep, isBelow, [a = 0, b = 0, c = 0]) => {
        const projection = projectionOf({ ...view, turn, tilt: isBelow ? -steep : steep });
        const point = [a * 0.5, b * 0.7, c * 0.5] as const;
        const [px, py] = onScreen(projection, point);
        assert.ok(px >= 0 && px <= 520 && py >= 0 && py <= 480, `${px}, ${py}`);
        const found = onPlane(projection, [px, py], point[1]);
        assert.ok(found && Math.hypot(found[0] - point[0], found[1] - point[2]) < 1e-3, String(found));
        assert.equal(projection.fromAbove, !isBelow);
      },
    ),
  );
});

test("the planes are painted from the far one to the near one, and the nearest is picked", () => {
  const model = stack("pixelcnn", 2, 4, 4);
  const at = { row: 2, column: 1 };
  const planes = coneReport(model, at);
  const scene = sceneOf(model, planes, at);
  const distance = (tilt: number) => {
    const half = halfHeight(planes.map(({ plane }) => plane));
    const projection = projectionOf({ ...view, tilt, halfHeight: half });
    const order = paintOrder(scene, projection.fromAbove).map(({ plane }) => plane);
    const [px, py] = onScreen(projection, [0.01, planes[order.at(-1)!]!.plane.height, 0.01]);
    return { order, picked: pickedAt(scene, projection, [px, py], false), projection };
  };
  const above = distance(30);
  assert.deepEqual(above.order, [0, 1, 2]);
  assert.deepEqual(above.picked, { plane: 2, row: 2, column: 2 });
  assert.equal(pickedAt(scene, above.projection, [1, 1], false), null);
  const below = distance(-30);
  assert.deepEqual(below.order, [2, 1, 0]);
  assert.equal(below.picked?.plane, 0);
  // every stroke between planes joins neighbours, so that it can be painted in its turn
  scene.below.forEach((strokes, plane) => {
    for (const { from, to } of strokes) {
      assert.ok(Math.abs(from[1] - planes[plane]!.plane.height) < 1e-9);
      assert.ok(Math.abs(to[1] - planes[plane - 1]!.plane.height) < 1e-9);
    }
  });
});

test("labels never touch and never leave the picture", () => {
  const model = stack("gated-pixelcnn", 8, 4, 4);
  const planes = coneReport(model, { row: 3, column: 3 });
  const scene = sceneOf(model, planes, { row: 3, column: 3 });
  for (const tilt of [-90, -20, 0, 20, 90]) {
    const labels = labelsOf(scene, projectionOf({ ...view, tilt, halfHeight: 1 }), 120, false);
    assert.equal(labels.length, 25);
    const ys = labels.map(({ y }) => y).sort((a, b) => a - b);
    ys.forEach((y, i) => assert.ok(y <= 480 && (i === 0 || y - ys[i - 1]! > 16.9), `${tilt}: ${ys.join(" ")}`));
  }
});

test("keys and drags turn the stack within its limits", () => {
  assert.deepEqual(steerAfterKey("ArrowRight", PRESETS.corner), { turn: 20, tilt: 20, zoom: 1 });
  assert.deepEqual(steerAfterKey("ArrowRight", PRESETS.front), { turn: 350, tilt: 6, zoom: 1 });
  assert.deepEqual(steerAfterKey("ArrowUp", { turn: 0, tilt: -88, zoom: 1 })?.tilt, -90);
  assert.deepEqual(steerAfterKey("Home", PRESETS.top), PRESETS.corner);
  assert.equal(steerAfterKey("a", PRESETS.top), null);
  assert.deepEqual(dragged(PRESETS.corner, 50, 100), { turn: 10, tilt: 60, zoom: 1 });
  assert.equal(zoomed(PRESETS.corner, 100).zoom, 4);
  assert.equal(zoomed(PRESETS.corner, 0.01).zoom, 0.5);
});

test("the figure has the same cone, every cell of it, and says how to get it again", async () => {
  const state = { ...defaultState(layerStackState), size: 8, depth: 2, row: 5, column: 4, others: "hidden" as const };
  const figure = await figureOf(state, { device: "cpu", run: runOnCpu });
  const svg = svgOf(figure);
  assert.match(svg, /Layer 2: 1 cell<.*Layer 1: 5 cells<.*Image: 11 pixels</s);
  assert.match(figure.caption, /sees 11 pixels of the image/);
  assert.match(figure.caption, /2 layers of 8 channels, 3 × 3 kernels, seed 3\./);
  const filled = figure.marks.flatMap((mark) => (mark.kind === "path" && mark.fill ? mark.d.split("z") : []));
  assert.equal(filled.filter(Boolean).length, 1 + 5 + 11);
  assert.doesNotMatch(svg, /NaN|undefined/);
  assert.equal(svg, svgOf(await figureOf(state, { device: "cpu", run: runOnCpu })));
});
