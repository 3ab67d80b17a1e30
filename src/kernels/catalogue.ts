import { composeShader, withImmediates, type ComposedShader } from "../gpu/composer.js";
import { drawingGraph } from "../graph/sampling.js";
import { initialWeights } from "../models/initialise.js";
import type { Conditional } from "../models/spec.js";
import { gatedPixelCnn, mdrnn, pixelCnn } from "../models/presets.js";
import { cellMeanKernel } from "./cell-mean/gpu.js";
import { loadBody } from "./cells/bodies.js";
import { cellKernel } from "./cells/gpu.js";
import { cellProgram } from "./cells/program.js";
import { persistentKernel } from "./cells/persistent.js";
import { cellTiles } from "./cells/tiles.js";
import { gradientSumKernel, outputDeltaKernel, weightGradientKernel } from "./gradients/gpu.js";
import { productTiles } from "./gradients/tiles.js";
import { largestMeanKernel, layerStackProgram } from "./layer-stack/gpu.js";
import { transposed } from "./masked-conv/backward.js";
import { maskedConvBackwardKernel } from "./masked-conv/backward-gpu.js";
import { maskedConvKernel } from "./masked-conv/gpu.js";
import { packPixelCnn } from "./masked-conv/layer.js";
import { convTiles } from "./masked-conv/tiles.js";
import { lossKernel, lossSumKernel } from "./loss/gpu.js";
import { adamKernel, normKernel, parameterGradientKernel, placeKernel } from "./optimiser/gpu.js";
import { barrierShader, chainShader, productShader } from "./probe/gpu.js";
import { tilesShader } from "./probe/tiles.js";
import { OPERATION_KINDS, residualKernel } from "./residual/gpu.js";
import { residualShapeOf } from "./residual/shape.js";
import { drawKernel } from "./sampling/gpu.js";
import { drawingProgram } from "./sampling/program.js";
import { exhaustiveKernel } from "./threshold-rnn/gpu.js";
import { VARIANTS } from "./variant.js";

const PASSES = ["forward", "backward"] as const;
const KINDS = ["affine", "gated", "lstm"] as const;
const CONDITIONALS: readonly Conditional[] = [
  { kind: "bernoulli" },
  { kind: "gaussian", sigma: 0.1 },
  { kind: "gaussian", sigma: 0.1, levels: 256 },
];
const TILED = VARIANTS.filter((variant) => variant !== "plain");
const shape = { batch: 2, height: 5, width: 6 };
/** Some cells of one map that run in one step: enough for a tile. */
const ORDER = { cells: Uint32Array.from({ length: 6 }, (_, i) => i), steps: 1, startOf: () => 0 };

/** Every shader of the project, composed with typical constants, with and without stamps: what the shader linter compiles. */
export async function shaderCatalogue(): Promise<readonly ComposedShader[]> {
  const cnns = [pixelCnn({ depth: 2, channels: 5 }), pixelCnn({ depth: 2, channels: 6, inputs: 3, colourGroups: 3 })];
  const cells = [
    mdrnn({ depth: 2, channels: 5 }),
    mdrnn({ depth: 2, channels: 5, cell: "lstm" }),
    gatedPixelCnn({ depth: 2, channels: 5 }),
  ];
  const bodies = await Promise.all(
    PASSES.flatMap((pass) => KINDS.map(async (kind) => ({ pass, kind, body: await loadBody(kind, pass) }))),
  );
  const convs = [false, true].flatMap((stamp) =>
    cnns.flatMap((spec) =>
      packPixelCnn(spec, initialWeights(spec, 1)).flatMap((layer, l) => [
        maskedConvKernel(layer, l, shape, stamp),
        maskedConvBackwardKernel(transposed(layer), l - 1, layer.activation, shape, stamp),
      ]),
    ),
  );
  const cellKernels = [false, true].flatMap((stamp) =>
    cells.flatMap((spec) => {
      const program = cellProgram(spec, initialWeights(spec, 1), shape.batch * shape.height * shape.width);
      const kinds = new Set(program.maps.map((map) => map.kind));
      return bodies
        .filter(({ kind }) => kinds.has(kind))
        .map(({ pass, kind, body }) => cellKernel(program, kind, pass, body, shape, stamp));
    }),
  );
  const tiled = TILED.flatMap((variant) => [
    ...convs.map((kernel) => convTiles(variant, composeShader)(kernel, shape)),
    ...cellKernels.flatMap((kernel) => cellTiles(variant, 4, composeShader)(kernel, ORDER, shape, 0)?.kernel ?? []),
  ]);
  const swept = cellKernels.find(({ shader }) => shader.label === "cells affine forward")!;
  const layout = packPixelCnn(cnns[1]!, initialWeights(cnns[1]!, 1))[0]!.output;
  const drawing = drawingProgram(cnns[1]!, drawingGraph(cnns[1]!), initialWeights(cnns[1]!, 1), 60);
  const reductions = [
    ...[false, true].map((stamp) => outputDeltaKernel(2, "tanh", 1, shape, stamp)),
    weightGradientKernel(shape, 64),
    productTiles(composeShader)(weightGradientKernel(shape, 64)),
    persistentKernel(swept, ORDER, shape, composeShader).kernel,
    gradientSumKernel(shape, 64),
    cellMeanKernel(layout, 1, { sources: [0], pixels: 1 }),
    largestMeanKernel(shape.height * shape.width),
    exhaustiveKernel(3, { bits: 8 }),
    ...CONDITIONALS.map((conditional) => lossKernel(conditional, { ...shape, layout, starts: { x: 0, y: 4, bar: 8 } })),
    ...CONDITIONALS.map((conditional) => drawKernel(drawing, conditional, shape)),
    lossSumKernel(shape.height * shape.width),
    parameterGradientKernel(2),
    normKernel(100),
    adamKernel(),
    placeKernel(),
  ];
  const stack = { kind: "residual", placement: "original", blocks: 2, width: 5, weight: "conv", norm: true } as const;
  const residual = OPERATION_KINDS.map((kind) => residualKernel(kind, residualShapeOf(stack, [2, 5, 3, 4])));
  const shaders = [...convs, ...cellKernels, ...tiled, ...reductions, ...residual].map(({ shader }) => shader);
  return [
    ...shaders,
    withImmediates(shaders[0]!),
    chainShader(),
    barrierShader(8),
    productShader(64),
    ...TILED.map((variant) => tilesShader(variant, composeShader)),
    layerStackProgram().shader,
  ];
}
