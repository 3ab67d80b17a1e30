import { existsSync } from "node:fs";
import { constants } from "node:os";
import { SweepfieldError } from "../../error.js";
import { bundledChromium } from "./chromium.js";
import { loadOptional } from "./optional.js";

/** Dawn, the WebGPU of Chrome, in Node, and how it came to its driver. */
export interface Dawn {
  readonly gpu: GPU;
  /** "system driver", "VK_DRIVER_FILES=…" or "bundled SwiftShader". */
  readonly driver: string;
  readonly rejected: readonly Rejected[];
}

/** What was tried and not taken. */
export interface Rejected {
  readonly what: string;
  readonly why: string;
}

const DRIVER_VARIABLES = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"];

/** Where drivers for Vulkan register themselves, even on a machine without the loader (containers with a GPU lent to them). */
const DRIVER_FOLDERS = ["/etc/vulkan/icd.d", "/usr/share/vulkan/icd.d", "/usr/local/share/vulkan/icd.d"];

/** glibc's and musl's RTLD_NODELETE, which Node does not name: the library stays when Node finds no addon in it. */
const RTLD_NODELETE = 0x1000;

// The object that create() gives must be held as long as any device of it lives, and let go for Node to exit.
let open: Promise<Dawn> | undefined;

/**
 * A `GPU` from the package `webgpu`, on the system's driver, or on Linux x64 the SwiftShader of @sparticuz/chromium where
 * there is none. Node must hold no GPU at its end: call `closeDawn`.
 * Throws "missing-dependency" without the package, "no-adapter" without any driver.
 */
export const openDawn = async (): Promise<GPU> => (await findDawn()).gpu;

/** As `openDawn`, with what was found. */
export const findDawn = (): Promise<Dawn> => (open ??= find());

/** Lets Dawn go. Devices must be destroyed before. */
export function closeDawn(): void {
  open = undefined;
}

async function find(): Promise<Dawn> {
  const { create, globals } = await loadOptional("webgpu", "the GPU in Node", () => import("webgpu"));
  Object.assign(globalThis, globals);
  const rejected: Rejected[] = [];
  const attempt = async (driver: string): Promise<Dawn | undefined> => {
    // Otherwise Dawn rounds timestamps to 65.5 µs.
    const gpu = create(["disable-dawn-features=timestamp_quantization"]);
    if ((await gpu.requestAdapter()) !== null) return { gpu, driver, rejected };
    rejected.push({ what: driver, why: "Dawn finds no adapter there" });
    return undefined;
  };

  const ownLoader = await ensureVulkanLoader(rejected);
  const named = process.platform === "linux" && DRIVER_VARIABLES.find((name) => process.env[name]);
  if (named) return (await attempt(`${named}=${process.env[named]}`)) ?? refuse(rejected);
  if (ownLoader || DRIVER_FOLDERS.some((folder) => existsSync(folder))) {
    const own = await attempt("system driver");
    if (own !== undefined) return own;
  }
  const bundled = await bundledOrReason();
  if (typeof bundled === "string") rejected.push({ what: "bundled SwiftShader", why: bundled });
  else {
    process.env["VK_DRIVER_FILES"] = bundled.driverFile;
    const found = await attempt("bundled SwiftShader");
    // Read when the adapter is first asked for; a browser started from here is to choose its own driver.
    delete process.env["VK_DRIVER_FILES"];
    if (found !== undefined) return found;
  }
  return refuse(rejected);
}

function refuse(rejected: readonly Rejected[]): never {
  const tried = rejected.map(({ what, why }) => `${what}: ${why}`).join("; ");
  throw new SweepfieldError(
    "no-adapter",
    `no GPU adapter (${tried}); install a Vulkan driver or the package @sparticuz/chromium, or use --device cpu`,
  );
}

/**
 * Whether there is a Vulkan loader (or none is needed) on this machine. Dawn opens libvulkan.so.1 by its name, which finds
 * a library that is loaded already, so a machine without one gets the bundled one in this very process.
 */
async function ensureVulkanLoader(rejected: Rejected[]): Promise<boolean> {
  if (process.platform !== "linux" || load("libvulkan.so.1") === undefined) return true;
  rejected.push({ what: "the system's Vulkan loader", why: "there is no libvulkan.so.1" });
  const bundled = await bundledOrReason();
  const failure = typeof bundled === "string" ? bundled : load(bundled.vulkanLoader);
  if (failure !== undefined) rejected.push({ what: "the bundled Vulkan loader", why: failure });
  return false;
}

/** Undefined when the library is in this process now, else why not. */
function load(library: string): string | undefined {
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
    return undefined;
  } catch (error) {
    // That it is no addon is what Node says once the library has been loaded.
    const message = error instanceof Error ? error.message : String(error);
    return message.includes("did not self-register") ? undefined : message;
  }
}

const bundledOrReason = () =>
  bundledChromium().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
