import chain from "../../../shaders/probe/chain.wgsl";
import { composeShader, type ComposedShader } from "../../gpu/composer.js";

/** probe/chain.wgsl: the cheapest dispatch that depends on the one before. One invocation; binding: count. */
export const chainShader = (): ComposedShader =>
  composeShader({ label: "probe: chain", constants: {}, parts: [{ file: "probe/chain.wgsl", text: chain }] });
