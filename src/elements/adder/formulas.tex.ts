import { texFormulas } from "../controls/math.js";

/** What the net computes; L columns. */
export const formulas = texFormulas({
  hidden: "h_t = H(W_{xh}\\,x_t + W_{hh}\\,h_{t-1} + b_h)",
  output: "y_t = H(W_{hy}\\,h_t + b_y)",
  logistic: "h_t = \\sigma\\bigl(\\kappa\\,(W_{xh}\\,x_t + W_{hh}\\,h_{t-1} + b_h)\\bigr)",
});
