/** What readers need who do not see, point or read the way most do. */
import type { Page } from "puppeteer";

/** WCAG 2.2, 2.5.8. */
const TARGET = 24;

/** What can be clicked in an element's shadow trees and is smaller than 24 × 24 CSS pixels, as "name: width × height". */
export const smallTargets = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate(
    (wanted, least) => {
      const found: string[] = [];
      const walk = (root: ParentNode): void => {
        for (const element of root.querySelectorAll("*")) {
          if (element.shadowRoot) walk(element.shadowRoot);
          if (!element.matches("button, select, summary, input, [tabindex='0']") || !element.checkVisibility())
            continue;
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
        if (overflowX !== "hidden" || textOverflow === "ellipsis" || element.closest(".visually-hidden, progress"))
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
