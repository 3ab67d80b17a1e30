import { t } from "../language/t.js";
import { valuesView } from "./values/view.js";
import type { LstmView, ViewName } from "./view.js";

/** The view that is there at first comes with the element; the others are loaded when they are chosen. */
export const VIEWS: Readonly<Record<ViewName, () => Promise<LstmView>>> = {
  values: async () => valuesView,
  derivation: async () => (await import("./derivation/view.js")).derivationView,
  forget: async () => (await import("./forget/view.js")).forgetView,
  units: async () => (await import("./units/view.js")).unitsView,
};

const TITLES: Readonly<Record<ViewName, () => string>> = {
  values: () => t`Every value and bar`,
  derivation: () => t`The derivation`,
  forget: () => t`The forget gate`,
  units: () => t`Many units, layers, sequences`,
};
export const titleOf = (view: ViewName): string => TITLES[view]();
