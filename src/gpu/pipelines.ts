import { SweepfieldError } from "../error.js";
import type { Kernel } from "./kernel.js";
import { withImmediates, type ComposedShader } from "./composer.js";
import { hasImmediates, RANGE_BYTES } from "./ranges.js";

/** A compiled kernel and the layouts that its bind groups need. */
export interface CompiledKernel {
  readonly kernel: Kernel;
  readonly pipeline: GPUComputePipeline;
  readonly buffers: GPUBindGroupLayout;
}

const bufferTypes = { read: "read-only-storage", "read-write": "storage" } as const;

const entryOf = (binding: number, buffer: GPUBufferBindingLayout): GPUBindGroupLayoutEntry => ({
  binding,
  visibility: 4 /* GPUShaderStage.COMPUTE, which Node has no global for */,
  buffer,
});

interface Layouts {
  /** Null where the range comes as immediates. */
  readonly range: GPUBindGroupLayout | null;
  readonly stamp: GPUBindGroupLayout;
}

const layoutsOf = new WeakMap<GPUDevice, Layouts>();

/** The layouts of groups 1 and 2, which every kernel shares. */
export function sharedLayouts(device: GPUDevice): Layouts {
  let layouts = layoutsOf.get(device);
  if (!layouts) {
    layouts = {
      range: hasImmediates(device)
        ? null
        : device.createBindGroupLayout({
            label: "range",
            entries: [entryOf(0, { type: "uniform", hasDynamicOffset: true, minBindingSize: 16 })],
          }),
      stamp: device.createBindGroupLayout({ label: "stamp", entries: [entryOf(0, { type: "storage" })] }),
    };
    layoutsOf.set(device, layouts);
  }
  return layouts;
}

async function compileErrorOf(module: GPUShaderModule, shader: ComposedShader): Promise<SweepfieldError | undefined> {
  const { messages } = await module.getCompilationInfo();
  const error = messages.find((message) => message.type === "error");
  return (
    error &&
    new SweepfieldError(
      "engine-failed",
      `shader "${shader.label}" does not compile at ${shader.sourceOf(error.lineNum)}: ${error.message}`,
    )
  );
}

async function compile(device: GPUDevice, kernel: Kernel): Promise<CompiledKernel> {
  const shader = hasImmediates(device) ? withImmediates(kernel.shader) : kernel.shader;
  const { label, code } = shader;
  const module = device.createShaderModule({ label, code });
  const buffers = device.createBindGroupLayout({
    label,
    entries: kernel.bindings.map((kind, binding) => entryOf(binding, { type: bufferTypes[kind] })),
  });
  const { range, stamp } = sharedLayouts(device);
  try {
    const pipeline = await device.createComputePipelineAsync({
      label,
      layout: device.createPipelineLayout({
        label,
        bindGroupLayouts: kernel.stamped ? [buffers, range, stamp] : [buffers, range],
        ...(range === null && { immediateSize: RANGE_BYTES }),
      }),
      compute: { module, entryPoint: "main" },
    });
    return { kernel, pipeline, buffers };
  } catch (cause) {
    throw (
      (await compileErrorOf(module, shader)) ??
      new SweepfieldError("engine-failed", `shader "${label}" gave no pipeline: ${String(cause)}`, { cause })
    );
  }
}

const caches = new WeakMap<GPUDevice, Map<string, Promise<CompiledKernel>>>();

/** The compiled kernel, from the device's cache where the same code was compiled before (also while it still compiles). */
export async function compiledKernel(device: GPUDevice, kernel: Kernel): Promise<CompiledKernel> {
  let cache = caches.get(device);
  if (!cache) caches.set(device, (cache = new Map()));
  const { code } = kernel.shader;
  let compiled = cache.get(code);
  if (!compiled) {
    compiled = compile(device, kernel);
    cache.set(code, compiled);
    compiled.catch(() => cache.delete(code));
  }
  // same code means same bindings; the workgroup function and the cost are the caller's
  return { ...(await compiled), kernel };
}
