/** A deck of reveal.js: whose keys are whose, and where a pointer is on a slide that is scaled. */
import assert from "node:assert/strict";
import { until, withPage } from "../page.js";

/** @typedef {import("../../../src/elements/wavefront/wavefront.js").SfWavefront} SfWavefront */

const SIZE = 6;
const cellAt = (/** @type {number} */ map, /** @type {number} */ row, /** @type {number} */ column) =>
  (map * SIZE + row) * SIZE + column;

/** @param {import("../page.js").Project} project */
export async function revealjs(project) {
  let scale = 1;
  await withPage(project, project.folder, "index.html#/1", async (page) => {
    await until(
      page,
      "the sweep has run",
      () => document.querySelector("sf-wavefront")?.sweep?.forward.plan.length === 12,
    );
    const slide = (/** @type {string} */ hash) =>
      until(page, `the slide is ${hash}`, (wanted) => location.hash === wanted, hash);
    const chosen = (/** @type {number} */ cell) =>
      until(page, `cell ${cell} is chosen`, (wanted) => document.querySelector("sf-wavefront")?.cell === wanted, cell);

    await page.keyboard.press("ArrowRight");
    await slide("#/2");
    await page.keyboard.press("ArrowLeft");
    await slide("#/1");
    await until(page, "the deck is at rest", () => document.getAnimations().length === 0);

    const map = await page.$('sf-wavefront >>> canvas[data-map="1"]');
    const box = await map?.boundingBox();
    assert.ok(map && box);
    scale = box.width / (await map.evaluate((canvas) => /** @type {HTMLElement} */ (canvas).offsetWidth));
    assert.ok(Math.abs(scale - 1) > 0.05, `slides are scaled, by ${scale}`);
    await page.mouse.click(box.x + (4.5 / SIZE) * box.width, box.y + (2.5 / SIZE) * box.height);
    await chosen(cellAt(1, 2, 4));

    await (await page.$('sf-wavefront >>> [tabindex="0"]'))?.focus();
    await page.keyboard.press("ArrowLeft");
    await chosen(cellAt(1, 2, 3));
    // A slider takes its keys by itself, and the deck sees no more than that the element has the focus.
    await (await page.$('sf-wavefront >>> .slider input[type="range"]:not([disabled])'))?.focus();
    const rows = await page.evaluate(() => document.querySelector("sf-wavefront")?.href);
    await page.keyboard.press("ArrowRight");
    await until(page, "the slider moved", (before) => document.querySelector("sf-wavefront")?.href !== before, rows);
    // the deck would have turned by then
    await new Promise((done) => setTimeout(done, 500));
    await slide("#/1");
    await page.keyboard.press("Escape");
    await until(page, "Escape is the deck's", () => document.querySelector(".reveal.overview") !== null);
  });
  return [
    "arrow keys turn the slides",
    `on a slide scaled by ${scale.toFixed(2)} a click hits its cell`,
    "with the focus in the element, arrow keys are the element's and Escape the deck's",
  ];
}
