import { pageTest, until } from "./harness.js";
const WHAT = (process.env["LOOK"] ?? "view=methods&height=12&width=12").split(" ");
for (const query of WHAT)
  for (const width of ["wide", "phone"] as const)
    for (const scheme of (process.env["SCHEMES"] ?? "light").split(",") as ("light" | "dark")[])
      pageTest(`look ${query} ${width} ${scheme}`, { path: `sampler.html?${query}`, width, scheme, expected: /404/ }, async ({ page, screenshot }) => {
        await until(page, "ran", () => { const e = document.querySelector("sf-sampler"); return e !== null && !e.busy && e.shown !== null; }, 60);
        const t = await page.evaluate(() => document.querySelector("sf-sampler")!.renderRoot.querySelector(".problem")?.textContent ?? "");
        if (t) console.log("PROBLEM", t);
        await page.evaluate(async () => { const e = document.querySelector("sf-sampler")!; e.pause(); e.step = Number(new URLSearchParams(location.search).get("at") ?? 9); await e.updateComplete; });
        await screenshot(`look-${query.replace(/[^a-z0-9]+/g, "-")}-${width}-${scheme}`);
      });
