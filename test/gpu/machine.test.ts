import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import type { MachineSurvey } from "../../src/cli/machine/survey.js";

const BIN = "dist/cli/index.js";

/** A run of the built bin in an environment of its own. */
async function sweepfield(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  try {
    const done = await promisify(execFile)(process.execPath, [BIN, ...argv], { env: { ...process.env, ...env } });
    return { code: 0, ...done };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

test("doctor finds a device in Node and on a page, and the process ends", async () => {
  const { code, stdout } = await sweepfield(["doctor", "--json"]);
  assert.equal(code, 0);
  const { dawn, browser } = JSON.parse(stdout) as MachineSurvey;
  assert.ok(dawn.found && dawn.adapter.name !== "");
  assert.ok(dawn.adapter.limits["maxBufferSize"]! >= 2 ** 28);
  assert.ok(browser.found && browser.adapters.software.found);
});

// Drivers are named by a variable where WebGPU stands on Vulkan.
if (process.platform === "linux")
  test("a driver that the user names and that is none is not replaced behind the user's back", async () => {
    const { stdout } = await sweepfield(["doctor", "--json"], { VK_DRIVER_FILES: "/no/driver.json" });
    const { dawn } = JSON.parse(stdout) as MachineSurvey;
    assert.ok(!dawn.found);
    assert.match(dawn.why, /VK_DRIVER_FILES=\/no\/driver\.json/);
  });

test("a browser that the user names and that is none is told", async () => {
  const { stdout } = await sweepfield(["doctor", "--json"], { CHROME_PATH: "/no/chrome" });
  const { browser } = JSON.parse(stdout) as MachineSurvey;
  assert.ok(browser.found);
  assert.deepEqual(browser.rejected[0], { path: "/no/chrome", why: "there is no such file" });
});
