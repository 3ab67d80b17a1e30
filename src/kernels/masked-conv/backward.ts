import { liveTaps, readsColour } from "../../models/mask.js";
import type { PixelCnnSpec } from "../../models/spec.js";
import type { Tensor } from "../../models/tensor.js";
import type { PackedConvLayer } from "./layer.js";

/**
 * The same layer the other way round: what δ_l gathers from δ_{l+1}. Taps are negated, weights transposed, the mask is carried
 * along: at the centre a colour hears from the later ones that read it. No bias, no activation.
 */
export function transposed(layer: PackedConvLayer): PackedConvLayer {
  const { input, output, taps, weight } = layer;
  const inSlots = input.groups * 4;
  const outSlots = output.groups * 4;
  const flipped = new Float32Array(weight.length);
  for (let t = 0; t < taps.length; t++) {
    const start = t * inSlots * outSlots;
    for (let i = 0; i < inSlots; i++) {
      for (let o = 0; o < outSlots; o++) flipped[start + o * inSlots + i] = weight[start + i * outSlots + o]!;
    }
  }
  const readersOf = (group: number): [number, number] => {
    const readers = layer.centreInGroups.flatMap(([first, last], out) => (first <= group && group < last ? [out] : []));
    return readers.length > 0 ? [readers[0]!, readers.at(-1)! + 1] : [0, 0];
  };
  return {
    ...layer,
    input: output,
    output: input,
    activation: "none",
    taps: taps.map(({ dr, dc }) => ({ dr: -dr, dc: -dc })),
    centreInGroups: Array.from({ length: input.groups }, (_, group) => readersOf(group)),
    weight: flipped,
    bias: new Float32Array(inSlots),
  };
}

/** A weight gradient [tap, in slot, out slot] put back into (out, in, k, k); what the mask hides stays zero. */
export function unpackWeightGradient(
  spec: PixelCnnSpec,
  index: number,
  layer: PackedConvLayer,
  packed: Float32Array,
): Tensor<Float32Array> {
  const { kernel, mask, out } = spec.layers[index]!;
  const inputs = layer.input.channels;
  const gradient = new Float32Array(out * inputs * kernel * kernel);
  liveTaps(spec.layers[index]!, spec.context, spec.colourGroups).forEach((tap, t) => {
    for (let o = 0; o < out; o++) {
      for (let i = 0; i < inputs; i++) {
        if (t === layer.centre && !readsColour(mask, spec.colourGroups, o, i)) continue;
        const at = (t * layer.input.groups * 4 + layer.input.slotOf[i]!) * layer.output.groups * 4;
        gradient[((o * inputs + i) * kernel + tap.ky) * kernel + tap.kx] = packed[at + layer.output.slotOf[o]!]!;
      }
    }
  });
  return { shape: [out, inputs, kernel, kernel], data: gradient };
}
