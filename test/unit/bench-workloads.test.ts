import assert from "node:assert/strict";
import { test } from "node:test";
import { workloadsOf } from "../../bench/index.js";
import { inputsOf, WORKLOADS } from "../../bench/workloads.js";
import { SweepfieldError } from "../../src/error.js";
import { validateSpec } from "../../src/models/validate.js";
import { schedulesFor } from "../../src/schedule/schedules.js";

test("every workload is a valid model under schedules that it has", () => {
  for (const { id, spec, schedule, rivals } of WORKLOADS) {
    assert.deepEqual(validateSpec(spec), spec, id);
    for (const name of [schedule, ...Object.values(rivals)])
      assert.ok(schedulesFor(spec).includes(name), `${id}: ${name}`);
  }
  assert.equal(new Set(WORKLOADS.map(({ id }) => id)).size, WORKLOADS.length);
});

const ids = (given: string[]) => workloadsOf(given).map(({ id }) => id);

test("the ids that the design names run by default, the tiny ones by name only", () => {
  assert.deepEqual(ids([]), ["pixelcnn-64", "mdrnn-32", "mdrnn-32-layerwise"]);
  assert.deepEqual(ids(["mdrnn-tiny"]), ["mdrnn-tiny"]);
  assert.throws(
    () => ids(["mdrn-32"]),
    (error: unknown) => error instanceof SweepfieldError && /did you mean mdrnn-32\?/.test(error.message),
  );
});

test("the inputs of a workload are the same every time", () => {
  const tiny = WORKLOADS.find(({ id }) => id === "mdrnn-tiny")!;
  assert.deepEqual(inputsOf(tiny), inputsOf(tiny));
  assert.ok(inputsOf(tiny).x.data.every((value) => Math.abs(value) <= 1));
});
