/** How much runs in each step, and how long that takes on a machine of limited width. */
import { matvecsOf } from "../../graph/access.js";
import type { AccessMap } from "../../graph/access.js";
import type { Schedule } from "../../schedule/schedule.js";
import type { WavefrontState } from "./model.js";

/** Units of work by step. */
export type Profile = Uint32Array;

export const profileOf = (access: AccessMap, plan: Schedule, unit: WavefrontState["unit"]): Profile =>
  Uint32Array.from({ length: plan.length }, (_, step) => {
    const width = plan.width(step);
    if (unit === "cells") return width;
    let units = 0;
    for (let i = 0; i < width; i++) units += matvecsOf(access, plan.grid, plan.cell(step, i));
    return units;
  });

export interface Statistics {
  readonly total: number;
  readonly peak: number;
  readonly mean: number;
  /** Of a machine as wide as the widest step. */
  readonly utilisation: number;
  /** Ticks with P lanes: Σ ⌈units ÷ P⌉. */
  readonly ticks: number;
  /** The share of P lanes that is busy in these ticks; that of the widest step for endless lanes. */
  readonly busy: number;
}

export function statisticsOf(profile: Profile, lanes: number): Statistics {
  const total = profile.reduce((sum, units) => sum + units, 0);
  const peak = profile.reduce((most, units) => Math.max(most, units), 0);
  const utilisation = total / (profile.length * peak);
  const ticks =
    lanes === Infinity
      ? profile.length
      : profile.reduce((sum, units) => sum + Math.max(1, Math.ceil(units / lanes)), 0);
  const busy = lanes === Infinity ? utilisation : total / (ticks * lanes);
  return { total, peak, mean: total / profile.length, utilisation, ticks, busy };
}
