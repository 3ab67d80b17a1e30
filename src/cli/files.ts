import { readFile, stat } from "node:fs/promises";
import { SweepfieldError } from "../error.js";
import { shown } from "./arguments.js";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "reading it is not allowed",
  EPERM: "reading it is not allowed",
  ENOTDIR: "a part of its path is no folder",
  EISDIR: "it is a folder; name a file",
  ENAMETOOLONG: "its name is too long",
};

/** Reads a file that the user named. "file-unreadable" or "limit-exceeded" tells why it could not. */
export async function readUserFile(path: string, maxBytes: number): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes)
      throw new SweepfieldError(
        "limit-exceeded",
        `${shown(path)} has ${Math.ceil(size / 2 ** 20)} MiB; at most ${Math.floor(maxBytes / 2 ** 20)} MiB are read`,
      );
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof SweepfieldError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    throw new SweepfieldError(
      "file-unreadable",
      `${shown(path)}: ${REASONS[code] ?? `it cannot be read (${code || cause})`}`,
      {
        cause,
      },
    );
  }
}

/** Puts the file's name in front of what its content got wrong. */
export function inFile<Result>(path: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SweepfieldError)) throw error;
    throw new SweepfieldError(error.code, `${shown(path)}: ${error.message}`, { cause: error });
  }
}
