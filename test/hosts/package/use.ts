import type { SfRace } from "sweepfield/elements/race";
import "sweepfield/elements/race";
import * as sweepfield from "sweepfield";

const race: SfRace = document.createElement("sf-race");
race.depth = 7;
race.compare = "reach";
const compare: "depth" | "reach" = race.compare;
race.addEventListener("sf-run-complete", () => {
  const steps: readonly number[] = race.results.map((result) => result.steps);
  return [compare, ...steps];
});
export const names: readonly string[] = Object.keys(sweepfield);
