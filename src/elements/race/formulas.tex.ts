import { texFormulas } from "../controls/math.js";

/** The steps of the four runners, with the numbers of the present run. */
export const formulas = texFormulas({
  layers: "d = \\live{steps}",
  pipelined: "H + W + d - 2 = \\live{steps}",
  layerwise: "d(H + W - 1) = \\live{steps}",
  raster: "dHW = \\live{steps}",
});
