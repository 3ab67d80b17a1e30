import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import sharp from "sharp";
import { readWeights } from "../../src/io/weights-file.js";

/** The built bin: what a user runs, in a process of its own. */
const BIN = fileURLToPath(new URL("../../dist/cli/index.js", import.meta.url));
const CASE = fileURLToPath(new URL("../fixtures/cases/training-pixelcnn.json", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "sweepfield-train-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const sweepfield = (
  argv: readonly string[],
  whileRunning?: (stderr: string, stop: () => void) => void,
): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += String(chunk);
      whileRunning?.(stderr, () => child.kill("SIGINT"));
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });

const spec = {
  kind: "pixelcnn",
  conditional: { kind: "bernoulli" },
  layers: [
    { kernel: 3, out: 4 },
    { kernel: 3, out: 1, activation: "none" },
  ],
};
writeFileSync(at("spec.json"), JSON.stringify(spec));
const small = ["--model", at("spec.json"), "--data", "builtin:60", "--size", "8x8", "--held-out", "20", "--batch", "8"];

test("train: the fixed JSON, a loss that falls below knowing nothing, and --resume equal to never having stopped", async () => {
  for (const device of ["gpu", "cpu"]) {
    const on = ["--device", device, "--json"];
    const whole = await sweepfield([
      "train",
      ...small,
      "--steps",
      "30",
      "--learning-rate",
      "0.05",
      "--out",
      at("whole.st"),
      ...on,
    ]);
    assert.equal(whole.code, 0, whole.stderr);
    const report = JSON.parse(whole.stdout);
    assert.deepEqual(Object.keys(report), ["steps", "heldOut", "train", "baselines", "milliseconds", "resumed"]);
    assert.deepEqual([report.steps, report.resumed], [30, false]);
    assert.ok(Math.abs(report.baselines.uniform - 64 * Math.LN2) < 1e-9);
    assert.ok(report.heldOut.nats < report.baselines.uniform);
    assert.ok(Math.abs(report.heldOut.bitsPerDimension - report.heldOut.nats / (64 * Math.LN2)) < 1e-9);
    await sweepfield(["train", ...small, "--steps", "11", "--learning-rate", "0.05", "--out", at("part.st"), ...on]);
    const resumed = await sweepfield([
      "train",
      "--resume",
      at("part.st"),
      "--steps",
      "30",
      "--out",
      at("rest.st"),
      ...on,
    ]);
    assert.equal(JSON.parse(resumed.stdout).resumed, true);
    assert.deepEqual(JSON.parse(resumed.stdout).heldOut, report.heldOut);
    assert.deepEqual(readFileSync(at("rest.st")), readFileSync(at("whole.st")));
  }
});

test("Ctrl-C leaves a complete file that --resume goes on from, and exit code 130", async () => {
  // 20 notes a run: the first comes after 100 steps, long before the last
  const large = [
    "--model",
    at("spec.json"),
    "--data",
    "builtin:60",
    "--size",
    "16x16",
    "--held-out",
    "20",
    "--batch",
    "32",
  ];
  const argv = ["train", ...large, "--steps", "2000", "--out", at("stopped.st"), "--device", "cpu"];
  let told = false;
  const stopped = await sweepfield(argv, (stderr, stop) => {
    if (told || !/step 100 of 2000/.test(stderr)) return;
    told = true;
    stop();
  });
  assert.equal(stopped.code, 130, stopped.stderr);
  assert.match(stopped.stderr, /stopped after step \d+ of 2000; .*stopped\.st holds it; go on with --resume/);
  const { checkpoint } = readWeights(readFileSync(at("stopped.st")));
  assert.ok(checkpoint!.step >= 100 && checkpoint!.step < 2000);
  const steps = String(checkpoint!.step + 2);
  const resumed = await sweepfield([
    "train",
    "--resume",
    at("stopped.st"),
    "--steps",
    steps,
    "--device",
    "cpu",
    "--json",
  ]);
  assert.equal(JSON.parse(resumed.stdout).steps, Number(steps));
});

test("sample: the same image by every method, the steps of the theory, a PNG; temperature, weights, size", async () => {
  const base = ["sample", "--weights", at("whole.st"), "--seed", "3", "--json"];
  const reports = await Promise.all(
    ["naive", "cached", "wavefront", "fixed-point"].map(async (method) => {
      const { code, stdout, stderr } = await sweepfield([...base, "--method", method]);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    }),
  );
  for (const report of reports) {
    assert.deepEqual(Object.keys(report), [
      "method",
      "pixelSteps",
      "matvecSteps",
      "dispatches",
      "milliseconds",
      "sha256",
    ]);
    assert.equal(report.sha256, reports[0].sha256);
    assert.equal(report.matvecSteps, 2 * report.pixelSteps);
  }
  assert.deepEqual(
    reports.slice(0, 3).map(({ pixelSteps }) => pixelSteps),
    [64, 64, 22],
  );
  const drawn = await sweepfield([
    "sample",
    "--method",
    "wavefront",
    "--weights",
    "builtin",
    "--count",
    "4",
    "--out",
    at("four.png"),
    "--device",
    "cpu",
  ]);
  assert.equal(drawn.code, 0, drawn.stderr);
  assert.ok(statSync(at("four.png")).size > 100);
  const untrained = JSON.parse((await sweepfield(["sample", "--method", "wavefront", "--json"])).stdout);
  assert.deepEqual([untrained.pixelSteps, untrained.matvecSteps], [82, 246]);
});

test("IDX packed by gzip, CSV, a folder and a zip of pictures train; verify runs the PyTorch training case on both devices", async () => {
  const idx = new Uint8Array(16 + 30 * 64);
  idx.set([0, 0, 8, 3]);
  const view = new DataView(idx.buffer);
  [30, 8, 8].forEach((size, i) => view.setUint32(4 + 4 * i, size));
  for (let i = 16; i < idx.length; i++) idx[i] = (i * 7) % 3 === 0 ? 255 : 0;
  writeFileSync(at("images.gz"), gzipSync(idx));
  writeFileSync(
    at("images.csv"),
    Array.from({ length: 20 }, (_, n) => Array.from({ length: 16 }, (_v, i) => ((i + n) % 4 ? 0 : 255)).join()).join(
      "\n",
    ),
  );
  for (const data of ["images.gz", "images.csv"]) {
    const trained = await sweepfield([
      "train",
      "--model",
      at("spec.json"),
      "--data",
      at(data),
      "--steps",
      "3",
      "--batch",
      "4",
      "--device",
      "cpu",
      "--json",
    ]);
    assert.equal(trained.code, 0, trained.stderr);
  }
  const pictures: Record<string, Uint8Array> = {};
  mkdirSync(at("pictures"));
  for (let n = 0; n < 8; n++) {
    const raw = { width: 9, height: 7, channels: 3 } as const;
    const pixels = Uint8Array.from({ length: 9 * 7 * 3 }, (_, i) => (i * 17 + n * 31) % 256);
    const png = await sharp(pixels, { raw }).png().toBuffer();
    pictures[`${n}.png`] = png;
    writeFileSync(join(at("pictures"), `${n}.png`), png);
  }
  writeFileSync(at("pictures.zip"), zipSync(pictures));
  const rgb = {
    kind: "pixelcnn",
    inputs: 3,
    colourGroups: 3,
    conditional: { kind: "gaussian", sigma: 0.3, levels: 256 },
    layers: [{ kernel: 3, out: 3, activation: "none" }],
  };
  writeFileSync(at("rgb.json"), JSON.stringify(rgb));
  const [folderRun, zipRun] = await Promise.all(
    ["pictures", "pictures.zip"].map(async (data) => {
      const argv = ["train", "--model", at("rgb.json"), "--data", at(data), "--steps", "2", "--batch", "2"];
      const { code, stdout, stderr } = await sweepfield([...argv, "--device", "cpu", "--json"]);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    }),
  );
  assert.deepEqual(zipRun.heldOut, folderRun.heldOut);
  for (const device of ["gpu", "cpu"]) {
    const verified = await sweepfield(["verify", CASE, "--device", device, "--json"]);
    assert.equal(verified.code, 0, verified.stderr);
    const [result] = JSON.parse(verified.stdout).cases;
    assert.deepEqual([result.pass, result.compared, result.reference.pass], [true, ["losses"], true]);
  }
});

test("bad use is one line on stderr and exit code 2; nothing is written", async () => {
  writeFileSync(at("plain.json"), JSON.stringify({ ...spec, conditional: undefined, layers: [{ kernel: 3, out: 4 }] }));
  writeFileSync(at("short.gz"), gzipSync(Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 9)).subarray(0, 15));
  writeFileSync(at("cut.st"), readFileSync(at("whole.st")).subarray(0, 300));
  const wrong: [string[], RegExp][] = [
    [["train"], /train needs a model; write --model spec\.json/],
    [["train", "--model", at("plain.json")], /plain\.json: the model has no conditional; add "conditional"/],
    [["train", "--model", at("spec.json"), "--data", at("short.gz")], /short\.gz: its gzip data is cut off or damaged/],
    [["train", "--model", at("spec.json"), "--data", at("nothing")], /there is no such file/],
    [
      ["train", "--model", at("spec.json"), "--learning-rate", "fast"],
      /--learning-rate fast: use a number from 0 to 10/,
    ],
    [["train", "--resume", at("whole.st"), "--batch", "3"], /--batch 3: the file was trained with 8; leave it out/],
    [["train", "--resume", at("cut.st")], /cut\.st: .*cut off/],
    [["sample"], /sample needs a method/],
    [["sample", "--method", "wavefrnt"], /did you mean wavefront\?/],
    [["sample", "--method", "naive", "--weights", at("cut.st")], /cut\.st: .*cut off/],
    [["sample", "--method", "naive", "--out", "x.gif"], /--out x\.gif: use a name that ends in \.png/],
  ];
  for (const [argv, said] of wrong) {
    const { code, stderr, stdout } = await sweepfield([...argv, ...(argv.length > 2 ? ["--device", "cpu"] : [])]);
    assert.equal(code, 2, `${argv.join(" ")}: ${stderr}`);
    assert.match(stderr, said);
    assert.equal(stdout, "");
  }
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith(".part")),
    [],
  );
});
