/** An LSTM as PyTorch code: PyTorch's own module, whose names and packing the weights have. */
import type { LstmSpec } from "../sequence.js";
import type { Tensor, Tensors } from "../tensor.js";
import { tensorText } from "./tensor-text.js";

/** What is written out; what is missing PyTorch draws. */
export interface SequenceNumbers {
  readonly weights: Tensors;
  /** (T, N, I). */
  readonly x: Tensor;
  /** (layers, N, H). */
  readonly h0: Tensor;
  readonly c0: Tensor;
}

/**
 * The code of a stacked LSTM. With `numbers` it computes what is on screen; else it runs `steps` steps of a batch with weights of its
 * own. Every gradient through time is that of the sum of all outputs.
 */
export const sequenceSource = (
  { inputs, hidden, layers }: LstmSpec,
  { steps, batch }: { readonly steps: number; readonly batch: number },
  numbers?: SequenceNumbers,
): string => `import torch

torch.manual_seed(0)
net = torch.nn.LSTM(${inputs}, ${hidden}, ${layers})                # gates packed in the order i, f, g, o
${
  numbers
    ? `with torch.no_grad():
    for value in net.parameters():
        value.zero_()
${Object.entries(numbers.weights)
  .map(([name, tensor]) => `    net.${name}.copy_(${tensorText(tensor)})`)
  .join("\n")}
x = ${tensorText(numbers.x)}
state = (${tensorText(numbers.h0)}, ${tensorText(numbers.c0)})`
    : `x = torch.randn(${steps}, ${batch}, ${inputs})                # (T, N, I)
state = None                                       # h_0 and c_0 are zero`
}
h, (h_last, c_last) = net(x, state)
h.sum().backward()
print("h", tuple(h.shape), "=", h.flatten()[:8].tolist())
for name, value in net.named_parameters():
    print("gradient of", name, tuple(value.shape), "norm", value.grad.norm().item())
`;
