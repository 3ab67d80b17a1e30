import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { t } from "../language/t.js";
import type { FieldState } from "./model.js";

type Set = (change: Partial<FieldState>) => void;

/** What the colours of the picture say. */
export const tintChooser = (state: FieldState, set: Set): TemplateResult =>
  choice({
    id: "show",
    label: t`Colour shows`,
    options: [
      ["set", t`what is seen`],
      ["growth", t`from which layer on`],
      ["sensitivity", t`how much it matters`],
    ],
    value: state.show,
    onChoice: (show) => set({ show }),
  });

export const colourChooser = (state: FieldState, set: Set): TemplateResult =>
  choice({
    id: "colour",
    label: t`Colour of the output`,
    options: [
      ["red", t`red`],
      ["green", t`green`],
      ["blue", t`blue`],
    ],
    value: state.colour,
    onChoice: (colour) => set({ colour }),
  });
