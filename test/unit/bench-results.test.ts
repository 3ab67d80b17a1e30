import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

interface Ratio {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}
interface Report {
  readonly workloads: readonly {
    readonly id: string;
    readonly ours: { readonly medianMs: number };
    readonly ratio: Readonly<Record<string, Ratio>>;
  }[];
}

const reportOf = (name: string): Report => JSON.parse(readFileSync(`bench/results/${name}.json`, "utf8")) as Report;
const [readme, chrome, lavapipe, processor] = [
  readFileSync("README.md", "utf8").replaceAll("**", ""),
  [reportOf("chrome-swiftshader"), reportOf("chrome-swiftshader-sampling")],
  [reportOf("dawn-lavapipe"), reportOf("dawn-lavapipe-sampling")],
  [reportOf("chrome-swiftshader-cpu")],
] as const;

const found = (reports: readonly Report[], id: string) => {
  const workload = reports.flatMap(({ workloads }) => workloads).find((candidate) => candidate.id === id);
  assert.ok(workload, `bench/results has ${id}`);
  return workload;
};

/** Whether a number is the measured one, rounded to as many decimals as it is said with. */
const isSaid = (text: string | undefined, measured: number): boolean =>
  text !== undefined && measured.toFixed(text.split(".")[1]?.length ?? 0) === text;

/** By the first words of a row of the README's table: the workload, and by column the peer. */
const ROWS: readonly (readonly [
  row: string,
  against: string,
  id: string,
  peers: readonly [string | null, string | null],
])[] = [
  ["PixelCNN 64×64", "jax-js", "pixelcnn-64", ["jax-webgpu", "jax-webgpu"]],
  ["", "ONNX Runtime Web", "pixelcnn-64", ["onnxruntime-webgpu", null]],
  ["", "TensorFlow.js ", "pixelcnn-64", ["tfjs-webgpu", "tfjs-webgpu"]],
  ["MDRNN 32×32", "TensorFlow.js, diagonals", "mdrnn-32", ["tfjs-webgpu", "tfjs-webgpu"]],
  ["", "our own, layer by layer", "mdrnn-32", ["own-layerwise", "own-layerwise"]],
  ["LSTM T = 128", "best peer", "lstm-128", ["onnxruntime-webgpu", "jax-webgpu"]],
  ["LSTM forward and BPTT", "jax-js", "bptt-64", ["jax-webgpu", "jax-webgpu"]],
  ["drawing 28×28", "our own, naive", "sample-28", ["own-naive", "own-naive"]],
];

interface Pictures {
  readonly firstFrame: { readonly medianMs: number };
  readonly play: { readonly framesPerSecond: number; readonly longTasks: number };
}

test("what the README says of the pictures was measured", () => {
  const { firstFrame, play } = JSON.parse(readFileSync("bench/results/pictures.json", "utf8")) as Pictures;
  const [, frames] = /([\d.]+) frames a second while it plays/.exec(readme) ?? [];
  const [, seconds] = /run and drawn ([\d.]+) s after/.exec(readme) ?? [];
  assert.ok(
    isSaid(frames, play.framesPerSecond) && isSaid(seconds, firstFrame.medianMs / 1000),
    `${frames}, ${seconds}`,
  );
  assert.equal(play.longTasks, 0);
});

test("what immediates did to layer by layer was measured", () => {
  const [, before, now] =
    /took ([\d.]+) times the time of the\s+pipelined sweep before, and takes ([\d.]+) times/.exec(readme) ?? [];
  const ratioIn = (name: string): number => found([reportOf(name)], "mdrnn-32").ratio["own-layerwise"]!.median;
  assert.ok(
    isSaid(before, ratioIn("dawn-lavapipe-moved-uniform")) && isSaid(now, ratioIn("dawn-lavapipe")),
    `${before}, ${now}`,
  );
});

test("every ratio of the README is one that was measured, with its interval", () => {
  const lines = readme.split("\n").filter((line) => line.startsWith("|"));
  for (const [row, against, id, peers] of ROWS) {
    const line = lines.find((text) => text.slice(2).trimStart().startsWith(row) && text.includes(`| ${against}`));
    assert.ok(line, `the README has a row ${row || id} against ${against}`);
    const cells = line.split("|").slice(3, 5);
    for (const [column, reports] of [chrome, lavapipe].entries()) {
      const peer = peers[column];
      if (peer === null || peer === undefined) continue;
      const { ours, ratio } = found(reports, id);
      const { median, low, high } = ratio[peer]!;
      const [said, from, to] = cells[column]!.match(/[\d.]+/g) ?? [];
      assert.ok(
        isSaid(said, median) && isSaid(from, low) && isSaid(to, high),
        `${id} against ${peer}: ${cells[column]} is ${median} (${low} – ${high})`,
      );
      const own = /\[([\d.]+) ms\]/.exec(cells[column]!)?.[1];
      if (own !== undefined) assert.ok(isSaid(own, ours.medianMs), `${id}: [${own} ms] is ${ours.medianMs}`);
    }
  }
  const cpu = lines.find((line) => line.startsWith("| CPU engine")) ?? "";
  const said = cpu.split("|")[3]!.match(/[\d.]+/g) ?? [];
  const measured = ["pixelcnn-64", "mdrnn-32", "lstm-128", "bptt-64"].map(
    (id) => found(processor, `${id}-cpu`).ratio["tfjs-cpu"]!.median,
  );
  assert.ok(
    said.length === 4 && said.every((value, i) => isSaid(value, measured[i]!)),
    `${said.join()} is ${measured.join()}`,
  );
});
