import { figures } from "../controls/decimal.js";
import { t } from "../language/t.js";
import type { Measured } from "./measure.js";

/** On what it was measured, in how many steps. */
export const provenance = (measured: Measured | null): string => {
  if (!measured) return "";
  const { device, adapter, steps, dispatches, milliseconds } = measured;
  const time = milliseconds === null ? t`time not measurable` : `${figures(milliseconds, 2)} ms`;
  const ran =
    device === "gpu"
      ? t`Measured on your GPU, ${adapter}: ${steps[0]} steps forward, ${steps[1]} backward, ${dispatches} GPU dispatches, ${time}.`
      : t`Measured on your processor, ${adapter}: ${steps[0]} steps forward, ${steps[1]} backward, ${time}.`;
  return `${ran} ${t`Through positive weights no two paths cancel and no unit is dead, so that the gradient is not zero exactly where a path leads.`}`;
};
