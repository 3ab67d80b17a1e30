import exhaustive from "../../../shaders/threshold-rnn/exhaustive.wgsl";
import { composeShader } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import { rangePart } from "../shader-files.js";
import { columnsOfCheck, type AdderCheck } from "./net.js";

/** threshold-rnn/exhaustive.wgsl; items are the 4ⁿ pairs. Bindings: net, result, units. */
export function exhaustiveKernel(units: number, check: AdderCheck): Kernel {
  const columns = columnsOfCheck(check);
  return {
    shader: composeShader({
      label: "all pairs of numbers",
      constants: { UNITS: units, BITS: check.bits, COLUMNS: columns },
      parts: [rangePart, { file: "threshold-rnn/exhaustive.wgsl", text: exhaustive }],
    }),
    bindings: ["read", "read-write", "read-write"],
    stamped: false,
    // its few weights stay in the cache, so a unit costs about what a multiply-add with its loads does
    macsPerItem: columns * (units + 1),
    workgroups: (count) => [Math.ceil(count / WORKGROUP_SIZE), 1],
  };
}

/** The float behind an `ordered` one of the shader. */
export const unordered = (key: number): number => {
  const words = Uint32Array.of(key >= 0x80000000 ? key & 0x7fffffff : ~key);
  return new Float32Array(words.buffer)[0]!;
};
