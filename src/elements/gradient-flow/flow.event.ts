import type { Measured } from "./execute.js";

/** All placements have run with all seeds at the present settings. */
export class SfFlowEvent extends CustomEvent<{ readonly runs: readonly Measured[] }> {
  static readonly type = "sf-flow";
  constructor(runs: readonly Measured[]) {
    super(SfFlowEvent.type, { bubbles: true, composed: true, detail: { runs } });
  }
}
