import { version } from "sweepfield:version";
import { sharedGpu } from "../../gpu/device.js";
import type { GpuSession } from "../../gpu/device.js";
import { sharedProcessor } from "../controllers/engine.js";
import type { ToolsHost } from "./host.js";

const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
] as const;

/** What computes for this element, and why it is not the GPU where it is not. */
async function computer(host: ToolsHost): Promise<{ readonly gpu: GpuSession | null; readonly reason: string }> {
  if (Reflect.get(host, "device") === "cpu") return { gpu: null, reason: "the reader or the page chose the processor" };
  try {
    return { gpu: await sharedGpu(), reason: "" };
  } catch (error) {
    return { gpu: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The name of what computes: "apple metal-3", "processor, worker". */
export async function adapterOf(host: ToolsHost): Promise<string> {
  const { gpu } = await computer(host);
  return gpu ? gpu.adapterName : `processor, ${(await sharedProcessor()).driver}`;
}

/** What somebody who helps needs to know, a line a fact. It stays on this machine until the reader sends it. */
export async function diagnosticsOf(host: ToolsHost): Promise<string> {
  const { gpu, reason } = await computer(host);
  const facts: readonly (readonly [string, string | number])[] = [
    ["Sweepfield", version],
    ["element", host.localName],
    ["state", host.link.settings || "defaults"],
    ["browser", navigator.userAgent],
    ["WebGPU", "gpu" in navigator ? "yes" : "no"],
    ["secure page", isSecureContext ? "yes" : "no"],
    ["frame", window === parent ? "no" : "yes"],
    ["pixels per CSS pixel", devicePixelRatio],
    ["cores", navigator.hardwareConcurrency],
    ...(gpu
      ? ([
          ["adapter", `${gpu.adapterName}${gpu.isFallback ? ", in software" : ""}`],
          ["features", [...gpu.device.features].sort().join(" ") || "none"],
          ...LIMITS.map((name) => [name, gpu.device.limits[name]] as const),
        ] as const)
      : ([
          ["processor", (await sharedProcessor()).driver],
          ["why not the GPU", reason],
        ] as const)),
  ];
  return facts.map(([name, value]) => `${name}: ${value}\n`).join("");
}
