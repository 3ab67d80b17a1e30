import { valuesView } from "./values/view.js";
import type { LstmView, ViewName } from "./view.js";

/** The view that is there at first comes with the element; the others are loaded when they are chosen. */
export const VIEWS: Readonly<Record<ViewName, { readonly title: string; load(): Promise<LstmView> }>> = {
  values: { title: "Every value and bar", load: async () => valuesView },
  derivation: {
    title: "The derivation",
    load: async () => (await import("./derivation/view.js")).derivationView,
  },
  forget: { title: "The forget gate", load: async () => (await import("./forget/view.js")).forgetView },
  units: { title: "Many units, layers, sequences", load: async () => (await import("./units/view.js")).unitsView },
};
