/** A workload as the peers get it. */
import type { RunInputs } from "../src/engine/run.js";
import type { SequenceInputs } from "../src/engine/sequence.js";
import { liveTaps } from "../src/models/mask.js";
import type { PixelCnnSpec } from "../src/models/spec.js";
import type { Tensor } from "../src/models/tensor.js";
import type { PeerTask } from "./peers/peer.js";
import { imageInputs, timeInputs, type Workload } from "./workloads.js";

/** The kernel with zeros where the mask hides: a peer multiplies by them. */
function masked(spec: PixelCnnSpec, layer: number, { shape, data }: Tensor): Tensor {
  const side = shape[2]!;
  const live = new Set(liveTaps(spec.layers[layer]!, spec.context, 1).map(({ ky, kx }) => ky * side + kx));
  return { shape, data: Float32Array.from(data, (value, i) => (live.has(i % (side * side)) ? value : 0)) };
}

function imageTask(spec: Extract<Workload, { over: "image" }>["spec"], { x, weights }: RunInputs): PeerTask {
  const of = (layer: number, name: string): Tensor => weights[`layers.${layer}.${name}`]!;
  if (spec.kind === "pixelcnn") {
    const layers = spec.layers.map((_, l) => ({ weight: masked(spec, l, of(l, "weight")), bias: of(l, "bias") }));
    return { kind: "pixelcnn", x, layers };
  }
  const layers = spec.layers.map((_, l) => ({
    input: of(l, "w_in"),
    west: of(l, "w_west"),
    north: of(l, "w_north"),
    bias: of(l, "bias"),
  }));
  return { kind: "mdrnn", x, layers };
}

function timeTask({ x, weights, outputGradients }: SequenceInputs): PeerTask {
  const ofState = weights["bias_hh_l0"]!.data;
  const bias = weights["bias_ih_l0"]!;
  return {
    kind: "lstm",
    x,
    inputWeight: weights["weight_ih_l0"]!,
    stateWeight: weights["weight_hh_l0"]!,
    bias: { shape: bias.shape, data: Float32Array.from(bias.data, (value, i) => value + ofState[i]!) },
    outputGradient: outputGradients?.y ?? null,
  };
}

/** Null for what no other library has as one thing: drawing is ours against ours. */
export function peerTask(workload: Workload): PeerTask | null {
  if (workload.over === "sampling") return null;
  return workload.over === "image" ? imageTask(workload.spec, imageInputs(workload)) : timeTask(timeInputs(workload));
}
