import { setImmediate } from "node:timers/promises";
import { SweepfieldError } from "../../error.js";
import { runResiduals } from "../../engine/run-residuals.js";
import {
  drawResidualWeights,
  PLACEMENT_NAMES,
  requireResidualMemory,
  RESIDUAL_LIMITS,
  residualSignals,
  type PlacementName,
  type ResidualSpec,
} from "../../models/residual.js";
import type { Tensors } from "../../models/tensor.js";
import type { ResidualTrace } from "../../trace/residual-trace.js";
import { choiceFlag, deviceFlag, didYouMean, integerFlag, shown, sizeFlag } from "../arguments.js";
import type { Command, CommandInput } from "../command.js";
import { openDevice, type Device } from "../device.js";
import { flowReport, flowTable, type FlowSetup } from "../flow-report.js";
import { print, printJson, progressLine } from "../output.js";
import { grouped } from "../table.js";

/** One placement on one CPU thread; this much takes it some minutes. */
const MAX_MACS = 100_000_000_000;

/** What a stack of convolutions starts from: it has as many rows as all its images have pixels. */
const DEFAULTS = { dense: { width: 256, batch: 256 }, conv: { width: 32, batch: 8 } } as const;

export const flow: Command = {
  name: "flow",
  summary: "gradient and signal through residual stacks, by where batch norm and ReLU stand",
  usage: `
usage: sweepfield flow [FLAGS]

Runs residual stacks forward and backward from the same weights, and measures after every block the norm of the
activations x_l, of the gradient g_l = dL/dx_l, and of what of it comes down the skip connections alone.

  --placements A,B,…   some of ${PLACEMENT_NAMES.slice(0, 3).join(", ")},
                       ${PLACEMENT_NAMES.slice(3).join(", ")} (all six)
  --blocks N           blocks of two weights each (54)
  --width N            units of a layer, or maps (256; conv: 32)
  --batch N            examples (256; conv: 8 images); every norm takes its statistics from them
  --weight W           dense: matrices; conv: 3x3 convolutions (dense)
  --size HxW           conv: the image (8x8)
  --no-norm            leaves every batch norm out
  --seed S             seed of the weights, of x_0 and of g_L (1)
  --device gpu|cpu     what runs them (gpu)
  --json               one JSON object

x_0 and g_L are independent and N(0, 1), with no stem and no head; weights N(0, 2/fan-in) after He et al. 2015, without bias;
batch norm with the statistics of the batch, biased variance, epsilon 1e-5, gamma 1 and beta 0, its means in the backward too.
ratio is |g_0| / |g_L|: 1 where the gradient arrives as it started. A plain stack has no skip connections: its skip ratio is 0.
`.trim(),
  options: {
    placements: { type: "string" },
    blocks: { type: "string" },
    width: { type: "string" },
    batch: { type: "string" },
    weight: { type: "string" },
    size: { type: "string" },
    "no-norm": { type: "boolean" },
    seed: { type: "string" },
    device: { type: "string" },
    json: { type: "boolean" },
  },
  async run(input) {
    const [more] = input.positionals;
    if (more !== undefined) throw usage(`flow takes flags alone, not ${shown(more)}; see sweepfield flow --help`);
    const placements = placementsFlag(input);
    const setup = setupFlags(input);
    checkWork(setup);
    const device = await openDevice(deviceFlag(input));
    try {
      const traces = await runAll(device, placements, setup, input.signal);
      if (input.values["json"] === true) printJson(flowReport(traces));
      else print(flowTable(traces, setup));
      return 0;
    } finally {
      await device.close();
    }
  },
};

const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

function placementsFlag(input: CommandInput): readonly PlacementName[] {
  const given = input.values["placements"];
  if (typeof given !== "string") return PLACEMENT_NAMES;
  return [
    ...new Set(
      given.split(",").map((text) => {
        const word = text.trim();
        const name = PLACEMENT_NAMES.find((candidate) => candidate === word);
        if (name !== undefined) return name;
        throw usage(
          `--placements ${shown(word)}${didYouMean(word, PLACEMENT_NAMES) || `; use some of ${PLACEMENT_NAMES.join(", ")}`}`,
        );
      }),
    ),
  ];
}

function setupFlags(input: CommandInput): FlowSetup {
  const weight = choiceFlag(input, "weight", ["dense", "conv"], "dense");
  if (weight === "dense" && input.values["size"] !== undefined)
    throw usage("--size does not apply to --weight dense; leave it out or use --weight conv");
  const { width, batch } = DEFAULTS[weight];
  return {
    blocks: integerFlag(input, "blocks", { min: 1, max: RESIDUAL_LIMITS.blocks, fallback: 54 }),
    width: integerFlag(input, "width", { min: 1, max: RESIDUAL_LIMITS.width, fallback: width }),
    batch: integerFlag(input, "batch", { min: 2, max: 4096, fallback: batch }),
    weight,
    size: weight === "conv" ? sizeFlag(input, { max: 64, fallback: [8, 8] }) : null,
    norm: input.values["no-norm"] !== true,
    seed: integerFlag(input, "seed", { min: 0, max: 2 ** 32 - 1, fallback: 1 }),
  };
}

const specOf = ({ blocks, width, weight, norm }: FlowSetup, placement: PlacementName): ResidualSpec => ({
  kind: "residual",
  placement,
  blocks,
  width,
  weight,
  norm,
});

function checkWork(setup: FlowSetup): void {
  requireResidualMemory(specOf(setup, "plain"));
  const { blocks, width, batch, size } = setup;
  const rows = batch * (size ? size[0] * size[1] : 1);
  const macs = 4 * blocks * rows * width * width * (size ? 9 : 1);
  if (macs > MAX_MACS)
    throw new SweepfieldError(
      "limit-exceeded",
      `each placement would take ${grouped(macs)} multiply-adds, more than ${grouped(MAX_MACS)}; lower --blocks, --width, --batch or --size`,
    );
}

async function runAll(
  device: Device,
  placements: readonly PlacementName[],
  setup: FlowSetup,
  signal: AbortSignal | undefined,
): Promise<readonly ResidualTrace[]> {
  const progress = progressLine();
  const run = await device.runner(runResiduals);
  const traces: ResidualTrace[] = [];
  try {
    progress.show("drawing the weights");
    const weights = await drawn(specOf(setup, "plain"), setup.seed, signal);
    const signals = residualSignals([setup.batch, setup.width, ...(setup.size ?? [])], setup.seed);
    for (const name of placements) {
      const trace = await run(
        specOf(setup, name),
        { ...signals, weights },
        {
          ...(signal && { signal }),
          onProgress: (done, total) => progress.show(`${name}: step ${done} of ${total}`),
        },
      );
      trace.release();
      traces.push(trace);
    }
    return traces;
  } finally {
    progress.clear();
  }
}

/** The weights, with a look at Ctrl-C between two of them. */
async function drawn(spec: ResidualSpec, seed: number, signal: AbortSignal | undefined): Promise<Tensors> {
  const drawing = drawResidualWeights(spec, seed);
  for (;;) {
    await setImmediate();
    if (signal?.aborted) throw new SweepfieldError("cancelled", "the run was cancelled");
    const { done, value } = drawing.next();
    if (done) return value;
  }
}
