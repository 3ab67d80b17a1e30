"""Writes a Sweepfield conformance case from a PyTorch computation (schema sweepfield-case/1).

    python write_case.py && npx sweepfield verify my-pixelcnn.json my-mdrnn.json
"""

import json

import torch
import torch.nn.functional as F


def write_case(path, spec, x, weights, forward, tolerance=2e-4):
    """x (N, C, H, W) and the weights (by Sweepfield's names) are leaf tensors; forward(x, weights) gives y (N, K, H, W)."""
    leaves = {"x": x, **weights}
    for tensor in leaves.values():
        tensor.requires_grad_(True)
    y = forward(x, weights)
    y_bar = torch.randn_like(y)
    gradients = torch.autograd.grad((y * y_bar).sum(), list(leaves.values()))

    def dump(tensor):
        return {"shape": list(tensor.shape), "data": tensor.detach().flatten().tolist()}

    case = {
        "schema": "sweepfield-case/1",
        "name": path.rsplit("/", 1)[-1].removesuffix(".json"),
        "model": spec,
        "inputs": {"x": dump(x)},
        "weights": {name: dump(tensor) for name, tensor in weights.items()},
        "outputGradients": {"y": dump(y_bar)},
        "expect": {
            "outputs": {"y": dump(y)},
            "gradients": {name: dump(gradient) for name, gradient in zip(leaves, gradients)},
        },
        "tolerance": {"absolute": tolerance, "relative": tolerance},
    }
    with open(path, "w") as file:
        json.dump(case, file)


def masked_conv_case(path, height=5, width=33):
    """Two masked convolutions: mask A, relu, then mask B."""
    a = torch.tensor([[1.0, 1, 1], [1, 0, 0], [0, 0, 0]])
    b = torch.tensor([[1.0, 1, 1], [1, 1, 0], [0, 0, 0]])
    weights = {
        "layers.0.weight": torch.randn(5, 2, 3, 3) / 4,
        "layers.0.bias": torch.randn(5) / 4,
        "layers.1.weight": torch.randn(3, 5, 3, 3) / 4,
        "layers.1.bias": torch.randn(3) / 4,
    }

    def forward(x, w):
        h = F.relu(F.conv2d(x, w["layers.0.weight"] * a, w["layers.0.bias"], padding=1))
        return F.conv2d(h, w["layers.1.weight"] * b, w["layers.1.bias"], padding=1)

    spec = {
        "kind": "pixelcnn",
        "inputs": 2,
        "layers": [
            {"kernel": 3, "mask": "A", "out": 5, "activation": "relu"},
            {"kernel": 3, "mask": "B", "out": 3, "activation": "none"},
        ],
    }
    write_case(path, spec, torch.randn(2, 2, height, width), weights, forward)


def mdrnn_case(path, height=4, width=1):
    """h(r, c) = tanh(W_in x(r, c) + W_west h(r, c - 1) + W_north h(r - 1, c) + b)."""
    names = {"w_in": (3, 1), "w_west": (3, 3), "w_north": (3, 3), "bias": (3,)}
    weights = {f"layers.0.{name}": torch.randn(shape) / 3 for name, shape in names.items()}

    def forward(x, w):
        zero = torch.zeros(x.shape[0], 3)
        h = {}
        for r in range(height):
            for c in range(width):
                h[r, c] = torch.tanh(
                    x[:, :, r, c] @ w["layers.0.w_in"].T
                    + h.get((r, c - 1), zero) @ w["layers.0.w_west"].T
                    + h.get((r - 1, c), zero) @ w["layers.0.w_north"].T
                    + w["layers.0.bias"]
                )
        rows = [torch.stack([h[r, c] for c in range(width)], -1) for r in range(height)]
        return torch.stack(rows, -2)

    spec = {"kind": "mdrnn", "inputs": 1, "layers": [{"hidden": 3, "cell": "rnn", "activation": "tanh"}]}
    write_case(path, spec, torch.randn(2, 1, height, width), weights, forward)


if __name__ == "__main__":
    torch.manual_seed(0)
    masked_conv_case("my-pixelcnn.json")
    mdrnn_case("my-mdrnn.json")
