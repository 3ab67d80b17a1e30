/** What the engines share of runs over time: inputs, and their place in the kernels' columns. */
import { SweepfieldError } from "../error.js";
import { columnsOf, type SequenceProgram, type SequenceShape } from "../kernels/cells/sequence.js";
import { packSteps } from "../kernels/cells/sequence-layout.js";
import type { SequenceSpec } from "../models/sequence.js";
import { validateSequenceWeights } from "../models/sequence-weights.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { columnOf, layerOf, type Schedule } from "../schedule/schedule.js";
import { refuseNonFinite } from "./inputs.js";

/** What a net over time reads. Tensors are torch's: time first, then the batch. */
export interface SequenceInputs {
  /** (T, N, I). */
  readonly x: Tensor;
  readonly weights: Tensors;
  /** (layers, N, H); zero where they are missing. */
  readonly h0?: Tensor;
  readonly c0?: Tensor;
  /** dL/d of y (T, N, H), hT and cT (layers, N, H); where it is given, even empty, the backward pass runs too. */
  readonly outputGradients?: { readonly y?: Tensor; readonly hT?: Tensor; readonly cT?: Tensor };
}

const mismatch = (message: string): SweepfieldError => new SweepfieldError("shape-invalid", message);

/** Checks that everything fits the net and the schedule. Throws shape-invalid, weights-invalid or usage. */
export function checkSequenceInputs(spec: SequenceSpec, schedule: Schedule, inputs: SequenceInputs): SequenceShape {
  const { x, h0, c0, weights, outputGradients = {} } = inputs;
  const [steps = 0, batch = 0, channels] = x.shape;
  if (x.shape.length !== 3 || channels !== spec.inputs || sizeOf(x.shape) === 0) {
    throw mismatch(`x has shape (${x.shape.join(", ")}); this ${spec.kind} reads (T, N, ${spec.inputs})`);
  }
  const { grid } = schedule;
  if (grid.layers !== spec.layers || grid.height !== 1 || grid.width !== steps) {
    throw mismatch(
      `the schedule is for ${grid.layers} layers of ${grid.height}×${grid.width}, the run has ${spec.layers} of 1×${steps}; make the schedule for this run`,
    );
  }
  const state = [spec.layers, batch, spec.hidden];
  const wanted: readonly (readonly [string, Tensor | undefined, readonly number[]])[] = [
    ["x", x, x.shape],
    ["h0", h0, state],
    ["c0", c0, state],
    ["the gradient of y", outputGradients.y, [steps, batch, spec.hidden]],
    ["the gradient of hT", outputGradients.hT, state],
    ["the gradient of cT", outputGradients.cT, state],
  ];
  for (const [name, tensor, shape] of wanted) {
    if (!tensor) continue;
    if (tensor.shape.join() !== shape.join() || tensor.data.length !== sizeOf(shape)) {
      throw mismatch(
        `${name} has shape (${tensor.shape.join(", ")}) and ${tensor.data.length} numbers; use (${shape.join(", ")})`,
      );
    }
    refuseNonFinite(name, tensor);
  }
  if (spec.kind === "rnn" && (c0 || outputGradients.cT)) {
    throw mismatch("a plain rnn has no cell state; leave c0 and the gradient of cT out");
  }
  validateSequenceWeights(spec, weights);
  return { batch, steps };
}

const layerOfState = ({ shape, data }: Tensor, layer: number): Tensor => {
  const [, batch = 1, hidden = 1] = shape;
  const size = batch * hidden;
  return {
    shape: [1, batch, hidden],
    data: data.subarray(layer * size, (layer + 1) * size),
  };
};

/** The whole forward memory before anything ran: x, h_0 and c_0, and a forget gate of 1 after the last step. */
export function initialForward(
  program: SequenceProgram,
  { x, h0, c0 }: SequenceInputs,
  shape: SequenceShape,
): Float32Array {
  const columns = columnsOf(shape);
  const memory = new Float32Array(program.forwardSize);
  packSteps(program.input, columns, x, memory);
  const slots = program.layout.groups * 4;
  program.layers.forEach((map, l) => {
    if (h0) packSteps(program.layout, columns, layerOfState(h0, l), memory, { offset: map.value, first: 0 });
    if (c0) packSteps(program.layout, columns, layerOfState(c0, l), memory, { offset: map.state, first: 0 });
    if (map.kind !== "lstm") return;
    for (let n = 0; n < shape.batch; n++) {
      const forget = map.gates + ((n * columns + columns - 1) * program.gates + 1) * slots;
      memory.fill(1, forget, forget + slots);
    }
  });
  return memory;
}

/** The whole backward memory before anything ran: the gradients of y, hT and cT. */
export function initialBackward(
  program: SequenceProgram,
  { outputGradients: { y, hT, cT } = {} }: SequenceInputs,
  shape: SequenceShape,
): Float32Array {
  const columns = columnsOf(shape);
  const memory = new Float32Array(program.backwardSize);
  program.layers.forEach((map, l) => {
    const offset = program.direct[l]!;
    if (y && l === program.layers.length - 1) packSteps(program.layout, columns, y, memory, { offset });
    if (hT) packSteps(program.layout, columns, layerOfState(hT, l), memory, { offset, first: shape.steps });
    if (!cT) return;
    const beyond = { offset: map.stateDelta, first: columns - 1 };
    packSteps(program.layout, columns, layerOfState(cT, l), memory, beyond);
  });
  return memory;
}

/** The run order in cells of the kernels' grid, which has a column before the steps and one after. */
export const columnCell = ({ grid }: Schedule, cell: number): number =>
  layerOf(grid, cell) * columnsOf({ steps: grid.width }) + 1 + columnOf(grid, cell);

/** Numbers of the kernels' grid by cell of the schedule's. */
export const withoutBorder = (values: Float32Array | Uint32Array, steps: number): typeof values =>
  values.filter((_, i) => {
    const column = i % columnsOf({ steps });
    return column > 0 && column <= steps;
  });
