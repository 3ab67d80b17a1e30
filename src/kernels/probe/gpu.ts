import barrier from "../../../shaders/probe/barrier.wgsl";
import chain from "../../../shaders/probe/chain.wgsl";
import product from "../../../shaders/probe/product.wgsl";
import { composeShader, type ComposedShader } from "../../gpu/composer.js";

/** probe/chain.wgsl: the cheapest dispatch that depends on the one before. One invocation; binding: count. */
export const chainShader = (): ComposedShader =>
  composeShader({ label: "probe: chain", constants: {}, parts: [{ file: "probe/chain.wgsl", text: chain }] });

/** probe/barrier.wgsl: twice so many workgroup barriers. One workgroup; binding: count. */
export const barrierShader = (barriers: number): ComposedShader =>
  composeShader({
    label: "probe: barrier",
    constants: { BARRIERS: barriers },
    parts: [{ file: "probe/barrier.wgsl", text: barrier }],
  });

/** probe/product.wgsl: a product of two square matrices; (side / 4) · (side / 8) invocations in 64s. Bindings: a, b, c. */
export const productShader = (side: number): ComposedShader =>
  composeShader({
    label: "probe: product",
    constants: { SIDE: side },
    parts: [{ file: "probe/product.wgsl", text: product }],
  });
