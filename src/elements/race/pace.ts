import { GROWING, type Pace } from "../../trace/player.js";
import { t } from "../language/t.js";
import { raceState } from "./race.state.js";
import type { RaceState } from "./settings.js";

export const paceOf = (speed: RaceState["speed"]): Pace =>
  speed === "growing" ? GROWING : { stepsPerSecond: Number(speed), growth: 0 };

const figures = new Intl.NumberFormat("en");
const nameOf = (speed: RaceState["speed"]): string => {
  if (speed === "growing") return t`gathers speed`;
  return speed === "1" ? t`1 step/s` : t`${figures.format(Number(speed))} steps/s`;
};

/** The choices of speed with their names. */
export const speeds = () => raceState.fields.speed.values.map((speed) => [speed, nameOf(speed)] as const);
