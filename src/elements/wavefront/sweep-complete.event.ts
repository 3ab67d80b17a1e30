/** What a sweep counted, forward and backward. */
export interface SweepResult {
  readonly model: string;
  readonly schedule: string;
  readonly steps: number;
  readonly backwardSteps: number;
  readonly dispatches: number;
  readonly milliseconds: number | null;
  readonly device: "gpu" | "cpu";
}

/** The model was run forward and backward; what was counted. */
export class SfSweepCompleteEvent extends CustomEvent<SweepResult> {
  static readonly type = "sf-sweep-complete";
  constructor(result: SweepResult) {
    super(SfSweepCompleteEvent.type, { bubbles: true, composed: true, detail: result });
  }
}
