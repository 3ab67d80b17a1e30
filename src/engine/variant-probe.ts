import type { composeShader } from "../gpu/composer.js";
import { TILES_GRID, TILES_PROBE, tilesShader } from "../kernels/probe/tiles.js";
import type { TiledVariant } from "../kernels/variant.js";

const ROUNDS = 3;
/** A run shorter than this says more of the submit than of the kernel, and is repeated so often. */
const SHORT_MS = 0.5;
const REPEATS = 64;

/** Times a small product in every tiled variant; the plain kernels are there to be read, and for little work. */
export async function fastest(
  device: GPUDevice,
  variants: readonly TiledVariant[],
  compose: typeof composeShader,
): Promise<TiledVariant> {
  const { ROWS, GROUPS } = TILES_PROBE;
  const buffers = [ROWS * GROUPS * 16, 4 * GROUPS * GROUPS * 16, ROWS * GROUPS * 16].map((size) =>
    device.createBuffer({ label: "variants", size, usage: GPUBufferUsage.STORAGE }),
  );
  const ready = async (variant: TiledVariant) => {
    const { label, code } = tilesShader(variant, compose);
    const module = device.createShaderModule({ label, code });
    const pipeline = await device.createComputePipelineAsync({ label, layout: "auto", compute: { module } });
    const group = device.createBindGroup({
      label,
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    return { pipeline, group };
  };
  const timed = async ({ pipeline, group }: Awaited<ReturnType<typeof ready>>, repeats: number): Promise<number> => {
    const encoder = device.createCommandEncoder({ label: "variants" });
    const pass = encoder.beginComputePass({ label: "variants" });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let i = 0; i < repeats; i++) pass.dispatchWorkgroups(...TILES_GRID);
    pass.end();
    const started = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - started;
  };
  try {
    const kernels = await Promise.all(variants.map(ready));
    const race = async (repeats: number): Promise<readonly number[]> => {
      const best = kernels.map(() => Infinity);
      for (let round = 0; round < ROUNDS; round++)
        for (const [v, kernel] of kernels.entries()) best[v] = Math.min(best[v]!, await timed(kernel, repeats));
      return best;
    };
    const once = await race(1);
    const times = Math.min(...once) < SHORT_MS ? await race(REPEATS) : once;
    return variants[times.indexOf(Math.min(...times))]!;
  } finally {
    for (const buffer of buffers) buffer.destroy();
  }
}
