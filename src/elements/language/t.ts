/**
 * What elements say, in the page's language. The English text is the key, with {0}, {1} … for what is filled in, as in
 * language/en.json; blank space counts as one space, since formatters and bundlers change it.
 */
import { html } from "lit";
import type { TemplateResult } from "lit";

/** English to another language, as language/de.json has it. */
export type Dictionary = Readonly<Record<string, string>>;

interface Translated {
  readonly strings: TemplateStringsArray;
  /** Which value stands between the strings, in the order of the translation. */
  readonly order: readonly number[];
}

let dictionary: Dictionary | null = null;
let known = new WeakMap<TemplateStringsArray, Translated | null>();

/** From here on everything is said in that language; null is English. */
export function speak(words: Dictionary | null): void {
  dictionary = words;
  known = new WeakMap();
}

/** The key of a template in the dictionaries: "Step {0} of {1}". */
export const keyOf = (strings: readonly string[]): string =>
  strings
    .map((part, i) => (i === 0 ? part : `{${i - 1}}${part}`))
    .join("")
    .replace(/\s+/g, " ");

/** Splits "Schritt {0} von {1}" at its holes. */
function translatedFrom(text: string): Translated {
  const parts = text.split(/\{(\d+)\}/);
  const strings = parts.filter((_, i) => i % 2 === 0);
  // Lit takes a template's strings with their raw form only, which data that came over the network can't have
  return {
    strings: Object.assign(strings, { raw: strings }),
    order: parts.filter((_, i) => i % 2 === 1).map(Number),
  };
}

function translationOf(strings: TemplateStringsArray): Translated | null {
  if (!dictionary) return null;
  const found = known.get(strings);
  if (found !== undefined) return found;
  const text = dictionary[keyOf(strings)];
  const translated = text === undefined ? null : translatedFrom(text);
  known.set(strings, translated);
  return translated;
}

/** A text in the page's language: t`Step ${step} of ${length}`. */
export function t(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const { strings: parts, order } = translationOf(strings) ?? { strings, order: null };
  return parts.map((part, i) => (i === 0 ? part : `${values[order ? (order[i - 1] ?? 0) : i - 1]}${part}`)).join("");
}

/** A text that data of lower layers hold, such as what a word of the layer notation means: scripts/lib/said.js collects these too. */
export const tData = (text: string): string => dictionary?.[text] ?? text;

/** A template in the page's language, with the elements and attributes that stand in it: tHtml`Step <b>${step}</b>`. */
export function tHtml(strings: TemplateStringsArray, ...values: readonly unknown[]): TemplateResult<1> {
  const translated = translationOf(strings);
  return translated ? html(translated.strings, ...translated.order.map((i) => values[i])) : html(strings, ...values);
}
