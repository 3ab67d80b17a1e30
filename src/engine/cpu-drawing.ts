/** Drawing on the CPU, in slices. */
import { forwardCells } from "../kernels/cells/cpu.js";
import { macsOfCell } from "../kernels/cells/gpu.js";
import { drawOnCpu } from "../kernels/sampling/cpu.js";
import { unpackColours } from "../kernels/sampling/program.js";
import type { SamplingStep } from "../schedule/sampling.js";
import { MACS_PER_YIELD, type CpuSweep } from "./cpu-model.js";
import { CPU_ADAPTER, driveSweep } from "./cpu-run.js";
import type { CpuRunner } from "./cpu-runner.js";
import {
  drawTrace,
  isSame,
  PICTURE_MS,
  prepareDrawing,
  type DrawImages,
  type DrawRequest,
  type DrawResult,
} from "./drawing.js";
import type { RunOptions } from "./run.js";
import { inSlices } from "./slices.js";

export async function doDrawJob(request: DrawRequest, { signal, onProgress, onPart }: RunOptions): Promise<DrawResult> {
  const { plan, program, shape, images, noise } = await inSlices(prepareDrawing(request), signal);
  const { batch, height, width } = shape;
  const pixels = height * width;
  const forward = new Float32Array(program.forwardSize);
  forward.set(images);
  const memory = { height, width, forward, backward: new Float32Array(0) };
  const runCell = forwardCells(program, memory);
  const draw = drawOnCpu(program, request.spec.conditional, { batch, pixels }, forward, noise);
  const picture = (): Float32Array => unpackColours(program, request.noise.shape, forward);
  const costs = program.maps.map((map) => (macsOfCell(map, "forward") + 500) * batch);
  let matvecSteps = 0;
  let pixelSteps = 0;
  let macs = 0;
  const sweeps: Float32Array[] = [];

  function* run({ levels, draws }: SamplingStep): CpuSweep {
    for (const level of levels) {
      for (const cell of level) {
        const index = Math.floor(cell / pixels);
        const map = program.maps[index]!;
        runCell(map, cell % pixels, 0, batch);
        macs += costs[index]!;
        if (macs > MACS_PER_YIELD) {
          macs = 0;
          yield matvecSteps;
        }
      }
      matvecSteps++;
    }
    draws.forEach(draw);
    pixelSteps++;
  }
  function* all(): CpuSweep {
    for (let i = 0; i < plan.length; i++) {
      yield* run(plan.step(i));
      if (plan.method !== "fixed-point") continue;
      sweeps.push(picture());
      const [before, now] = sweeps.slice(-2);
      if (now && isSame(before!, now)) break;
      yield matvecSteps;
    }
    yield matvecSteps;
  }
  let shown = performance.now();
  const record = await driveSweep(all(), {
    signal,
    onProgress() {
      onProgress?.(pixelSteps, plan.length);
      if (!onPart || performance.now() - shown < PICTURE_MS) return;
      shown = performance.now();
      onPart(picture());
    },
  });
  return { values: picture(), pixelSteps, run: { ...record, steps: matvecSteps }, sweeps };
}

export const drawOnThisCpu =
  (cpu: CpuRunner): DrawImages =>
  async (request, options) => {
    // also checks the request before a worker sees it
    const prepared = await inSlices(prepareDrawing(request), options?.signal);
    const result = await cpu.run("draw", request, doDrawJob, options);
    return inSlices(drawTrace(request, prepared, result, "cpu", CPU_ADAPTER));
  };
