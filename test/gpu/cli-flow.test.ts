import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { initialResidualWeights, PLACEMENT_NAMES, residualSignals } from "../../src/models/residual.js";
import { normOf, residualReference } from "../../src/reference/residual.js";
import { stackOf } from "../unit/residual-oracles.js";

/** The built bin: what a user runs, in a process of its own. */
const BIN = fileURLToPath(new URL("../../dist/cli/index.js", import.meta.url));

const flow = (...argv: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, "flow", ...argv], { stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk: Buffer) => (stderr += String(chunk)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });

interface Report {
  readonly placements: readonly {
    readonly name: string;
    readonly gradientNorm: readonly number[];
    readonly skipNorm: readonly number[];
    readonly activationNorm: readonly number[];
    readonly ratio: number;
    readonly skipRatio: number;
  }[];
}

const near = (got: readonly number[], want: readonly number[], what: string): void => {
  assert.equal(got.length, want.length, what);
  got.forEach((value, l) =>
    assert.ok(Math.abs(value - want[l]!) <= 1e-3 * want[l]!, `${what} ${l}: ${value}, not ${want[l]}`),
  );
};

for (const device of ["gpu", "cpu"])
  test(`flow on the ${device}: the norms of the float64 reference, in the fixed form`, async () => {
    for (const [weight, shape] of [
      ["dense", [9, 5]],
      ["conv", [3, 5, 4, 3]],
    ] as const) {
      const flags = ["--blocks", "4", "--width", "5", "--batch", String(shape[0]), "--seed", "6", "--weight", weight];
      if (weight === "conv") flags.push("--size", "4x3");
      const { code, stdout, stderr } = await flow(...flags, "--device", device, "--json");
      assert.deepEqual([code, stderr], [0, ""]);
      const report = JSON.parse(stdout) as Report;
      assert.deepEqual(Object.keys(report), ["placements"]);
      assert.deepEqual(
        report.placements.map(({ name }) => name),
        PLACEMENT_NAMES,
      );
      for (const [i, placement] of PLACEMENT_NAMES.entries()) {
        const spec = stackOf(placement, { blocks: 4, width: 5, weight });
        const { x, outputGradient } = residualSignals(shape, 6);
        const want = residualReference(spec, x, outputGradient, initialResidualWeights(spec, 6));
        const { name, gradientNorm, skipNorm, activationNorm, ratio, skipRatio, ...rest } = report.placements[i]!;
        near(gradientNorm, want.gradients.map(normOf), `${name} gradient`);
        near(skipNorm, want.skipGradients.map(normOf), `${name} skip`);
        near(activationNorm, want.activations.map(normOf), `${name} activation`);
        assert.deepEqual([ratio, skipRatio], [gradientNorm[0]! / gradientNorm[4]!, skipNorm[0]! / skipNorm[4]!]);
        assert.deepEqual(rest, {});
      }
    }
  });

test("flow as a table: one row for each placement asked for, in that order", async () => {
  const argv = [
    "--placements",
    "plain,full-preactivation",
    "--blocks",
    "2",
    "--width",
    "4",
    "--batch",
    "4",
    "--no-norm",
  ];
  const { code, stdout } = await flow(...argv);
  assert.equal(code, 0);
  const lines = stdout.split("\n");
  assert.match(lines[0]!, /^2 blocks, matrices 4×4, batch 4, no batch norm, seed 1, on /);
  assert.match(lines[3]!, /^Plain, no skip .* none /);
  assert.match(lines[4]!, /^Full pre-activation .* 1 +1\.000 /);
});

test("flow: every mistake is one line with the fix, and exit code 2", async () => {
  for (const [argv, message] of [
    [["--placements", "orignal"], /--placements orignal; did you mean original\?/],
    [["--placements", "left"], /use some of original, bn-after-addition/],
    [["--blocks", "0"], /--blocks 0: use a whole number from 1 to 256/],
    [["--batch", "1"], /--batch 1: use a whole number from 2 to 4096/],
    [["--weight", "matrix"], /--weight matrix: use dense or conv/],
    [["--size", "4x4"], /--size does not apply to --weight dense/],
    [["--width", "1024", "--blocks", "256", "--batch", "4096"], /the stack has .* weights, more than/],
    [
      ["--weight", "conv", "--width", "64", "--size", "64x64", "--batch", "256"],
      /multiply-adds, more than .*; lower --blocks/,
    ],
    [["54"], /flow takes flags alone, not 54/],
    [["--norm"], /flow has no flag --norm/],
  ] as const) {
    const { code, stdout, stderr } = await flow(...argv);
    assert.deepEqual([code, stdout], [2, ""], argv.join(" "));
    assert.match(stderr, message);
    assert.equal(stderr.trimEnd().split("\n").length, 1);
  }
});
