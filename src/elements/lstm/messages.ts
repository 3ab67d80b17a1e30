import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Engine } from "../controllers/engine.js";
import { placeText } from "../controls/messages.js";
import type { Ran } from "./view.js";

type Opened = Pick<Engine<unknown>, "device" | "name" | "isSoftware" | "reason">;

/** On what it ran, and how long: three numbers that are three different things, for every pass. */
export function provenance(engine: Opened | null, ran: Ran | null, held: boolean): TemplateResult | typeof nothing {
  if (!engine || !ran) return nothing;
  const where = `${placeText(engine)}.`;
  if (held) return html`${where}`;
  return html`${where}
  ${ran.passes.map(({ name, steps, dispatches, milliseconds, timing }, i) => {
    const time = milliseconds === null ? "n/a" : `${milliseconds.toPrecision(2)} ms (${timing})`;
    return html`${i > 0 ? "; " : nothing}${name}: <b class="steps-executed">${steps}</b> sequential steps,
      <b>${dispatches}</b> GPU dispatches, time ${time}`;
  })}.
  Counters count what was executed; the formula beside is the check.`;
}
