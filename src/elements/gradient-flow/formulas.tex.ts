import { texFormulas } from "../controls/math.js";

export const formulas = texFormulas({
  "identity skip":
    "\\frac{\\partial L}{\\partial x_l} = \\frac{\\partial L}{\\partial x_L}\\Bigl(I + \\frac{\\partial}{\\partial x_l}\\sum_{k=l}^{L-1} F_k(x_k)\\Bigr)",
  "changed skip":
    "\\frac{\\partial L}{\\partial x_l} = \\frac{\\partial L}{\\partial x_L}\\prod_{k=l}^{L-1} A_k\\,(I + J_k)",
  "no skip": "\\frac{\\partial L}{\\partial x_l} = \\frac{\\partial L}{\\partial x_L}\\prod_{k=l}^{L-1} J_k",
  "batch norm":
    "g_z = \\gamma\\,s\\,\\bigl(g - \\operatorname{mean}(g) - \\hat z\\,\\operatorname{mean}(g \\odot \\hat z)\\bigr)",
  scale: "s = \\tfrac{1}{\\sqrt{\\operatorname{var}(z) + \\varepsilon}}",
  "per block": "\\bigl(\\live{ratio}\\bigr)^{1/\\live{L}} = \\live{factor}",
  "full pre-activation":
    "\\frac{\\mathbb{E}\\lVert g_0\\rVert^2}{\\mathbb{E}\\lVert g_L\\rVert^2} = \\prod_{l=0}^{L-1}\\Bigl(1 + \\frac{\\pi/(\\pi-1)}{1 + l\\,(\\pi-1)/\\pi}\\Bigr)",
  "full pre-activation root": "\\frac{\\lVert g_0\\rVert}{\\lVert g_L\\rVert} = \\live{expected}",
  plain:
    "\\frac{\\lVert g_0\\rVert}{\\lVert g_L\\rVert} = \\Bigl(\\frac{\\pi}{\\pi-1}\\Bigr)^{L} = 1.467^{\\live{L}} = \\live{expected}",
});
