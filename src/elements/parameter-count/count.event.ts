import type { CnnTotal } from "../../models/cnn/count.js";

/** A net has been counted; the totals are bigints. */
export class SfCountEvent extends CustomEvent<CnnTotal> {
  static readonly type = "sf-count";
  constructor(detail: CnnTotal) {
    super(SfCountEvent.type, { bubbles: true, composed: true, detail });
  }
}
