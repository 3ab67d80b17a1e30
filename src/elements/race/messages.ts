import { nothing } from "lit";
import type { TemplateResult } from "lit";
import { placeText } from "../controls/messages.js";
import { t, tHtml } from "../language/t.js";
import type { RaceRun } from "./race-run.js";

/** On what it ran, and what was checked. `difference` is the largest between the MDRNN's three orders, null before they have run. */
export function provenance({ engine }: RaceRun, difference: number | null): TemplateResult | typeof nothing {
  if (!engine) return nothing;
  const same =
    difference === null
      ? ""
      : t`The three orders of the MDRNN computed the same activations: largest difference ${difference}.`;
  return tHtml`${placeText(engine)}. Every counter counts steps that were executed; the formula beside it is the check. ${same}
    Drop your own image anywhere.`;
}
