import { texFormulas } from "../controls/math.js";

/** Steps of every model and order. */
export const stepFormulas = texFormulas({
  layers: "d = \\live{steps}",
  pipelined: "H + W + d - 2 = \\live{steps}",
  layerwise: "d\\,(H + W - 1) = \\live{steps}",
  raster: "d\\,H\\,W = \\live{steps}",
  rasterFour: "4\\,d\\,H\\,W = \\live{steps}",
  rowPipelined: "H + d - 1 = \\live{steps}",
  rowLayerwise: "d\\,H = \\live{steps}",
  diagonalPipelined: "d'W + H - 1 - \\lfloor d'/2 \\rfloor + (d - d') = \\live{steps}",
  diagonalRaster: "d\\,(2H - 1)\\,W = \\live{steps}",
});
