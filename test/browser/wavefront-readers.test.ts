import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { englishIn, inGerman } from "./german.js";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";

const PATH = "wavefront.html";

const ran = async (page: Page, step: number): Promise<void> => {
  await until(
    page,
    "the sweep has run",
    () => {
      const element = document.querySelector("sf-wavefront");
      return element !== null && !element.busy && element.sweep !== null;
    },
    60,
  );
  await page.evaluate(async (target) => {
    const element = document.querySelector("sf-wavefront")!;
    element.pause();
    element.step = target;
    await element.updateComplete;
  }, step);
};

const open = async (page: Page): Promise<void> => {
  await page.evaluate(() => (document.querySelector("sf-wavefront")!.renderRoot.querySelector("details")!.open = true));
  await until(
    page,
    "the tables are open",
    () => document.querySelector("sf-wavefront")!.renderRoot.querySelector(".steps-table") !== null,
  );
};

for (const [query, width] of [
  ["?printed=1", "wide"],
  ["?model=mdlstm&directions=4&depth=2&layout=skewed&lanes=4", "wide"],
  ["?model=row-lstm&pass=backward&show=step&unit=matvecs", "phone"],
] as const)
  pageTest(
    `a German page sweeps in German, ${query}, ${width}`,
    { path: PATH + query, prepare: inGerman, width },
    async ({ page, screenshot }) => {
      await ran(page, 5);
      await open(page);
      await page.evaluate(() =>
        document.querySelector("sf-wavefront")!.renderRoot.querySelector<HTMLElement>(".maps")!.focus(),
      );
      await page.keyboard.press("ArrowRight");
      assert.deepEqual(await englishIn(page, "sf-wavefront"), []);
      const title = await page.evaluate(
        () => document.querySelector("sf-wavefront")!.renderRoot.querySelector("#run-title")!.textContent,
      );
      assert.equal(title, "Was läuft");
      assert.equal(await overflow(page), 0);
      await screenshot(`wavefront-german-${/model=([a-z-]+)/.exec(query)?.[1] ?? "printed"}-${width}`);
    },
  );

pageTest(
  "German questions, asked first",
  { path: `${PATH}?mode=predict&pass=backward`, prepare: inGerman },
  async ({ page }) => {
    await ran(page, 0);
    await until(
      page,
      "a question is asked",
      () => document.querySelector("sf-wavefront")!.renderRoot.querySelector("#predict-prompt") !== null,
    );
    assert.deepEqual(await englishIn(page, "sf-wavefront"), []);
    const prompt = await page.evaluate(
      () => document.querySelector("sf-wavefront")!.renderRoot.querySelector("#predict-prompt")!.textContent,
    );
    assert.equal(
      prompt,
      "MDRNN, mit Pipelining rückwärts: 4 Schichten über 8 × 10 Pixel (H × W). Wie viele sequentielle Schritte?",
    );
  },
);

pageTest("a step is said in words, and so is a cell", { path: PATH }, async ({ page }) => {
  await ran(page, 0);
  const focus = (selector: string): Promise<void> =>
    page.evaluate(
      (wanted) => document.querySelector("sf-wavefront")!.renderRoot.querySelector<HTMLElement>(wanted)!.focus(),
      selector,
    );
  await focus("#clock");
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await until(page, "the step is said", () =>
    /^Step 5 of 20: 14 cells at once\.$/.test(
      document.querySelector("sf-wavefront")!.renderRoot.querySelector(".wavefront > [role='status']")!.textContent ??
        "",
    ),
  );
  await focus(".maps");
  await page.keyboard.press("Home");
  await until(page, "the cell is said", () =>
    /^layer 2, row 4, column 0: step 6, activation −?\d\.\d{3}$/.test(
      document.querySelector("sf-wavefront")!.renderRoot.querySelector(".wavefront > [role='status']")!.textContent ??
        "",
    ),
  );
});

pageTest(
  "paper shows the maps and their tables, and nothing to press",
  { path: PATH },
  async ({ page, screenshot }) => {
    await ran(page, 9);
    await page.emulateMediaType("print");
    const shown = await page.evaluate(async () => {
      window.dispatchEvent(new Event("beforeprint"));
      const element = document.querySelector("sf-wavefront")!;
      await element.updateComplete;
      const root = element.renderRoot;
      const isShown = (selector: string): boolean =>
        [...root.querySelectorAll(selector)].some((found) => found.checkVisibility());
      return {
        steps: isShown(".steps-table"),
        map: isShown(".map-table"),
        maps: isShown("canvas[data-map]"),
        controls: isShown("button, input, select, fieldset, sf-image-source"),
      };
    });
    assert.deepEqual(shown, { steps: true, map: true, maps: true, controls: false });
    await screenshot("wavefront-print");
  },
);
