import adam from "../../../shaders/optimiser/adam.wgsl";
import gradient from "../../../shaders/optimiser/gradient.wgsl";
import norm from "../../../shaders/optimiser/norm.wgsl";
import place from "../../../shaders/optimiser/place.wgsl";
import { composeShader, type Constant } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type BindingKind, type Kernel } from "../../gpu/kernel.js";
import { rangePart } from "../shader-files.js";
import { adamNumbers, type AdamSettings } from "./settings.js";

const perItem = (
  file: string,
  text: string,
  constants: Readonly<Record<string, Constant>>,
  bindings: readonly BindingKind[],
  macsPerItem: number,
): Kernel => ({
  shader: composeShader({ label: file, constants, parts: [rangePart, { file: `optimiser/${file}.wgsl`, text }] }),
  bindings,
  stamped: false,
  macsPerItem,
  workgroups: (count) => [Math.ceil(count / WORKGROUP_SIZE), 1],
});

/** optimiser/gradient.wgsl; items are parameters. Bindings: places, result of the products, gradient. */
export const parameterGradientKernel = (most: number): Kernel =>
  perItem("gradient", gradient, { MOST: most }, ["read", "read", "read-write"], most);

/** optimiser/norm.wgsl; one item. Bindings: gradient, report. */
export const normKernel = (parameters: number): Kernel => ({
  ...perItem("norm", norm, { PARAMETERS: parameters }, ["read", "read-write"], parameters),
  workgroups: () => [1, 1],
});

/** optimiser/adam.wgsl; items are parameters. Bindings: settings, report, gradient, theta, moments. */
export const adamKernel = (): Kernel =>
  perItem("adam", adam, {}, ["read", "read", "read", "read-write", "read-write"], 8);

/** optimiser/place.wgsl; items are numbers of the packed buffer. Bindings: source, theta, packed. */
export const placeKernel = (): Kernel => perItem("place", place, {}, ["read", "read", "read-write"], 1);

/** The `settings` buffer of adam.wgsl. */
export const adamBuffer = (settings: AdamSettings, step: number): Float32Array<ArrayBuffer> => {
  const n = adamNumbers(settings, step);
  return Float32Array.of(n.stepSize, n.correction, n.epsilon, n.clip, n.beta1, n.beta2, n.rest1, n.rest2);
};
