import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const hosts = readdirSync("test/hosts", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test("every host's trial is recorded, and what was found true of it", () => {
  const recorded: Record<string, { passed: boolean; opened?: string[] }> = json("test/hosts/results.json").hosts;
  assert.deepEqual(Object.keys(recorded).sort(), hosts.sort());
  for (const [host, { passed, opened = [] }] of Object.entries(recorded)) assert.ok(passed && opened.length > 0, host);
});

test("every host's lock asks for what this package asks for, and names no registry", () => {
  const { dependencies } = json("package.json");
  for (const host of hosts) {
    const text = readFileSync(`test/hosts/${host}/package-lock.json`, "utf8");
    assert.deepEqual(JSON.parse(text).packages["node_modules/sweepfield"].dependencies, dependencies, host);
    assert.doesNotMatch(text, /"resolved": "https?:/, host);
  }
});
