/** The hand-made adder as PyTorch code, tried on all pairs. */
import type { ThresholdRnnSpec } from "../threshold-rnn.js";

const row = (values: readonly number[]): string => `[${values.join(", ")}]`;
const rows = (values: readonly (readonly number[])[]): string => `[${values.map(row).join(", ")}]`;

/** The code of a net that adds numbers of `bits` bits, least significant digit first; `columns` are as many as it writes. */
export const adderSource = (
  { W_xh, W_hh, b_h, W_hy, b_y, h0, atZero }: ThresholdRnnSpec,
  { bits, columns, carryIn }: { readonly bits: number; readonly columns: number; readonly carryIn: 0 | 1 },
): string => `import torch

W_xh = torch.tensor(${rows(W_xh)}, dtype=torch.float64)
W_hh = torch.tensor(${rows(W_hh)}, dtype=torch.float64)
b_h = torch.tensor(${row(b_h)}, dtype=torch.float64)
W_hy = torch.tensor(${row(W_hy)}, dtype=torch.float64)
b_y = ${b_y}
h0 = torch.tensor(${row(h0)}, dtype=torch.float64)


def H(z):                                          # the threshold; H(0) = ${atZero}
    return (z ${atZero === 1 ? ">=" : ">"} 0).double()


def add(a, b):                                     # tensors of whole numbers, all pairs at once
    h, total = h0.expand(a.numel(), -1), torch.zeros_like(a)
    for t in range(${columns}):
        x = torch.stack([(a >> t) & 1, (b >> t) & 1], 1).double()
        h = H(x @ W_xh.T + h @ W_hh.T + b_h)
        total += H(h @ W_hy + b_y).long() << t
    return total


numbers = torch.arange(2 ** ${bits})
a, b = (pairs.flatten() for pairs in torch.meshgrid(numbers, numbers, indexing="ij"))
right = add(a, b) == a + b${carryIn === 1 ? " + 1" : ""}
print(right.sum().item(), "of", right.numel(), "pairs right")
if not right.all():
    i = (~right).nonzero()[0].item()
    print("first that is wrong:", a[i].item(), "+", b[i].item())
`;
