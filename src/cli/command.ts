import type { ParseArgsConfig } from "node:util";

/** 0 done, 1 the answer is "no", 2 bad use or bad input, 3 no device. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface CommandInput {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal?: AbortSignal;
}

/** One subcommand. Only `index.ts` writes the final error line and sets the exit code; JSON alone goes to stdout. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The lines shown by `sweepfield NAME --help`. */
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  run(input: CommandInput): Promise<ExitCode>;
}
