/** What readers need who do not see, point or read the way most do. */
import type { Page } from "puppeteer";

/** WCAG 2.2, 2.5.8. */
const TARGET = 24;
/** Links are left out: in a line of text they may be smaller. */
const TARGETS = "button, select, textarea, summary, input, [role=button], [role=application], [tabindex]";

/** What can be clicked in an element's shadow trees and is smaller than 24 × 24 CSS pixels, as "name: width × height". */
export const smallTargets = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate(
    (wanted, targets, least) => {
      const found: string[] = [];
      const walk = (root: ParentNode): void => {
        for (const element of root.querySelectorAll("*")) {
          if (element.shadowRoot) walk(element.shadowRoot);
          if (!element.matches(targets) || !element.checkVisibility()) continue;
          // a label around a control belongs to its target
          const target = element.closest("label") ?? element;
          const { width, height } = target.getBoundingClientRect();
          if (width >= least && height >= least) continue;
          found.push(
            `${element.localName}#${element.id} ${element.className}: ${width.toFixed(1)} × ${height.toFixed(1)}`,
          );
        }
      };
      walk(document.querySelector(wanted)!.shadowRoot!);
      return found;
    },
    selector,
    TARGETS,
    TARGET,
  );

/** Pixels by which the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Text of an element's shadow trees that its box cuts, although nothing scrolls there. */
export const cutTexts = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate((wanted) => {
    const found: string[] = [];
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot) walk(element.shadowRoot);
        const { overflowX, textOverflow } = getComputedStyle(element);
        if (
          overflowX !== "hidden" ||
          textOverflow === "ellipsis" ||
          element.closest(".visually-hidden, legend, progress")
        )
          continue;
        if (element.scrollWidth > element.clientWidth + 1) found.push(`${element.localName}.${element.className}`);
      }
    };
    walk(document.querySelector(wanted)!.shadowRoot!);
    return found;
  }, selector);

/** Makes the page read from right to left before any script of it runs. */
export const rightToLeft = (page: Page): Promise<unknown> =>
  page.evaluateOnNewDocument(() => {
    new MutationObserver((_, observer) => {
      observer.disconnect();
      document.documentElement.dir = "rtl";
    }).observe(document, { childList: true });
  });

/** Forced colours, as Windows' contrast themes have them. */
export const forceColours = async (page: Page): Promise<void> => {
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
};

/** Pictures, formulas and cells of tables, and what `more` finds, in an element's shadow trees that read from right to left. */
export const readingRightToLeft = (page: Page, selector: string, more?: string): Promise<readonly string[]> =>
  page.evaluate(
    (wanted, kept) => {
      const found = new Set<string>();
      const walk = (root: ParentNode): void => {
        for (const element of root.querySelectorAll("*")) {
          if (element.shadowRoot) walk(element.shadowRoot);
          if (element.matches(kept) && getComputedStyle(element).direction === "rtl")
            found.add(
              `${element.localName}.${element.getAttribute("class") ?? ""} ${element.textContent?.trim().slice(0, 20)}`,
            );
        }
      };
      walk(document.querySelector(wanted)!.shadowRoot!);
      return [...found];
    },
    selector,
    [
      "svg",
      "canvas",
      "math",
      ".math",
      ".formula",
      ".number td",
      "dd.number",
      ".steps",
      ".finishes",
      "input",
      "output",
      ...(more === undefined ? [] : [more]),
    ].join(),
  );

/** Lines of an element's shadow trees that end with a full stop which does not stand at their end, or that begin on another side than the page. */
export const torn = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate((wanted) => {
    const found: string[] = [];
    const boxOf = (node: Node, from: number): DOMRect => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, from + 1);
      return range.getBoundingClientRect();
    };
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (!element.checkVisibility() || element.closest(".visually-hidden")) continue;
        // what is placed in a picture or a row keeps to it
        const isFree = getComputedStyle(element.parentElement ?? element).direction === "rtl";
        if (
          isFree &&
          element.matches("p, li, dt, caption, figcaption, footer") &&
          getComputedStyle(element).textAlign === "left"
        )
          found.push(`on the left: ${element.localName}.${element.className}`);
        const last = element.lastChild;
        const text = last?.textContent?.trimEnd() ?? "";
        if (!(last instanceof Text) || text.length < 2 || !text.endsWith(".")) continue;
        const [before, stop] = [boxOf(last, text.length - 2), boxOf(last, text.length - 1)];
        if (before.top === stop.top && stop.left < before.left) found.push(text);
      }
    };
    walk(document.querySelector(wanted)!.shadowRoot!);
    return found;
  }, selector);

/** What tells something by its own colours, in an element's shadow trees, and is recoloured by the system. */
export const forcedAway = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate((wanted) => {
    const found: string[] = [];
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (
          element.matches("[class*='swatch'], .marks-canvas") &&
          getComputedStyle(element).borderTopWidth === "0px" &&
          getComputedStyle(element).getPropertyValue("forced-color-adjust") !== "none"
        )
          found.push(`${element.localName}.${element.className}`);
      }
    };
    walk(document.querySelector(wanted)!.shadowRoot!);
    return found;
  }, selector);
