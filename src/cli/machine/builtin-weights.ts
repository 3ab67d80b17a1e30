import { readFile } from "node:fs/promises";
import { SweepfieldError } from "../../error.js";

/** The weights that come with the project, by the name of their file. Throws file-unreadable. */
export const builtinWeights = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`../../www/weights/${name}`, import.meta.url)).catch((cause: unknown) => {
    throw new SweepfieldError("file-unreadable", "the built-in weights are missing from dist/; run: npm run build", {
      cause,
    });
  });
