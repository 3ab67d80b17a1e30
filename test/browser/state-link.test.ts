import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import type { SfRace } from "../../src/elements/race/race.js";
import { pageTest } from "./harness.js";

const path = "test/state.html";

const read = (page: Page) =>
  page.evaluate(async () => {
    const [left, right] = [...document.querySelectorAll("sf-race")];
    if (!left || !right) throw new Error("the page has two elements");
    await Promise.all([left.updateComplete, right.updateComplete]);
    const texts = [...(left.shadowRoot?.querySelectorAll(".notice") ?? [])].map(
      ({ textContent }) => textContent?.trim() ?? "",
    );
    return {
      left: [left.depth, left.size, left.seed],
      right: [right.depth, right.size, right.compare],
      notices: texts.filter((text) => / in the (address|attributes)/.test(text)).map((text) => text.split(";")[0]),
      search: location.search,
      href: new URL(right.href).search,
    };
  });

pageTest("without a query the page's attributes hold, and what they get wrong is said", { path }, async ({ page }) => {
  const { left, right, notices, search } = await read(page);
  assert.deepEqual([left, right, search], [[3, 4, 3], [2, 5, "depth"], ""]);
  assert.deepEqual(notices, ['seed is "many" in the attributes of sf-race']);
});

pageTest(
  "each element reads its own keys over its attributes",
  { path: `${path}?left.depth=4&right.size=99999&left.size=big&depth=9&mine=1` },
  async ({ page }) => {
    const { left, right, notices } = await read(page);
    assert.deepEqual(
      [left, right],
      [
        [4, 4, 3],
        [2, 128, "depth"],
      ],
    );
    assert.deepEqual(notices, ['seed is "many" in the attributes of sf-race', 'left.size is "big" in the address']);
    await page.evaluate(() => Object.assign(document.querySelector("#right") as SfRace, { size: 5 }));
    assert.equal((await read(page)).search, "?left.depth=4&left.size=big&depth=9&mine=1");
  },
);

pageTest("a change is a link that gives the same state back", { path: `${path}?mine=1` }, async ({ page }) => {
  await page.evaluate(() => Object.assign(document.querySelector("#right") as SfRace, { depth: 7, compare: "reach" }));
  const changed = await read(page);
  // 7 is the table's default but not this page's.
  assert.equal(changed.search, "?mine=1&right.depth=7&right.compare=reach");
  assert.equal(changed.href, changed.search);
  await page.reload();
  const { right, search } = await read(page);
  assert.deepEqual([right, search], [changed.right, changed.search]);
  await page.evaluate(() => Object.assign(document.querySelector("#right") as SfRace, { depth: 2, compare: "depth" }));
  assert.equal((await read(page)).search, "?mine=1");
});
