/** The parts of sf-receptive-field that need no page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { closedForms } from "../../src/elements/receptive-field/closed-forms.js";
import { coneOf } from "../../src/elements/receptive-field/cone.js";
import { intervals } from "../../src/elements/receptive-field/data-table.js";
import { differences, fieldView, findings, firstSeen } from "../../src/elements/receptive-field/field-view.js";
import { formatLayers, parseLayers, withDepth } from "../../src/elements/receptive-field/layers.js";
import { colourOf, layersOf, specOf, type FieldState } from "../../src/elements/receptive-field/model.js";
import { comparedWith } from "../../src/elements/receptive-field/multiples.js";
import { pictureMarks, shareOf } from "../../src/elements/receptive-field/picture-marks.js";
import { matchingPreset, PRESET_GROUPS } from "../../src/elements/receptive-field/presets.js";
import { questionsOf } from "../../src/elements/receptive-field/questions.js";
import { receptiveFieldState } from "../../src/elements/receptive-field/receptive-field.state.js";
import type { Scene } from "../../src/elements/receptive-field/scene.js";
import { rampsFor } from "../../src/elements/styles/ramps.js";
import { accessMap, IMAGE } from "../../src/graph/access.js";
import { colourAccess, colourMap } from "../../src/graph/colours.js";
import { cellOf } from "../../src/graph/grid.js";
import { outputFields } from "../../src/graph/output-field.js";
import { receptiveFieldAt } from "../../src/graph/receptive-field.js";
import { accept, defaultState } from "../../src/io/url-state.js";
import { initialWeights } from "../../src/models/initialise.js";
import { positiveWeights } from "../../src/models/positive-weights.js";
import { validateSpec } from "../../src/models/validate.js";
import { pixelCnnSpecs, size } from "./specs.js";

const base: FieldState = defaultState(receptiveFieldState);
const presets = PRESET_GROUPS.flatMap(({ presets: group }) => group);
const stateOf = (setting: Partial<FieldState>): FieldState => ({ ...base, ...setting });

const look = (setting: Partial<FieldState>) => {
  const state = stateOf(setting);
  const spec = specOf(state);
  const fields = outputFields(spec, state);
  const layers = layersOf(state);
  const colour = colourOf(state);
  const { height, width, row, column } = state;
  const place = { height, width, pixel: row * width + column, ...(colour === undefined ? {} : { colour }) };
  const view = fieldView(fields, { ...place, layers: layers.length });
  return { state, spec, fields, layers, colour, place, view };
};

const anyLayer = fc.record(
  {
    mask: fc.constantFrom("A" as const, "B" as const),
    kernel: fc.constantFrom(3, 5, 7),
    dilation: fc.integer({ min: 1, max: 2 }),
  },
  { noNullPrototype: true },
);

test("the notation of a stack goes both ways, and refuses what cannot be shown", () => {
  fc.assert(
    fc.property(fc.array(anyLayer, { minLength: 1, maxLength: 16 }), (layers) => {
      // Sixteen 7×7 layers dilated by 2 reach 96 pixels: all of these are taken.
      assert.deepEqual(parseLayers(formatLayers(layers)), layers);
    }),
  );
  for (const text of ["", "A", "C3", "A4", "A1", "A3x0", "A3x17", "A3,B3", "A3 ".repeat(17), "A9x16 B9x16 B9x16"]) {
    assert.equal(parseLayers(text), null, text);
    assert.equal(accept(receptiveFieldState.fields.layers, text).verdict, "refused");
  }
  assert.equal(formatLayers(withDepth(parseLayers("A7")!, 3)), "A7 B7 B7");
  assert.equal(formatLayers(withDepth(parseLayers("A3 B5x2 B3")!, 2)), "A3 B5x2");
});

test("every preset is a valid model of its own name, and its closed forms hold", () => {
  for (const preset of presets) {
    const { state, spec, fields, layers, view } = look(preset.setting);
    assert.deepEqual(validateSpec(spec), spec);
    assert.equal(matchingPreset(state)?.id, preset.id);
    assert.ok(view.seen.length > 0, preset.id);
    for (const { says, value, counted } of closedForms({
      state,
      layers,
      view,
      interior: fields.interior(layers.length - 1),
    }))
      assert.equal(value, counted, `${preset.id}: ${says}`);
  }
});

test("closed forms hold for every depth and kernel, at every output", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("pixelcnn", "gated", "mdrnn", "mdrnn-printed", "diagonal-bilstm"),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(3, 5),
      fc.constantFrom("AB", "AA", "BB"),
      size(9),
      fc.nat(),
      (model, depth, kernel, [first, later], extent, drawn) => {
        const text = Array.from({ length: depth }, (_, i) => `${i === 0 ? first : later}${kernel}`).join(" ");
        const pixel = drawn % (extent.height * extent.width);
        const [row, column] = [Math.floor(pixel / extent.width), pixel % extent.width];
        const { state, layers, view, fields } = look({ model, layers: text, ...extent, row, column });
        for (const form of closedForms({ state, layers, view, interior: fields.interior(depth - 1) }))
          assert.equal(form.value, form.counted, `${form.says}: ${model} ${text}`);
      },
    ),
  );
});

test("what an output sees is receptiveFieldAt of its cell, colour by colour", () => {
  fc.assert(
    fc.property(pixelCnnSpecs, size(6), fc.nat(), (spec, { height, width }, drawn) => {
      const layer = drawn % spec.layers.length;
      const pixel = drawn % (height * width);
      const [row, column] = [Math.floor(pixel / width), pixel % width];
      const hasColours = spec.colourGroups === 3;
      const colour = hasColours ? ((drawn % 3) as 0 | 1 | 2) : 0;
      const access = hasColours ? colourAccess(spec) : accessMap(spec);
      const grid = { layers: access.length, height, width };
      const cell = cellOf(grid, hasColours ? colourMap(layer, colour) : layer, row, column);
      const want = (hasColours ? ([0, 1, 2] as const) : ([0] as const)).map((plane) =>
        receptiveFieldAt(access, grid, cell, hasColours ? colourMap(IMAGE, plane) : IMAGE),
      );
      assert.deepEqual(outputFields(spec, { height, width }).at({ layer, pixel, colour }), want);
    }),
  );
});

test("window = seen + blind, whatever the stack; nothing later is seen", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...receptiveFieldState.fields.model.values),
      fc.array(anyLayer, { minLength: 1, maxLength: 4 }),
      fc.constantFrom("raster" as const, "quadrant" as const),
      fc.constantFrom("1" as const, "3" as const),
      size(8),
      fc.nat(),
      (model, layers, context, colours, extent, drawn) => {
        const pixel = drawn % (extent.height * extent.width);
        const [row, column] = [Math.floor(pixel / extent.width), pixel % extent.width];
        const { view } = look({ model, layers: formatLayers(layers), context, colours, ...extent, row, column });
        assert.deepEqual(
          [...view.seen, ...view.blind].sort((a, b) => a - b),
          view.window,
        );
        assert.ok(view.window.every((p) => p < pixel || (p === pixel && view.seesOwn)));
      },
    ),
  );
});

test("growth: a pixel is seen from the first layer on that reaches it", () => {
  const { fields, view } = look({});
  const first = firstSeen(fields, view);
  assert.equal(first.filter((layers) => layers > 0).length, view.seen.length);
  assert.deepEqual([first[10 * 15 + 6], first[9 * 15 + 8], first[5 * 15 + 2], first[10 * 15 + 7]], [1, 1, 5, 0]);
});

test("the mistakes are found by what is seen, not by their name", () => {
  const said = (setting: Partial<FieldState>): string => {
    const { view, colour } = look(setting);
    return findings(view, colour ?? null).join(" ");
  };
  assert.equal(said({}), "");
  assert.match(said({ layers: "A3 A3" }), /^The west neighbour is not seen/);
  assert.match(said({ layers: "A3 B3x2 B3x4" }), /^Holes in the own row: −2, −4, −6 columns.$/);
  assert.match(said({ layers: "B3" }), /reads its own pixel/);
  for (const colour of ["red", "green", "blue"] as const) assert.equal(said({ colours: "3", colour }), "");
  assert.match(said({ colours: "3", layers: "B3" }), /reads its own pixel/);
});

test("red reads nothing of its own pixel, green red, blue both", () => {
  const own = (colour: "red" | "green" | "blue"): boolean[] => {
    const { view } = look({ colours: "3", colour, layers: "A3 B3" });
    return view.planes.map((pixels) => pixels.includes(view.pixel));
  };
  assert.deepEqual(
    [own("red"), own("green"), own("blue")],
    [
      [false, false, false],
      [true, false, false],
      [true, true, false],
    ],
  );
});

test("the cone of a sequence ends in the receptive field", () => {
  for (const model of receptiveFieldState.fields.model.values) {
    const { spec, view, layers } = look({ model, layers: "A3 B3x2 B3", height: 1, width: 12, row: 0, column: 9 });
    const cone = coneOf(spec, 12, layers.length, 9);
    assert.deepEqual(
      [...cone.levels[0]!].sort((a, b) => a - b),
      view.seen,
      model,
    );
    assert.ok(cone.levels[3]!.has(9));
    for (const { from, to } of cone.edges)
      assert.ok(cone.levels[to[0]]!.has(to[1]) && cone.levels[from[0]]!.has(from[1]));
  }
});

test("the picture marks as many cells as are counted", () => {
  const { view } = look({});
  const names: string[] = [];
  const colours = { of: (name: string) => (names.push(name), name), ramps: rampsFor(false) };
  const scene: Scene = { view, hue: "pixelcnn", tint: { kind: "set" }, levels: 6, wrong: [157], isHidden: false };
  const cells = (fill: string, shown: Scene = scene): number =>
    pictureMarks(shown, colours, 20)
      .filter((mark) => mark.fill === fill)
      .reduce((sum, { d }) => sum + (d.match(/M/g)?.length ?? 0), 0);
  assert.deepEqual([cells("pixelcnn"), cells("bad-well")], [50, 10]);
  assert.deepEqual([cells("well"), cells("raised")], [157, 68]);
  const hidden = { ...scene, isHidden: true, wrong: [] };
  assert.deepEqual([cells("pixelcnn", hidden), cells("bad-well", hidden)], [0, 0]);
  assert.deepEqual([shareOf(0, 1), shareOf(1, 1), shareOf(1e-9, 1)], [null, 1, 0]);
});

test("sets that differ in one pixel of one colour are told apart", () => {
  assert.deepEqual(differences([[1, 2], [3]], [[1, 2], [3]]), []);
  assert.deepEqual(differences([[1, 2], [3]], [[1], [3, 4]]), [2, 4]);
  assert.equal(intervals([2, 3, 4, 7]), "2–4, 7");
  assert.equal(intervals([]), "none");
});

test("questions can be answered: a handful of cells, and counts that fit the picture", () => {
  for (const { id, setting } of presets) {
    const { state, fields, layers, place } = look(setting);
    const questions = questionsOf({ state, fields, depth: layers.length, ...place });
    const answers = questions.map(({ answer }) => (typeof answer === "number" ? answer : answer.size));
    assert.ok(questions.length >= 2, id);
    if (questions[0]!.kind === "cells") assert.ok(answers[0]! > 0 && answers[0]! <= 30, id);
    assert.equal(new Set(questions.map((question) => question.id)).size, questions.length);
  }
});

test("four other models stand beside the one looked at, as generators", () => {
  for (const model of receptiveFieldState.fields.model.values) {
    const { state, place } = look({ model, layers: "B3 B3" });
    const compared = comparedWith(state);
    assert.equal(compared.length, 4);
    for (const { fields } of compared) assert.ok(!fieldView(fields, { ...place, layers: 2 }).seesOwn);
  }
});

test("positive weights are one positive number where a tap is live, and 0 elsewhere", () => {
  fc.assert(
    fc.property(pixelCnnSpecs, (spec) => {
      const live = initialWeights(spec, 1);
      for (const [name, { data }] of Object.entries(positiveWeights(spec))) {
        const values = new Set(Array.from(data).filter((value) => value !== 0));
        assert.ok(values.size <= 1 && [...values].every((value) => value > 0), name);
        if (name.endsWith("weight")) {
          Array.from(data).forEach((value, i) => assert.equal(value !== 0, live[name]!.data[i] !== 0, `${name}[${i}]`));
        } else assert.equal(values.size, 0, name);
      }
    }),
  );
});
