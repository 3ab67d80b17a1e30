import assert from "node:assert/strict";
import { test } from "node:test";
import { adderSource, modelSource, residualSource, sequenceSource } from "../../src/models/pytorch/index.js";
import { CANONICAL } from "../../src/models/adder-presets.js";
import { parameterShapes } from "../../src/models/parameters.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import { PLACEMENT_NAMES } from "../../src/models/residual.js";
import { SCALAR_SPEC, scalarTensors } from "../../src/models/scalar-lstm.js";

// scripts/try-pytorch.js runs these texts in PyTorch; here they are held to what they are made from.

test("a model's code has its spec, and every weight by name and shape", () => {
  for (const spec of [pixelCnn({ depth: 2, channels: 3 }), mdrnn({ depth: 2, channels: 3 })]) {
    const source = modelSource(spec, { height: 5, width: 6 });
    assert.deepEqual(JSON.parse(/json\.loads\("""(.*)"""\)/.exec(source)![1]!), JSON.parse(JSON.stringify(spec)));
    for (const [name, shape] of Object.entries(parameterShapes(spec)))
      assert.ok(source.includes(`"${name}": (${shape.join(", ")}${shape.length === 1 ? "," : ""}),`), name);
    assert.ok(source.includes(`torch.randn(1, ${spec.inputs}, 5, 6)`));
  }
});

test("an LSTM's code writes the numbers of the screen, whole ones as floats", () => {
  const zero = { xi: 0, hi: 0, xf: 0, hf: 0, xo: 0, ho: 0, xg: 0, hg: 0 };
  const source = sequenceSource(
    SCALAR_SPEC,
    { steps: 2, batch: 1 },
    scalarTensors({ weights: { ...zero, xf: 0.5, xg: -1 }, x: [1, 0.25] }),
  );
  assert.ok(source.includes("net.weight_ih_l0.copy_(torch.tensor([[0.0], [0.5], [-1.0], [0.0]]))"), source);
  assert.ok(source.includes("x = torch.tensor([[[1.0]], [[0.25]]])"), source);
});

test("a residual stack's code has the operations of its placement, and no norm where there is none", () => {
  for (const placement of PLACEMENT_NAMES) {
    const spec = { kind: "residual", placement, blocks: 3, width: 4, weight: "dense", norm: false } as const;
    const source = residualSource(spec, [2, 4]);
    assert.doesNotMatch(source.split("def run")[0]!, /"norm"/);
    assert.match(residualSource({ ...spec, norm: true }, [2, 4]), /(BRANCH|AFTER) = \[.*"norm"/);
    assert.equal(/SKIP = True/.test(source), placement !== "plain");
  }
});

test("an adder's code has its 22 numbers and its convention at 0", () => {
  const options = { bits: 4, columns: 5, carryIn: 0 } as const;
  const source = adderSource(CANONICAL, options);
  assert.ok(source.includes(`W_hy = torch.tensor([${CANONICAL.W_hy.join(", ")}], dtype=torch.float64)`));
  assert.match(adderSource({ ...CANONICAL, atZero: 1 }, options), /z >= 0/);
  assert.match(adderSource({ ...CANONICAL, atZero: 0 }, options), /z > 0/);
});
