import type { SweepRecord } from "../../trace/trace.js";
import { t } from "../language/t.js";
import { figures } from "./decimal.js";

const TIMINGS: Readonly<Record<SweepRecord["timing"], () => string>> = {
  "gpu timestamps": () => t`GPU timestamps`,
  "wall clock": () => t`wall clock`,
  none: () => t`not measured`,
};

/** What a time was measured with. */
export const timingText = (timing: SweepRecord["timing"]): string => TIMINGS[timing]();

/** "0.31 ms (wall clock)"; "n/a" where nothing could be measured. */
export const timeText = ({ milliseconds, timing }: Pick<SweepRecord, "milliseconds" | "timing">): string =>
  milliseconds === null ? t`n/a` : `${figures(milliseconds, 2)} ms (${timingText(timing)})`;
