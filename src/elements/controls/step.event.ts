/** The clock shows another step. */
export class SfStepEvent extends CustomEvent<{ readonly step: number; readonly length: number }> {
  static readonly type = "sf-step";
  constructor(step: number, length: number) {
    super(SfStepEvent.type, { bubbles: true, composed: true, detail: { step, length } });
  }
}
