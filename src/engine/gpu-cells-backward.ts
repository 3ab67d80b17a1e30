import { readFloats, type Buffers } from "../gpu/buffers.js";
import { packImage, unpackImage } from "../kernels/channel-layout.js";
import { unpackGradients } from "../kernels/cells/gradients.js";
import type { CellProgram } from "../kernels/cells/program.js";
import { parameterShapes } from "../models/parameters.js";
import type { ModelSpec } from "../models/spec.js";
import type { Tensor } from "../models/tensor.js";
import { reversed } from "../schedule/reversed.js";
import { sweepPlan } from "./gpu-cells.js";
import type { GpuBackward, Placement } from "./gpu-model.js";
import { productPlans } from "./gpu-products.js";

/** The reverse sweep computes the deltas, in as many steps; then come the gradient of x and the weight gradients. */
export async function prepareBackward(
  spec: ModelSpec,
  program: CellProgram,
  outputGradient: Tensor,
  x: Tensor,
  forward: GPUBuffer,
  place: Placement,
  own: Buffers,
): Promise<GpuBackward> {
  const { device, schedule, shape } = place;
  const pixels = shape.height * shape.width;
  const deltas = own.storage("deltas", program.backwardSize * 4);
  const top = program.maps[program.outputs.at(-1)![0]!.map]!.layout;
  const yBar = new Float32Array(shape.batch * pixels * top.groups * 4);
  packImage(top, outputGradient.shape, outputGradient.data, yBar);
  device.queue.writeBuffer(deltas, program.outputGradient * 4, yBar);
  const { plan, weights, afterwards } = await sweepPlan(
    program,
    "backward",
    reversed(schedule),
    place,
    [forward, deltas],
    own,
  );
  const imageCells = Uint32Array.from({ length: pixels }, (_, pixel) => program.maps.length * pixels + pixel);
  const toImage = await afterwards(imageCells);

  const products = await productPlans(device, program, shape, forward, deltas, own);
  return {
    sweep: plan,
    ofImage: { label: "gradient of x", steps: 1, work: () => [{ kernel: toImage, first: 0, count: pixels }] },
    ofWeights: products.plans,
    outputGradient: { buffer: deltas, offset: program.outputGradient },
    result: products.total,
    transposed: [weights],
    deltas: program.maps.map(({ layout, delta, parts }) => ({ buffer: deltas, offset: delta, layout, parts })),
    async gradients() {
      const result = await products.result();
      const xBar = await readFloats(
        device,
        deltas,
        program.image.delta,
        shape.batch * pixels * program.input.groups * 4,
      );
      return {
        x: { shape: x.shape, data: unpackImage(program.input, x.shape, xBar) },
        ...unpackGradients(program, parameterShapes(spec), result),
      };
    },
  };
}
