import { rename, rm, writeFile } from "node:fs/promises";
import { SweepfieldError } from "../error.js";
import { shown } from "./arguments.js";

/** Writes a file whole or not at all: beside its place first, then moved there. Throws file-unwritable. */
export async function saveFile(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new SweepfieldError(
      "file-unwritable",
      `${shown(path)} cannot be written (${code}); name a file in a folder that is there`,
      { cause },
    );
  }
}
