import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SweepfieldError } from "../../error.js";
import { cacheFolder } from "./cache-folder.js";
import { unpackOnce } from "./unpack-once.js";

/** The Chromium of the npm package @sparticuz/chromium, unpacked, with the Vulkan loader and SwiftShader that lie in it. */
export interface BundledChromium {
  readonly version: string;
  readonly executable: string;
  /** The Vulkan loader, for a machine that has none. */
  readonly vulkanLoader: string;
  /** SwiftShader's driver file, for VK_DRIVER_FILES. */
  readonly driverFile: string;
  /** What the browser needs in its environment: its libraries, its driver, its fonts. */
  readonly env: Readonly<Record<string, string>>;
}

const PACKAGE = "@sparticuz/chromium";

let unpacked: Promise<BundledChromium> | undefined;

/**
 * Unpacks the package, once per machine, version and user (2 s, 206 MB), and says where its parts lie.
 * Throws "missing-dependency" where it is not installed or is not made for this machine.
 */
export const bundledChromium = (): Promise<BundledChromium> => (unpacked ??= unpack());

async function unpack(): Promise<BundledChromium> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new SweepfieldError(
      "missing-dependency",
      `${PACKAGE} runs on Linux x64 only, this is ${process.platform} ${process.arch}; install Chrome or Chromium`,
    );
  const entry = resolvePackage();
  const version = await packageVersion(fileURLToPath(entry));
  const folder = await unpackOnce(join(await cacheFolder(), `chromium-${version}`), (into) => fill(into, entry));
  return {
    version,
    executable: join(folder, "chromium"),
    vulkanLoader: join(folder, "libvulkan.so.1"),
    driverFile: join(folder, "vk_swiftshader_icd.json"),
    env: {
      LD_LIBRARY_PATH: [join(folder, "al2023/lib"), folder, process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":"),
      VK_DRIVER_FILES: join(folder, "vk_swiftshader_icd.json"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  };
}

function resolvePackage(): string {
  try {
    return import.meta.resolve(PACKAGE);
  } catch (cause) {
    throw new SweepfieldError(
      "missing-dependency",
      `${PACKAGE} is not installed; run: npm install ${PACKAGE}@147.0.0`,
      {
        cause,
      },
    );
  }
}

/** The version in the package.json above a file of the package (its `exports` hide it). */
async function packageVersion(file: string): Promise<string> {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
    const manifest = JSON.parse(text) as { name?: string; version?: string };
    if (manifest.name === PACKAGE && manifest.version !== undefined) return manifest.version;
  }
  return "unknown";
}

/**
 * The package unpacks into os.tmpdir() and adds its NSS libraries only under Amazon's runtime, which it recognises by an
 * environment variable while it is imported; so it is imported in a process of its own.
 */
async function fill(folder: string, entry: string): Promise<void> {
  const script = `import chromium from ${JSON.stringify(entry)}; await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    env: { PATH: process.env["PATH"], TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" },
  });
  await writeFile(join(folder, "fonts.conf"), fontConfiguration(join(folder, "fonts")));
}

/** The package's own file names folders of Amazon's. */
const fontConfiguration = (fonts: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>${fonts}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
