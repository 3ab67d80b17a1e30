import type { LaneResult } from "./run.js";

/** All four runs are done; what they counted and measured. */
export class SfRunCompleteEvent extends CustomEvent<{ readonly results: readonly LaneResult[] }> {
  static readonly type = "sf-run-complete";
  constructor(results: readonly LaneResult[]) {
    super(SfRunCompleteEvent.type, { bubbles: true, composed: true, detail: { results } });
  }
}
