import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { englishIn, inGerman } from "./german.js";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";

const PATH = "layer-stack.html";
const TAG = "sf-layer-stack";

const drawn = (page: Page): Promise<void> =>
  until(
    page,
    "the stack has run and is drawn",
    () => {
      const stack = document.querySelector("sf-layer-stack");
      return (
        stack !== null &&
        stack.hasUpdated &&
        !stack.isUpdatePending &&
        !stack.busy &&
        stack.cone.length > 0 &&
        stack.renderRoot.querySelector(".how") !== null
      );
    },
    60,
  );

for (const [query, width] of [
  ["", "wide"],
  ["?model=mdrnn&others=full", "phone"],
] as const)
  pageTest(
    `a German page shows the stack in German, ${query}, ${width}`,
    { path: PATH + query, prepare: inGerman, width },
    async ({ page, screenshot }) => {
      await drawn(page);
      assert.deepEqual(await englishIn(page, TAG), []);
      const said = await page.evaluate(
        () => document.querySelector("sf-layer-stack")!.renderRoot.querySelector("#sentence")!.textContent,
      );
      assert.match(said!.trim(), /^Die Ausgabe in Zeile 11, Spalte 8 sieht \d+ Pixel des Bildes/);
      assert.equal(await overflow(page), 0);
      await screenshot(`stack-german-${width}`);
    },
  );

pageTest("German questions, asked first", { path: `${PATH}?mode=predict`, prepare: inGerman }, async ({ page }) => {
  await until(
    page,
    "a question is asked",
    () => (document.querySelector("sf-layer-stack")?.renderRoot.querySelector("#predict-prompt") ?? null) !== null,
    60,
  );
  assert.deepEqual(await englishIn(page, TAG), []);
});

pageTest(
  "arrow keys turn the stack, with Shift the output moves and its cone is said",
  { path: PATH },
  async ({ page }) => {
    await drawn(page);
    await page.evaluate(() =>
      document.querySelector("sf-layer-stack")!.renderRoot.querySelector<HTMLElement>(".stage")!.focus(),
    );
    await page.keyboard.press("ArrowRight");
    await page.keyboard.down("Shift");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.up("Shift");
    assert.deepEqual(
      await page.evaluate(() => {
        const { turn, row, column } = document.querySelector("sf-layer-stack")!;
        return [turn, row, column];
      }),
      [20, 10, 8],
    );
    await until(page, "the cone is said", () =>
      /^The output at row 10, column 8 sees \d+ pixels of the image/.test(
        document.querySelector("sf-layer-stack")!.renderRoot.querySelector(".stack > [role='status']")!.textContent ??
          "",
      ),
    );
  },
);

pageTest("paper shows the stack and its table, and nothing to press", { path: PATH }, async ({ page, screenshot }) => {
  await drawn(page);
  const width = (): Promise<number> =>
    page.evaluate(
      () => document.querySelector("sf-layer-stack")!.renderRoot.querySelector<HTMLCanvasElement>("canvas")!.width,
    );
  const before = await width();
  await page.emulateMediaType("print");
  const shown = await page.evaluate(() => {
    const root = document.querySelector("sf-layer-stack")!.renderRoot;
    const isShown = (selector: string): boolean =>
      [...root.querySelectorAll(selector)].some((found) => found.checkVisibility());
    return {
      stage: isShown(".stage canvas"),
      table: isShown("table"),
      controls: isShown("button, input, select, fieldset, sf-image-source"),
    };
  });
  assert.deepEqual(shown, { stage: true, table: true, controls: false });
  assert.equal(await width(), before, "the picture is not drawn again for paper, which would not wait");
  await screenshot("stack-print");
});
