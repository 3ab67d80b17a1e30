/** What loads the weights of this page in PyTorch: text to copy, by kind of model. */
import type { TrainableSpec } from "../../../models/spec.js";

const HEAD = `import json, torch, torch.nn.functional as F
from safetensors import safe_open

with safe_open("sweepfield-model.safetensors", framework="pt") as f:
    spec = json.loads(f.metadata()["spec"])
    w = {name: f.get_tensor(name) for name in f.keys() if not name.startswith("optimizer.")}
`;

const PIXELCNN = `
def mask(layer, shape):                            # (out, in, k, k)
    k, m = shape[-1], torch.zeros(shape)
    r, g = k // 2, spec["colourGroups"]            # channel j is of colour j mod g
    m[:, :, :r, : r + 1 if spec["context"] == "quadrant" else k] = 1    # rows above
    m[:, :, r, :r] = 1                             # west
    o, i = torch.arange(shape[0])[:, None] % g, torch.arange(shape[1])[None] % g
    m[:, :, r, r] = (i <= o if layer["mask"] == "B" else i < o).float() # of the own pixel: colours before, for B its own too
    return m

def logits(x):                                     # x: (N, C, H, W), -1 or 1 (256 levels: -1 to 1)
    for i, layer in enumerate(spec["layers"]):
        kernel = w[f"layers.{i}.weight"]
        kernel = kernel * mask(layer, kernel.shape)
        k, d = kernel.shape[-1], layer["dilation"]
        x = F.conv2d(x, kernel, w[f"layers.{i}.bias"], padding=d * (k // 2), dilation=d)
        x = {"relu": F.relu, "tanh": torch.tanh, "none": lambda y: y}[layer["activation"]](x)
    return x                                       # logit that a number is 1 (256 levels: its mean)
`;

const GATED = `
def gate(a):
    f, g = a.chunk(2, 1)
    return torch.tanh(f) * torch.sigmoid(g)

def logits(x):                                     # x: (N, C, H, W), -1 or 1 (256 levels: -1 to 1)
    v = h = x
    for i, layer in enumerate(spec["layers"]):
        p, g = f"layers.{i}.", lambda name: w[f"layers.{i}.{name}"]
        k, r = layer["kernel"], layer["kernel"] // 2
        mv, mh = torch.zeros(k, k), torch.zeros(1, k)
        mv[: r + (i > 0)] = 1                      # rows above; from layer 1 on the own row too
        mh[0, : r + (i > 0)] = 1                   # west; from layer 1 on the own pixel too
        a = F.conv2d(v, g("v.weight") * mv, g("v.bias"), padding=r)
        up = F.conv2d(a, g("v_to_h.weight"))
        b = F.conv2d(h, g("h.weight") * mh, g("h.bias"), padding=(0, r)) + up
        out = F.conv2d(gate(b), g("out.weight"), g("out.bias"))
        v, h = gate(a), out + h if i > 0 else out
    n = len(spec["layers"])
    return F.conv2d(h, w[f"layers.{n}.weight"].reshape(spec["inputs"], -1, 1, 1), w[f"layers.{n}.bias"])
`;

const MDRNN = `
def logits(x):                                     # x: (N, C, H, W), -1 or 1 (256 levels: -1 to 1)
    N, C, H, W = x.shape
    n, cells = len(spec["layers"]), [x[:, :, r, c] for r in range(H) for c in range(W)]
    for i, layer in enumerate(spec["layers"]):
        W_in, W_w, W_n, b = (w[f"layers.{i}.{name}"] for name in ("w_in", "w_west", "w_north", "bias"))
        zero, h, s = torch.zeros(N, layer["hidden"]), {}, {}
        for r in range(H):
            for c in range(W):
                west, north = (r, c - 1), (r - 1, c)
                a = cells[r * W + c] @ W_in.T + h.get(west, zero) @ W_w.T + h.get(north, zero) @ W_n.T + b
                if layer["cell"] == "lstm":
                    g_i, f_w, f_n, g_g, g_o = a.chunk(5, 1)
                    s[r, c] = (torch.sigmoid(g_i) * torch.tanh(g_g) + torch.sigmoid(f_w) * s.get(west, zero)
                               + torch.sigmoid(f_n) * s.get(north, zero))
                    h[r, c] = torch.sigmoid(g_o) * torch.tanh(s[r, c])
                else:
                    h[r, c] = torch.tanh(a)
        cells = [h[r, c] for r in range(H) for c in range(W)]
    out = torch.zeros(N, C, H, W)                  # read out of the cells west and north
    for r in range(H):
        for c in range(W):
            beside = h.get((r, c - 1), zero) + h.get((r - 1, c), zero)
            out[:, :, r, c] = beside @ w[f"layers.{n}.weight"].reshape(C, -1).T + w[f"layers.{n}.bias"]
    return out
`;

const BODIES: Readonly<Record<TrainableSpec["kind"], string>> = {
  pixelcnn: PIXELCNN,
  "gated-pixelcnn": GATED,
  mdrnn: MDRNN,
};

export const pytorchSnippet = ({ kind }: TrainableSpec): string => HEAD + BODIES[kind];
