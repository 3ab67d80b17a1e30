#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { errorLine, exitCodeOf } from "./failure.js";
import { main } from "./main.js";

// `sweepfield … | head` closes our output early; that is no failure, and the exit code stays the answer's.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

const interrupt = new AbortController();
process.on("SIGINT", () => {
  // The second Ctrl-C, or a command that does not listen, ends the process at once.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
  setTimeout(() => process.exit(130), 3000).unref();
});

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

try {
  process.exitCode = await main(process.argv.slice(2), version, interrupt.signal);
} catch (error) {
  const debugged = process.env["SWEEPFIELD_DEBUG"] === "1" ? `${inspect(error)}\n` : "";
  process.stderr.write(`${debugged}${errorLine(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
