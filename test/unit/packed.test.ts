import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { elementNames } from "../../scripts/lib/files.js";

const run = promisify(execFile);
const project = mkdtempSync(join(tmpdir(), "sweepfield-project-"));
const installed = join(project, "node_modules/sweepfield");

/** As npm would: what `npm pack` makes, and the declared dependencies beside it; but those of this tree, so that no registry is asked. */
before(async () => {
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project]);
  const [packed] = JSON.parse(stdout);
  mkdirSync(installed, { recursive: true });
  await run("tar", ["-xzf", join(project, packed.filename), "-C", installed, "--strip-components=1"]);
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const name of Object.keys(dependencies)) {
    const place = join(project, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(resolve("node_modules", name), place);
  }
  for (const file of ["package.json", "use.mjs"]) cpSync(join("test/hosts/package", file), join(project, file));
});
after(() => rmSync(project, { recursive: true }));

test("the packed package is complete: root and elements import in Node with its declared dependencies alone", async () => {
  const { stdout } = await run(process.execPath, ["use.mjs"], { cwd: project });
  assert.deepEqual(JSON.parse(stdout), elementNames());
});

test("it holds the files that its package.json names, and nothing of the sources", () => {
  const described = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const here = new Set(
    readdirSync(installed, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/")),
  );
  const named: readonly string[] = [
    described.customElements,
    described["web-types"],
    ...Object.values<string>(described.bin),
    ...Object.values<string | Record<string, string>>(described.exports).flatMap((target) =>
      typeof target === "string" ? target : Object.values(target),
    ),
  ]
    .map((path) => path.replace(/^\.\//, ""))
    .filter((path) => !path.includes("*"));
  assert.deepEqual(
    named.filter((path) => !here.has(path)),
    [],
  );
  for (const name of elementNames())
    for (const path of [
      `elements/${name}/${name}.d.ts`,
      `browser/${name}.js`,
      `browser/standalone/${name}.js`,
      `react/${name}.d.ts`,
    ])
      assert.ok(here.has(`dist/${path}`), path);
  for (const file of ["sweepfield", "loader", "anywidget"]) assert.ok(here.has(`dist/browser/${file}.js`), file);
  assert.deepEqual(
    [...here].filter((path) => /^(src|test|scripts|shaders|bench)\//.test(path)),
    [],
  );
});
