/** German, as a module that pages load by itself. */
import type { Dictionary } from "./t.js";
import german from "./de.json" with { type: "json" };

export const words: Dictionary = german;
