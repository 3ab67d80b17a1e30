import assert from "node:assert/strict";
import { test } from "node:test";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { fieldView } from "../../src/elements/receptive-field/field-view.js";
import { imageFor } from "../../src/elements/receptive-field/inputs.js";
import { measure } from "../../src/elements/receptive-field/measure.js";
import { colourOf, layersOf, specOf, type FieldState } from "../../src/elements/receptive-field/model.js";
import { figureOf } from "../../src/elements/receptive-field/receptive-field.figure.js";
import { receptiveFieldState } from "../../src/elements/receptive-field/receptive-field.state.js";
import { takeAway } from "../../src/elements/receptive-field/receptive-field.take-away.js";
import type { FieldShown } from "../../src/elements/receptive-field/scene.js";
import { outputFields } from "../../src/graph/output-field.js";
import { builtinImage } from "../../src/io/builtin-images.js";
import { defaultState } from "../../src/io/url-state.js";
import { initialWeights } from "../../src/models/initialise.js";

const engine = { device: "cpu", run: runOnCpu } as const;

const SMALL = { height: 7, width: 8, row: 5, column: 3, layers: "A3 B3 B3", channels: 2 } as const;
const stateOf = (change: Partial<FieldState> = {}): FieldState => ({
  ...defaultState(receptiveFieldState),
  ...SMALL,
  ...change,
});

/** What the take-away reads of the element: the output of a state, measured. */
async function fieldOf(
  change: Partial<FieldState> = {},
  held: Partial<FieldShown> = {},
): Promise<{ readonly shown: FieldShown }> {
  const state = stateOf(change);
  const spec = specOf(state);
  const fields = outputFields(spec, state);
  const chosen = colourOf(state);
  const colour = chosen === undefined ? {} : { colour: chosen };
  const place = { pixel: state.row * state.width + state.column, layers: layersOf(state).length, ...colour };
  const x = imageFor(builtinImage(state.image, state, state.seed), spec.inputs);
  const weights = initialWeights(spec, state.seed);
  return {
    shown: {
      state,
      spec,
      fields,
      view: fieldView(fields, { height: state.height, width: state.width, ...place }),
      measured: await measure(engine, { spec, x, weights, ...place }),
      isHidden: false,
      isWithheld: false,
      ...held,
    },
  };
}

const tablesOf = (field: { readonly shown: FieldShown }) =>
  Object.fromEntries(takeAway.tables(field).map((table) => [table.name, table]));

const CHANGES: readonly Partial<FieldState>[] = [
  {},
  { show: "sensitivity" },
  { show: "growth", context: "quadrant" },
  { colours: "3", colour: "blue", layers: "A3 B3" },
  { model: "mdrnn", layers: "A3" },
  { height: 1, width: 12, row: 0, column: 10, layers: "A3 B3x2" },
];

for (const change of CHANGES)
  test(`the page's picture is the command line's, ${JSON.stringify(change)}`, async () => {
    assert.deepEqual(await takeAway.figure(await fieldOf(change)), await figureOf(stateOf(change), engine));
  });

for (const change of CHANGES)
  test(`the tables hold every layer, pixel and norm, unrounded, ${JSON.stringify(change)}`, async () => {
    const field = await fieldOf(change);
    const { view, measured, state } = field.shown;
    const { layers, pixels, models, closed_forms: forms } = tablesOf(field);
    assert.equal(layers!.rows.length, layersOf(state).length);
    assert.deepEqual(layers!.rows.at(-1)!.slice(-3), [view.seen.length, view.window.length, view.blind.length]);
    assert.equal(pixels!.rows.length, view.pixel + 1);
    const column = (name: string): number => pixels!.columns.indexOf(name);
    const summed = (name: string): number => pixels!.rows.reduce((sum, row) => sum + Number(row[column(name)]), 0);
    assert.equal(summed("window"), view.window.length);
    assert.equal(summed("blind"), view.blind.length);
    const names = view.planes.length === 1 ? [""] : ["red_", "green_", "blue_"];
    for (const [plane, name] of names.entries()) {
      assert.equal(summed(`${name}seen`), view.planes[plane]!.length);
      assert.equal(summed(`${name}measured`), view.planes[plane]!.length);
      assert.deepEqual(
        pixels!.rows.map((row) => row[column(`${name}sensitivity`)]),
        [...measured!.norms[plane]!.subarray(0, view.pixel + 1)],
      );
    }
    const isSeen = new Set(view.seen);
    pixels!.rows.forEach((row, pixel) => assert.equal(row[column("from_layer")] !== null, isSeen.has(pixel)));
    assert.ok(models!.rows.length >= 4);
    for (const [says, formula, counted] of forms!.rows) assert.equal(formula, counted, String(says));
    for (const { columns, rows } of takeAway.tables(field))
      for (const row of rows) assert.equal(row.length, columns.length);
  });

test("a film goes through the layers once, and its last picture has the field of the whole stack", async () => {
  for (const change of CHANGES) {
    const field = await fieldOf({ ...change, speed: "4" });
    const film = await takeAway.frames!(field);
    const depth = layersOf(field.shown.state).length;
    assert.deepEqual([film.length, film.rate], [depth + 1, 4]);
    const figures = Array.from({ length: film.length }, (_, layer) => film.at(layer));
    figures.forEach(({ title }, layer) => assert.match(title, new RegExp(`, layer ${layer} of ${depth}: `)));
    const { seen, blind } = field.shown.view;
    assert.match(figures.at(-1)!.title, new RegExp(`: ${seen.length} seen, ${blind.length} blind$`));
    assert.match(figures[0]!.title, /: 0 seen, 0 blind$/);
    assert.equal(new Set(figures.map((figure) => /height="[\d.]+"/.exec(svgOf(figure))?.[0])).size, 1);
  }
});

test("what a question holds back is in no table, no picture and no film", async () => {
  const open = await fieldOf();
  const held = await fieldOf({}, { isHidden: true, isWithheld: true });
  assert.deepEqual(takeAway.tables(held), []);
  const drawn = await takeAway.figure(held);
  assert.doesNotMatch(`${drawn.title} ${drawn.caption}`, /blind|seen|pixels/);
  assert.ok(drawn.marks.length < (await takeAway.figure(open)).marks.length);
  assert.doesNotMatch((await takeAway.frames!(held)).at(3).title, /seen|blind/);
  const withheld = await fieldOf({}, { isWithheld: true });
  assert.equal(tablesOf(withheld)["closed_forms"], undefined);
  assert.ok(tablesOf(open)["closed_forms"]!.rows.length > 0);
});

test("its code builds the model on screen", async () => {
  const { shown } = await fieldOf({ model: "gated", layers: "A5 B3" });
  const code = takeAway.pytorch!({ shown });
  assert.ok(code.includes(JSON.stringify(shown.spec)));
  assert.match(code, /torch\.randn\(1, 1, 7, 8\)/);
});

test("a measurement that differs is said in the caption", async () => {
  const { shown } = await fieldOf();
  const measured = { ...shown.measured!, planes: [shown.measured!.planes[0]!.slice(1)] };
  assert.match((await takeAway.figure({ shown: { ...shown, measured } })).caption, /differs at 1 pixel\./);
});
