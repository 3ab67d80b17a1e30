import { SweepfieldError } from "../error.js";
import { withBuffers } from "./buffers.js";
import type { ComposedShader } from "./composer.js";

/** A shader that draws: one pipeline per vertex entry, all with the same fragment entry and the same buffers in group 0. */
export interface RenderProgram {
  readonly shader: ComposedShader;
  readonly vertices: readonly string[];
  readonly fragment: string;
  readonly buffers: readonly ("uniform" | "read")[];
}

export interface CompiledRender {
  readonly pipelines: readonly GPURenderPipeline[];
  readonly layout: GPUBindGroupLayout;
}

/** One draw: strips of four vertices, one for each instance. */
export interface DrawCall {
  /** Index into the program's vertex entries. */
  readonly pipeline: number;
  readonly firstInstance: number;
  readonly instances: number;
}

const SAMPLES = 4;
/** GPUShaderStage.VERTEX, which Node has no global for. */
const VERTEX = 1;
const bufferTypes = { uniform: "uniform", read: "read-only-storage" } as const;
// Colours are premultiplied.
const over: GPUBlendComponent = { srcFactor: "one", dstFactor: "one-minus-src-alpha", operation: "add" };

const caches = new WeakMap<GPUDevice, Map<string, Promise<CompiledRender>>>();

/** All pipelines of a program for pictures of this format, from the device's cache where they were compiled before. Throws engine-failed. */
export function compiledRender(
  device: GPUDevice,
  program: RenderProgram,
  format: GPUTextureFormat,
): Promise<CompiledRender> {
  let cache = caches.get(device);
  if (!cache) caches.set(device, (cache = new Map()));
  const key = `${format} ${program.shader.code}`;
  let compiled = cache.get(key);
  if (!compiled) {
    compiled = compile(device, program, format);
    cache.set(key, compiled);
    compiled.catch(() => cache.delete(key));
  }
  return compiled;
}

async function compile(device: GPUDevice, program: RenderProgram, format: GPUTextureFormat): Promise<CompiledRender> {
  const { label, code } = program.shader;
  const module = device.createShaderModule({ label, code });
  const layout = device.createBindGroupLayout({
    label,
    entries: program.buffers.map((kind, binding) => ({
      binding,
      visibility: VERTEX,
      buffer: { type: bufferTypes[kind] },
    })),
  });
  const pipelineLayout = device.createPipelineLayout({ label, bindGroupLayouts: [layout] });
  const pipelineOf = (entryPoint: string): Promise<GPURenderPipeline> =>
    device.createRenderPipelineAsync({
      label: `${label}: ${entryPoint}`,
      layout: pipelineLayout,
      vertex: { module, entryPoint },
      primitive: { topology: "triangle-strip" },
      multisample: { count: SAMPLES },
      fragment: {
        module,
        entryPoint: program.fragment,
        targets: [{ format, blend: { color: over, alpha: over } }],
      },
    });
  try {
    return { layout, pipelines: await Promise.all(program.vertices.map(pipelineOf)) };
  } catch (cause) {
    throw new SweepfieldError("engine-failed", `shader "${label}" gave no pipeline: ${String(cause)}`, { cause });
  }
}

/** Binds buffers in the order of the program's list. */
export const bindRender = (
  device: GPUDevice,
  { layout }: CompiledRender,
  buffers: readonly GPUBuffer[],
): GPUBindGroup =>
  device.createBindGroup({
    label: "picture",
    layout,
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });

/** Draws calls in their order onto a texture, smoothed by four samples, in one submit. */
export function drawPicture(
  device: GPUDevice,
  target: GPUTexture,
  { pipelines }: CompiledRender,
  group: GPUBindGroup,
  clearValue: GPUColor,
  calls: readonly DrawCall[],
): void {
  const { width, height, format } = target;
  const samples = device.createTexture({
    label: "picture, four samples",
    size: [width, height],
    format,
    sampleCount: SAMPLES,
    usage: 16 /* GPUTextureUsage.RENDER_ATTACHMENT */,
  });
  const encoder = device.createCommandEncoder({ label: "picture" });
  const pass = encoder.beginRenderPass({
    label: "picture",
    colorAttachments: [
      {
        view: samples.createView(),
        resolveTarget: target.createView(),
        clearValue,
        loadOp: "clear",
        storeOp: "discard",
      },
    ],
  });
  pass.setBindGroup(0, group);
  for (const { pipeline, firstInstance, instances } of calls) {
    if (instances === 0) continue;
    pass.setPipeline(pipelines[pipeline]!);
    pass.draw(4, instances, 0, firstInstance);
  }
  pass.end();
  device.queue.submit([encoder.finish()]);
  samples.destroy();
}

/** WebGPU wants rows of a copied texture to start at multiples of this. */
const ROW_BYTES = 256;

/** The texels of an rgba8unorm texture, row by row. */
export const readTexture = (device: GPUDevice, texture: GPUTexture): Promise<Uint8ClampedArray<ArrayBuffer>> =>
  withBuffers(device, async (own) => {
    const { width, height } = texture;
    const bytesPerRow = Math.ceil((width * 4) / ROW_BYTES) * ROW_BYTES;
    const staging = own.make({
      label: "read-back of a picture",
      size: bytesPerRow * height,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder({ label: staging.label });
    encoder.copyTextureToBuffer({ texture }, { buffer: staging, bytesPerRow }, [width, height]);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const padded = new Uint8Array(staging.getMappedRange());
    const texels = new Uint8ClampedArray(width * height * 4);
    for (let row = 0; row < height; row++)
      texels.set(padded.subarray(row * bytesPerRow, row * bytesPerRow + width * 4), row * width * 4);
    return texels;
  });
