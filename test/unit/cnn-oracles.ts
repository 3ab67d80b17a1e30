/** The independently computed counts in test/fixtures. */
import { readFileSync } from "node:fs";

interface CnnOracles {
  readonly C1: {
    readonly expected: {
      readonly total: number;
      readonly layers: readonly (readonly [
        kind: string,
        inputs: number,
        outputs: number,
        height: number,
        width: number,
        parameters: number,
      ])[];
      readonly weights_only: number;
    };
  };
  readonly C2: {
    readonly expected: Readonly<
      Record<
        | "img112_pad1"
        | "img224_pad0"
        | "img112_pad0"
        | "img32_pad1"
        | "img224_with_BN_convbias"
        | "img224_with_BN_no_convbias"
        | "macs_padded_convention"
        | "connections_excluding_padding",
        number
      >
    > & { readonly neurons_conv_fc: readonly number[]; readonly neurons_pool: readonly number[] };
  };
  readonly C3: { readonly expected: Readonly<Record<string, number>> };
  readonly C4: {
    readonly expected: Readonly<Record<"weights" | "connections_nominal" | "connections_exact_same_padding", number>>;
  };
}

export const cnnOracles = JSON.parse(
  readFileSync(new URL("../fixtures/cnn-oracles.json", import.meta.url), "utf8"),
) as CnnOracles;

/** Preset by the name that oracle C3 has for it. */
export const PUBLISHED: Readonly<Record<string, string>> = {
  vgg11: "vgg-11",
  vgg11_bn: "vgg-11-bn",
  vgg13: "vgg-13",
  vgg13_bn: "vgg-13-bn",
  vgg16: "vgg-16",
  vgg16_bn: "vgg-16-bn",
  vgg19: "vgg-19",
  vgg19_bn: "vgg-19-bn",
  alexnet_torchvision: "alexnet",
  alexnet_2012_grouped: "alexnet-2012",
  resnet18: "resnet-18",
  resnet34: "resnet-34",
  resnet50: "resnet-50",
  resnet101: "resnet-101",
  resnet152: "resnet-152",
  lenet5_modern: "lenet-5",
  lenet5_1998: "lenet-5-1998",
  cifar_resnet20: "cifar-resnet-20",
  cifar_resnet32: "cifar-resnet-32",
  cifar_resnet44: "cifar-resnet-44",
  cifar_resnet56: "cifar-resnet-56",
  cifar_resnet110: "cifar-resnet-110",
};
