/** The reader chose another cell, (map · H + row) · W + column. */
export class SfCellChangeEvent extends CustomEvent<{ readonly cell: number }> {
  static readonly type = "sf-cell-change";
  constructor(cell: number) {
    super(SfCellChangeEvent.type, { bubbles: true, composed: true, detail: { cell } });
  }
}
