import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { englishIn, inGerman } from "./german.js";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";
import { ran } from "./sampler-page.js";

const SMALL = "height=6&width=7&depth=3&channels=3&first=3&weights=untrained&images=40&at=5";
const SAID = {
  methods: ["Bild, Modell und Rauschen", "Was ausgeführt wurde"],
  models: ["Bild, Modell und Rauschen", "Was ein Modell sieht und wie es zieht"],
  training: ["Bilder, aus denen gelernt wird", "Nats je Bild"],
  completion: ["Was gegeben ist", "Zeilen gegeben"],
} as const;

const text = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector("sf-sampler")!.renderRoot.textContent!.replace(/\s+/g, " "));

for (const [view, said] of Object.entries(SAID))
  pageTest(
    `a German page draws in German: ${view}`,
    { path: `sampler.html?view=${view}&${SMALL}`, prepare: inGerman, width: view === "methods" ? "phone" : "wide" },
    async ({ page, screenshot }) => {
      await ran(page);
      await page.evaluate(() => {
        const root = document.querySelector("sf-sampler")!.renderRoot;
        root.querySelector<HTMLDetailsElement>(".body > details")!.open = true;
        root.querySelector<HTMLButtonElement>('[data-act="step"]')?.click();
      });
      await until(
        page,
        "the table is there",
        () =>
          document.querySelector("sf-sampler")!.renderRoot.querySelector(".body > details :is(table, p.number)") !==
          null,
        60,
      );
      const all = await text(page);
      for (const part of said) assert.ok(all.includes(part), `${part} in: ${all}`);
      assert.deepEqual(await englishIn(page, "sf-sampler"), []);
      assert.equal(await overflow(page), 0, "no scrolling sideways");
      await screenshot(`sampler-german-${view}`);
    },
  );

pageTest(
  "German questions come before the drawing",
  { path: `sampler.html?mode=predict&${SMALL}`, prepare: inGerman },
  async ({ page }) => {
    await ran(page);
    await until(
      page,
      "the first question is asked",
      () => document.querySelector("sf-sampler")!.renderRoot.textContent!.includes("wird Pixel für Pixel gezogen"),
      30,
    );
    assert.deepEqual(await englishIn(page, "sf-sampler"), []);
  },
);
