/** The reader chose another output. */
export class SfOutputChangeEvent extends CustomEvent<{ readonly row: number; readonly column: number }> {
  static readonly type = "sf-output-change";
  constructor(row: number, column: number) {
    super(SfOutputChangeEvent.type, { bubbles: true, composed: true, detail: { row, column } });
  }
}
