import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import sharp from "sharp";

/** The built bin: what a user runs, in a process of its own. */
const BIN = fileURLToPath(new URL("../../dist/cli/index.js", import.meta.url));
const CASES = fileURLToPath(new URL("../fixtures/cases/", import.meta.url));
const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "sweepfield-cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (command: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, argv, {
      cwd: REPOSITORY,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk: Buffer) => (stderr += String(chunk)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
const sweepfield = (...argv: string[]): Promise<Finished> => run(process.execPath, [BIN, ...argv]);
const sweepfieldWith = (env: NodeJS.ProcessEnv, ...argv: string[]): Promise<Finished> =>
  run(process.execPath, [BIN, ...argv], env);

const picture = async (name: string, channels: 1 | 3): Promise<string> => {
  const path = join(folder, name);
  const bytes = Uint8Array.from({ length: 12 * 10 * channels }, (_, i) => (i * 37) % 256);
  const image = sharp(bytes, { raw: { width: 12, height: 10, channels } });
  await (channels === 1 ? image.toColourspace("b-w") : image).png().toFile(path);
  return path;
};

interface Race {
  image: unknown;
  size: unknown;
  device: string;
  adapter: string;
  runs: {
    model: string;
    schedule: string;
    steps: number;
    dispatches: number;
    milliseconds: number | null;
    maxAbsError: number;
  }[];
}

for (const device of ["gpu", "cpu"]) {
  test(`race on the ${device}: steps as counted, outputs as the float64 reference`, async () => {
    for (const [path, kernel] of [
      [await picture("grey.png", 1), "3"],
      [await picture("colour.png", 3), "5"],
    ] as const) {
      const flags = ["--size", "5x7", "--depth", "3", "--channels", "5", "--kernel", kernel, "--device", device];
      const { code, stdout, stderr } = await sweepfield("race", path, ...flags, "--json");
      assert.equal(stderr, "");
      assert.equal(code, 0);
      const report = JSON.parse(stdout) as Race;
      assert.deepEqual(Object.keys(report), ["image", "size", "device", "adapter", "runs"]);
      assert.deepEqual(report.image, { width: 12, height: 10 });
      assert.deepEqual(report.size, [5, 7]);
      assert.equal(report.device, device);
      assert.ok(report.adapter.length > 0);
      const keys = ["model", "schedule", "depth", "channels", "steps", "dispatches", "milliseconds", "maxAbsError"];
      for (const entry of report.runs) assert.deepEqual(Object.keys(entry), keys);
      // d; d(H + W − 1); H + W + d − 2; dHW.
      assert.deepEqual(
        report.runs.map(({ model, schedule, steps }) => [model, schedule, steps]),
        [
          ["pixelcnn", "layers", 3],
          ["mdrnn", "layerwise", 33],
          ["mdrnn", "pipelined", 13],
          ["mdrnn", "raster", 105],
        ],
      );
      for (const { steps, dispatches, maxAbsError } of report.runs) {
        assert.ok(device === "gpu" ? dispatches >= steps : dispatches === 0);
        assert.ok(maxAbsError > 0 && maxAbsError < 1e-5, `an error of ${maxAbsError}`);
      }
    }
  });

  test(`verify on the ${device}: the outputs and all gradients of PyTorch`, async () => {
    const names = ["pixelcnn-rgb", "gated-pixelcnn-2layer", "mdrnn-3layer-batch", "mdrnn-as-printed", "mdlstm-1layer"];
    const files = names.map((name) => `${CASES}${name}.json`);
    const { code, stdout, stderr } = await sweepfield("verify", ...files, "--device", device, "--json");
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    const report = JSON.parse(stdout) as { device: string; cases: Record<string, unknown>[] };
    assert.equal(report.device, device);
    assert.deepEqual(
      report.cases.map(({ name }) => name),
      names,
    );
    for (const result of report.cases) {
      assert.equal(result["pass"], true);
      const { expect } = JSON.parse(readFileSync(`${CASES}${String(result["name"])}.json`, "utf8")) as {
        expect: { gradients: object };
      };
      assert.deepEqual(result["compared"], ["y", ...Object.keys(expect.gradients)]);
      assert.deepEqual(result["notCompared"], []);
      assert.ok((result["maxAbsError"] as number) < 1e-5);
    }
  });
}

for (const device of ["gpu", "cpu"]) {
  test(`verify on the ${device}: LSTMs of PyTorch, outputs and every gradient`, async () => {
    const files = ["lstm-1layer", "lstm-2layer"].map((name) => `${CASES}${name}.json`);
    const { code, stdout, stderr } = await sweepfield("verify", ...files, "--device", device, "--json");
    assert.deepEqual([code, stderr], [0, ""]);
    const { cases } = JSON.parse(stdout) as { cases: { compared: string[]; maxAbsError: number }[] };
    const tensors = ["y", "hT", "cT", "x", "h0", "c0", "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"];
    assert.deepEqual(cases[0]!.compared, tensors);
    assert.equal(cases[1]!.compared.length, tensors.length + 4);
    for (const { maxAbsError } of cases) assert.ok(maxAbsError < 1e-5);
  });
}

test("verify: one wrong number fails with exit code 1 and its place; an unusable file is exit code 2", async () => {
  const text = readFileSync(`${CASES}mdrnn-1layer.json`, "utf8");
  interface Case {
    expect: { outputs: { y: { data: number[] } }; gradients: Record<string, { data: number[] }> };
  }
  const path = join(folder, "wrong.json");
  const failing = async (spoil: (content: Case) => void): Promise<string> => {
    const wrong = JSON.parse(text) as Case;
    spoil(wrong);
    writeFileSync(path, JSON.stringify(wrong));
    const failed = await sweepfield("verify", path, "--device", "cpu");
    assert.equal(failed.code, 1);
    return failed.stdout;
  };
  const output = await failing(({ expect }) => (expect.outputs.y.data[7]! += 0.01));
  assert.match(output, /FAIL.*y\[0, 0, 1, 2\] is .*, expected .*reference disagrees with the case too/);
  const gradient = await failing(({ expect }) => (expect.gradients["layers.0.w_north"]!.data[4]! += 0.01));
  assert.match(gradient, /FAIL.*layers\.0\.w_north\[1, 1\] is .*, expected /);

  const cut = join(folder, "cut.json");
  writeFileSync(cut, text.slice(0, 1000));
  const mixed = await sweepfield("verify", cut, `${CASES}mdrnn-1layer.json`, "--device", "cpu", "--json");
  assert.equal(mixed.code, 2);
  assert.match(mixed.stderr, /cut\.json: not JSON: it ends too early/);
  const { cases } = JSON.parse(mixed.stdout) as { cases: { pass: boolean; compared: string[] }[] };
  assert.deepEqual(
    cases.map(({ pass, compared }) => [pass, compared]),
    [
      [false, []],
      [true, ["y", "x", "layers.0.w_in", "layers.0.w_west", "layers.0.w_north", "layers.0.bias"]],
    ],
  );
});

interface BenchJson {
  schema: string;
  adapter: string;
  runtime: string;
  probes: Record<string, number>;
  workloads: {
    id: string;
    flops: number;
    steps: number;
    ours: { medianMs: number; p10Ms: number; p90Ms: number; maxAbsError: number; gflops: number; trialsMs: number[] };
    peers: Record<string, { skipped?: string; trialsMs?: number[] }>;
    ratio: Record<string, { median: number; low: number; high: number }>;
  }[];
}

test("bench times what it has compared, and keeps to its schema", async () => {
  const path = join(folder, "bench.json");
  const { code, stdout, stderr } = await sweepfield(
    "bench",
    "mdrnn-tiny",
    "bptt-tiny",
    "lstm-tiny-cpu",
    "--json",
    path,
  );
  assert.equal(code, 0, stderr);
  assert.equal(stdout, "");
  const report = JSON.parse(readFileSync(path, "utf8")) as BenchJson;
  assert.equal(report.schema, "sweepfield-bench/1");
  assert.equal(report.runtime, "dawn");
  for (const [name, value] of Object.entries(report.probes)) assert.ok(Number.isFinite(value), name);
  const [mdrnn, bptt, cpu] = report.workloads as BenchJson["workloads"] & { length: 3 };
  assert.deepEqual([mdrnn!.id, bptt!.id, cpu!.id], ["mdrnn-tiny", "bptt-tiny", "lstm-tiny-cpu"]);
  // Two per multiply-add: 36 cells, 4·1 + 2·4·4 in layer 0 and 3·4·4 in layer 1.
  assert.equal(mdrnn!.flops, 2 * 36 * (4 + 32 + 48));
  assert.equal(mdrnn!.steps, 6 + 6 + 2 - 2);
  assert.equal(bptt!.steps, 2 * 4);
  for (const { ours, flops } of report.workloads) {
    assert.ok(ours.trialsMs.length >= 5);
    assert.ok(ours.p10Ms <= ours.medianMs && ours.medianMs <= ours.p90Ms);
    assert.ok(ours.maxAbsError < 1e-5);
    assert.ok(Math.abs(ours.gflops - flops / (1e6 * ours.medianMs)) < 1e-9);
  }
  assert.equal(mdrnn!.peers["own-layerwise"]?.trialsMs?.length, mdrnn!.ours.trialsMs.length);
  assert.deepEqual(Object.keys(mdrnn!.ratio), ["own-layerwise"]);
  assert.ok(mdrnn!.ratio["own-layerwise"]!.low <= mdrnn!.ratio["own-layerwise"]!.high);
});

test("bench --peers without a network names every peer with the reason, and ends", async () => {
  const offline = { npm_config_registry: "http://127.0.0.1:9", XDG_CACHE_HOME: join(folder, "cache") };
  const { code, stdout, stderr } = await sweepfieldWith(offline, "bench", "lstm-tiny-cpu", "--peers", "--json");
  assert.equal(code, 0, stderr);
  const { peers, ratio } = (JSON.parse(stdout) as BenchJson).workloads[0]!;
  assert.match(peers["tfjs-cpu"]?.skipped ?? "", /could not be installed/);
  assert.deepEqual(ratio, {});
});

test("bad use is one line on stderr, nothing on stdout, exit code 2", async () => {
  for (const [argv, message] of [
    [[], "name a command; see sweepfield --help"],
    [["cuont"], "there is no command cuont; did you mean count?"],
    [["race", "x.png", "--depth", "0"], "--depth 0: use a whole number from 1 to 256"],
    [["race", "nowhere.png"], "nowhere.png: there is no such file"],
    [["count", "mdrnn", "--kernel", "5"], "--kernel does not apply to mdrnn; leave it out"],
    [["verify"], "verify needs a file; write sweepfield verify case.json"],
    [["bench", "mdrnn-23"], "there is no workload mdrnn-23; did you mean mdrnn-32?"],
  ] as const) {
    assert.deepEqual(await sweepfield(...argv), { code: 2, stdout: "", stderr: `sweepfield: ${message}\n` });
  }
});

test("npx finds the bin; count loads no native addon; help names every command", async () => {
  const version = (JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as { version: string }).version;
  assert.equal((await run("npx", ["--no", "--", "sweepfield", "--version"])).stdout.trim(), version);
  const script = `
    import { main } from ${JSON.stringify(new URL("../../dist/cli/main.js", import.meta.url).href)};
    await main(["count", "mdrnn", "--json"], "0", new AbortController().signal);
    process.stderr.write(process.report.getReport().sharedObjects.filter((path) => path.endsWith(".node")).join());`;
  const counted = await run(process.execPath, ["--input-type=module", "--eval", script]);
  assert.equal(counted.stderr, "");
  assert.equal((JSON.parse(counted.stdout) as { connections: number }).connections, 4_114_432);
  const help = await sweepfield("--help");
  assert.equal(help.code, 0);
  for (const name of ["serve", "race", "count", "verify", "doctor", "bench"])
    assert.match(help.stdout, new RegExp(`^  ${name} `, "m"));
});

test("Ctrl-C ends a race with exit code 130 and one line", async () => {
  // A pipe opens for writing only when the command has come so far as to read it, long after it began to listen.
  const pipe = join(folder, "pipe.png");
  assert.equal((await run("mkfifo", [pipe])).code, 0);
  const child = spawn(process.execPath, [BIN, "race", pipe, "--device", "cpu"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += String(chunk)));
  const ended = new Promise((resolve) => child.on("close", resolve));
  const writer = await open(pipe, "w");
  child.kill("SIGINT");
  await writer.writeFile(readFileSync(await picture("interrupted.png", 1)));
  await writer.close();
  assert.equal(await ended, 130);
  assert.equal(stderr, "sweepfield: interrupted\n");
});
