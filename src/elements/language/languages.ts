import { speak } from "./t.js";
import type { Dictionary } from "./t.js";

/** By the primary subtag of `<html lang>`; English needs none. */
const LANGUAGES: Readonly<Record<string, () => Promise<{ readonly words: Dictionary }>>> = {
  de: () => import("./de.js"),
};

const pageLanguage = (): string =>
  typeof document === "undefined" ? "en" : document.documentElement.lang.toLowerCase();

let loading: Promise<void> | null | undefined;

/** Resolves when the page's language is there, which English and those that there is no dictionary of are at once: null. */
export function languageReady(): Promise<void> | null {
  if (loading === undefined) {
    const load = LANGUAGES[pageLanguage().split("-")[0] ?? ""];
    // what can't be loaded is said in English
    loading = load
      ? load()
          .then(
            ({ words }) => speak(words),
            () => undefined,
          )
          .finally(() => (loading = null))
      : null;
  }
  return loading;
}
