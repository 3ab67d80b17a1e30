import assert from "node:assert/strict";
import { test } from "node:test";
import { errorLine, exitCodeOf } from "../../src/cli/failure.js";
import { SweepfieldError } from "../../src/error.js";

const codeOf = (code: SweepfieldError["code"]) => exitCodeOf(new SweepfieldError(code, "x"));

test("exit codes: 2 for what the user gave, 3 for a missing device, 130 for Ctrl-C", () => {
  for (const code of [
    "usage",
    "spec-invalid",
    "case-invalid",
    "file-unreadable",
    "file-unwritable",
    "image-undecodable",
    "limit-exceeded",
    "port-taken",
  ] as const)
    assert.equal(codeOf(code), 2, code);
  for (const code of [
    "insecure-context",
    "no-webgpu",
    "no-adapter",
    "device-refused",
    "device-lost",
    "engine-failed",
  ] as const)
    assert.equal(codeOf(code), 3, code);
  assert.equal(codeOf("cancelled"), 130);
  assert.equal(exitCodeOf(new DOMException("x", "AbortError")), 130);
});

test("a defect of ours is never taken for the answer no, nor for a missing device", () => {
  assert.equal(exitCodeOf(new TypeError("x")), 2);
  assert.equal(exitCodeOf("thrown text"), 2);
});

test("an error of the bench bundle, whose class is another one, counts as ours", () => {
  const foreign = Object.assign(new Error("no adapter"), { name: "SweepfieldError", code: "no-adapter" });
  assert.equal(exitCodeOf(foreign), 3);
  assert.equal(errorLine(foreign), "sweepfield: no adapter");
});

test("one line, whatever a file name holds", () => {
  const line = errorLine(new SweepfieldError("file-unreadable", "a\u001b[2Jb\nc\u2028d\u009be: there is no such file"));
  assert.equal(line, "sweepfield: a [2Jb c d e: there is no such file");
  assert.match(errorLine(new TypeError("x is undefined")), /^sweepfield: .*SWEEPFIELD_DEBUG=1/);
  assert.equal(errorLine(new SweepfieldError("cancelled", "the run was cancelled")), "sweepfield: interrupted");
});
