import type { Command } from "./command.js";

/** The subcommands by name, loaded when they are used: `count` never loads a GPU. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./commands/serve.js")).serve,
  race: async () => (await import("./commands/race.js")).race,
  count: async () => (await import("./commands/count.js")).count,
  train: async () => (await import("./commands/train.js")).train,
  sample: async () => (await import("./commands/sample.js")).sample,
  verify: async () => (await import("./commands/verify.js")).verify,
  flow: async () => (await import("./commands/flow.js")).flow,
  doctor: async () => (await import("./commands/doctor.js")).doctor,
  figure: async () => (await import("./commands/figure.js")).figure,
  check: async () => (await import("./commands/check.js")).check,
  bench: async () => (await import("./commands/bench.js")).bench,
};
