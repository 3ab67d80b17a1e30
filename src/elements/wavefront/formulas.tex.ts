import { texFormulas } from "../controls/math.js";

/** What a cell computes. Superscripts are places, (r, c) = (row, column). */
export const cellFormulas = texFormulas({
  rnn: "h^{(r,c)} = \\tanh\\!\\left(W_{\\mathrm{in}}\\, x^{(r,c)} + W_W\\, h^{(r,c-1)} + W_N\\, h^{(r-1,c)} + b\\right)",
  printed:
    "h^{(r,c)} = \\tanh\\!\\left(W_{\\mathrm{in}}\\, x^{(r,c)} + W_W\\, x^{(r,c-1)} + W_N\\, x^{(r-1,c)} + b\\right)",
  state2: "c^{(r,c)} = i \\odot g + f_W \\odot c^{(r,c-1)} + f_N \\odot c^{(r-1,c)}",
  stateAbove: "c^{(r,c)} = i \\odot g + f \\odot c^{(r-1,c)}",
  stateBefore: "c^{(r,c)} = i \\odot g + f \\odot c^{(r,c-1)}",
  stateAfter: "c^{(r,c)} = i \\odot g + f \\odot c^{(r,c+1)}",
  output: "h^{(r,c)} = o \\odot \\tanh c^{(r,c)}",
  bar: "\\bar h^{(r,c)} = \\frac{\\partial L}{\\partial h^{(r,c)}} = \\sum_{\\mathrm{readers}} W^{\\top} \\delta",
  delta: "\\delta^{(r,c)} = \\bar h^{(r,c)} \\odot \\left(1 - h^{(r,c)} \\odot h^{(r,c)}\\right)",
  outputDelta: "\\delta_o^{(r,c)} = \\bar h^{(r,c)} \\odot \\tanh c^{(r,c)} \\odot o \\odot (1 - o)",
});

/** The same in the first channel, with its numbers. */
export const liveFormulas = texFormulas({
  rnn: "h_1 = \\tanh \\live{a} = \\live{h}",
  state1: "c_1 = \\live{i} \\cdot \\live{g} + \\live{f} \\cdot \\live{k} = \\live{c}",
  state2: "c_1 = \\live{i} \\cdot \\live{g} + \\live{fw} \\cdot \\live{cw} + \\live{fn} \\cdot \\live{cn} = \\live{c}",
  output: "h_1 = \\live{o} \\cdot \\tanh \\live{c} = \\live{h}",
  delta: "\\delta_1 = \\live{bar} \\cdot (1 - \\live{h}^2) = \\live{delta}",
  outputDelta: "\\delta_{o,1} = \\live{bar} \\cdot \\live{t} \\cdot \\live{o} \\cdot (1 - \\live{o}) = \\live{delta}",
});
