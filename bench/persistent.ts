/** The whole sweep of an MDRNN as one dispatch: a rung of the ladder, which no page runs. */
import { bound, mapTensor } from "../src/engine/gpu-model.js";
import { keepingBuffers, readFloats } from "../src/gpu/buffers.js";
import { composeShader } from "../src/gpu/composer.js";
import type { GpuSession } from "../src/gpu/device.js";
import { runPlan } from "../src/gpu/runner.js";
import { loadBody } from "../src/kernels/cells/bodies.js";
import { cellKernel, cellTables } from "../src/kernels/cells/gpu.js";
import { kindOrder } from "../src/kernels/cells/order.js";
import { persistentKernel } from "../src/kernels/cells/persistent.js";
import { cellProgram } from "../src/kernels/cells/program.js";
import { packImage } from "../src/kernels/channel-layout.js";
import { gridOf, scheduleOf } from "../src/schedule/schedules.js";
import type { Contender } from "./contender.js";
import { imageInputs, type ImageWorkload } from "./workloads.js";

/** Everything is uploaded and compiled; a run is a dispatch, or several where one would take too long. */
export const persistentContender = (session: GpuSession, { spec, side, schedule }: ImageWorkload): Promise<Contender> =>
  keepingBuffers(session.device, async (own): Promise<Contender> => {
    const { device } = session;
    const { x, weights } = imageInputs({ spec, side });
    const shape = { batch: 1, height: side, width: side };
    const program = cellProgram(spec, weights, side * side);
    const sequence = scheduleOf(schedule, gridOf(spec, shape));
    const { order: cells, ranges } = kindOrder(program, sequence);
    const order = { cells, steps: sequence.length, startOf: (step: number) => ranges(step)[0]!.first };
    const plain = cellKernel(program, "affine", "forward", await loadBody("affine", "forward"), shape);
    const { kernel, starts } = persistentKernel(plain, order, shape, composeShader);
    const { table, taps } = cellTables(program, "forward");
    const image = new Float32Array(program.forwardSize);
    packImage(program.input, x.shape, x.data, image);
    const maps = own.upload("maps", image);
    const done = own.storage("steps done", 4);
    const given = [cells, table, taps, program.weights, starts].map((data, i) => own.upload(`binding ${i}`, data));
    const sweep = await bound(device, kernel, [...given, maps, done]);
    const work = () => [{ kernel: sweep, first: 0, count: sequence.length }];
    const stored = program.maps.map(({ layout, value }) => ({ buffer: maps, offset: value, layout, parts: 1 }));
    /** As the workgroup counted them, in the first run. */
    let steps: number | undefined;
    return {
      name: "persistent",
      async run() {
        const { dispatches, milliseconds, timing } = await runPlan(session, {
          label: "persistent sweep",
          steps: 1,
          work,
        });
        steps ??= new Uint32Array((await readFloats(device, done, 0, 1)).buffer)[0] ?? 0;
        return { steps, dispatches, deviceMs: timing === "gpu timestamps" ? milliseconds : null };
      },
      async outputs() {
        const layers = await Promise.all(stored.map((_, l) => mapTensor(device, stored, l, shape)));
        return Object.fromEntries(layers.map(({ data }, l) => [`layer ${l}`, data]));
      },
      close: own.release,
    };
  });
