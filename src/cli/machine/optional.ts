import { SweepfieldError } from "../../error.js";

/** Loads a package that only the command line needs, or says how to get it. */
export async function loadOptional<Module>(
  name: string,
  purpose: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new SweepfieldError("missing-dependency", `${purpose} needs the package ${name}; run: npm install ${name}`, {
      cause,
    });
  }
}

/** Whether it is the package itself that is missing, and not something that it imports. */
const isMissing = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  "code" in error &&
  (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND") &&
  error.message.includes(`'${name}'`);
