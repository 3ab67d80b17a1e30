import { methodsView } from "./methods/view.js";
import type { ViewModule, ViewName } from "./view.js";
import { t } from "../language/t.js";

/** The view that is there at first comes with the element; the others are loaded when they are chosen. */
export const VIEWS: Readonly<Record<ViewName, { title(): string; load(): Promise<ViewModule> }>> = {
  methods: { title: () => t`Four ways to draw`, load: async () => methodsView },
  models: { title: () => t`What a model may see`, load: async () => (await import("./models/view.js")).modelsView },
  training: { title: () => t`Train it here`, load: async () => (await import("./training/view.js")).trainingView },
  completion: {
    title: () => t`Complete an image`,
    load: async () => (await import("./completion/view.js")).completionView,
  },
};
