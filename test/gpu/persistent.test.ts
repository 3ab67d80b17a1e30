import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedError } from "../../bench/contender.js";
import { referenceOf } from "../../bench/own.js";
import { persistentContender } from "../../bench/persistent.js";
import type { ImageWorkload } from "../../bench/workloads.js";
import { mdrnn } from "../../src/models/presets.js";
import { session } from "./session.js";

for (const [side, channels, depth] of [
  [1, 3, 1],
  [5, 4, 2],
  [9, 9, 3],
  [24, 17, 2],
] as const)
  test(`one workgroup sweeps ${side} × ${side}, ${channels} channels, ${depth} layers: right, and every step counted`, async () => {
    const workload: ImageWorkload = {
      id: "persistent",
      device: "gpu",
      over: "image",
      spec: mdrnn({ depth, channels }),
      side,
      schedule: "pipelined",
      rivals: {},
    };
    const contender = await persistentContender(session, workload);
    const observed = await contender.run();
    assert.equal(observed!.steps, 2 * side + depth - 2);
    checkedError("persistent", await contender.outputs(), referenceOf(workload));
    contender.close();
  });
