import { t } from "../language/t.js";
import type { TemplateResult } from "lit";
import { choice } from "./choice.js";

type Mode = "explore" | "predict";

/** Whether everything is shown, or questions are asked first. */
export const answersChoice = (mode: Mode, onChoice: (mode: Mode) => void): TemplateResult =>
  choice({
    id: "mode",
    label: t`Answers`,
    options: [
      ["explore", t`show`],
      ["predict", t`predict first`],
    ],
    value: mode,
    onChoice,
  });
