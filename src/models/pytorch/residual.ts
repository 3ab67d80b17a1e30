/** A residual stack as PyTorch code: the operations of a block in the order of its placement, and the gradient's norm at every block. */
import { placementOf, type ResidualSpec } from "../residual.js";

const list = (kinds: readonly string[]): string => `[${kinds.map((kind) => `"${kind}"`).join(", ")}]`;

/** The code of a stack that reads x of `shape`, (N, width) or (N, width, H, W). */
export const residualSource = (
  { placement, blocks, width, weight, norm }: ResidualSpec,
  shape: readonly number[],
): string => {
  const { title, branch, after, skip } = placementOf(placement);
  const kept = (kinds: readonly string[]): string => list(kinds.filter((kind) => norm || kind !== "norm"));
  const [matrix, product] =
    weight === "dense"
      ? [`${width}, ${width}`, "x @ w.T"]
      : [`${width}, ${width}, 3, 3`, "torch.nn.functional.conv2d(x, w, padding=1)"];
  return `import torch

# ${title}${norm ? "" : ", without batch norm"}
BRANCH = ${kept(branch)}
AFTER = ${kept(after)}                             # on the way of both, after the addition
SKIP = ${skip ? "True" : "False"}


def batch_norm(x):                                 # batch statistics, gamma = 1, beta = 0
    over = [d for d in range(x.dim()) if d != 1]
    centred = x - x.mean(over, keepdim=True)
    return centred / (centred.square().mean(over, keepdim=True) + 1e-5).sqrt()


def run(kinds, x, weights):
    for kind in kinds:
        if kind == "weight":
            w = next(weights)
            x = ${product}
        elif kind == "norm":
            x = batch_norm(x)
        else:
            x = torch.relu(x)
    return x


torch.manual_seed(0)
he = (2 / ${weight === "dense" ? width : width * 9}) ** 0.5
x = torch.randn(${shape.join(", ")}, requires_grad=True)
signals = [x]
for block in range(${blocks}):
    weights = iter([he * torch.randn(${matrix}) for _ in range(2)])
    y = run(BRANCH, signals[-1], weights)
    signals.append(run(AFTER, y + signals[-1] if SKIP else y, weights))
for signal in signals[1:]:
    signal.retain_grad()
signals[-1].backward(torch.randn_like(signals[-1]))
norms = [signal.grad.norm().item() for signal in signals]
print("gradient norm at block l:", norms)
print("first against last:", norms[0] / norms[-1])
`;
};
