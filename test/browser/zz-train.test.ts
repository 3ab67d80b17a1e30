import { pageTest, until } from "./harness.js";
for (const device of ["auto", "cpu"] as const)
pageTest(`train ${device}`, { path: `sampler.html?view=training&height=8&width=8&channels=6&depth=3&images=120&steps=60&every=15&batch=8&rate=0.02&warm-up=5&device=${device}`, expected: /404/ }, async ({ page, screenshot }) => {
  await until(page, "ran", () => { const e = document.querySelector("sf-sampler"); return e !== null && !e.busy && e.shown !== null; }, 60);
  await screenshot(`look-training-0`);
  await page.evaluate(() => (document.querySelector("sf-sampler")!.renderRoot.querySelector("[data-act=start]") as HTMLElement).click());
  await until(page, "finished", () => { const r = document.querySelector("sf-sampler")!.renderRoot; return (r.querySelector(".training-problem") !== null) || r.querySelector(".phase")?.getAttribute("data-phase") === "finished"; }, 60);
  console.log(await page.evaluate(() => document.querySelector("sf-sampler")!.renderRoot.querySelector(".headline")!.textContent!.replace(/\s+/g, " ") + (document.querySelector("sf-sampler")!.renderRoot.querySelector(".training-problem")?.textContent ?? "")));
  await screenshot(`look-training-${device}`);
  await page.reload();
  await until(page, "ran", () => { const e = document.querySelector("sf-sampler"); return e !== null && !e.busy && e.shown !== null; }, 60);
  console.log(await page.evaluate(() => document.querySelector("sf-sampler")!.renderRoot.querySelector(".kept")?.textContent!.replace(/\s+/g, " ")));
});
