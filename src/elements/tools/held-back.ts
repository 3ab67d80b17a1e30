import type { ToolsHost } from "./host.js";
import type { TakeAway } from "./take-away.js";

/** Whether a question holds back what the element would give away. */
export const isHeldBack = (host: ToolsHost, { tables }: TakeAway<ToolsHost>): boolean =>
  (host.mode === "predict" || host.answers === "hidden") && tables(host).length === 0;
