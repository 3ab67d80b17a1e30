import type { ToolsHost } from "./host.js";
import type { TakeAway } from "./take-away.js";

type Loaded = Promise<{ readonly takeAway: TakeAway<never> }>;

/** By tag, a line an element: bundles of one element keep its own line only (scripts/build.js). */
const TAKE_AWAYS: Readonly<Record<string, () => Loaded>> = {};

/** What an element gives away; null for one that gives nothing. */
export async function takeAwayOf({ localName }: ToolsHost): Promise<TakeAway<ToolsHost> | null> {
  const load = TAKE_AWAYS[localName];
  return load ? ((await load()).takeAway as TakeAway<ToolsHost>) : null;
}
