import { SweepfieldError } from "../../error.js";
import { CNN_PRESETS } from "../../models/cnn/presets.js";
import { t } from "../language/t.js";
import type { TakeAway } from "../tools/take-away.js";
import { codeOf, layersTable } from "./exports.js";
import type { Net } from "./net.js";
import type { SfParameterCount } from "./parameter-count.js";
import { netFigure } from "./parameter-count.figure.js";

/** What is read of the element. */
type Count = Pick<SfParameterCount, "shown" | "selected">;

const shownOf = ({ shown }: Count): Net => {
  if (!shown) throw new SweepfieldError("state-invalid", t`nothing is counted yet; finish the list of layers first`);
  return shown;
};

export const takeAway: TakeAway<Count> = {
  figure: async (element) => netFigure(shownOf(element), element.selected),
  frames: null,
  tables: ({ shown }) => (shown ? [layersTable(shown)] : []),
  pytorch: (element) => codeOf(shownOf(element)),
  scenes: Object.keys(CNN_PRESETS).map((preset) => ({ preset })),
};
