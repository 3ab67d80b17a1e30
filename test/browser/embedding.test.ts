import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pageTest, until } from "./harness.js";

for (const width of ["wide", "phone"] as const)
  for (const scheme of ["light", "dark"] as const)
    pageTest(
      `the embedding guide (${width}, ${scheme})`,
      { path: "embedding.html", width, scheme },
      async ({ page, screenshot, checkAccessibility }) => {
        const side = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.deepEqual(side, width === "wide" ? [1280, 1280] : [390, 390]);
        const broken = await page.$$eval("main a", (links) =>
          links.map(({ hash }) => hash).filter((hash) => hash !== "" && document.querySelector(hash) === null),
        );
        assert.deepEqual(broken, []);
        await screenshot(`embedding-${width}-${scheme}`);
        await checkAccessibility();
      },
    );

pageTest("an example is copied word for word", { path: "embedding.html" }, async ({ page }) => {
  const copied = await page.evaluate(async () => {
    let text = "";
    Object.defineProperty(navigator.clipboard, "writeText", { value: async (given: string) => void (text = given) });
    document
      .querySelector<HTMLButtonElement>('[aria-label="Copy quarto/_extensions/sweepfield/sweepfield.lua"]')!
      .click();
    await new Promise((done) => setTimeout(done, 50));
    return text;
  });
  assert.equal(copied, readFileSync("www/embed/quarto/_extensions/sweepfield/sweepfield.lua", "utf8").trimEnd());
  await until(page, "it says so", () =>
    [...document.querySelectorAll("[data-copy]")].some((b) => b.textContent === "Copied"),
  );
});
