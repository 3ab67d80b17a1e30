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

const keys = Object.keys(en);
const german = Object.values(de).flatMap(partsOf);
const germanTexts = new Set(german);
const germanAll = german.join("\n");

/** Texts that stand alone: English where no German text is the same. */
const whole = [...new Set(keys.filter((key) => !/\{\d+\}/.test(key)).flatMap(partsOf))].filter(
  (part) => !germanTexts.has(part),
);
/** Stretches of three words and more, also of texts that are filled in: English where no German has them. */
const stretches = [...new Set(keys.flatMap(partsOf))].filter(
  (part) => part.split(" ").length > 2 && !germanAll.includes(part),
);

/** The English that stands in an element's shadow trees, in text and in labels, although there is German for it. */
export const englishIn = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate(
    (wanted, texts, long) => {
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
      const alone = new Set(texts);
      return said
        .map((text) => text.replace(/\s+/g, " ").trim())
        .filter((text) => alone.has(text) || long.some((part) => text.includes(part)));
    },
    selector,
    whole,
    stretches,
  );
