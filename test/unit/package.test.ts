import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { filesUnder } from "../../scripts/lib/files.js";

/** Runs a module in a plain Node of its own and gives back what it prints, as JSON. */
async function inPlainNode(script: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  return JSON.parse(stdout);
}

/** Imports modules one after the other and prints which global names that added. */
const newGlobals = (specifiers: readonly string[]): Promise<unknown> =>
  inPlainNode(`
    const names = () => Object.getOwnPropertyNames(globalThis);
    const before = new Set(names());
    for (const specifier of ${JSON.stringify(specifiers)}) await import(specifier);
    console.log(JSON.stringify(names().filter((name) => !before.has(name))));
  `);

test("importing the root defines no element and touches no global", async () => {
  assert.deepEqual(await newGlobals(["sweepfield"]), []);
});

test("every element's entry imports in Node, by the name of the package", async () => {
  const names = readdirSync("dist/elements").filter((name) => existsSync(`dist/elements/${name}/${name}.js`));
  assert.notEqual(names.length, 0);
  await newGlobals(names.map((name) => `sweepfield/elements/${name}`));
});

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));

test("the locks of the hosts hold all that the package depends on (npm run test:hosts -- --update-locks)", () => {
  const { dependencies } = json("package.json");
  const locks = filesUnder("test/hosts", /\/package-lock\.json$/);
  assert.ok(locks.length > 9);
  for (const path of locks)
    assert.deepEqual(json(path).packages["node_modules/sweepfield"].dependencies, dependencies, path);
});
