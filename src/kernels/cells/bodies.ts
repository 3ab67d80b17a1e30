import affineForward from "../../../shaders/cells/affine-forward.wgsl";
import type { ShaderPart } from "../../gpu/composer.js";
import type { CellKind } from "./roles.js";

export type Pass = "forward" | "backward";

/** The body of cells/<kind>-<pass>.wgsl. The plain forward cell is part of every page; the others come with the first model that has them. */
export async function loadBody(kind: CellKind, pass: Pass): Promise<ShaderPart> {
  const file = `cells/${kind}-${pass}.wgsl`;
  if (kind === "affine" && pass === "forward") return { file, text: affineForward };
  const { BODIES } = await import("./more-bodies.js");
  return { file, text: BODIES[`${kind}-${pass}`] };
}
