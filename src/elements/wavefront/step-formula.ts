import { html } from "lit";
import type { TemplateResult } from "lit";
import type { ScheduleName } from "../../schedule/schedule.js";
import { noun } from "../controls/noun.js";
import { t } from "../language/t.js";
import type { SweepSpec } from "./model.js";
import { stepFormulas } from "./step-formulas.tex.js";
import type { Sweep } from "./sweep.js";

type Name = keyof typeof stepFormulas;
type Names = Readonly<Record<ScheduleName, Name>>;

const ONE_SWEEP: Names = { layers: "layers", pipelined: "pipelined", layerwise: "layerwise", raster: "raster" };
const FOUR_SWEEPS: Names = { ...ONE_SWEEP, pipelined: "layerwise", raster: "rasterFour" };
const ROWS: Names = { ...ONE_SWEEP, pipelined: "rowPipelined", layerwise: "rowLayerwise" };
const DIAGONALS: Names = { ...ONE_SWEEP, pipelined: "diagonalPipelined", raster: "diagonalRaster" };

export const stepFormulaName = (spec: SweepSpec, order: ScheduleName, width: number): Name => {
  if (spec.kind === "row-lstm") return ROWS[order];
  // One column leaves nothing to turn around in.
  if (spec.kind === "diagonal-bilstm") return width === 1 && order === "pipelined" ? "rowPipelined" : DIAGONALS[order];
  return spec.directions === 4 ? FOUR_SWEEPS[order] : ONE_SWEEP[order];
};

/** The closed form with its value, and whether as many steps were executed. */
export function stepFormula({ spec, forward, formula }: Sweep, executed: number): TemplateResult {
  const { plan } = forward;
  const agrees = executed === formula.steps;
  const said = agrees ? t`as many as were executed` : t`${executed} were executed`;
  return html`${noun(2, "step")} =
    ${stepFormulas[stepFormulaName(spec, plan.name, plan.grid.width)]({ steps: formula.steps })}
    <span class=${agrees ? "check" : "check wrong"} title=${said}
      ><span aria-hidden="true">${agrees ? "✓" : "✗"}</span><span class="visually-hidden">${said}</span></span
    >`;
}
