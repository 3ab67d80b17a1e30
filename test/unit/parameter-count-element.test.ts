import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FIGURES } from "../../src/cli/figures.js";
import { changeText, differences } from "../../src/elements/parameter-count/differences.js";
import { entriesOf, shareText, toldApart } from "../../src/elements/parameter-count/entries.js";
import { codeOf, csvOf, listOf } from "../../src/elements/parameter-count/exports.js";
import { mistakesOf } from "../../src/elements/parameter-count/mistakes.js";
import { isNet, netOf, PAGE_LAYERS, settingsOf, type Net } from "../../src/elements/parameter-count/net.js";
import {
  parameterCountState,
  type ParameterCountState,
} from "../../src/elements/parameter-count/parameter-count.state.js";
import { countQuestions } from "../../src/elements/parameter-count/questions.js";
import { segmentsOf } from "../../src/elements/parameter-count/bars.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { defaultState } from "../../src/io/url-state.js";
import { countCnn } from "../../src/models/cnn/count.js";
import { CNN_PRESETS, cnnPreset } from "../../src/models/cnn/presets.js";
import { practiceNet } from "../../src/models/cnn/practice.js";
import { cnnOf } from "../../src/models/cnn/spec.js";
import { AS_WRITTEN, varied } from "../../src/models/cnn/vary.js";
import { netText } from "./cnn-nets.js";
import { cnnOracles, PUBLISHED } from "./cnn-oracles.js";

const stateOf = (change: Partial<ParameterCountState> = {}): ParameterCountState => ({
  ...defaultState(parameterCountState),
  ...change,
});
const netFor = (change: Partial<ParameterCountState> = {}): Net => {
  const net = netOf(settingsOf(stateOf(change)));
  return isNet(net) ? net : assert.fail(net.message);
};
/** The result of work that is done in steps. */
const done = <T>(work: Generator<void, T>): T => {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
};
const total = (change: Partial<ParameterCountState>): number => Number(netFor(change).count.total.parameters);
const { C1, C2, C3 } = cnnOracles;

test("the controls give the oracle's variants of the homework's net (oracle C2)", () => {
  const { expected } = C2;
  assert.equal(total({}), C1.expected.total);
  assert.equal(total({ bias: "none" }), C1.expected.weights_only);
  assert.equal(total({ input: "3x112x112" }), expected.img112_pad1);
  assert.equal(total({ padding: "none" }), expected.img224_pad0);
  assert.equal(total({ padding: "none", input: "3x112x112" }), expected.img112_pad0);
  assert.equal(total({ input: "3x32x32" }), expected.img32_pad1);
  assert.equal(total({ norm: "after-conv" }), expected.img224_with_BN_convbias);
  assert.equal(total({ norm: "after-conv", bias: "not-before-norm" }), expected.img224_with_BN_no_convbias);
});

test("an image at the start of the list is the input, unless another is set", () => {
  const layers = `Image32x32x3, ${CNN_PRESETS["homework"]!.layers}`;
  assert.equal(total({ layers }), C2.expected.img32_pad1);
  assert.equal(total({ layers, input: "3x112x112" }), C2.expected.img112_pad1);
});

test("batch norm written, added and taken away", () => {
  for (const depth of [11, 13, 16, 19]) {
    const [plain, norm] = [C3.expected[`vgg${depth}`]!, C3.expected[`vgg${depth}_bn`]!];
    assert.equal(total({ preset: `vgg-${depth}`, norm: "after-conv" }), norm);
    assert.equal(total({ preset: `vgg-${depth}-bn`, norm: "none" }), plain);
    assert.equal(total({ preset: `vgg-${depth}-bn`, norm: "after-conv" }), norm);
  }
  // Layers that held nothing else are gone, however often they are repeated.
  const empty = netFor({ layers: "((BN) x5000) x5000, Conv3-4", norm: "none" });
  assert.equal(empty.count.layers.length, 1);
});

test("as written changes nothing, in any net", () => {
  fc.assert(
    fc.property(netText, (text) => {
      const { layers } = cnnOf(text, [4, 9, 9]);
      assert.deepEqual(varied(layers, AS_WRITTEN), layers);
    }),
  );
});

test("known wrong totals are computed from the net (domain §3)", () => {
  const slips = done(mistakesOf(netFor()));
  const withInputs = (inputs: number): number => C1.expected.total - (200_704 - inputs) * 1024;
  const told: readonly (readonly [wrong: number, what: RegExp])[] = [
    [withInputs(256), /forgets the flatten/],
    [withInputs(28 * 28), /forgets the maps/],
    [withInputs(56 * 56 * 256), /leaves one pooling layer out/],
    [withInputs(14 * 14 * 256), /once too often/],
    [C1.expected.weights_only, /leaves out the biases/],
    // A fourth pooling layer and half the image come to the same.
    [C2.expected.img112_pad1, /once too often/],
    [C2.expected.img224_pad0, /leaves the padding out/],
    [C1.expected.total - 102_500, /leaves out the last layer/],
    [C1.expected.total + 4 * (64 + 128 + 256), /pooling windows weights/],
    [C2.expected.macs_padded_convention, /counts connections/],
  ];
  for (const [wrong, what] of told) assert.match(slips.get(wrong) ?? "nothing", what, String(wrong));
  assert.ok(!slips.has(C1.expected.total));
});

test("no slip of any preset is its right answer, and every question can be answered", () => {
  for (const preset of [...Object.keys(CNN_PRESETS), "practice"]) {
    const questions = countQuestions(netFor({ preset }));
    assert.equal(questions.at(-1)?.id, "total", preset);
    assert.equal(new Set(questions.map(({ id }) => id)).size, questions.length);
    for (const { answer, slips, id } of questions) {
      assert.ok(Number.isSafeInteger(answer));
      if (id === "total") assert.ok(!done(slips()).has(answer), preset);
    }
  }
  assert.deepEqual(
    countQuestions(netFor()).map(({ answer }) => answer),
    [73_856, 200_704, C1.expected.total],
  );
});

test("the questions of a net are worked out once, and every preset is within what a page counts", () => {
  const net = netFor({ preset: "resnet-152" });
  assert.equal(countQuestions(net), countQuestions(net));
  for (const preset of Object.keys(CNN_PRESETS))
    assert.ok(isNet(netOf(settingsOf(stateOf({ preset, norm: "after-conv" })), PAGE_LAYERS)), preset);
  const long = settingsOf(stateOf({ layers: "(Conv3-8) x1001" }));
  assert.ok(isNet(netOf(long)));
  const refused = netOf(long, PAGE_LAYERS);
  assert.match(isNet(refused) ? "" : refused.message, /more than 1,000 layers/);
  const huge = netFor({ layers: "FC-1000000000", input: "3x1000000000x1000000000" });
  assert.deepEqual(countQuestions(huge), []);
});

test("practice nets come from their seed, fit their image and differ", () => {
  const texts = Array.from({ length: 300 }, (_, seed) => {
    const net = practiceNet(seed);
    assert.deepEqual(practiceNet(seed), net);
    assert.ok(countCnn(cnnPreset(net)).total.parameters > 0n);
    return `${net.layers} ${net.input.join()}`;
  });
  assert.ok(new Set(texts).size > 200);
});

test("the parts of the pictures hold every parameter and every multiply-add once", () => {
  for (const preset of Object.keys(CNN_PRESETS)) {
    const { count } = netFor({ preset });
    const entries = entriesOf(count);
    const sum = (of: (entry: (typeof entries)[number]) => bigint): bigint =>
      entries.reduce((all, entry) => all + of(entry), 0n);
    assert.deepEqual(
      [sum(({ parameters }) => parameters), sum(({ macs }) => macs)],
      [count.total.parameters, count.total.macs],
      preset,
    );
    assert.deepEqual(
      entries.flatMap(({ layers }) => layers).sort((a, b) => a - b),
      count.layers.map((_, i) => i),
    );
    assert.ok(entries.length <= 30, `${preset}: ${entries.length}`);
    const segments = segmentsOf(entries, { y: 0, width: 1000 });
    for (const side of ["top", "bottom"] as const) {
      const { x, width } = segments.at(-1)![side];
      assert.ok(Math.abs(x + width - 1000) < 0.01, preset);
    }
  }
});

test("where the parameters sit, in words", () => {
  const { count } = netFor();
  const entries = entriesOf(count);
  const full = entries.find(({ name }) => name === "FC-1024")!;
  assert.equal(shareText(full.parameters, count.total.parameters), "99.5 %");
  assert.equal(shareText(1n, 10n ** 9n), "< 0.1 %");
  assert.equal(shareText(10n ** 9n - 1n, 10n ** 9n), "> 99.9 %");
  assert.deepEqual([shareText(0n, 5n), shareText(5n, 5n), shareText(0n, 0n)], ["0 %", "100 %", "0 %"]);
  assert.equal(toldApart(entries[5]!, entries), "the 2nd Conv3-256");
});

test("what a setting changes and what it does not", () => {
  const before = netFor();
  const smaller = differences(before.count, netFor({ input: "3x112x112" }).count);
  assert.deepEqual(smaller.changed, [
    {
      name: "FC-1024",
      before: "(28·28·256)·1,024 + 1,024 = 205,521,920",
      now: "(14·14·256)·1,024 + 1,024 = 51,381,248",
    },
  ]);
  assert.deepEqual(smaller.same, ["Conv3-64", "Conv3-128", "Conv3-256", "FC-100"]);
  assert.equal(changeText(smaller.before, smaller.now), "−154,140,672");
  const norm = differences(before.count, netFor({ norm: "after-conv" }).count);
  assert.deepEqual(norm.changed, [{ name: "Batch norm, γ and β", before: "0", now: "1,408" }]);
  const unpadded = differences(before.count, netFor({ padding: "none" }).count);
  assert.deepEqual(
    unpadded.changed.map(({ name }) => name),
    ["FC-1024"],
  );
  const none = differences(before.count, netFor({ bias: "none" }).count);
  assert.deepEqual([none.changed.length, none.same], [6, []]);
  assert.equal(differences(before.count, netFor({ preset: "vgg-11" }).count).same, null);
});

test("table, code and list to take away", () => {
  const net = netFor({ norm: "after-conv", bias: "not-before-norm", padding: "none" });
  const lines = csvOf(net).trimEnd().split("\n");
  assert.equal(lines.length, net.count.layers.length + 2);
  assert.match(lines[1]!, /^Conv3-64 p0 nobias,64×222×222,3·3·3·64,1728,0,3154176,27,/);
  assert.equal(lines.at(-1)!.split(",")[3], String(net.count.total.parameters));
  for (const line of lines) assert.equal(line.split(",").length, 9, line);
  assert.match(codeOf(net), /nn\.BatchNorm2d\(64\)/);
  const again = countCnn(cnnOf(listOf(net), net.input));
  assert.deepEqual(again.total, net.count.total);
});

test("the figure needs no engine, and has the published totals of every preset", async () => {
  const element = await FIGURES["sf-parameter-count"]!();
  const noDevice = {
    kind: "gpu" as const,
    runner: (): Promise<never> => assert.fail("a figure of counts opens no device"),
  };
  for (const [oracle, preset] of Object.entries(PUBLISHED)) {
    const svg = svgOf(await element.read(`preset=${preset}`).draw(noDevice));
    assert.ok(svg.includes(`${C3.expected[oracle]!.toLocaleString("en-US")} parameters</text>`), preset);
    assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
  }
  const own = element.read("layers=Conv3-8,+MaxPool,+FC-10&input=1x8x8");
  assert.match(svgOf(await own.draw(noDevice)), /1,370 parameters/);
  await assert.rejects(
    element.read("layers=MaxPool+x9&input=1x8x8").draw(noDevice),
    /line 1, column 1: MaxPool: its 2×2/,
  );
  assert.throws(
    () => element.read("layers=Cnv3-8"),
    /^SweepfieldError: layers is "Cnv3-8" in --state; use layers such as/,
  );
  assert.throws(() => element.read("input=3x0x9"), /input is "3x0x9" in --state; use channels, rows and columns/);
});
