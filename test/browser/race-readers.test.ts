import assert from "node:assert/strict";
import { englishIn, inGerman } from "./german.js";
import { pageTest, until } from "./harness.js";
import { allRun, goTo } from "./race-page.js";
import { overflow } from "./reading.js";

const open = async (page: Parameters<typeof allRun>[0]): Promise<void> => {
  await page.evaluate(() => (document.querySelector("sf-race")!.renderRoot.querySelector("details")!.open = true));
  await until(page, "the tables and the lanes are there", () => {
    const root = document.querySelector("sf-race")!.renderRoot;
    return root.querySelectorAll("table").length === 2 && root.querySelector(".times") !== null;
  });
};

for (const width of ["wide", "phone"] as const)
  pageTest(`a German page races in German, ${width}`, { prepare: inGerman, width }, async ({ page, screenshot }) => {
    await allRun(page);
    await open(page);
    await goTo(page, 23);
    await page.evaluate(() => {
      const lane = document.querySelector("sf-race")!.renderRoot.querySelectorAll("sf-race-lane")[1]!;
      lane.renderRoot.querySelector<HTMLElement>(".picture")!.focus();
    });
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await englishIn(page, "sf-race"), []);
    const title = await page.evaluate(
      () => document.querySelector("sf-race")!.renderRoot.querySelector("#run-title")!.textContent,
    );
    assert.equal(title, "Was läuft");
    assert.equal(await overflow(page), 0);
    await screenshot(`race-german-${width}`);
  });

pageTest(
  "German questions, asked first",
  { path: "?mode=predict&size=8&depth=3", prepare: inGerman },
  async ({ page }) => {
    await allRun(page);
    await until(
      page,
      "a question is asked",
      () => document.querySelector("sf-race")!.renderRoot.querySelector("#predict-prompt") !== null,
    );
    assert.deepEqual(await englishIn(page, "sf-race"), []);
    const prompt = await page.evaluate(
      () => document.querySelector("sf-race")!.renderRoot.querySelector("#predict-prompt")!.textContent,
    );
    assert.match(prompt!, /^Ein MDRNN aus 3 Schichten liest 8 × 8 Pixel/);
  },
);

pageTest("a step is said in words, and so is a pixel", {}, async ({ page }) => {
  await allRun(page);
  await goTo(page, 0);
  await page.evaluate(() =>
    document.querySelector("sf-race")!.renderRoot.querySelector<HTMLElement>("#clock")!.focus(),
  );
  for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowRight");
  await until(page, "the step is said", () =>
    /^Step 8 of 5488\. Done: PixelCNN\.$/.test(
      document.querySelector("sf-race")!.renderRoot.querySelector(".race > [role='status']")!.textContent ?? "",
    ),
  );
  await page.evaluate(() => {
    const lane = document.querySelector("sf-race")!.renderRoot.querySelectorAll("sf-race-lane")[1]!;
    lane.renderRoot.querySelector<HTMLElement>(".picture")!.focus();
  });
  for (const key of ["ArrowRight", "ArrowDown", "End"] as const) await page.keyboard.press(key);
  await until(page, "the pixel is said", () =>
    /^row 1, column 27: not run yet, first at step 29$/.test(
      document.querySelector("sf-race")!.renderRoot.querySelector(".race > [role='status']")!.textContent ?? "",
    ),
  );
});

pageTest("paper shows the pictures and their tables, and nothing to press", {}, async ({ page, screenshot }) => {
  await allRun(page);
  await until(page, "the work of every step is counted", () => document.querySelector("sf-race")!.work !== null);
  await goTo(page, 23);
  await page.emulateMediaType("print");
  const shown = await page.evaluate(() => {
    window.dispatchEvent(new Event("beforeprint"));
    return Promise.resolve().then(async () => {
      const race = document.querySelector("sf-race")!;
      await race.updateComplete;
      const root = race.renderRoot;
      const isShown = (selector: string): boolean =>
        [...root.querySelectorAll(selector)].some((element) => element.checkVisibility());
      return {
        tables: [...root.querySelectorAll("table")].filter((table) => table.checkVisibility()).length,
        lanes: isShown("sf-race-lane"),
        controls: isShown("button, input, select, fieldset, sf-image-source"),
      };
    });
  });
  assert.deepEqual(shown, { tables: 2, lanes: true, controls: false });
  await screenshot("race-print");
  const closed = await page.evaluate(async () => {
    window.dispatchEvent(new Event("afterprint"));
    await document.querySelector("sf-race")!.updateComplete;
    return document.querySelector("sf-race")!.renderRoot.querySelector("details")!.open;
  });
  assert.equal(closed, false);
});

pageTest(
  "a locked image can't be changed by tile, file or drop",
  {
    prepare: (page) =>
      page.evaluateOnNewDocument(() =>
        document.addEventListener("DOMContentLoaded", () =>
          document.querySelector("sf-race")?.setAttribute("lock", "image colour speed seed lanes unit"),
        ),
      ),
  },
  async ({ page }) => {
    await allRun(page);
    await until(
      page,
      "the lanes are counted",
      () => document.querySelector("sf-race")!.renderRoot.querySelector("#lanes") !== null,
    );
    const found = await page.evaluate(async () => {
      const root = document.querySelector("sf-race")!.renderRoot;
      const source = root.querySelector("sf-image-source")!;
      const before = source.value?.name;
      await source.open([new File([new Uint8Array(8)], "cat.png")]);
      await source.updateComplete;
      const disabled = (scope: ParentNode, selector: string): boolean =>
        [...scope.querySelectorAll<HTMLInputElement>(selector)].every((control) => control.disabled);
      return {
        same: source.value?.name === before,
        hint: source.renderRoot.querySelector(".hint")!.textContent,
        tiles: disabled(source.renderRoot, "button, input"),
        controls: disabled(root, "#seed, #lanes, [name='speed'], [name='unit']"),
        open: !disabled(root, "#channels"),
      };
    });
    assert.deepEqual(found, {
      same: true,
      hint: "The image is fixed on this page.",
      tiles: true,
      controls: true,
      open: true,
    });
  },
);
