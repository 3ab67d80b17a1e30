import { texFormulas } from "../controls/math.js";

/** What a value is made of, in general. */
export const general = texFormulas({
  i: "\\sigma(w_{xi}\\, x_t + w_{hi}\\, h_{t-1})",
  f: "\\sigma(w_{xf}\\, x_t + w_{hf}\\, h_{t-1})",
  o: "\\sigma(w_{xo}\\, x_t + w_{ho}\\, h_{t-1})",
  g: "\\tanh(w_{xg}\\, x_t + w_{hg}\\, h_{t-1})",
  kept: "f_t\\, c_{t-1}",
  written: "i_t\\, g_t",
  h: "o_t \\tanh c_t",
  delta: "h_t - y_t",
  loss: "\\delta_t",
  viaI: "\\bar{i}_{t+1}\\, i_{t+1}(1 - i_{t+1})\\, w_{hi}",
  viaF: "\\bar{f}_{t+1}\\, f_{t+1}(1 - f_{t+1})\\, w_{hf}",
  viaO: "\\bar{o}_{t+1}\\, o_{t+1}(1 - o_{t+1})\\, w_{ho}",
  viaG: "\\bar{g}_{t+1}\\, (1 - g_{t+1}^2)\\, w_{hg}",
  cOfH: "\\bar{h}_t\\, o_t (1 - \\tanh^2 c_t)",
  cOfNext: "\\bar{c}_{t+1}\\, f_{t+1}",
  barG: "\\bar{c}_t\\, i_t",
  barO: "\\bar{h}_t \\tanh c_t",
  barF: "\\bar{c}_t\\, c_{t-1}",
  barI: "\\bar{c}_t\\, g_t",
});

/** The same with its numbers. */
export const live = texFormulas({
  gate: "\\sigma(\\live{wx} \\cdot \\live{x} + \\live{wh} \\cdot \\live{h})",
  candidate: "\\tanh(\\live{wx} \\cdot \\live{x} + \\live{wh} \\cdot \\live{h})",
  product: "\\live{a} \\cdot \\live{b}",
  tanh: "\\live{a} \\cdot \\tanh \\live{b}",
  difference: "\\live{a} - \\live{b}",
  one: "\\live{a}",
  viaGate: "\\live{bar} \\cdot \\live{y}(1 - \\live{y}) \\cdot \\live{w}",
  viaCandidate: "\\live{bar} \\cdot (1 - \\live{y}^2) \\cdot \\live{w}",
  cOfH: "\\live{h} \\cdot \\live{o}(1 - \\tanh^2 \\live{c})",
});

/** The gradient of w_xi and its update, as the homework asks for them. */
export const weightFormulas = texFormulas({
  share: "\\bar{w}_{xi} = \\sum_t \\bar{i}_t\\, i_t(1 - i_t)\\, x_t",
  shareAt: "\\bar{i}_t\\, i_t(1 - i_t)\\, x_t",
  shareLive: "\\live{bar} \\cdot \\live{y}(1 - \\live{y}) \\cdot \\live{x}",
  update:
    "w_{xi} \\leftarrow w_{xi} - \\eta\\, \\bar{w}_{xi} = \\live{w} - \\live{rate} \\cdot \\live{bar} = \\live{after}",
});
