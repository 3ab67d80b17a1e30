import assert from "node:assert/strict";
import { test } from "node:test";
import { hasDevice, reportLines } from "../../src/cli/commands/doctor.js";
import type { AdapterSurvey, MachineSurvey } from "../../src/cli/machine/survey.js";

const adapter: AdapterSurvey = {
  name: "SwiftShader",
  software: true,
  features: ["timestamp-query"],
  limits: { maxBufferSize: 1073741824 },
};
const nothing = { found: false, why: "the reason" } as const;
const versions = { sweepfield: "0.1.0", node: "20.19.0", platform: "linux x64" };
const bare: MachineSurvey = { versions, dawn: nothing, browser: nothing };
const browserWith = (software: boolean): MachineSurvey => ({
  ...bare,
  browser: {
    found: true,
    path: "/usr/bin/chromium",
    kind: "installed",
    version: "150.0",
    rejected: [{ path: "/snap/chrome", why: "it does not start" }],
    adapters: { hardware: nothing, software: software ? { found: true, adapter } : nothing },
  },
});

test("a device is one in Node or on a page, and a browser alone is none", () => {
  assert.equal(hasDevice(bare), false);
  assert.equal(hasDevice(browserWith(false)), false);
  assert.equal(hasDevice(browserWith(true)), true);
  const dawn = { found: true, driver: "system driver", adapter, rejected: [] } as const;
  assert.equal(hasDevice({ ...bare, dawn }), true);
});

test("the report names what was found, what was rejected, and why", () => {
  const report = reportLines(browserWith(true)).join("\n");
  assert.match(report, /none {5}the reason/);
  assert.match(report, /\/usr\/bin\/chromium \(installed, 150\.0\)/);
  assert.match(report, /not {6}\/snap\/chrome: it does not start/);
  assert.match(report, /SwiftShader \(software\)/);
  assert.match(report, /maxBufferSize 1,073,741,824/);
  assert.match(report, /Models can run/);
  assert.match(reportLines(bare).at(-1)!, /--device cpu/);
});
