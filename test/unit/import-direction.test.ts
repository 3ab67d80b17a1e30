import assert from "node:assert/strict";
import { test } from "node:test";
import { importViolations } from "../../scripts/lib/import-direction.js";

const violations = (path: string, ...lines: string[]) => importViolations(path, lines.join("\n"));

test("imports along the direction pass", () => {
  assert.deepEqual(
    violations(
      "src/engine/gpu.ts",
      `import { a } from "../kernels/mdrnn/gpu.js";`,
      `import type { Trace } from "../trace/trace.js";`,
      `import script from "worker-source:./cpu-worker.ts";`,
      `export * from "../error.js";`,
    ),
    [],
  );
  assert.deepEqual(violations("src/kernels/mdrnn/gpu.ts", `import code from "../../../shaders/mdrnn/a.wgsl";`), []);
  assert.deepEqual(violations("src/elements/race/race.ts", `import { html } from "lit";`), []);
});

const planted: readonly (readonly [path: string, line: string, complaint: RegExp])[] = [
  ["src/models/count.ts", `import { levels } from "../graph/critical-path.js";`, /models must not import graph/],
  ["src/models/count.ts", `import type { A } from "../graph/access.js";`, /models must not import graph/],
  ["src/graph/access.ts", `export { x } from "../schedule/order.js";`, /graph must not import schedule/],
  ["src/engine/cpu.ts", `const m = await import("../reference/forward.js");`, /engine must not import reference/],
  ["src/elements/race/race.ts", `import { x } from "../../reference/mdrnn.js";`, /elements must not import reference/],
  ["src/elements/race/race.ts", `import { x } from "../../cli/output.js";`, /elements must not import cli/],
  ["src/engine/cpu.ts", `import { html } from "lit";`, /only elements may import lit/],
  ["src/io/pixels.ts", `import { x } from "lit/html.js";`, /only elements may import lit\/html.js/],
  ["src/io/pixels.ts", `import { readFile } from "node:fs/promises";`, /only cli may import node:fs/],
  ["src/index.ts", `export * from "./elements/race/race.js";`, /index must not import elements/],
  ["src/trace/trace.ts", `import type { A } from "../graph/access.js";`, /trace must not import graph/],
  ["src/io/pixels.ts", `import x from "left-pad";`, /left-pad is in no rule/],
  ["src/helpers/x.ts", ``, /no part of the code is named helpers/],
];

for (const [path, line, complaint] of planted)
  test(`${path}: ${line || "(a folder without a rule)"} is found`, () => {
    const found = violations(path, "// a comment", line);
    assert.equal(found.length, 1);
    assert.match(found[0]!, complaint);
    if (line !== "") assert.ok(found[0]!.startsWith(`${path}:2: `), found[0]);
  });
