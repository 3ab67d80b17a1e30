/** Touch targets (WCAG 2.2, 2.5.8): what is pressed is 24 by 24 CSS pixels or more, its label included. */
import type { Page } from "puppeteer";

/** The targets of an element that are smaller; in a line of text they may be. */
export const smallTargets = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate((wanted) => {
    const root = document.querySelector(wanted)!.shadowRoot!;
    const targets = root.querySelectorAll<HTMLElement>(
      "button, select, textarea, summary, input, [role=button], [role=application], td[tabindex]",
    );
    return [...targets].flatMap((target) => {
      const boxes = [target, target.closest("label")].flatMap((part) => part?.getBoundingClientRect() ?? []);
      const [width, height] = [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
      const isHidden = width === 0 && height === 0;
      return isHidden || (width >= 24 && height >= 24)
        ? []
        : [`${target.localName}#${target.id}.${target.className}: ${width} × ${height}`];
    });
  }, selector);
