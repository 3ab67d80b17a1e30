import { createHash } from "node:crypto";
import { drawImages } from "../../engine/draw-images.js";
import { noiseFor, type DrawTrace } from "../../engine/drawing.js";
import type { TrainableSpec } from "../../models/spec.js";
import { SweepfieldError } from "../../error.js";
import { readWeights } from "../../io/weights-file.js";
import { requireConditional } from "../../models/conditional.js";
import { initialWeights } from "../../models/initialise.js";
import type { Tensor, Tensors } from "../../models/tensor.js";
import { validateSpec } from "../../models/validate.js";
import { SAMPLING_METHODS } from "../../schedule/sampling.js";
import { choiceFlag, deviceFlag, givenSize, integerFlag, numberFlag, shown } from "../arguments.js";
import type { Command, CommandInput } from "../command.js";
import { openDevice } from "../device.js";
import { inFile, readUserFile } from "../files.js";
import { builtinWeights } from "../machine/builtin-weights.js";
import { loadOptional } from "../machine/optional.js";
import { note, print, printJson, progressLine } from "../output.js";
import { saveFile } from "../save-file.js";
import { grouped } from "../table.js";

const MAX_WEIGHTS_BYTES = 2 ** 29;

export const sample: Command = {
  name: "sample",
  summary: "draws images from a model, by one of four methods, and counts the steps",
  usage: `
usage: sweepfield sample --method naive|cached|wavefront|fixed-point [FLAGS]

  --weights FILE    safetensors as train writes it, or builtin, builtin-colour: the project's own small PixelCNNs of
                    digits, grey and in colour (without it a seeded, untrained 3x3 PixelCNN, Bernoulli)
  --size HxW        of the images (that of the training images, else 28x28)
  --seed S          of the noise, and of the weights where there are none (1)
  --count N         images, drawn side by side (1)
  --temperature R   scales the noise; 0 takes the likeliest value of every pixel (1)
  --out FILE.png    the images
  --device gpu|cpu  what runs it (gpu)
  --json            one JSON object

All methods draw the same images from the same seed: sha256 is that of the values, float32, little-endian. pixelSteps: steps
in which pixels are drawn. matvecSteps: sequential steps of matrix-vector products. dispatches: what was encoded for the GPU.
`.trim(),
  options: {
    method: { type: "string" },
    weights: { type: "string" },
    size: { type: "string" },
    seed: { type: "string" },
    count: { type: "string" },
    temperature: { type: "string" },
    out: { type: "string" },
    device: { type: "string" },
    json: { type: "boolean" },
  },
  async run(input) {
    if (input.positionals.length > 0) throw usage(`sample takes flags alone, not ${shown(input.positionals[0]!)}`);
    if (input.values["method"] === undefined)
      throw usage(`sample needs a method; write --method ${SAMPLING_METHODS.join("|")}`);
    const method = choiceFlag(input, "method", SAMPLING_METHODS, "wavefront");
    const seed = integerFlag(input, "seed", { min: 0, max: 2 ** 32 - 1, fallback: 1 });
    const count = integerFlag(input, "count", { min: 1, max: 1024, fallback: 1 });
    const temperature = numberFlag(input, "temperature", { min: 0, max: 1000, fallback: 1 });
    const out = outFlag(input);
    const kind = deviceFlag(input);
    const { spec, weights, size: own } = await modelOf(input, seed);
    const [height, width] = givenSize(input, 512) ?? own;
    const noise = noiseFor(spec, count, { height, width }, seed);
    const device = await openDevice(kind);
    const progress = progressLine();
    try {
      const draw = await device.runner(drawImages);
      const trace = await draw(
        { method, spec, weights, noise, temperature },
        {
          ...(input.signal && { signal: input.signal }),
          onProgress: (done, total) => progress.show(`pixel-step ${done} of ${total}`),
        },
      );
      progress.clear();
      if (out !== undefined) {
        await saveFile(out, await pngOf(trace.values));
        note(`${count === 1 ? "the image is" : `${count} images are`} in ${out}`);
      }
      const report = {
        method,
        pixelSteps: trace.pixelSteps,
        matvecSteps: trace.matvecSteps,
        dispatches: trace.dispatches,
        milliseconds: trace.milliseconds,
        sha256: sha256Of(trace.values.data),
      };
      if (input.values["json"] === true) printJson(report);
      else print(textOf(report, trace));
      return 0;
    } finally {
      progress.clear();
      await device.close();
    }
  },
};

const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

function outFlag({ values }: CommandInput): string | undefined {
  const path = values["out"];
  if (path === undefined) return undefined;
  if (typeof path !== "string" || !/\.png$/i.test(path))
    throw usage(`--out ${shown(String(path))}: use a name that ends in .png`);
  return path;
}

/** Masked, raster, Bernoulli: 3×3 layers, so that W + 2(H − 1) pixel-steps suffice. */
const UNTRAINED = {
  kind: "pixelcnn",
  conditional: { kind: "bernoulli" },
  layers: [
    { kernel: 3, out: 8 },
    { kernel: 3, out: 8 },
    { kernel: 3, out: 1, activation: "none" },
  ],
};

/** The project's own weights, by what --weights calls them. */
const BUILTIN: ReadonlyMap<string, string> = new Map([
  ["builtin", "pixelcnn-digits.safetensors"],
  ["builtin-colour", "pixelcnn-colour-digits.safetensors"],
]);

interface Model {
  readonly spec: TrainableSpec;
  readonly weights: Tensors;
  readonly size: readonly [number, number];
}

async function modelOf(input: CommandInput, seed: number): Promise<Model> {
  const path = input.values["weights"];
  if (typeof path !== "string") {
    const spec = requireConditional(validateSpec(UNTRAINED));
    return { spec, weights: initialWeights(spec, seed), size: [28, 28] };
  }
  const builtin = BUILTIN.get(path);
  const bytes = builtin ? await builtinWeights(builtin) : await readUserFile(path, MAX_WEIGHTS_BYTES);
  return inFile(path, () => {
    const { spec, weights, image = [28, 28] } = readWeights(bytes);
    return { spec: requireConditional(spec), weights, size: image };
  });
}

const sha256Of = (values: Float32Array): string => {
  const bytes = new DataView(new ArrayBuffer(values.length * 4));
  // + 0 makes a 0 of −0
  values.forEach((value, i) => bytes.setFloat32(4 * i, value + 0, true));
  return createHash("sha256").update(new Uint8Array(bytes.buffer)).digest("hex");
};

/** The images side by side, a pixel wide apart, in a grid that is about square. */
async function pngOf({ shape, data }: Tensor<Float32Array>): Promise<Uint8Array> {
  const { default: sharp } = await loadOptional("sharp", "writing PNG files", () => import("sharp"));
  const [count, channels, height, width] = shape as [number, number, number, number];
  const across = Math.ceil(Math.sqrt(count));
  const down = Math.ceil(count / across);
  const [rows, columns] = [down * (height + 1) - 1, across * (width + 1) - 1];
  const rgb = new Uint8Array(rows * columns * 3).fill(128);
  for (let n = 0; n < count; n++) {
    for (let pixel = 0; pixel < height * width; pixel++) {
      const r = Math.floor(n / across) * (height + 1) + Math.floor(pixel / width);
      const c = (n % across) * (width + 1) + (pixel % width);
      for (let k = 0; k < 3; k++) {
        const value = data[(n * channels + (channels === 3 ? k : 0)) * height * width + pixel]!;
        rgb[(r * columns + c) * 3 + k] = Math.round(Math.min(255, Math.max(0, 127.5 * (value + 1))));
      }
    }
  }
  return sharp(rgb, { raw: { width: columns, height: rows, channels: 3 } })
    .png()
    .toBuffer();
}

const textOf = (
  report: {
    readonly method: string;
    readonly pixelSteps: number;
    readonly matvecSteps: number;
    readonly sha256: string;
  },
  { dispatches, milliseconds, cells, multiplyAdds, adapter }: DrawTrace,
): string =>
  [
    `${report.method} on ${adapter}`,
    `${grouped(report.pixelSteps)} pixel-steps, ${grouped(report.matvecSteps)} matvec steps, ${grouped(dispatches)} dispatches`,
    `${grouped(cells)} cells and ${grouped(multiplyAdds)} multiply-adds for one image`,
    milliseconds === null ? "time n/a" : `${milliseconds.toFixed(1)} ms`,
    `sha256 ${report.sha256}`,
  ].join("\n");
