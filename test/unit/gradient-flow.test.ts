import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openDevice } from "../../src/cli/device.js";
import { FIGURES } from "../../src/cli/figures.js";
import { chartMarks, decadesOf } from "../../src/elements/gradient-flow/chart.js";
import { fullPreactivationGrowth, plainGrowth } from "../../src/elements/gradient-flow/closed-forms.js";
import { curvesOf, endFactors, lawOf, perBlock, ratioOf } from "../../src/elements/gradient-flow/curves.js";
import { diagramMarks, pathData } from "../../src/elements/gradient-flow/diagram.js";
import type { Measured } from "../../src/elements/gradient-flow/execute.js";
import { figures, headline } from "../../src/elements/gradient-flow/format.js";
import { gradientFlowState } from "../../src/elements/gradient-flow/gradient-flow.state.js";
import { flowQuestions } from "../../src/elements/gradient-flow/questions.js";
import {
  caveats,
  keyOf,
  planOf,
  setupOf,
  setupText,
  specOf,
  type FlowState,
} from "../../src/elements/gradient-flow/setup.js";
import { placeOf } from "../../src/elements/gradient-flow/summary-table.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { runResidualOnCpu } from "../../src/engine/cpu-residual.js";
import { defaultState } from "../../src/io/url-state.js";
import {
  initialResidualWeights,
  PLACEMENT_NAMES,
  placementOf,
  residualSignals,
  type PlacementName,
} from "../../src/models/residual.js";
import { residualOracles } from "./residual-oracles.js";

const state = (change: Partial<FlowState> = {}): FlowState => ({ ...defaultState(gradientFlowState), ...change });

/** A run whose gradient follows a law g(l), relative to the last block. */
const runOf = (placement: PlacementName, seed: number, gradient: (l: number) => number, blocks = 54): Measured => {
  const list = (of: (l: number) => number, length = blocks + 1) => Array.from({ length }, (_, l) => of(l));
  return {
    placement,
    seed,
    norms: {
      activation: list((l) => 1 + l),
      gradient: list(gradient),
      skip: list(() => gradient(blocks)),
      branch: list((l) => 0.5 * gradient(l + 1), blocks),
    },
    device: "cpu",
    adapter: "test",
    steps: 1,
    dispatches: 0,
    milliseconds: 1,
  };
};

test("D2: the closed forms on the page are the oracle's", () => {
  const { input, expected } = residualOracles.D2;
  for (const [i, blocks] of input.L.entries())
    assert.ok(Math.abs(fullPreactivationGrowth(blocks) ** 2 / expected.ratio_sq[i]! - 1) < 1e-9);
  assert.ok(Math.abs(plainGrowth(1) ** 2 - expected.plain_per_block_sq) < 1e-8);
});

test("the state's placements are the models'", () => {
  assert.deepEqual(gradientFlowState.fields.first.values, PLACEMENT_NAMES);
  assert.deepEqual(gradientFlowState.fields.second.values, PLACEMENT_NAMES);
});

test("curves: geometric mean and band over the seeds, factors, and which law they follow", () => {
  const [one] = curvesOf([
    runOf("bn-after-addition", 1, (l) => 3 * 1.2 ** (54 - l)),
    runOf("bn-after-addition", 2, (l) => 5 * 1.3 ** (54 - l)),
  ]);
  assert.ok(Math.abs(ratioOf(one!.gradient) / (1.2 * 1.3) ** 27 - 1) < 1e-9);
  assert.ok(Math.abs(perBlock(one!.gradient) - Math.sqrt(1.2 * 1.3)) < 1e-9);
  assert.ok(
    Math.abs(one!.gradient.low[0]! / 1.2 ** 54 - 1) < 1e-9 && Math.abs(one!.gradient.high[0]! / 1.3 ** 54 - 1) < 1e-9,
  );
  assert.equal(lawOf(one!.gradient), "exponential");
  assert.ok(Math.abs(one!.branchFactor - 0.5) < 1e-12);
  assert.equal(ratioOf(one!.skip!), 1);
  // a line that wavers at its ends is straight all the same
  const [wavering] = curvesOf([runOf("plain", 1, (l) => 1.22 ** (54 - l + (l > 44 ? -0.4 * (l - 54) - 4 : 0)))]);
  assert.equal(lawOf(wavering!.gradient), "exponential");
  const [power] = curvesOf([runOf("full-preactivation", 1, (l) => (1 + l) ** -1.08)]);
  assert.equal(lawOf(power!.gradient), "power law");
  assert.ok(endFactors(power!.gradient).first > endFactors(power!.gradient).last);
  assert.equal(curvesOf([runOf("plain", 1, () => 1)])[0]!.skip, null);
});

test("the law that each placement follows at initialisation", async () => {
  const [blocks, width] = [54, 64];
  const laws: Partial<Record<PlacementName, string>> = {
    "bn-after-addition": "exponential",
    plain: "exponential",
    "relu-before-addition": "power law",
    "full-preactivation": "power law",
  };
  for (const [name, law] of Object.entries(laws))
    for (const seed of [1, 2]) {
      const spec = specOf(setupOf(state({ blocks, width: "64", batch: "64" })), name as PlacementName);
      const inputs = { ...residualSignals([width, width], seed), weights: initialResidualWeights(spec, seed) };
      const { norms } = await runResidualOnCpu(spec, inputs);
      const [curves] = curvesOf([{ ...runOf(spec.placement, seed, () => 1), norms }]);
      assert.equal(lawOf(curves!.gradient), law, `${name}, seed ${seed}`);
    }
});

test("what runs: the pair first, a seed of all before the next, nothing twice", () => {
  const plan = planOf(state({ seeds: 2, seed: 7 }));
  assert.equal(plan.length, 12);
  assert.deepEqual(
    plan.slice(0, 2).map(({ placement }) => placement),
    ["relu-before-addition", "bn-after-addition"],
  );
  assert.deepEqual(
    plan.map(({ seed }) => seed),
    Array.from({ length: 12 }, (_, i) => (i < 6 ? 7 : 8)),
  );
  assert.equal(new Set(plan.map((planned) => keyOf(setupOf(state()), "auto", planned))).size, 12);
  assert.equal(planOf(state({ curves: "pair", second: "bn-after-addition", seeds: 1 })).length, 1);
});

test("the set-up stands in words, and what differs from the literature is said", () => {
  assert.match(
    setupText(state()),
    /^54 blocks of two weights · 128 units · batch 128 · batch statistics, γ = 1, β = 0 · He/,
  );
  assert.deepEqual(setupOf(state({ weight: "conv", width: "64", batch: "4" })).shape, [2, 16, 8, 8]);
  assert.deepEqual(caveats(state()), []);
  assert.match(caveats(state({ batch: "16" })).join(), /tiny: with 16 examples/);
  assert.match(caveats(state({ norm: false, batch: "16" })).join(), /^Without batch norm/);
  assert.match(caveats(state({ first: "plain", second: "plain" })).join(), /same placement/);
  // fewer blocks would show nothing
  assert.equal(gradientFlowState.fields.blocks.min, 30);
});

test("a chart of anything that was measured has finite paths, zeros and single decades included", () => {
  const norm = fc.oneof(
    fc.constant(0),
    fc.double({ min: -12, max: 12, noNaN: true }).map((power) => 10 ** power),
  );
  fc.assert(
    fc.property(
      fc.array(norm, { minLength: 31, maxLength: 31 }),
      fc.constantFrom(...PLACEMENT_NAMES),
      (norms, name) => {
        const curves = curvesOf([runOf(name, 1, (l) => (l === 30 ? 1 : norms[l]!), 30)]);
        for (const kind of ["gradient", "signal"] as const) {
          const marks = chartMarks(kind, curves, state({ blocks: 30, first: name }), {
            x: 0,
            y: 0,
            width: 340,
            height: 300,
            paint: (token) => token,
          });
          assert.doesNotMatch(JSON.stringify(marks), /NaN|Infinity|null/);
          const [low, high] = decadesOf(curves, kind);
          assert.ok(high - low >= 2);
        }
      },
    ),
    { numRuns: 50 },
  );
});

test("an architecture has the boxes of the table in its order, and a path where there is one", () => {
  const words = { weight: "weight W", norm: "BN", relu: "ReLU" };
  for (const name of PLACEMENT_NAMES) {
    const { branch, after, skip } = placementOf(name);
    const marks = diagramMarks(name, true, {
      x: 0,
      y: 0,
      lit: "identity",
      hue: "mdrnn",
      weight: "dense",
      paint: (token) => token,
    });
    const texts = marks.flatMap((mark) => (mark.kind === "text" ? [mark] : []));
    const boxes = texts.filter(({ text }) => Object.values(words).includes(text)).toSorted((a, b) => a.y - b.y);
    assert.deepEqual(
      boxes.map(({ text }) => text),
      [...branch, ...after].map((kind) => words[kind]),
    );
    assert.equal(
      texts.some(({ text }) => text === "identity"),
      skip,
    );
    assert.equal(
      pathData(name, true, "identity", { x: 0, y: 0 }) !== pathData(name, true, "branch", { x: 0, y: 0 }),
      skip,
    );
    // what stands on the identity path lights up with it: nothing, where it is clean
    const lit = marks.filter((mark) => mark.kind === "path" && mark.stroke === "mdrnn" && mark.strokeWidth === 3);
    assert.equal(lit.length, skip ? after.length : 0);
  }
});

test("questions wait for both runs of the first seed, and their answers are what was measured", () => {
  const both = [
    runOf("bn-after-addition", 1, (l) => 1.22 ** (54 - l)),
    runOf("relu-before-addition", 1, (l) => 20 / (1 + l)),
    runOf("relu-before-addition", 2, (l) => 1e9 / (1 + l)),
  ];
  assert.deepEqual(flowQuestions(both.slice(0, 1), state()), []);
  const questions = flowQuestions(both, state());
  assert.deepEqual(
    questions.map(({ answer }) => answer),
    [1, 5, 2, 0],
  );
  assert.deepEqual(flowQuestions(both, state({ first: "plain", second: "plain" })), []);
});

test("numbers are written as they would be on a board", () => {
  assert.deepEqual([0, 1, 21.888, 0.30842, 55536, 2.59e-6, 2.83e8].map(figures), [
    "0",
    "1",
    "21.9",
    "0.308",
    "5.55 × 10⁴",
    "2.59 × 10⁻⁶",
    "2.83 × 10⁸",
  ]);
  assert.deepEqual([0.5, 21.888, 55536, 2.83e8].map(headline), ["× 0.5", "× 21.9", "× 55,500", "2.8 × 10⁸"]);
  assert.deepEqual(["full-preactivation", "relu-before-addition", "bn-after-addition"].map(placeOf), [
    "best",
    "fourth",
    "last",
  ]);
});

test("the figure: measured numbers, set-up and architectures; the same twice", async () => {
  const cpu = await openDevice("cpu");
  const flow = await FIGURES["sf-gradient-flow"]!();
  const query = "blocks=30&width=32&batch=64&seeds=2&curves=pair";
  const svg = svgOf(await flow.read(query).draw(cpu));
  assert.equal(svgOf(await flow.read(query).draw(cpu)), svg);
  assert.match(svg, /<title[^>]*>The gradient through 30 residual blocks/);
  assert.match(svg, /seeds 1 to 2\. Measured on CPU/);
  assert.match(
    svg,
    /ReLU before addition: × [\d.]+ from the last block to the first, × 1\.\d{3} a block, skips alone × 1\./,
  );
  assert.match(svg, />BN after addition</);
  assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
  await cpu.close();
});
