import type { DeviceKind } from "../../trace/trace.js";

export interface CheckedDetail {
  readonly pairs: number;
  readonly right: number;
  /** The failing pair with the smallest sum; null where there is none. */
  readonly counterexample: {
    readonly a: number;
    readonly b: number;
    readonly got: number;
    readonly want: number;
  } | null;
  readonly steps: number;
  readonly dispatches: number;
  readonly milliseconds: number | null;
  readonly device: DeviceKind;
}

/** The net was tried on all pairs. */
export class SfCheckedEvent extends CustomEvent<CheckedDetail> {
  static readonly type = "sf-checked";
  constructor(detail: CheckedDetail) {
    super(SfCheckedEvent.type, { bubbles: true, composed: true, detail });
  }
}
