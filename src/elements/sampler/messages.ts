import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Engine } from "../controllers/engine.js";
import { noun } from "../controls/noun.js";
import { placeText } from "../controls/messages.js";
import { timeText } from "./lane.js";
import type { Ran } from "./view.js";
import { timingText } from "../controls/time-text.js";
import { tHtml } from "../language/t.js";

type Opened = Pick<Engine<unknown>, "device" | "name" | "isSoftware" | "reason">;

/** On what it ran. The numbers of every run stand with its picture. */
export function provenance(engine: Opened | null, ran: Ran | null, held: boolean): TemplateResult | typeof nothing {
  if (!engine) return nothing;
  if (!ran || held) return html`${placeText(engine)}.`;
  const total = ran.runs.reduce<number | null>(
    (sum, { milliseconds }) => (sum === null || milliseconds === null ? null : sum + milliseconds),
    0,
  );
  return tHtml`${placeText(engine)}. ${ran.runs.length} ${noun(ran.runs.length, "drawing")}, ${timeText(total)} (${timingText(ran.runs[0]?.timing ?? "none")}). Counters count what was executed; the formula beside is the check.`;
}
