/** A counted net as PyTorch source: a module, and a check of its total and of its output when the file is run. */
import type { CnnCount } from "./count.js";
import type { ConvLayer, PlainType, PoolLayer, Sides } from "./layers.js";
import type { CnnLayer, Resolved } from "./resolve.js";

/** Modules that PyTorch does not have, by the word that calls for them. */
const HELPERS = {
  Residual: `class Residual(nn.Module):
    """The sum of a body and of a shortcut."""

    def __init__(self, body, shortcut):
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)`,
  Concat: `class Concat(nn.Module):
    """The channels of all branches, one after the other."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], dim=1)`,
  ZeroPad: `class ZeroPad(nn.Module):
    """Every stride-th pixel, and maps of zeros (He et al. 2016, option A)."""

    def __init__(self, more, stride):
        super().__init__()
        self.more, self.stride = more, stride

    def forward(self, x):
        rows, columns = self.stride
        return nn.functional.pad(x[:, :, ::rows, ::columns], (0, 0, 0, 0, 0, self.more))`,
  Subsample: `class Subsample(nn.Module):
    """A mean times one trainable number a map, plus another (LeCun et al. 1998, S2)."""

    def __init__(self, channels, kernel):
        super().__init__()
        self.pool = nn.AvgPool2d(kernel)
        self.factor = nn.Parameter(torch.ones(channels, 1, 1))
        self.bias = nn.Parameter(torch.zeros(channels, 1, 1))

    def forward(self, x):
        return self.factor * self.pool(x) + self.bias`,
  PairedConv2d: `class PairedConv2d(nn.Module):
    """A convolution that joins only some pairs of maps: each output reads neighbouring inputs, in a circle."""

    def __init__(self, inputs, outputs, kernel, pairs, bias=True, **window):
        super().__init__()
        self.inputs = inputs
        counts = [(o + 1) * pairs // outputs - o * pairs // outputs for o in range(outputs)]
        self.reads = [[(o + i) % inputs for i in range(n)] for o, n in enumerate(counts)]
        self.maps = nn.ModuleList(nn.Conv2d(n, 1, kernel, bias=bias, **window) for n in counts)

    def forward(self, x):
        return torch.cat([conv(x[:, reads]) for conv, reads in zip(self.maps, self.reads)], dim=1)`,
  Rbf: `class Rbf(nn.Module):
    """Squared distances to fixed code words (LeCun et al. 1998)."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.register_buffer("words", torch.randn(outputs, inputs).sign())

    def forward(self, x):
        return ((x[:, None] - self.words) ** 2).sum(2)`,
} as const;
type Helper = keyof typeof HELPERS;

const PLAIN: Readonly<Record<PlainType, string>> = {
  relu: "nn.ReLU()",
  relu6: "nn.ReLU6()",
  "leaky-relu": "nn.LeakyReLU()",
  gelu: "nn.GELU()",
  silu: "nn.SiLU()",
  sigmoid: "nn.Sigmoid()",
  tanh: "nn.Tanh()",
  softmax: "nn.Softmax(dim=1)",
  dropout: "nn.Dropout()",
  lrn: "nn.LocalResponseNorm(5)",
};

const pair = ([rows, columns]: Sides): string => (rows === columns ? `${rows}` : `(${rows}, ${columns})`);
const isEach = ([rows, columns]: Sides, side: number): boolean => rows === side && columns === side;
const call = (name: string, ...given: readonly (string | false)[]): string =>
  `${name}(${given.filter((argument) => argument !== false).join(", ")})`;

const convolution = (layer: ConvLayer, { input, output }: CnnLayer): string => {
  const { kernel, stride, padding, dilation, bias, pairs } = layer;
  const groups = layer.groups === null ? input.channels : BigInt(layer.groups);
  return call(
    pairs === null ? "nn.Conv2d" : "PairedConv2d",
    `${input.channels}`,
    `${output.channels}`,
    pair(kernel),
    pairs !== null && `pairs=${pairs}`,
    !isEach(stride, 1) && `stride=${pair(stride)}`,
    !isEach(padding, 0) && `padding=${pair(padding)}`,
    !isEach(dilation, 1) && `dilation=${pair(dilation)}`,
    groups !== 1n && `groups=${groups}`,
    !bias && "bias=False",
  );
};

const pooling = (name: string, { kernel, stride, padding, ceil }: PoolLayer): string =>
  call(
    name,
    pair(kernel),
    pair(stride) !== pair(kernel) && `stride=${pair(stride)}`,
    !isEach(padding, 0) && `padding=${pair(padding)}`,
    ceil && "ceil_mode=True",
  );

/** A layer as expressions, one after the other. */
const expressions = (count: CnnLayer): readonly string[] => {
  const { layer, input } = count;
  const flatten = input.flat ? [] : ["nn.Flatten()"];
  switch (layer.type) {
    case "conv":
      return [convolution(layer, count)];
    case "max-pool":
      return [pooling("nn.MaxPool2d", layer)];
    case "avg-pool":
      return [pooling("nn.AvgPool2d", layer)];
    case "subsample":
      return [`Subsample(${input.channels}, ${pair(layer.kernel)})`];
    case "fc":
      return [...flatten, call("nn.Linear", `${count.inputsPerNeuron}`, `${layer.out}`, !layer.bias && "bias=False")];
    case "rbf":
      return [...flatten, `Rbf(${count.inputsPerNeuron}, ${layer.out})`];
    case "zero-pad":
      return [`ZeroPad(${BigInt(layer.out) - input.channels}, (${layer.stride.join(", ")}))`];
    case "bn":
      return [`nn.BatchNorm${input.flat ? "1d" : "2d"}(${input.channels})`];
    case "global-avg-pool":
      return ["nn.AdaptiveAvgPool2d(1)"];
    case "flatten":
      return ["nn.Flatten()"];
    case "add":
    case "concat":
      return [];
    default:
      return [PLAIN[layer.type]];
  }
};

const STEP = "    ";
const indented = (lines: string): string => lines.replace(/^/gm, STEP);
const commaed = (parts: readonly string[]): string => parts.map((part) => `${indented(part)},\n`).join("");

/** Python takes letters of all alphabets in names, but not all digits. */
const variable = (name: string): string =>
  `shared_${name.replace(/[^\w]/gu, (letter) => `_${letter.codePointAt(0)!.toString(16)}`)}`;

class Writer {
  /** The named modules, in the order in which they are needed. */
  readonly named: string[] = [];

  all(parts: readonly Resolved[]): readonly string[] {
    return parts.flatMap((part) => {
      switch (part.kind) {
        case "layer":
          return expressions(part.count);
        case "residual":
          return [`Residual(\n${commaed([this.#one(part.body), this.#one(part.shortcut)])})`];
        case "concat":
          return [`Concat(\n${commaed(part.branches.map((branch) => this.#one(branch)))})`];
        case "named":
          this.named.push(`${variable(part.name)} = ${this.#one(part.layers)}`);
          return [variable(part.name)];
        case "shared":
          return [variable(part.name)];
      }
    });
  }

  #one(parts: readonly Resolved[]): string {
    const written = this.all(parts);
    if (written.length === 0) return "nn.Identity()";
    return written.length === 1 ? written[0]! : `nn.Sequential(\n${commaed(written)})`;
  }
}

const grouped = (value: bigint): string => value.toLocaleString("en-US").replaceAll(",", "_");

/** The source of a module `Net`. Running the file builds it and asserts its number of parameters and its output's shape. */
export const pytorchSource = ({ input, output, parts, layers, total }: CnnCount): string => {
  const writer = new Writer();
  const body = writer.all(parts);
  const code = [...writer.named, `super().__init__(\n${commaed(body)})`].join("\n");
  const helpers = (Object.keys(HELPERS) as Helper[]).filter((name) => code.includes(`${name}(`));
  const hasActivation = layers.some(({ layer: { type } }) => type in PLAIN && type !== "softmax" && type !== "dropout");
  const size = [input.channels, input.height, input.width].join(", ");
  const shape = (output.flat ? [output.channels] : [output.channels, output.height, output.width]).join(", ");
  return [
    "import torch",
    "from torch import nn",
    ...helpers.map((name) => `\n\n${HELPERS[name]}`),
    "\n\nclass Net(nn.Sequential):",
    ...(hasActivation ? [] : ["    # The list of layers names no activations; add nn.ReLU() where the net has them."]),
    "    def __init__(self):",
    indented(indented(code)),
    '\n\nif __name__ == "__main__":',
    "    net = Net().eval()",
    "    parameters = sum(p.numel() for p in net.parameters())",
    `    assert parameters == ${grouped(total.parameters)}, parameters`,
    "    with torch.no_grad():",
    `        output = net(torch.zeros(1, ${size}))`,
    `    assert output.shape == (1, ${shape}), output.shape`,
    '    print(f"{parameters:,} parameters, output {tuple(output.shape)}")',
    "",
  ].join("\n");
};
