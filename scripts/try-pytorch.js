/**
 * node scripts/try-pytorch.js [PYTHON]: writes the PyTorch code of models of every kind, runs `forward` of it on seeded weights and
 * images, and compares with the float64 reference; runs the code of sequences, residual stacks and adders as files. Needs torch.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSource } from "./lib/load-source.js";

const python = process.argv[2] ?? "python3";

/** @type {typeof import("../src/models/pytorch/index.js")} */
const { adderSource, modelSource, residualSource, sequenceSource } = await loadSource("src/models/pytorch/index.ts");
/** @type {typeof import("../src/models/validate.js")} */
const { validateSpec } = await loadSource("src/models/validate.ts");
/** @type {typeof import("../src/models/initialise.js")} */
const { initialWeights, sourceOf } = await loadSource("src/models/initialise.ts");
/** @type {typeof import("../src/reference/models.js")} */
const { referenceModel } = await loadSource("src/reference/models.ts");
/** @type {typeof import("../src/models/scalar-lstm.js")} */
const scalar = await loadSource("src/models/scalar-lstm.ts");
/** @type {typeof import("../src/models/adder-presets.js")} */
const adders = await loadSource("src/models/adder-presets.ts");

const layer = { kernel: 3, out: 3, activation: "relu" };
const SPECS = [
  {
    kind: "pixelcnn",
    inputs: 2,
    layers: [
      { ...layer, mask: "A", kernel: 5 },
      { ...layer, mask: "B", dilation: 2 },
    ],
  },
  {
    kind: "pixelcnn",
    inputs: 1,
    context: "quadrant",
    layers: [
      { ...layer, mask: "A" },
      { ...layer, mask: "B" },
    ],
  },
  {
    kind: "pixelcnn",
    inputs: 3,
    colourGroups: 3,
    layers: [
      { ...layer, mask: "A" },
      { ...layer, mask: "B" },
    ],
  },
  {
    kind: "gated-pixelcnn",
    inputs: 2,
    layers: [
      { kernel: 3, out: 3 },
      { kernel: 5, out: 3 },
    ],
  },
  ...["hidden", "input"].flatMap((neighbours) =>
    [false, true].map((shift) => ({
      kind: "mdrnn",
      inputs: 2,
      neighbours,
      shift,
      layers: [
        { hidden: 3, cell: "rnn" },
        { hidden: 2, cell: "rnn", activation: "relu" },
      ],
    })),
  ),
  {
    kind: "mdrnn",
    inputs: 2,
    layers: [
      { hidden: 3, cell: "lstm" },
      { hidden: 2, cell: "lstm" },
    ],
  },
  {
    kind: "mdrnn",
    inputs: 1,
    directions: 4,
    layers: [
      { hidden: 3, cell: "rnn" },
      { hidden: 2, cell: "rnn" },
    ],
  },
  ...["row-lstm", "diagonal-bilstm"].flatMap((kind) =>
    ["A", "B"].map((first) => ({ kind, inputs: 2, hidden: 3, layers: 2, first })),
  ),
  // those that draw, with their read-outs
  ...[1, 3].flatMap((inputs) => {
    const conditional = { kind: "bernoulli" };
    const convolution = { kind: "pixelcnn", inputs, colourGroups: inputs, conditional };
    const recurrence = { kind: "mdrnn", inputs, conditional };
    return [
      {
        ...convolution,
        layers: [
          { ...layer, mask: "A" },
          { ...layer, out: inputs, mask: "B", activation: "none" },
        ],
      },
      { kind: "gated-pixelcnn", inputs, conditional, layers: [{ kernel: 3, out: 3 }] },
      ...["rnn", "lstm"].map((cell) => ({
        ...recurrence,
        layers: [
          { hidden: 3, cell },
          { hidden: 2, cell },
        ],
      })),
      { ...recurrence, shift: true, layers: [{ hidden: 3, cell: "rnn" }] },
    ];
  }),
];

const COMPARE = `
import importlib.util, json, sys
import torch
case = json.load(open(sys.argv[2]))
module = importlib.util.spec_from_file_location("model", sys.argv[1])
model = importlib.util.module_from_spec(module)
module.loader.exec_module(model)
torch.set_default_dtype(torch.float64)
tensor = lambda t: torch.tensor(t["data"], dtype=torch.float64).reshape(t["shape"])
y = getattr(model, "logits", model.forward)(tensor(case["x"]), {name: tensor(t) for name, t in case["weights"].items()})
print((y - tensor(case["y"])).abs().max().item() if y.abs().max() > 1e-3 else "nothing comes out")
`;

const folder = await mkdtemp(join(tmpdir(), "sweepfield-pytorch-"));
const at = (/** @type {string} */ name) => join(folder, name);
const plain = (/** @type {{ shape: readonly number[], data: ArrayLike<number> }} */ { shape, data }) => ({
  shape,
  data: Array.from(data),
});
let failed = 0;

/** @param {string} name @param {string[]} argv @param {(out: string) => boolean} holds */
function run(name, argv, holds) {
  const { status, stdout, stderr } = spawnSync(python, argv, { encoding: "utf8" });
  const passed = status === 0 && holds(stdout.trim());
  if (!passed) failed++;
  console.log(`${passed ? "ok  " : "FAIL"} ${name}: ${(status === 0 ? stdout : stderr).trim().split("\n").at(-1)}`);
}

try {
  await writeFile(at("compare.py"), COMPARE);
  for (const [i, given] of SPECS.entries()) {
    const spec = validateSpec(given);
    const [height, width] = [4, 5];
    const draw = sourceOf(i, "x");
    const data = Float64Array.from({ length: spec.inputs * height * width }, () => 2 * draw() - 1);
    const x = { shape: [1, spec.inputs, height, width], data };
    const weights = initialWeights(spec, 7);
    const y = referenceModel(spec).forward(x, weights).outputs.at(-1);
    if (!y) throw new Error("a model has an output");
    const named = Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [name, plain(tensor)]));
    await writeFile(at("model.py"), modelSource(spec, { height, width }));
    await writeFile(at("case.json"), JSON.stringify({ x: plain(x), weights: named, y: plain(y) }));
    const { kind, ...rest } = given;
    run(
      `${kind} ${JSON.stringify(rest)}`,
      [at("compare.py"), at("model.py"), at("case.json")],
      (out) => Number(out) < 1e-12,
    );
    run(`${kind} as a file`, [at("model.py")], (out) => out.includes("output (1,"));
  }
  await writeFile(
    at("lstm.py"),
    sequenceSource({ kind: "lstm", inputs: 3, hidden: 4, layers: 2 }, { steps: 6, batch: 2 }),
  );
  run("lstm", [at("lstm.py")], (out) => out.includes("h (6, 2, 4)"));
  const inputs = {
    weights: { xi: 0.5, hi: -0.25, xf: 1, hf: 0.5, xo: -1, ho: 0.75, xg: 2, hg: -0.5 },
    x: [1, -0.5, 0.25],
  };
  const tensors = scalar.scalarTensors(inputs);
  await writeFile(at("lstm.py"), sequenceSource(scalar.SCALAR_SPEC, { steps: 3, batch: 1 }, tensors));
  run("lstm with the numbers of the screen", [at("lstm.py")], (out) => {
    const got = JSON.parse(/h \(3, 1, 1\) = (\[.*\])/.exec(out)?.[1] ?? "[]");
    const want = scalar.scalarForward(inputs).map(({ h }) => h);
    return want.every((h, t) => Math.abs(h - got[t]) < 1e-6);
  });
  for (const [weight, shape] of /** @type {const} */ ([
    ["dense", [64, 32]],
    ["conv", [2, 8, 6, 6]],
  ])) {
    const spec = { kind: "residual", placement: "full-preactivation", blocks: 6, width: shape[1], weight, norm: true };
    await writeFile(
      at("residual.py"),
      residualSource(/** @type {import("../src/models/residual.js").ResidualSpec} */ (spec), shape),
    );
    run(`residual, ${weight}`, [at("residual.py")], (out) => out.includes("first against last"));
  }
  await writeFile(at("adder.py"), adderSource(adders.CANONICAL, { bits: 4, columns: 5, carryIn: 0 }));
  run("adder", [at("adder.py")], (out) => out === "256 of 256 pairs right");
} finally {
  await rm(folder, { recursive: true });
}
process.exitCode = failed > 0 ? 1 : 0;
