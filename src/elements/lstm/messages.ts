import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Engine } from "../controllers/engine.js";
import { placeText } from "../controls/messages.js";
import { timeText } from "../controls/time-text.js";
import { t, tHtml } from "../language/t.js";
import { passWords } from "./passes.js";
import type { Ran } from "./view.js";

type Opened = Pick<Engine<unknown>, "device" | "name" | "isSoftware" | "reason">;

/** On what it ran, and how long: three numbers that are three different things, for every pass. */
export function provenance(engine: Opened | null, ran: Ran | null, held: boolean): TemplateResult | typeof nothing {
  if (!engine || !ran) return nothing;
  const where = `${placeText(engine)}.`;
  if (held) return html`${where}`;
  return html`${where}
  ${ran.passes.map(({ name, steps, dispatches, products, milliseconds, timing }, i) => {
    const time = timeText({ milliseconds, timing });
    const executed = html`<b class="steps-executed">${steps}</b>`;
    return html`${i > 0 ? "; " : nothing}${
      products > 0
        ? tHtml`${passWords(name)}: ${executed} sequential steps, <b>${dispatches}</b> GPU dispatches and ${products} for products at once, time ${time}`
        : tHtml`${passWords(name)}: ${executed} sequential steps, <b>${dispatches}</b> GPU dispatches, time ${time}`
    }`;
  })}.
  ${t`Counters count what was executed; the formula beside is the check.`}`;
}
