import assert from "node:assert/strict";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";

for (const [width, scheme] of [
  ["wide", "light"],
  ["phone", "dark"],
] as const)
  pageTest(
    `the benchmark's page: the ladder, a start, and a cancel (${width}, ${scheme})`,
    { path: "bench.html", width, scheme },
    async ({ page, screenshot, checkAccessibility }) => {
      await checkAccessibility();
      await until(page, "the ladder is there", () => document.querySelectorAll("#ladder meter").length >= 4);
      await until(page, "the growth is there", () => document.querySelectorAll("#growth svg circle").length >= 9);
      assert.equal(await overflow(page), 0);
      await page.click("#start");
      await until(page, "it tells what it does", () => document.querySelector("#status")!.textContent !== "");
      assert.equal(await page.$eval("#start", (button) => (button as HTMLButtonElement).disabled), true);
      await page.click("#cancel");
      await until(page, "it has stopped", () => !(document.querySelector("#start") as HTMLButtonElement).disabled);
      assert.match(await page.$eval("#status", ({ textContent }) => textContent ?? ""), /cancelled|Done/);
      await screenshot(`bench-${width}-${scheme}`);
    },
  );
