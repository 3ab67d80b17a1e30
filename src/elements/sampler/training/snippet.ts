/** What loads the weights of this page in PyTorch: text to copy. */
import { functionsOf } from "../../../models/pytorch/models.js";
import type { TrainableSpec } from "../../../models/spec.js";

const HEAD = `import json

import torch
import torch.nn.functional as F
from safetensors import safe_open

with safe_open("sweepfield-model.safetensors", framework="pt") as f:
    spec = json.loads(f.metadata()["spec"])
    w = {name: f.get_tensor(name) for name in f.keys() if not name.startswith("optimizer.")}

# logits(x, w): x is (N, C, H, W), -1 or 1 (256 levels: -1 to 1); gives the logit that a number is 1 (256 levels: its mean)
`;

export const pytorchSnippet = (spec: TrainableSpec): string => `${HEAD}\n${functionsOf(spec)}`;
