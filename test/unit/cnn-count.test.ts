import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { countCnn, type CnnCount } from "../../src/models/cnn/count.js";
import { livePairs, outputSize } from "../../src/models/cnn/edges.js";
import { formulaText, valueOf } from "../../src/models/cnn/formula.js";
import { CNN_PRESETS, cnnPreset } from "../../src/models/cnn/presets.js";
import { cnnOf } from "../../src/models/cnn/spec.js";
import type { InputSize } from "../../src/models/cnn/layers.js";
import { bruteForce, inputSize, leavesOf, netText } from "./cnn-nets.js";
import { cnnOracles, PUBLISHED } from "./cnn-oracles.js";

const counted = (text: string, input: InputSize): CnnCount => countCnn(cnnOf(text, input));
const HOMEWORK = CNN_PRESETS["homework"]!.layers;
const ofHomework = (input: InputSize, change: (text: string) => string = (text) => text): CnnCount =>
  counted(change(HOMEWORK), input);
const { C1, C2, C3, C4 } = cnnOracles;

test("the homework's net, layer by layer (oracle C1)", () => {
  const { layers, total } = ofHomework([3, 224, 224]);
  assert.equal(total.parameters, BigInt(C1.expected.total));
  assert.equal(total.parameters - total.biases, BigInt(C1.expected.weights_only));
  const weighted = layers.filter(({ parameters }) => parameters > 0n);
  assert.deepEqual(
    weighted.map(({ layer, inputsPerNeuron, input, output, parameters }) =>
      [
        layer.type,
        layer.type === "fc" ? inputsPerNeuron : input.channels,
        output.channels,
        output.height,
        output.width,
        parameters,
      ].map((value) => (typeof value === "bigint" ? Number(value) : value)),
    ),
    C1.expected.layers,
  );
  assert.deepEqual(
    weighted.map(({ formula }) => formulaText(formula)),
    [
      "3·3·3·64 + 64",
      "3·3·64·128 + 128",
      "3·3·128·256 + 256",
      "3·3·256·256 + 256",
      "(28·28·256)·1,024 + 1,024",
      "1,024·100 + 100",
    ],
  );
  assert.deepEqual(
    layers.map(({ inputsPerNeuron }) => inputsPerNeuron),
    [27n, 4n, 576n, 4n, 1152n, 2304n, 4n, 200_704n, 1024n, null],
  );
});

test("its variants: image, padding, batch norm, biases, neurons, connections (oracle C2)", () => {
  const { expected } = C2;
  const unpadded = (text: string): string => text.replace(/Conv3-\d+/g, "$& p0");
  const totals = {
    img112_pad1: ofHomework([3, 112, 112]),
    img224_pad0: ofHomework([3, 224, 224], unpadded),
    img112_pad0: ofHomework([3, 112, 112], unpadded),
    img32_pad1: ofHomework([3, 32, 32]),
    img224_with_BN_convbias: ofHomework([3, 224, 224], (text) => text.replace(/Conv3-\d+/g, "$& bn")),
    img224_with_BN_no_convbias: ofHomework([3, 224, 224], (text) => text.replace(/Conv3-\d+/g, "$& nobias bn")),
  } as const;
  for (const [name, { total }] of Object.entries(totals))
    assert.equal(total.parameters, BigInt(expected[name as keyof typeof totals]), name);
  const { layers, total } = ofHomework([3, 224, 224]);
  const neurons = (type: RegExp): readonly number[] =>
    layers.filter(({ layer }) => type.test(layer.type)).map((layer) => Number(layer.neurons));
  assert.deepEqual(neurons(/conv|fc/), expected.neurons_conv_fc);
  assert.deepEqual(neurons(/pool/), expected.neurons_pool);
  assert.equal(total.macs, BigInt(expected.macs_padded_convention));
  assert.equal(total.connections, BigInt(expected.connections_excluding_padding));
  assert.equal(totals.img224_with_BN_convbias.total.buffers, 2n * (64n + 128n + 256n + 256n));
});

test("presets have their published totals (oracle C3)", () => {
  assert.deepEqual(Object.keys(PUBLISHED).sort(), Object.keys(C3.expected).sort());
  for (const [oracle, preset] of Object.entries(PUBLISHED)) {
    const { total } = countCnn(cnnPreset(CNN_PRESETS[preset]!));
    assert.equal(total.parameters, BigInt(C3.expected[oracle]!), preset);
  }
});

test("nets with branches, growth and depthwise layers have theirs", () => {
  for (const [preset, parameters, output] of [
    ["densenet-121", 7_978_856n, 1000n],
    ["mobilenet-v1", 4_231_976n, 1000n],
    ["squeezenet-1.1", 1_235_496n, 1000n],
    ["homework-112", 52_444_644n, 100n],
  ] as const) {
    const count = countCnn(cnnPreset(CNN_PRESETS[preset]!));
    assert.deepEqual([count.total.parameters, count.output.channels], [parameters, output], preset);
  }
});

test("the depth in a net's name is its longest chain of weights", () => {
  for (const name of Object.keys(CNN_PRESETS)) {
    const depth = /^(?:vgg|(?:cifar-)?resnet|densenet)-(\d+)/.exec(name)?.[1];
    if (depth !== undefined) assert.equal(countCnn(cnnPreset(CNN_PRESETS[name]!)).chain, Number(depth), name);
  }
});

test("connections of the reading L05a, with the taps on the padding and without (oracle C4)", () => {
  const { total } = countCnn(cnnPreset(CNN_PRESETS["one-layer"]!));
  assert.deepEqual([total.parameters, total.macs, total.connections].map(Number), [
    C4.expected.weights,
    C4.expected.connections_nominal,
    C4.expected.connections_exact_same_padding,
  ]);
});

test("LeNet-5 as the reading L05b counts it", () => {
  const { layers } = countCnn(cnnPreset(CNN_PRESETS["lenet-5-1998"]!));
  const of = (name: string): readonly [number, number] => {
    const found = layers.find((layer) => layer.name.startsWith(name))!;
    return [Number(found.connections), Number(found.parameters - found.biases)];
  };
  assert.deepEqual(of("Conv5-6"), [117_600, 150]);
  assert.deepEqual(of("Conv5-120"), [48_000, 48_000]);
  assert.deepEqual(of("FC-84"), [10_080, 10_080]);
  assert.equal(of("RBF-10")[0], 840);
  assert.deepEqual(
    layers.filter(({ name }) => name === "Subsample").map(({ connections }) => connections),
    [4704n, 1600n],
  );
  // The reading joins all maps of C3; the paper 60 of 96 pairs.
  const all = counted("Conv5-16 p0", [6, 14, 14]).layers[0]!;
  assert.deepEqual([all.connections, all.parameters - all.biases], [240_000n, 2400n]);
});

test("random nets agree with a count by brute force: every edge looked at, every weight in an array", () => {
  let fitting = 0;
  fc.assert(
    fc.property(netText, inputSize, (text, input) => {
      let count: CnnCount;
      try {
        count = counted(text, input);
      } catch (error) {
        assert.ok(error instanceof SweepfieldError, String(error));
        return;
      }
      fitting += 1;
      if (
        count.layers.some(
          ({ input: from, output }) => from.channels * output.channels * from.height * output.height > 1500n,
        )
      )
        return;
      for (const layer of leavesOf(count.parts)) {
        const { connections, unweighted, parameters, formula } = layer;
        assert.deepEqual(
          { connections: Number(connections), unweighted: Number(unweighted), parameters: Number(parameters) },
          bruteForce(layer),
          `${layer.name} of ${text} on ${input}`,
        );
        assert.equal(valueOf(formula), parameters);
      }
      const sum = count.layers.reduce((all, { parameters }) => all + parameters, 0n);
      assert.equal(count.total.parameters, sum);
    }),
    { numRuns: 100 },
  );
  assert.ok(fitting > 20, `only ${fitting} nets fitted`);
});

test("pairs of outputs and taps within the image, against a loop", () => {
  const at = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      at,
      at,
      fc.integer({ min: 0, max: 12 }),
      at,
      fc.boolean(),
      (size, kernel, stride, padding, dilation, ceil) => {
        const axis = { size: BigInt(size), kernel, stride, padding, dilation };
        const outputs = Number(outputSize(axis, ceil));
        if (outputs <= 0) return;
        let pairs = 0;
        for (let o = 0; o < outputs; o++)
          for (let t = 0; t < kernel; t++) {
            const place = o * stride - padding + t * dilation;
            if (place >= 0 && place < size) pairs += 1;
          }
        assert.equal(livePairs(axis, BigInt(outputs)), BigInt(pairs));
      },
    ),
    { numRuns: 2000 },
  );
});

test("image size, padding and stride change no convolution's parameters, only those of the first FC (§14)", () => {
  const side = fc.integer({ min: 24, max: 300 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 2 }),
      (height, width, padding, stride) => {
        const count = ofHomework([3, height, width], (text) =>
          text.replace("Conv3-64", `Conv3-64 p${padding} s${stride}`),
        );
        const { layers } = count;
        const parameters = layers.map((layer) => Number(layer.parameters));
        const flat = unitsBeforeFc(count);
        assert.deepEqual(parameters, [
          1792,
          0,
          73_856,
          0,
          295_168,
          590_080,
          0,
          Number(flat * 1024n + 1024n),
          102_500,
          0,
        ]);
      },
    ),
    { numRuns: 60 },
  );
});

const unitsBeforeFc = ({ layers }: CnnCount): bigint => {
  const { input } = layers.find(({ layer }) => layer.type === "fc")!;
  return input.channels * input.height * input.width;
};

test("groups = C_in is a depthwise convolution: C·k² weights, and g groups divide the weights by g (§14)", () => {
  const size = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 4 }), (channels, kernel, factor) => {
      const input: InputSize = [channels, 9, 9];
      const depthwise = counted(`DWConv${kernel} p3 nobias`, input).total;
      const grouped = counted(`Conv${kernel}-${channels} p3 g${channels} nobias`, input).total;
      assert.equal(depthwise.parameters, BigInt(channels * kernel * kernel));
      assert.deepEqual(depthwise, grouped);
      const wide: InputSize = [channels * factor, 9, 9];
      const full = counted(`Conv${kernel}-${2 * factor} p3 nobias`, wide).total;
      const parts = counted(`Conv${kernel}-${2 * factor} p3 g${factor} nobias`, wide).total;
      assert.equal(parts.parameters * BigInt(factor), full.parameters);
      assert.equal(parts.connections * BigInt(factor), full.connections);
    }),
  );
});

test("10^12 parameters and more are exact, and no number in the text is looped over", () => {
  const trillion = counted("FC-1000000 nobias", [1_000_000, 1, 1]).total;
  assert.equal(trillion.parameters, 10n ** 12n);
  assert.equal(counted("FC-1000000", [1_000_000, 1, 1]).total.parameters, 10n ** 12n + 10n ** 6n);
  const nines = counted("FC-999999999 nobias", [999_999_999, 1, 1]).total;
  assert.equal(nines.parameters, 999_999_999n ** 2n);
  const large = counted("Conv999999x3-7 p0", [3, 999_999_999, 999]).total;
  assert.equal(large.connections, 3n * 7n * 999_999n * 3n * (999_999_999n - 999_998n) * 997n);
  // Were taps or positions looped over, this would not end.
  const padded = counted("Conv999999999-1 s3 p999999999 d2", [1, 999_999_999, 999_999_999]).total;
  assert.ok(padded.connections > 0n && padded.connections < padded.macs);
  assert.throws(
    () => counted("Conv3-1000000000 x3", [3, 1_000_000, 1_000_000]),
    /at most 1,000,000,000,000,000,000 units/,
  );
});

test("shared layers count once, connect twice, and want the same input", () => {
  const twice = counted("stem = (Conv3-8, BN), Conv1-3 nobias, @stem", [3, 6, 6]);
  const alone = counted("Conv3-8, BN, Conv1-3 nobias, Conv3-8, BN", [3, 6, 6]);
  const stem = BigInt(3 * 9 * 8 + 8 + 16);
  assert.equal(twice.total.parameters, alone.total.parameters - stem);
  assert.equal(twice.total.buffers, 16n);
  assert.equal(twice.total.connections, alone.total.connections);
  assert.deepEqual(
    twice.layers.map(({ shares }) => shares),
    [null, null, null, "stem", "stem"],
  );
  const parts: Readonly<Record<string, RegExp>> = {
    "a = Conv3-8, @a": /@a: Conv3-8 was made with 3·3·3·8 \+ 8 weights and would need 3·3·8·8 \+ 8 here/,
    "@b, b = Conv3-8": /column 1: no layer before this one is named b/,
    "stem = Conv3-3, @stam": /did you mean @stem\?/,
    "(a = Conv3-3) x2": /the name a is given twice/,
    "a = (Conv3-3, @a)": /no layer before this one is named a/,
  };
  for (const [text, message] of Object.entries(parts)) assert.throws(() => counted(text, [3, 6, 6]), message);
});

test("shapes that cannot be are refused with the place and the fix", () => {
  const refusals: Readonly<Record<string, RegExp>> = {
    "Conv3-8, Conv9-8 p0":
      /^layers, line 1, column 10: Conv9-8 p0: its 9×9 window does not fit an image of 6×6 with padding 0×0; /,
    "MaxPool x3": /column 1: MaxPool: its 2×2 window does not fit an image of 1×1/,
    "FC-10,\nConv3-8":
      /^layers, line 2, column 1: Conv3-8 needs an image and gets a list of 10 numbers; put it before Flatten and FC$/,
    "Flatten, MaxPool": /MaxPool needs an image and gets a list of 108 numbers/,
    "Conv3-8 g2": /2 groups do not divide 3 input channels/,
    "Conv3-8 g3": /3 groups do not divide 8 output channels/,
    "Res(Conv3-8)": /the body gives 8×6×6 and the shortcut 3×6×6, which cannot be added; .*Conv1-8\)$/,
    "Res(Conv3-8 s2)": /Conv1-8 s2\)$/,
    "Concat(Conv3-8 | Conv3-8 s2)": /give 8×6×6 and 8×3×3, whose sizes differ/,
    "ZeroPad-2": /cannot go from 3 channels down to 2; use Conv1-2/,
    "Conv3-4 pairs13": /there are only 3·4 = 12 pairs of maps/,
  };
  for (const [text, message] of Object.entries(refusals))
    assert.throws(
      () => counted(text, [3, 6, 6]),
      (error) => error instanceof SweepfieldError && (message.test(error.message) || assert.fail(error.message)),
      text,
    );
});
