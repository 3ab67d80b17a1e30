/** The page in German: nothing that there is German for may be said in English. */
import type { Page } from "puppeteer";
import de from "../../src/elements/language/de.json" with { type: "json" };
import en from "../../src/elements/language/en.json" with { type: "json" };

/** Makes `<html lang="de">` of the page before any script of it runs. */
export const inGerman = (page: Page): Promise<unknown> =>
  page.evaluateOnNewDocument(() => {
    new MutationObserver((_, observer) => {
      observer.disconnect();
      document.documentElement.lang = "de";
    }).observe(document, { childList: true });
  });

const ATTRIBUTES = /(?:aria-label|title|placeholder|alt)="([^"]*)"/g;
/** What stands between holes and tags, and in the attributes that are read. */
const partsOf = (text: string): readonly string[] =>
  [...text.replace(/<[^>]*>/g, "\n").split(/\n|\{\d+\}/), ...[...text.matchAll(ATTRIBUTES)].map(([, label]) => label!)]
    .map((part) => part.replace(/\s+/g, " ").trim())
    .filter((part) => /\p{L}{2}/u.test(part));

const german = new Set(Object.values(de).flatMap(partsOf));
const english = [...new Set(Object.keys(en).flatMap(partsOf))].filter((part) => !german.has(part));

/** The English that stands in an element's shadow trees, in text and in labels, although there is German for it. */
export const englishIn = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate(
    (wanted, parts) => {
      const said: string[] = [];
      const walk = (root: Node): void => {
        for (const node of root.childNodes) {
          if (node instanceof Text) said.push(node.data);
          if (!(node instanceof Element) || node.localName === "style") continue;
          for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"])
            said.push(node.getAttribute(name) ?? "");
          walk(node);
          if (node.shadowRoot) walk(node.shadowRoot);
        }
      };
      walk(document.querySelector(wanted)!.shadowRoot!);
      const whole = new Set(parts);
      const long = parts.filter((part) => part.split(" ").length > 2);
      return said
        .map((text) => text.replace(/\s+/g, " ").trim())
        .filter((text) => whole.has(text) || long.some((part) => text.includes(part)));
    },
    selector,
    english,
  );
