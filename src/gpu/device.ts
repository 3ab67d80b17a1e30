import { SweepfieldError } from "../error.js";
import { noteImmediates } from "./ranges.js";

/** One GPUDevice and what the engine has to know of it. */
export interface GpuSession {
  readonly device: GPUDevice;
  /** Human-readable, e.g. "apple metal-3" or "SwiftShader Device (Subzero)". */
  readonly adapterName: string;
  /** True for a software adapter. */
  readonly isFallback: boolean;
  /** Resolves when the device is gone, for whatever reason. */
  readonly lost: Promise<GPUDeviceLostInfo>;
  /** Why the device is gone, once it is. */
  readonly lostReason: GPUDeviceLostInfo | undefined;
  close(): void;
}

/** Limits worth more than WebGPU's defaults: what the adapter offers is asked for, since bigger images need it. */
const wantedLimits = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
] as const;

/** Times on the device's own clock, and kernels that share what they load. */
const wantedFeatures: readonly GPUFeatureName[] = ["timestamp-query", "subgroups"];

const adapterNameOf = (info: GPUAdapterInfo): string =>
  info.description || [info.vendor, info.architecture || info.device].filter(Boolean).join(" ") || "unnamed adapter";

/**
 * Opens a device of its own on `gpu` (the browser's navigator.gpu, or Dawn's in Node).
 * Throws SweepfieldError: insecure-context, no-webgpu, no-adapter or device-refused, each with its own remedy.
 */
export async function openGpu(gpu: GPU | undefined): Promise<GpuSession> {
  if (!gpu) {
    if (globalThis.isSecureContext === false) {
      throw new SweepfieldError(
        "insecure-context",
        "WebGPU needs a secure page, and this one was loaded over plain http; open it through https:// or http://localhost",
      );
    }
    throw new SweepfieldError("no-webgpu", "this browser has no WebGPU; use a current Chrome, Edge, Safari or Firefox");
  }
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) {
    throw new SweepfieldError(
      "no-adapter",
      "WebGPU is there but found no graphics adapter; update the graphics driver or switch hardware acceleration on",
    );
  }
  const requiredLimits: Record<string, number> = {};
  for (const name of wantedLimits) requiredLimits[name] = adapter.limits[name];
  const requiredFeatures = wantedFeatures.filter((name) => adapter.features.has(name));
  let device: GPUDevice;
  try {
    device = await adapter.requestDevice({ label: "sweepfield", requiredFeatures, requiredLimits });
  } catch (cause) {
    throw new SweepfieldError(
      "device-refused",
      `the adapter "${adapterNameOf(adapter.info)}" gave no device (${String(cause)}); close other pages that use the GPU and reload`,
      { cause },
    );
  }
  noteImmediates(device, gpu);
  let lostReason: GPUDeviceLostInfo | undefined;
  const lost = device.lost.then((info) => {
    lostReason = info;
    return info;
  });
  return {
    device,
    adapterName: adapterNameOf(adapter.info),
    isFallback: adapter.info.isFallbackAdapter,
    lost,
    get lostReason() {
      return lostReason;
    },
    close: () => device.destroy(),
  };
}

/**
 * Sessions by GPU object, in one place for all copies of this module: a page may load several bundles, and each element of it
 * is to use the same device. The number changes when the shape of a session does.
 */
const REGISTRY = Symbol.for("sweepfield/gpu-sessions/1");

function sessions(): WeakMap<GPU, Promise<GpuSession>> {
  const place = globalThis as { [REGISTRY]?: WeakMap<GPU, Promise<GpuSession>> };
  return (place[REGISTRY] ??= new WeakMap());
}

/** The one session of this page (or of this `gpu` object); a lost one is replaced at the next call. */
export function sharedGpu(gpu: GPU | undefined = globalThis.navigator?.gpu): Promise<GpuSession> {
  if (!gpu) return openGpu(gpu);
  const shared = sessions();
  let session = shared.get(gpu);
  if (!session) {
    session = openGpu(gpu);
    shared.set(gpu, session);
    const forget = (): void => {
      if (shared.get(gpu) === session) shared.delete(gpu);
    };
    session.then((opened) => opened.lost.then(forget), forget);
  }
  return session;
}

/** The error for work that a lost device cut off. */
export const deviceLostError = (info: GPUDeviceLostInfo): SweepfieldError =>
  new SweepfieldError(
    "device-lost",
    `the GPU device was lost (${info.reason || "unknown"}: ${info.message || "no message"}); run again to reopen it`,
  );

/** How long the news of a loss may come after what the loss broke. */
const NEWS_MS = 200;

/** What a loss breaks fails in its own words, such as those of a read-back: this gives it the loss's name. */
export async function namingLoss<Result>(session: GpuSession, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SweepfieldError) throw error;
    const lost = await Promise.race([
      session.lost,
      new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), NEWS_MS)),
    ]);
    throw lost ? deviceLostError(lost) : error;
  }
}
