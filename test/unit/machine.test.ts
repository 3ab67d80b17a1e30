import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { installedPaths } from "../../src/cli/machine/browser.js";
import { loadOptional } from "../../src/cli/machine/optional.js";
import { unpackOnce } from "../../src/cli/machine/unpack-once.js";
import { SweepfieldError } from "../../src/error.js";

function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "sweepfield-machine-"));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("of many that unpack at once one wins, whole, and nothing else stays", async (context) => {
  const parent = join(temporaryFolder(context), "cache");
  const target = join(parent, "chromium-1");
  let fills = 0;
  const fill = async (name: string, into: string) => {
    fills++;
    await writeFile(join(into, "first"), name);
    while (fills < 5) await new Promise(setImmediate);
    assert.equal(existsSync(join(into, "second")), false);
    await writeFile(join(into, "second"), name);
  };
  const names = ["a", "b", "c", "d", "e"];
  const folders = await Promise.all(names.map((name) => unpackOnce(target, (into) => fill(name, into))));
  assert.deepEqual(new Set(folders), new Set([target]));
  assert.deepEqual(readdirSync(parent), ["chromium-1"]);
  assert.equal(readFileSync(join(target, "first"), "utf8"), readFileSync(join(target, "second"), "utf8"));
  await unpackOnce(target, () => assert.fail("it is there already"));
});

test("what fails to unpack leaves nothing, and says why", async (context) => {
  const parent = temporaryFolder(context);
  const failing = unpackOnce(join(parent, "x"), async (into) => {
    await writeFile(join(into, "half"), "");
    throw new Error("disk full");
  });
  await assert.rejects(failing, /disk full/);
  assert.deepEqual(readdirSync(parent), []);
});

test("CHROME_PATH comes first, then what the platform's usual places hold", () => {
  const all = () => true;
  const linux = installedPaths("linux", { CHROME_PATH: "/x/chrome", PATH: "/usr/bin::/opt/bin" }, (path) =>
    ["/opt/bin/chromium", "/usr/bin/google-chrome"].includes(path),
  );
  assert.deepEqual(linux, ["/x/chrome", "/usr/bin/google-chrome", "/opt/bin/chromium"]);
  assert.equal(
    installedPaths("darwin", { HOME: "/Users/a" }, all)[0],
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  );
  assert.equal(
    installedPaths("win32", { PROGRAMFILES: "C:\\Program Files" }, all)[0],
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  );
  assert.deepEqual(
    installedPaths("linux", {}, () => false),
    [],
  );
});

test("a package that is not installed is named with what to run", async () => {
  const missing: string = "sweepfield-no-such-package";
  await assert.rejects(
    loadOptional(missing, "this test", () => import(missing)),
    (error) =>
      error instanceof SweepfieldError &&
      error.code === "missing-dependency" &&
      error.message.endsWith(`run: npm install ${missing}`),
  );
  await assert.rejects(
    loadOptional("other", "this test", () => import(missing)),
    (error) => !(error instanceof SweepfieldError),
  );
});
