/**
 * A model as PyTorch code that runs as it stands: `forward(x, w)` written out, the weights by Sweepfield's names. What is hidden by a
 * mask is multiplied by zero, as a course's own code would do it.
 */
import { parameterShapes, type Shapes } from "../parameters.js";
import type { DrawingSpec, ModelSpec } from "../spec.js";

/** `forward(x, w)`: x is (N, C, H, W); gives the last layer's output. */
const FORWARD: Readonly<Record<ModelSpec["kind"], string>> = {
  pixelcnn: `
def mask(layer, shape):                            # (out, in, k, k)
    k, m = shape[-1], torch.zeros(shape)
    r, g = k // 2, spec["colourGroups"]            # channel j is of colour j mod g
    m[:, :, :r, : r + 1 if spec["context"] == "quadrant" else k] = 1    # rows above
    m[:, :, r, :r] = 1                             # west
    o, i = torch.arange(shape[0])[:, None] % g, torch.arange(shape[1])[None] % g
    m[:, :, r, r] = (i <= o if layer["mask"] == "B" else i < o).float() # of the own pixel: colours before, for B its own too
    return m


def forward(x, w):
    for i, layer in enumerate(spec["layers"]):
        kernel = w[f"layers.{i}.weight"]
        kernel = kernel * mask(layer, kernel.shape)
        k, d = kernel.shape[-1], layer["dilation"]
        x = F.conv2d(x, kernel, w[f"layers.{i}.bias"], padding=d * (k // 2), dilation=d)
        x = {"relu": F.relu, "tanh": torch.tanh, "none": lambda y: y}[layer["activation"]](x)
    return x
`,
  "gated-pixelcnn": `
def gate(a):
    f, g = a.chunk(2, 1)
    return torch.tanh(f) * torch.sigmoid(g)


def forward(x, w):
    v = h = x
    for i, layer in enumerate(spec["layers"]):
        p, k, r = f"layers.{i}.", layer["kernel"], layer["kernel"] // 2
        rows, west = torch.zeros(k, k), torch.zeros(1, k)
        rows[: r + (i > 0)] = 1                    # rows above; from layer 1 on the own row too
        west[0, : r + (i > 0)] = 1                 # west; from layer 1 on the own pixel too
        a = F.conv2d(v, w[p + "v.weight"] * rows, w[p + "v.bias"], padding=r)
        b = F.conv2d(h, w[p + "h.weight"] * west, w[p + "h.bias"], padding=(0, r)) + F.conv2d(a, w[p + "v_to_h.weight"])
        out = F.conv2d(gate(b), w[p + "out.weight"], w[p + "out.bias"])
        v, h = gate(a), out + h if i > 0 else out
    return h
`,
  mdrnn: `
def sweep(x, w, p, layer, is_first):               # from the first pixel to the last
    N, _, H, W = x.shape
    outside = torch.zeros(N, x.shape[1])
    at = lambda r, c: x[:, :, r, c] if r >= 0 and c >= 0 else outside
    h, s = {}, {}
    zero = torch.zeros(N, layer["hidden"])
    for r in range(H):
        for c in range(W):
            west, north = (r, c - 1), (r - 1, c)
            own = at(*west) + at(*north) if spec["shift"] and is_first else at(r, c)
            if spec["neighbours"] == "input":      # as the exercise sheet prints it
                beside = at(*west) @ w[p + "w_west"].T + at(*north) @ w[p + "w_north"].T
            else:
                beside = h.get(west, zero) @ w[p + "w_west"].T + h.get(north, zero) @ w[p + "w_north"].T
            a = own @ w[p + "w_in"].T + beside + w[p + "bias"]
            if layer["cell"] == "lstm":            # one forget gate for each neighbour
                i, f_west, f_north, g, o = a.chunk(5, 1)
                s[r, c] = (torch.sigmoid(i) * torch.tanh(g) + torch.sigmoid(f_west) * s.get(west, zero)
                           + torch.sigmoid(f_north) * s.get(north, zero))
                h[r, c] = torch.sigmoid(o) * torch.tanh(s[r, c])
            else:
                h[r, c] = {"tanh": torch.tanh, "relu": F.relu}[layer["activation"]](a)
    return torch.stack([h[r, c] for r in range(H) for c in range(W)], 2).view(N, -1, H, W)


MIRRORED = {"se.": [], "sw.": [3], "ne.": [2], "nw.": [2, 3]}


def forward(x, w):
    for i, layer in enumerate(spec["layers"]):
        p = f"layers.{i}."
        if spec["directions"] == 4:                # from all four corners, summed
            x = sum(sweep(x.flip(d), w, p + q, layer, i == 0).flip(d) for q, d in MIRRORED.items())
        else:
            x = sweep(x, w, p, layer, i == 0)
    return x
`,
  "row-lstm": `
def forward(x, w):
    for layer in range(spec["layers"]):
        p = f"layers.{layer}."
        kernel = w[p + "input.weight"].clone()
        kernel[..., 1 if spec["first"] == "A" and layer == 0 else 2 :] = 0        # west, and the own pixel
        a_in = F.conv2d(x, kernel, w[p + "bias"], padding=(0, 1))
        h = c = torch.zeros(x.shape[0], spec["hidden"], 1, x.shape[3])
        rows = []
        for r in range(x.shape[2]):                # a row at once, from the row above
            a = a_in[:, :, r : r + 1] + F.conv2d(h, w[p + "state.weight"], padding=(0, 1))
            i, f, g, o = a.chunk(4, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            rows.append(h)
        x = torch.cat(rows, 2)
    return x
`,
  "diagonal-bilstm": `
def sweep(x, w, p):                                # to the right; c comes from the west
    N, _, H, W = x.shape
    h, s = {}, {}
    zero = torch.zeros(N, spec["hidden"])
    for r in range(H):
        for c in range(W):
            west, north = (r, c - 1), (r - 1, c)
            a = (x[:, :, r, c] @ w[p + "w_in"].T + h.get(west, zero) @ w[p + "w_side"].T
                 + h.get(north, zero) @ w[p + "w_north"].T + w[p + "bias"])
            i, f, g, o = a.chunk(4, 1)
            s[r, c] = torch.sigmoid(f) * s.get(west, zero) + torch.sigmoid(i) * torch.tanh(g)
            h[r, c] = torch.sigmoid(o) * torch.tanh(s[r, c])
    return torch.stack([h[r, c] for r in range(H) for c in range(W)], 2).view(N, -1, H, W)


def forward(x, w):
    for layer in range(spec["layers"]):
        p = f"layers.{layer}."
        hides_own = spec["first"] == "A" and layer == 0
        left = sweep(F.pad(x, (1, 0))[..., :-1] if hides_own else x, w, p + "left.")
        right = sweep(x.flip(3), w, p + "right.").flip(3)
        x = left + F.pad(right, (0, 0, 1, 0))[:, :, :-1]      # the second is shifted down by a row
    return x
`,
};

/** `logits(x, w)` of a model that draws: what its outputs say of every number of x (spec.ts, Conditional). */
const LOGITS: Readonly<Record<DrawingSpec["kind"], string>> = {
  pixelcnn: `
logits = forward                                   # the last layer gives them
`,
  "gated-pixelcnn": `
def logits(x, w):
    n = len(spec["layers"])
    return F.conv2d(forward(x, w), w[f"layers.{n}.weight"], w[f"layers.{n}.bias"])
`,
  mdrnn: `
def logits(x, w):
    n, h = len(spec["layers"]), forward(x, w)
    if not spec["shift"]:                          # read out of the cells west and north
        h = F.pad(h, (1, 0))[..., :-1] + F.pad(h, (0, 0, 1, 0))[:, :, :-1]
    return torch.einsum("nkhw,ok->nohw", h, w[f"layers.{n}.weight"]) + w[f"layers.{n}.bias"][:, None, None]
`,
};

/** The functions of a model, which read `spec`, torch and F. */
export const functionsOf = (spec: ModelSpec): string =>
  "conditional" in spec && spec.conditional ? `${FORWARD[spec.kind]}\n${LOGITS[spec.kind]}` : FORWARD[spec.kind];

/** The names and shapes of the weights, a line each. */
const shapeLines = (shapes: Shapes): string =>
  Object.entries(shapes)
    .map(([name, shape]) => `    "${name}": (${shape.join(", ")}${shape.length === 1 ? "," : ""}),`)
    .join("\n");

/**
 * The code of a model at an image of `height` × `width`. Run as a file it draws weights and prints the shape of its output; imported
 * it gives `forward(x, w)`, and `logits(x, w)` of a model that draws, to weights of your own.
 */
export const modelSource = (
  spec: ModelSpec,
  { height, width }: { readonly height: number; readonly width: number },
): string => `import json

import torch
import torch.nn.functional as F

spec = json.loads("""${JSON.stringify(spec)}""")
shapes = {
${shapeLines(parameterShapes(spec))}
}

${functionsOf(spec)}

if __name__ == "__main__":
    torch.manual_seed(0)
    w = {name: torch.randn(shape) / 8 for name, shape in shapes.items()}
    y = ${"conditional" in spec && spec.conditional ? "logits" : "forward"}(torch.randn(1, ${spec.inputs}, ${height}, ${width}), w)
    print(sum(value.numel() for value in w.values()), "numbers in the weights, output", tuple(y.shape))
`;
