import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { pageTest, until } from "./harness.js";

const PATH = "adder.html";

const ran = (page: Page): Promise<void> =>
  until(
    page,
    "all pairs were tried",
    () => {
      const element = document.querySelector("sf-adder");
      return element !== null && !element.busy;
    },
    60,
  );

for (const width of ["wide", "phone"] as const)
  for (const scheme of ["light", "dark"] as const)
    pageTest(
      `axe finds nothing and nothing scrolls sideways, ${width}, ${scheme}`,
      { path: `${PATH}?preset=unit-3-strict&a=7&b=7&bits=4&at=3&units=threshold`, width, scheme },
      async ({ page, screenshot, checkAccessibility }) => {
        await ran(page);
        await until(page, "the chart is there", () => document.querySelector("sf-adder")!.ripple !== null);
        await checkAccessibility();
        await screenshot(`adder-${width}-${scheme}`);
        const [scroll, client] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        assert.ok(scroll! <= client!, `the page is ${scroll} pixels wide`);
      },
    );

pageTest("the canonical net", { path: `${PATH}?at=9` }, async ({ page, screenshot }) => {
  await ran(page);
  await until(page, "the chart is there", () => document.querySelector("sf-adder")!.ripple !== null);
  await screenshot(`adder-canonical`);
});
pageTest("hidden", { path: `${PATH}?answers=hidden` }, async ({ page, screenshot }) => {
  await ran(page);
  await screenshot(`adder-hidden`);
});
pageTest("soft", { path: `${PATH}?at=5&units=logistic&gain=3.2&carry-in=1` }, async ({ page, screenshot }) => {
  await ran(page);
  await until(page, "the chart is there", () => document.querySelector("sf-adder")!.ripple !== null);
  await new Promise((r) => setTimeout(r, 1500));
  await screenshot(`adder-soft`);
});
pageTest("predict", { path: `${PATH}?mode=predict` }, async ({ page, screenshot }) => {
  await ran(page);
  await screenshot(`adder-predict`);
});
