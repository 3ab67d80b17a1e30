import { texFormulas } from "../controls/math.js";

/** With d layers of k × k kernels, p = (k − 1) / 2; r and c are the output's row and column. */
export const formulas = texFormulas({
  seen: "d\\,p\\left(2dp + 2 - \\frac{d-1}{2}\\right) = \\live{value}",
  blind: "\\frac{d\\,p\\,(d-1)}{2} = \\live{value}",
  allA: "(d+1)^2 = \\live{value}",
  gated: "2P(P+1) = \\live{value}",
  quadrant: "(r+1)(c+1) = \\live{value}",
  quadrantWithoutOwn: "(r+1)(c+1) - 1 = \\live{value}",
  printed: "\\frac{(d+1)(d+2)}{2} = \\live{value}",
  past: "r\\,W + c = \\live{value}",
  doubling: "2^{d-1} = \\live{value}",
});
