import { SweepfieldError } from "../../error.js";
import { sequenceSource } from "../../models/pytorch/sequence.js";
import { SCALAR_SPEC, scalarTensors } from "../../models/scalar-lstm.js";
import { t } from "../language/t.js";
import type { TakeAway } from "../tools/take-away.js";
import { PRESETS } from "./forget/settings.js";
import { drawn } from "./lstm.figure.js";
import { tablesOf } from "./lstm.tables.js";
import type { SfLstm } from "./lstm.js";
import { scalarNet } from "./scalar-run.js";
import { specOf } from "./units/units-run.js";
import type { Shown } from "./view.js";

/** @throws SweepfieldError "cancelled" while there is nothing that may be shown. */
function shownBy({ shown, held }: Pick<SfLstm, "shown" | "held">): Shown {
  if (!shown) throw new SweepfieldError("cancelled", t`Nothing has run yet; wait for the first run.`);
  if (held) throw new SweepfieldError("cancelled", t`A question stands before the picture; answer it first.`);
  return shown;
}

export const takeAway: TakeAway<Pick<SfLstm, "shown" | "held" | "step" | "link">> = {
  figure: async (element) => drawn(shownBy(element), element.link.state, element.step),
  frames: async (element) => {
    const shown = shownBy(element);
    const { state } = element.link;
    return { length: shown.length + 1, rate: Number(state.speed), at: (step) => drawn(shown, state, step) };
  },
  tables: ({ shown, held, link }) => (shown && !held ? tablesOf(shown, link.state) : []),
  pytorch: ({ link: { state } }) =>
    state.view === "units"
      ? sequenceSource(specOf(state), state)
      : sequenceSource(SCALAR_SPEC, { steps: 1, batch: 1 }, scalarTensors(scalarNet(state).inputs)),
  // the forget gate has no clock
  scenes: [
    ...PRESETS.map((a) => ({ "bias-f": `${a}`, "bias-i": `${-a}`, "bias-o": `${-a}`, open: "false" })),
    { open: "true", horizon: "50" },
  ],
};
