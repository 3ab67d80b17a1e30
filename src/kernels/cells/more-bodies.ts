import affineBackward from "../../../shaders/cells/affine-backward.wgsl";
import affineForward from "../../../shaders/cells/affine-forward.wgsl";
import gatedBackward from "../../../shaders/cells/gated-backward.wgsl";
import gatedForward from "../../../shaders/cells/gated-forward.wgsl";
import lstmBackward from "../../../shaders/cells/lstm-backward.wgsl";
import lstmForward from "../../../shaders/cells/lstm-forward.wgsl";
import type { Pass } from "./bodies.js";
import type { CellKind } from "./roles.js";

/** Every cell shader by kind and pass. */
export const BODIES: Readonly<Record<`${CellKind}-${Pass}`, string>> = {
  "affine-forward": affineForward,
  "gated-forward": gatedForward,
  "lstm-forward": lstmForward,
  "affine-backward": affineBackward,
  "gated-backward": gatedBackward,
  "lstm-backward": lstmBackward,
};
