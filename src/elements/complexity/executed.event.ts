import type { Executed } from "./runs.js";

/** The executable models have run at the present settings. */
export class SfExecutedEvent extends CustomEvent<{ readonly runs: readonly Executed[] }> {
  static readonly type = "sf-executed";
  constructor(runs: readonly Executed[]) {
    super(SfExecutedEvent.type, { bubbles: true, composed: true, detail: { runs } });
  }
}
