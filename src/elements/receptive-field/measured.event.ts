import type { DeviceKind } from "../../trace/trace.js";

export interface MeasuredDetail {
  /** Layers that were looked through. */
  readonly layer: number;
  readonly row: number;
  readonly column: number;
  /** Pixels with a gradient that is not zero, through positive weights. */
  readonly measured: number;
  /** Pixels of the structural set. */
  readonly structural: number;
  readonly agrees: boolean;
  readonly device: DeviceKind;
}

/** The set of an output has been measured, and compared with the structural one. */
export class SfMeasuredEvent extends CustomEvent<MeasuredDetail> {
  static readonly type = "sf-measured";
  constructor(detail: MeasuredDetail) {
    super(SfMeasuredEvent.type, { bubbles: true, composed: true, detail });
  }
}
