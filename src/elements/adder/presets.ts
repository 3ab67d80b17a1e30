import { ADDER_PRESETS, BLANK, type AdderPreset } from "../../models/adder-presets.js";

/** A net to start from; the blank one is the reader's own. */
export interface Start extends Omit<AdderPreset, "group"> {
  readonly group: AdderPreset["group"] | "your own";
}

export const OWN: Start = {
  id: "blank",
  group: "your own",
  net: BLANK,
  code: [null, null, null],
};

const STARTS: readonly Start[] = [...ADDER_PRESETS, OWN];
export const START_IDS: readonly string[] = STARTS.map(({ id }) => id);

export const startOf = (id: string): Start => STARTS.find((start) => start.id === id) ?? OWN;

/** By group, in the order in which they are offered; without what would give a solution away where solutions are withheld. */
export const offered = (withheld: boolean): readonly (readonly [group: Start["group"], starts: readonly Start[]])[] => {
  const starts = withheld ? [OWN] : STARTS;
  const groups = [...new Set(starts.map(({ group }) => group))];
  return groups.map((group) => [group, starts.filter((start) => start.group === group)]);
};
