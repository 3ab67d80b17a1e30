import type { Ran, ViewName } from "./view.js";

/** Images were drawn: what was executed, run by run. */
export class SfSamplerRunEvent extends CustomEvent<{ readonly view: ViewName } & Ran> {
  constructor(view: ViewName, ran: Ran) {
    super("sf-sampler-run", { bubbles: true, composed: true, detail: { view, ...ran } });
  }
}
