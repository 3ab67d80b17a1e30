import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { pageTest } from "./harness.js";
import { ran } from "./sampler-page.js";

const SMALL = "height=6&width=7&depth=3&channels=3&first=3&weights=untrained&images=40&steps=9";

const atStart = async (page: Page): Promise<void> => {
  await ran(page);
  await page.evaluate(async () => {
    const element = document.querySelector("sf-sampler")!;
    element.pause();
    element.step = 0;
    await element.updateComplete;
  });
};

const focus = (page: Page, selector: string): Promise<void> =>
  page.evaluate(
    (wanted) => document.querySelector("sf-sampler")!.renderRoot.querySelector<HTMLElement>(wanted)!.focus(),
    selector,
  );

/** What the live region says, once it says this. */
async function said(page: Page, what: RegExp): Promise<void> {
  const end = performance.now() + 30_000;
  const now = (): Promise<string> =>
    page.evaluate(
      () =>
        document.querySelector("sf-sampler")!.renderRoot.querySelector(".body > [role='status']")!.textContent ?? "",
    );
  for (let text = await now(); !what.test(text); text = await now()) {
    assert.ok(performance.now() < end, `within 30 s: ${what} is said, not "${text}"`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

for (const [view, step, atEnd] of [
  [
    "methods",
    /^Pixel-step 4: Naive computes 126 cells, Cached computes 3 cells, Wavefront computes 6 cells, Fixed point is done\.$/,
    /^Pixel-step 42: Naive computes 126 cells, Cached computes 3 cells, Wavefront is done, Fixed point is done\.$/,
  ],
  [
    "models",
    /^Pixel-step 4: PixelCNN draws 2, Quadrant PixelCNN draws 4, Gated PixelCNN draws 1, MDRNN draws 4, MDLSTM draws 4\.$/,
    /^Pixel-step 27: PixelCNN is done, Quadrant PixelCNN is done, Gated PixelCNN draws 1, MDRNN is done, MDLSTM is done\.$/,
  ],
  ["completion", /^3 rows are given; after 4 of 11 pixel-steps\.$/, /^3 rows are given; after 11 of 11 pixel-steps\.$/],
] as const)
  pageTest(`${view}: a step is said in words`, { path: `sampler.html?view=${view}&${SMALL}` }, async ({ page }) => {
    await atStart(page);
    await focus(page, "#clock");
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
    await said(page, step);
    await page.keyboard.press("End");
    await said(page, atEnd);
  });

pageTest(
  "training: a step is said in words, and so is the end",
  { path: `sampler.html?view=training&${SMALL}` },
  async ({ page }) => {
    await atStart(page);
    await focus(page, "[data-act=step]");
    await page.keyboard.press("Enter");
    await said(page, /^Training step 1 of 9: an image of the batch costs \d+\.\d\d nats\.$/);
    await focus(page, "[data-act=start]");
    await page.keyboard.press("Enter");
    await said(page, /^Training is done: 9 steps, a held-out image costs \d+\.\d\d nats\.$/);
  },
);

for (const view of ["methods", "models", "training", "completion"] as const)
  pageTest(
    `${view}: paper shows the pictures and the table, and nothing to press`,
    { path: `sampler.html?view=${view}&${SMALL}` },
    async ({ page, screenshot }) => {
      await atStart(page);
      await page.emulateMediaType("print");
      const shown = await page.evaluate(async () => {
        window.dispatchEvent(new Event("beforeprint"));
        const element = document.querySelector("sf-sampler")!;
        await element.updateComplete;
        const shownOf = (selector: string): readonly Element[] =>
          [...element.renderRoot.querySelectorAll(selector)].filter((found) => found.checkVisibility());
        return {
          pictures: shownOf(".lane canvas, .copies canvas, .curve svg").length > 0,
          table: shownOf("[part=tables] :is(table, p)").length > 0,
          controls: shownOf("button, input, select, sf-image-source").map(({ localName, id }) => `${localName}#${id}`),
        };
      });
      assert.deepEqual(shown, { pictures: true, table: true, controls: [] });
      await screenshot(`sampler-${view}-print`);
    },
  );
