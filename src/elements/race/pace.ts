import { GROWING, type Pace } from "../../trace/player.js";
import { raceState } from "./race.state.js";
import type { RaceState } from "./settings.js";

export const paceOf = (speed: RaceState["speed"]): Pace =>
  speed === "growing" ? GROWING : { stepsPerSecond: Number(speed), growth: 0 };

const figures = new Intl.NumberFormat("en");
const nameOf = (speed: RaceState["speed"]): string =>
  speed === "growing" ? "gathers speed" : `${figures.format(Number(speed))} ${speed === "1" ? "step" : "steps"}/s`;

/** The choices of speed with their names. */
export const SPEEDS = raceState.fields.speed.values.map((speed) => [speed, nameOf(speed)] as const);
