import { SweepfieldError } from "../error.js";
import { didYouMean, parseCommandLine, shown } from "./arguments.js";
import { COMMANDS } from "./commands.js";
import type { ExitCode } from "./command.js";
import { print } from "./output.js";

/** Runs `sweepfield ARGV…` and gives back its exit code. Failures are thrown. */
export async function main(argv: readonly string[], version: string, signal: AbortSignal): Promise<ExitCode> {
  const [first, ...rest] = argv;
  if (first === "--version" || first === "-v") {
    print(version);
    return 0;
  }
  if (first === "--help" || first === "-h" || (first === "help" && rest.length === 0)) {
    print(await overview());
    return 0;
  }
  if (first === "help") return main([...rest, "--help"], version, signal);
  if (first === undefined) throw new SweepfieldError("usage", "name a command; see sweepfield --help");
  const load = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (load === undefined) throw new SweepfieldError("usage", unknownCommand(first));

  const command = await load();
  const input = parseCommandLine(command, rest);
  if (input.values["help"] === true) {
    print(command.usage.trimEnd());
    return 0;
  }
  return command.run({ ...input, signal });
}

const unknownCommand = (word: string): string =>
  word.startsWith("-")
    ? `${shown(word)} stands before the command; write sweepfield COMMAND ${shown(word)}`
    : `there is no command ${shown(word)}${didYouMean(word, Object.keys(COMMANDS)) || "; see sweepfield --help"}`;

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    "usage: sweepfield COMMAND [ARGUMENTS] [FLAGS]",
    "",
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    "",
    "sweepfield COMMAND --help tells more; sweepfield --version prints the version.",
    "JSON (--json) and tables go to stdout, messages to stderr.",
    'Exit codes: 0 done, 1 the answer is "no", 2 bad use or bad input, 3 no device.',
  ].join("\n");
}
