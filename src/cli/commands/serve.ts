import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SweepfieldError } from "../../error.js";
import { integerFlag } from "../arguments.js";
import type { Command } from "../command.js";
import { startServer } from "../machine/server.js";
import { note, print } from "../output.js";

export const serve: Command = {
  name: "serve",
  summary: "serves the pages on this machine and opens the browser",
  usage: `
usage: sweepfield serve [--port N] [--no-open]

  --port N   the port (any that is free)
  --no-open  print the address only

Ctrl-C ends it.
`.trim(),
  options: { port: { type: "string" }, "no-open": { type: "boolean" } },
  async run(input) {
    if (input.positionals.length > 0)
      throw new SweepfieldError("usage", `serve takes no ${input.positionals[0]}; see sweepfield serve --help`);
    const port = integerFlag(input, "port", { min: 0, max: 65535, fallback: 0 });
    const server = await startServer({ root: pages(), port });
    print(`Sweepfield is at ${server.url}`);
    if (input.values["no-open"] !== true) await openInBrowser(server.url);
    await aborted(input.signal);
    await server.close();
    return 0;
  },
};

/** dist/www, seen from dist/cli/commands. */
function pages(): string {
  const folder = fileURLToPath(new URL("../../www", import.meta.url));
  if (!existsSync(folder)) throw new SweepfieldError("file-unreadable", `${folder} is missing; run: npm run build`);
  return folder;
}

/** On a machine without a desktop the address above has to do. */
async function openInBrowser(url: string): Promise<void> {
  const headless = process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"];
  if (headless || process.env["CI"]) return;
  try {
    const { default: open } = await import("open");
    const child = await open(url);
    child.on("error", () => note(`no browser could be opened; go to ${url}`));
  } catch {
    note(`no browser could be opened; go to ${url}`);
  }
}

const aborted = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener("abort", () => resolve(), { once: true });
  });
