import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { encodeResult } from "../../src/io/result-code.js";

const good = encodeResult({
  element: "sf-race",
  state: "mode=predict&depth=3",
  seed: 3,
  answers: [
    { question: "steps", given: 17, right: true },
    { question: "cells", given: [0, 1, 8], right: false },
  ],
});
const dangerous = encodeResult({
  element: "sf-lstm",
  state: '=HYPERLINK("x")',
  seed: null,
  answers: [{ question: "@sum", given: -2, right: true }],
});

const HEAD = "element,state,seed,right,asked,answers,valid,problem";
const GOOD = "sf-race,mode=predict&depth=3,3,1,2,steps: 17 right; cells: 0 1 8 wrong,yes,";
const DANGEROUS = `sf-lstm,"'=HYPERLINK(""x"")",,1,1,"'@sum: -2 right",yes,`;

const check = (argv: readonly string[], stdin = ""): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, ["dist/cli/index.js", "check", ...argv], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(stdin);
  });

test("codes become a table, a row a code, and nothing in it runs in a spreadsheet", async () => {
  const { code, stdout, stderr } = await check([good, dangerous]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.deepEqual(stdout.split("\n"), [HEAD, GOOD, DANGEROUS, ""]);
});

test("codes come from stdin and from files, quoted or not, with blank lines between", async () => {
  assert.equal(
    (await check(["-"], `\uFEFF${good}\r\n\n"${good}"\n  ${dangerous}  `)).stdout,
    [HEAD, GOOD, GOOD, DANGEROUS, ""].join("\n"),
  );
  const folder = mkdtempSync(join(tmpdir(), "sweepfield-check-"));
  try {
    const file = join(folder, "codes.txt");
    writeFileSync(file, `${good}\n`);
    assert.equal((await check([dangerous, "--file", file])).stdout, [HEAD, DANGEROUS, GOOD, ""].join("\n"));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("one bad code: its row says what is wrong, the others are read, exit code 1", async () => {
  const { code, stdout, stderr } = await check([`${good.slice(0, 9)}x${good.slice(10)}`, good, "=cmd()"]);
  assert.equal(code, 1);
  assert.match(stderr, /^sweepfield: 2 of 3 codes not valid\n$/);
  const rows = stdout.trimEnd().split("\n");
  assert.equal(rows.length, 4);
  assert.match(rows[1]!, /^,,,,,,no,sf1\..*its checksum does not fit/);
  assert.equal(rows[2], GOOD);
  assert.match(rows[3]!, /^,,,,,,no,"?'=cmd\(\): it is no result code/);
});

test("--json gives the answers as data", async () => {
  const { codes } = JSON.parse((await check([good, "--json"])).stdout);
  assert.deepEqual(codes, [
    {
      element: "sf-race",
      state: "mode=predict&depth=3",
      seed: 3,
      answers: [
        { question: "steps", given: 17, right: true },
        { question: "cells", given: [0, 1, 8], right: false },
      ],
      right: 1,
      asked: 2,
      valid: true,
      problem: "",
    },
  ]);
});

test("bad use is one line and exit code 2", async () => {
  for (const [argv, message] of [
    [[], /check needs a code/],
    [["-"], /check needs a code/],
    [["--file", "/no/such/file"], /there is no such file/],
    [["--fiel", "x"], /did you mean --file/],
  ] as const) {
    const { code, stdout, stderr } = await check(argv);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, message);
    assert.equal(stderr.trim().split("\n").length, 1);
  }
});
