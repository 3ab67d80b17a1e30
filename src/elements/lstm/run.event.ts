import type { Ran, ViewName } from "./view.js";

/** The net of a view was run: what was executed, pass by pass. */
export class SfLstmRunEvent extends CustomEvent<{ readonly view: ViewName } & Ran> {
  constructor(view: ViewName, ran: Ran) {
    super("sf-lstm-run", { bubbles: true, composed: true, detail: { view, ...ran } });
  }
}
