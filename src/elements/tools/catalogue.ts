import type { ToolsHost } from "./host.js";
import type { TakeAway } from "./take-away.js";

type Loaded = Promise<{ readonly takeAway: TakeAway<never> }>;

/** By tag, a line an element: bundles of one element keep its own line only (scripts/build.js). */
export const TAKE_AWAYS: Readonly<Record<string, () => Loaded>> = {
  "sf-adder": () => import("../adder/adder.take-away.js"),
  "sf-complexity": () => import("../complexity/complexity.take-away.js"),
  "sf-gradient-flow": () => import("../gradient-flow/gradient-flow.take-away.js"),
  "sf-layer-stack": () => import("../layer-stack/layer-stack.take-away.js"),
  "sf-lstm": () => import("../lstm/lstm.take-away.js"),
  "sf-parameter-count": () => import("../parameter-count/parameter-count.take-away.js"),
  "sf-race": () => import("../race/race.take-away.js"),
  "sf-receptive-field": () => import("../receptive-field/receptive-field.take-away.js"),
  "sf-sampler": () => import("../sampler/sampler.take-away.js"),
  "sf-wavefront": () => import("../wavefront/wavefront.take-away.js"),
};

/** What an element gives away; null for one that gives nothing. */
export async function takeAwayOf({ localName }: ToolsHost): Promise<TakeAway<ToolsHost> | null> {
  const load = TAKE_AWAYS[localName];
  return load ? ((await load()).takeAway as TakeAway<ToolsHost>) : null;
}
