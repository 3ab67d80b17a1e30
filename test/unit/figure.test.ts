import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openDevice } from "../../src/cli/device.js";
import { FIGURES } from "../../src/cli/figures.js";
import { wrapText } from "../../src/elements/figure/layout.js";
import type { Figure, Mark } from "../../src/elements/figure/marks.js";
import { figureColour } from "../../src/elements/figure/palette.js";
import { svgOf } from "../../src/elements/figure/svg.js";

const cpu = await openDevice("cpu");

const figure = (marks: readonly Mark[]): Figure => ({
  title: "A < B & C",
  caption: "One.",
  legend: [],
  width: 200,
  height: 100,
  marks,
});

const raceSvg = async (query: string): Promise<string> => {
  const race = await FIGURES["sf-race"]!();
  return svgOf(await race.read(query).draw(cpu));
};

test("marks become SVG: escaped text, paints, cells by colour, hatching where a cell is clear", () => {
  const svg = svgOf(
    figure([
      { kind: "text", x: 1, y: 2, text: `"x" < 1 & 'y'`, weight: 700 },
      {
        kind: "rect",
        x: 0,
        y: 0,
        width: 10.123,
        height: 5,
        fill: "hatch",
        stroke: "#112233",
        strokeWidth: 2,
        dash: "4 2",
      },
      { kind: "circle", x: 5, y: 5, radius: 3, fill: "#ff0000" },
      { kind: "path", d: "M0 0L9 9", stroke: "#00ff00" },
      { kind: "cells", x: 0, y: 0, rows: 1, columns: 3, side: 10, colours: Uint32Array.of(0xff0000ff, 0, 0xff0000ff) },
      { kind: "frames", x: 0, y: 0, columns: 3, side: 10, cells: [2], stroke: "#123456", strokeWidth: 2 },
    ]),
  );
  assert.match(svg, /<title[^>]*>A &lt; B &amp; C<\/title>/);
  assert.match(svg, />&quot;x&quot; &lt; 1 &amp; 'y'<\/text>/);
  assert.match(
    svg,
    /<rect x="0" y="0" width="10.12" height="5" fill="url\(#hatch\)" stroke="#112233" stroke-width="2" stroke-dasharray="4 2"\/>/,
  );
  assert.match(svg, /<circle cx="5" cy="5" r="3" fill="#ff0000"\/>/);
  assert.match(svg, /<path d="M0 0L9 9" fill="none" stroke="#00ff00"\/>/);
  assert.match(svg, /<path fill="#ff0000" d="M0 0h1v1h-1zM2 0h1v1h-1z"\/>/);
  assert.match(svg, /d="M21 1h8v8h-8z"/);
  assert.doesNotMatch(svg, /#000000|NaN|undefined|style=|<script|href/);
});

test("colours are the tokens' light ones; a name that they lack is refused", () => {
  assert.equal(figureColour("ink"), "#1a2233");
  assert.throws(() => figureColour("inc"), /--sf-inc/);
});

test("captions break at blanks and lose no word", () => {
  const text = "one two three four five six seven eight nine ten";
  const lines = wrapText(text, 100, 13);
  assert.ok(lines.length > 2);
  assert.equal(lines.join(" "), text);
});

test("the race's figure shows what was executed, is the same twice, and follows its state", async () => {
  const svg = await raceSvg("size=6&depth=2&channels=2");
  assert.equal(await raceSvg("size=6&depth=2&channels=2"), svg);
  assert.deepEqual(
    [...svg.matchAll(/>of (\d+) steps?</g)].map(([, steps]) => Number(steps)),
    [2, 12, 22, 72],
  );
  assert.match(svg, /steps = H \+ W \+ d − 2 = 12</);
  assert.match(svg, />The race at step 6: /);
  assert.match(svg, /depth 2, 2 channels/);
  assert.notEqual(await raceSvg("size=6&depth=2&channels=2&seed=4"), svg);
  assert.match(await raceSvg("size=6&depth=2&show=order&compare=reach"), /step in which a cell ran/);
});

test("a state that is not understood is refused with the setting, what it takes and the nearest name", async () => {
  const race = await FIGURES["sf-race"]!();
  const refuses = (query: string, message: RegExp) =>
    assert.throws(() => race.read(query), { name: "SweepfieldError", code: "state-invalid", message });
  refuses("dpth=3", /no setting dpth; did you mean depth\?$/);
  refuses("depth=99", /^depth is "99" in --state; use a whole number from 1 to 32$/);
  refuses("image=cat", /one of digit, texture, gradient$/);
  assert.deepEqual(race.read("depth=3&seed=3&as=generator").attributes, { depth: "3", as: "generator" });
});

test("every figure's entry names an element of its own", async () => {
  for (const [tag, load] of Object.entries(FIGURES)) assert.equal((await load()).tag, tag);
});

const cliWith = (
  env: Readonly<Record<string, string>>,
  ...argv: string[]
): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const options = { env: { ...process.env, ...env } };
    execFile(process.execPath, ["dist/cli/index.js", ...argv], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
const cli = (...argv: string[]) => cliWith({}, ...argv);

test("a figure of counts is drawn where there is no driver, and one that has to run is not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sweepfield-figure-"));
  try {
    const out = join(folder, "figure.svg");
    const noDriver = { VK_DRIVER_FILES: "/no/such/driver.json" };
    assert.equal((await cliWith(noDriver, "figure", "race", "--out", out)).code, 3);
    assert.equal((await cliWith(noDriver, "figure", "parameter-count", "--out", out)).code, 0);
    assert.match(readFileSync(out, "utf8"), /206,585,316 parameters/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("sweepfield figure: bad use is one line and exit code 2", async () => {
  for (const [argv, line] of [
    [["figure"], /needs an element; use one of sf-race/],
    [["figure", "sf-rac", "--out", "x.svg"], /did you mean sf-race\?/],
    [["figure", "race"], /--out FILE\.svg/],
    [["figure", "race", "--out", "x.gif"], /ends in \.svg, \.png or \.html/],
    [["figure", "race", "--out", "x.svg", "--state", "depth=0"], /depth is "0"/],
    [
      ["figure", "race", "--device", "cpu", "--state", "size=4&depth=1", "--out", "/no/such/folder/x.svg"],
      /cannot be written/,
    ],
  ] as const) {
    const { code, stdout, stderr } = await cli(...argv);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, line);
    assert.equal(stderr.trim().split("\n").length, 1);
  }
});
