import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "puppeteer";
import { SweepfieldError } from "../../error.js";
import { bundledChromium } from "./chromium.js";
import { loadOptional } from "./optional.js";

/** A browser with WebGPU, and how to start it. */
export interface FoundBrowser {
  readonly path: string;
  readonly kind: "installed" | "bundled";
  readonly version: string;
  /** Flags that give WebGPU without a window. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly rejected: readonly { readonly path: string; readonly why: string }[];
}

/** `software` is the same everywhere and is what tests take; `hardware` is the machine's own GPU. */
export type AdapterKind = "software" | "hardware";

/** WebGPU on by default, and compute shaders as this project writes them. */
const OLDEST_VERSION = 121;

const GPU_FLAGS: Readonly<Record<AdapterKind, readonly string[]>> = {
  software: ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
  hardware: [
    "--enable-unsafe-webgpu",
    "--ignore-gpu-blocklist",
    ...(process.platform === "linux" ? ["--enable-features=Vulkan"] : []),
  ],
};

/**
 * The browser of CHROME_PATH, else an installed Chrome, Chromium or Edge, else the one of @sparticuz/chromium.
 * Throws "missing-dependency" where there is none.
 */
export async function findBrowser(adapter: AdapterKind = "software"): Promise<FoundBrowser> {
  const args = ["--no-sandbox", ...GPU_FLAGS[adapter]];
  const rejected: { path: string; why: string }[] = [];
  for (const path of installedPaths()) {
    const version = await versionOf(path);
    if (version.usable) return { path, kind: "installed", version: version.text, args, env: {}, rejected };
    rejected.push({ path, why: version.why });
  }
  try {
    const { executable: path, version, env } = await bundledChromium();
    return { path, kind: "bundled", version, args, env, rejected };
  } catch (cause) {
    if (!(cause instanceof SweepfieldError)) throw cause;
    const tried = rejected.map(({ path, why }) => `${path}: ${why}`);
    throw new SweepfieldError(
      cause.code,
      `no browser (${[...tried, cause.message].join("; ")}); install Chrome or set CHROME_PATH`,
      { cause },
    );
  }
}

/** Starts the browser without a window. Close it. */
export async function launchBrowser(found: FoundBrowser): Promise<Browser> {
  const { default: puppeteer } = await loadOptional("puppeteer", "driving a browser", () => import("puppeteer"));
  return puppeteer.launch({
    executablePath: found.path,
    // The bundled one is the old headless mode and nothing else.
    headless: found.kind === "bundled" ? "shell" : true,
    args: [...found.args],
    env: { ...process.env, ...found.env },
  });
}

/** The places to look at, first CHROME_PATH, that exist (a CHROME_PATH that does not is looked at all the same, to say so). */
export function installedPaths(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): readonly string[] {
  const named = env["CHROME_PATH"];
  return [...(named ? [named] : []), ...usualPaths(platform, env).filter((path) => exists(path))];
}

function usualPaths(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  if (platform === "darwin")
    return ["Google Chrome", "Google Chrome Canary", "Chromium", "Microsoft Edge"].flatMap((name) =>
      ["/Applications", `${env["HOME"]}/Applications`].map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  if (platform === "win32")
    return ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].flatMap((name) =>
      ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((folder) =>
        env[folder] ? [`${env[folder]}\\${name}`] : [],
      ),
    );
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome", "microsoft-edge"];
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), "/opt/google/chrome/chrome"];
}

type Version = { readonly usable: true; readonly text: string } | { readonly usable: false; readonly why: string };

/** Asks the program itself; on Windows Chrome does not answer, and being there has to do. */
async function versionOf(path: string): Promise<Version> {
  if (!existsSync(path)) return { usable: false, why: "there is no such file" };
  if (process.platform === "win32") return { usable: true, text: "unknown" };
  try {
    const { stdout } = await promisify(execFile)(path, ["--version"], { timeout: 20_000 });
    const text = /\d+(\.\d+)+/.exec(stdout)?.[0];
    if (text === undefined) return { usable: false, why: "it does not answer --version with a version" };
    if (Number.parseInt(text) >= OLDEST_VERSION) return { usable: true, text };
    return { usable: false, why: `version ${text} is older than ${OLDEST_VERSION}` };
  } catch (error) {
    return { usable: false, why: `it does not start (${firstLine(error)})` };
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? "";
