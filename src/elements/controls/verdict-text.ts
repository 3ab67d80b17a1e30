import { t } from "../language/t.js";
import type { CellVerdict } from "./questions.js";

/** What has come of a chosen cell, for a screen reader. */
export const verdictText = (verdict: CellVerdict): string =>
  ({ picked: t`picked`, right: t`right`, wrong: t`wrong`, missed: t`missed` })[verdict];
