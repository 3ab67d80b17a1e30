import { fork } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BenchOptions, BenchReport, PeersPlace } from "../../bench/index.js";
import { SweepfieldError, type ErrorCode } from "../error.js";
import type { ChildMessage, ChildOptions } from "./bench-child.js";
import type { InstalledPeers } from "./bench-peers.js";

const CHILD = fileURLToPath(new URL("./bench-child.js", import.meta.url));

const placeOf = (peers: InstalledPeers | { readonly skipped: string }): PeersPlace =>
  "skipped" in peers ? peers : { folder: `${pathToFileURL(peers.folder).href}/` };

/** The benchmark under Dawn with other libraries, in a process that can be ended. */
export const underDawnWithPeers = (
  { onProgress, signal, ids, runtime, versions, machine }: Omit<BenchOptions, "peers">,
  peers: InstalledPeers | { readonly skipped: string },
): Promise<BenchReport> =>
  new Promise((resolve, reject) => {
    // what the libraries print is not the report
    const child = fork(CHILD, { stdio: ["ignore", "ignore", "ignore", "ipc"], ...(signal && { signal }) });
    child.on("message", (message: ChildMessage) => {
      if ("progress" in message) onProgress?.(message.progress);
      else if ("report" in message) resolve(message.report);
      else reject(new SweepfieldError(message.code as ErrorCode, message.message));
    });
    child.once("error", (cause) =>
      reject(
        signal?.aborted
          ? new SweepfieldError("cancelled", "the benchmark was cancelled")
          : new SweepfieldError("engine-failed", `the benchmark's process failed: ${cause.message}`, { cause }),
      ),
    );
    child.once("exit", (code, killed) =>
      reject(
        new SweepfieldError("engine-failed", `the benchmark's process ended before its report (${killed ?? code})`),
      ),
    );
    const options: ChildOptions = { ids, runtime, versions, machine, peers: placeOf(peers) };
    child.send(options);
  });
