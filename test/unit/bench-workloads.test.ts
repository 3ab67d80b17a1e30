import assert from "node:assert/strict";
import { test } from "node:test";
import { attainableMs } from "../../bench/probes.js";
import { checkedError } from "../../bench/contender.js";
import { workloadsOf } from "../../bench/index.js";
import { flopsOf } from "../../bench/own.js";
import { peerContenders, PEER_NAMES } from "../../bench/peer-contenders.js";
import { peerTask } from "../../bench/task.js";
import { imageInputs, timeInputs, WORKLOADS } from "../../bench/workloads.js";
import { SweepfieldError } from "../../src/error.js";
import { validateSequenceSpec } from "../../src/models/sequence.js";
import { validateSpec } from "../../src/models/validate.js";
import { SAMPLING_METHODS } from "../../src/schedule/sampling.js";
import { schedulesFor } from "../../src/schedule/schedules.js";

test("every workload is a valid model under schedules that it has", () => {
  for (const workload of WORKLOADS) {
    const { id, spec } = workload;
    if (workload.over === "time") {
      assert.deepEqual(validateSequenceSpec(spec), spec, id);
      continue;
    }
    assert.deepEqual(validateSpec(spec), spec, id);
    if (workload.over === "sampling") {
      for (const method of [workload.method, ...Object.values(workload.rivals)])
        assert.ok(SAMPLING_METHODS.includes(method), `${id}: ${method}`);
      continue;
    }
    for (const name of [workload.schedule, ...Object.values(workload.rivals)])
      assert.ok(schedulesFor(workload.spec).includes(name), `${id}: ${name}`);
  }
  assert.equal(new Set(WORKLOADS.map(({ id }) => id)).size, WORKLOADS.length);
});

const ids = (given: string[]) => workloadsOf(given).map(({ id }) => id);
const DEFAULT = ["pixelcnn-64", "mdrnn-32", "mdrnn-32-layerwise", "lstm-128", "bptt-64", "sample-28"];

test("the ids that the design names run by default, and the CPU engine's; the tiny ones by name only", () => {
  assert.deepEqual(ids([]), [...DEFAULT, "pixelcnn-64-cpu", "mdrnn-32-cpu", "lstm-128-cpu", "bptt-64-cpu"]);
  assert.deepEqual(ids(["mdrnn-tiny"]), ["mdrnn-tiny"]);
  assert.throws(
    () => ids(["mdrn-32"]),
    (error: unknown) => error instanceof SweepfieldError && /did you mean mdrnn-32\?/.test(error.message),
  );
});

const found = (id: string) => WORKLOADS.find((workload) => workload.id === id)!;

test("the inputs of a workload are the same every time", () => {
  const tiny = found("mdrnn-tiny");
  assert.ok(tiny.over === "image");
  assert.deepEqual(imageInputs(tiny), imageInputs(tiny));
  assert.ok(imageInputs(tiny).x.data.every((value: number) => Math.abs(value) <= 1));
  const bptt = found("bptt-tiny");
  assert.ok(bptt.over === "time");
  assert.deepEqual(timeInputs(bptt).outputGradients?.y?.shape, [4, 2, 5]);
});

test("two flops per multiply-add, three products for forward and back", () => {
  assert.equal(flopsOf(found("lstm-128")), 2 * 128 * 32 * 4 * 64 * 128);
  assert.equal(flopsOf(found("bptt-64")), 6 * 64 * 16 * 4 * 64 * 128);
  // 24 live taps of 1 → 32, then seven times five of 32 → 32
  assert.equal(flopsOf(found("pixelcnn-64")), 2 * 64 * 64 * (24 * 32 + 7 * 5 * 32 * 32));
});

test("a peer gets kernels with zeros where the mask hides, and one bias for both of torch's", () => {
  const task = peerTask(found("pixelcnn-tiny"));
  assert.ok(task?.kind === "pixelcnn");
  assert.deepEqual(
    task.layers.map(({ weight }) => Array.from(weight.data).filter((value) => value !== 0).length),
    [24 * 4, 5 * 16],
  );
  const lstm = peerTask(found("lstm-tiny"));
  assert.equal(peerTask(found("sample-28")), null);
  assert.ok(lstm?.kind === "lstm" && lstm.outputGradient === null);
  const workload = found("lstm-tiny");
  assert.ok(workload.over === "time");
  const { weights } = timeInputs(workload);
  assert.ok(Math.abs(lstm.bias.data[3]! - weights["bias_ih_l0"]!.data[3]! - weights["bias_hh_l0"]!.data[3]!) < 1e-7);
});

test("what differs from the reference is refused, and names where", () => {
  assert.equal(checkedError("we", { y: [1, 2.00001] }, { y: [1, 2] }).toFixed(5), "0.00001");
  assert.throws(
    () => checkedError("we", { y: [1, 2.1] }, { y: [1, 2] }),
    /^SweepfieldError: we: y differs .* at \[1\]/,
  );
  assert.throws(() => checkedError("we", { y: [1, NaN] }, { y: [1, 2] }), /differs/);
  assert.throws(() => checkedError("we", { y: [1] }, { y: [1, 2] }), /1 numbers for y, of 2/);
});

test("peers that are not there say why; the CPU engine meets tfjs's CPU backend alone", async () => {
  const peers = new Map(PEER_NAMES.map((name) => [name, { skipped: "offline" }] as const));
  assert.deepEqual(
    await peerContenders(peers, found("lstm-tiny")),
    Object.fromEntries(PEER_NAMES.map((name) => [name, { skipped: "offline" }])),
  );
  assert.deepEqual(Object.keys(await peerContenders(peers, found("lstm-tiny-cpu"))), ["tfjs-cpu"]);
});

test("the floor: dependent dispatches one after the other, and the arithmetic", () => {
  assert.equal(attainableMs({ dispatchGapUs: 20, productGflops: 2 }, 4e6, 100), 2 + 2);
});
