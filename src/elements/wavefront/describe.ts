import { columnOf, layerOf, rowOf } from "../../graph/grid.js";
import { decimal } from "../controls/decimal.js";
import { t } from "../language/t.js";
import { mapName } from "./model.js";
import type { WavefrontState } from "./model.js";
import type { Sweep } from "./sweep.js";

/** "layer 2, row 4, column 5". */
export const cellPlace = ({ access, forward }: Sweep, cell: number): string => {
  const { grid } = forward.plan;
  return t`${mapName(access[layerOf(grid, cell)]!)}, row ${rowOf(grid, cell)}, column ${columnOf(grid, cell)}`;
};

/** "step 11, activation −0.335". */
export const cellState = (sweep: Sweep, pass: WavefrontState["pass"], cell: number): string => {
  const { plan, means } = sweep[pass];
  const ran = plan.stepOf(cell);
  if (ran < 0) return t`never runs`;
  const value = decimal(means[cell] ?? 0);
  return pass === "forward" ? t`step ${ran + 1}, activation ${value}` : t`step ${ran + 1}, gradient ${value}`;
};
