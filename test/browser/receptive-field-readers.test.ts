import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { englishIn, inGerman } from "./german.js";
import { pageTest, until } from "./harness.js";
import { overflow, rightToLeft } from "./reading.js";

const PATH = "receptive-field.html";
const TAG = "sf-receptive-field";

const measured = (page: Page): Promise<void> =>
  until(
    page,
    "what is shown is measured, and all of it is there",
    () => {
      const field = document.querySelector("sf-receptive-field");
      return (
        field !== null &&
        field.hasUpdated &&
        !field.isUpdatePending &&
        !field.busy &&
        field.measured !== null &&
        field.renderRoot.querySelector(".multiples") !== null
      );
    },
    60,
  );

const open = async (page: Page): Promise<void> => {
  await page.evaluate(
    () => (document.querySelector("sf-receptive-field")!.renderRoot.querySelector("details")!.open = true),
  );
  await until(
    page,
    "the table is open",
    () => document.querySelector("sf-receptive-field")!.renderRoot.querySelector("details table") !== null,
  );
};

const textOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate(
    (wanted) =>
      document
        .querySelector("sf-receptive-field")!
        .renderRoot.querySelector(wanted)!
        .textContent!.replace(/\s+/g, " ")
        .trim(),
    selector,
  );

const focusPicture = (page: Page): Promise<void> =>
  page.evaluate(() =>
    document.querySelector("sf-receptive-field")!.renderRoot.querySelector<HTMLElement>(".picture")!.focus(),
  );

for (const [query, width] of [
  ["?layers=A3+A3&show=growth", "wide"],
  ["?colours=3&layers=A3+B3&show=sensitivity", "wide"],
  ["?model=mdrnn&layers=A3&height=1&width=20&row=0&column=15", "phone"],
] as const)
  pageTest(
    `a German page looks at fields in German, ${query}, ${width}`,
    { path: PATH + query, prepare: inGerman, width },
    async ({ page, screenshot }) => {
      await measured(page);
      await open(page);
      await focusPicture(page);
      await page.keyboard.press("ArrowLeft");
      await measured(page);
      assert.deepEqual(await englishIn(page, TAG), []);
      assert.match(await textOf(page, ".statement"), /^✓ Auf der GPU gemessen: \d+ Pixel, dieselbe Menge\./);
      assert.match(await textOf(page, "#readout"), /^Ausgabe von Schicht \d von \d in Zeile \d+, Spalte \d+: sieht/);
      assert.equal(await overflow(page), 0);
      await screenshot(`field-german-${/model=|colours=/.exec(query)?.[0].replace("=", "") ?? "plain"}-${width}`);
    },
  );

pageTest("German questions, asked first", { path: `${PATH}?mode=predict`, prepare: inGerman }, async ({ page }) => {
  await until(
    page,
    "a question is asked",
    () => (document.querySelector("sf-receptive-field")?.renderRoot.querySelector("#predict-prompt") ?? null) !== null,
  );
  assert.deepEqual(await englishIn(page, TAG), []);
  assert.match(await textOf(page, "#predict-prompt"), /^PixelCNN, Schicht \d von 5: Klicken Sie jedes Pixel an/);
});

pageTest(
  "from right to left the arrow keys keep their sides",
  { path: PATH, prepare: rightToLeft },
  async ({ page }) => {
    await measured(page);
    await focusPicture(page);
    await page.keyboard.press("ArrowLeft");
    assert.equal(await page.evaluate(() => document.querySelector("sf-receptive-field")!.column), 6);
  },
);

pageTest("every output is said in words", { path: `${PATH}?layers=A3+B3` }, async ({ page }) => {
  await measured(page);
  await focusPicture(page);
  await page.keyboard.press("ArrowUp");
  await until(
    page,
    "the output is said",
    () =>
      document
        .querySelector("sf-receptive-field")!
        .renderRoot.querySelector(".field > [role='status']")!
        .textContent?.startsWith("Row 9, column 7, layer 2: 11 pixels seen of 12, 1 blind.") === true,
  );
});

pageTest("what the page locks stays, whatever control is tried", { path: PATH }, async ({ page }) => {
  await measured(page);
  const state = await page.evaluate(async () => {
    const field = document.querySelector("sf-receptive-field")!;
    field.setAttribute("lock", "layers model seed layer");
    await field.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await field.updateComplete;
    const root = field.renderRoot;
    const disabled = (selector: string): readonly boolean[] =>
      [...root.querySelectorAll<HTMLElement>(selector)].map((control) => control.matches(":disabled"));
    root.querySelector<HTMLElement>('[aria-label="To the start"]')!.click();
    await field.updateComplete;
    return {
      layer: field.layer === Infinity && field.view.layers,
      controls: [".layers select", ".layers .mask input", "#depth", "#model", "#seed", ".preset select"].map((one) =>
        disabled(one).every(Boolean),
      ),
      free: disabled("#height"),
    };
  });
  assert.deepEqual(state, { layer: 5, controls: [true, true, true, true, true, true], free: [false] });
});

pageTest("paper shows the field and its tables, and nothing to press", { path: PATH }, async ({ page, screenshot }) => {
  await measured(page);
  await page.emulateMediaType("print");
  const shown = await page.evaluate(async () => {
    window.dispatchEvent(new Event("beforeprint"));
    const element = document.querySelector("sf-receptive-field")!;
    await element.updateComplete;
    const isShown = (selector: string): boolean =>
      [...element.renderRoot.querySelectorAll(selector)].some((found) => found.checkVisibility());
    return {
      picture: isShown(".picture"),
      table: isShown("details table"),
      kernels: isShown(".layers select"),
      controls: isShown("button, input, select:not(.layers select), fieldset.choice"),
    };
  });
  assert.deepEqual(shown, { picture: true, table: true, kernels: true, controls: false });
  await screenshot("field-print");
});
