import type { Trace } from "../../trace/trace.js";
import { t } from "../language/t.js";

/** What a time was measured with. */
export const timingText = (timing: Trace["timing"]): string =>
  ({ "gpu timestamps": t`gpu timestamps`, "wall clock": t`wall clock`, none: t`not timed` })[timing];
