import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cacheFolder } from "./machine/cache-folder.js";
import { unpackOnce } from "./machine/unpack-once.js";

/** dist/peers, seen from dist/cli: the peers' own package.json and lockfile, and their code without the libraries. */
const SOURCE = fileURLToPath(new URL("../peers", import.meta.url));

/** One per library, as in bench/peers. */
const MODULES = ["tfjs", "onnxruntime", "jax"] as const;

/** What ONNX Runtime fetches by itself. */
const RUNTIME = ["ort-wasm-simd-threaded.asyncify.wasm", "ort-wasm-simd-threaded.asyncify.mjs"] as const;

const BUNDLING = [
  "--bundle",
  "--minify",
  "--format=esm",
  "--platform=browser",
  // otherwise TensorFlow.js takes Node for a server and asks for its modules
  "--define:process.versions.node=undefined",
  "--log-level=error",
];

export interface InstalledPeers {
  readonly folder: string;
  readonly files: readonly string[];
  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1)?.trim() ?? "";

/**
 * Installs the peers from their lockfile into the cache of this user and bundles them, once per version of them.
 * Offline, or without npm, it gives the reason instead.
 */
export async function installPeers(
  onProgress: (text: string) => void,
): Promise<InstalledPeers | { readonly skipped: string }> {
  try {
    const { dependencies } = JSON.parse(await readFile(join(SOURCE, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const folder = await unpackOnce(join(await cacheFolder(), `peers-${await fingerprint()}`), async (into) => {
      onProgress("installs the other libraries (about 250 MB, once)");
      await cp(SOURCE, into, { recursive: true });
      await npmInstall(into, onProgress);
      onProgress("bundles the other libraries");
      await bundle(into);
    });
    const { esbuild: _, ...versions } = dependencies;
    return { folder: join(folder, "bundled"), files: [...MODULES.map((name) => `${name}.js`), ...RUNTIME], versions };
  } catch (error) {
    return {
      skipped: `it could not be installed (${error instanceof Error ? lastLine(error.message) : String(error)})`,
    };
  }
}

/** Of everything that decides what is installed and bundled. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256").update(BUNDLING.join());
  for (const name of ["package-lock.json", ...MODULES.map((module) => `${module}.js`)])
    hash.update(await readFile(join(SOURCE, name)));
  return hash.digest("hex").slice(0, 16);
}

function npmInstall(folder: string, onProgress: (text: string) => void): Promise<void> {
  const argv = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"];
  // npm is a batch file on Windows, which only a shell starts
  const npm = spawn("npm", argv, {
    cwd: folder,
    shell: process.platform === "win32",
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  npm.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = `${said}${text}`.slice(-2000);
    onProgress(`installs the other libraries: ${lastLine(text)}`);
  });
  const errorCode = (): string => /npm (?:error|ERR!) code (\S+)/.exec(said)?.[1] ?? lastLine(said);
  return new Promise((resolve, reject) => {
    npm.once("error", (error) => reject(new Error(`npm does not start: ${error.message}`)));
    npm.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`npm ci: ${errorCode()}`))));
  });
}

async function bundle(folder: string): Promise<void> {
  const modules = MODULES.map((name) => join(folder, `${name}.js`));
  const argv = [join(folder, "node_modules/esbuild/bin/esbuild"), ...modules, ...BUNDLING];
  await promisify(execFile)(process.execPath, [...argv, `--outdir=${join(folder, "bundled")}`], { cwd: folder });
  await mkdir(join(folder, "bundled"), { recursive: true });
  for (const name of RUNTIME)
    await cp(join(folder, "node_modules/onnxruntime-web/dist", name), join(folder, "bundled", name));
}
