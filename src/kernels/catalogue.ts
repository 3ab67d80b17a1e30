import type { ComposedShader } from "../gpu/composer.js";
import { initialWeights } from "../models/initialise.js";
import { mdrnn, pixelCnn } from "../models/presets.js";
import { cellMeanKernel } from "./cell-mean/gpu.js";
import { maskedConvKernel } from "./masked-conv/gpu.js";
import { packPixelCnn } from "./masked-conv/layer.js";
import { mdrnnKernel } from "./mdrnn/gpu.js";
import { packMdrnn } from "./mdrnn/layers.js";
import { chainShader } from "./probe/gpu.js";

const shape = { batch: 2, height: 5, width: 6 };

/** Every shader of the project, composed with typical constants, with and without stamps: what the shader linter compiles. */
export function shaderCatalogue(): readonly ComposedShader[] {
  const cnns = [pixelCnn({ depth: 2, channels: 5 }), pixelCnn({ depth: 2, channels: 6, inputs: 3, colourGroups: 3 })];
  const rnns = [
    mdrnn({ depth: 2, channels: 5 }),
    mdrnn({ depth: 2, channels: 5, neighbours: "input" }),
    mdrnn({ depth: 2, channels: 5, shift: true }),
  ];
  const models = [false, true].flatMap((stamp) => [
    ...cnns.flatMap((spec) =>
      packPixelCnn(spec, initialWeights(spec, 1)).map((layer, l) => maskedConvKernel(layer, l, shape, stamp).shader),
    ),
    ...rnns.map((spec) => {
      const packed = packMdrnn(spec, initialWeights(spec, 1), {
        batch: shape.batch,
        pixels: shape.height * shape.width,
      });
      return mdrnnKernel(packed, shape, stamp).shader;
    }),
    ...packPixelCnn(cnns[1]!, initialWeights(cnns[1]!, 1)).map((layer) => cellMeanKernel(layer.output, [0], 1).shader),
  ]);
  return [...models, chainShader()];
}
