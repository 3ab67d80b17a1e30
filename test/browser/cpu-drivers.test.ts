import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { pageTest } from "./harness.js";
import { allRun, results } from "./race-page.js";

/** What the page's policy or place may forbid, one driver after the other: the next one takes over and computes the same. */
const drivers = [
  { driver: "worker", refused: [] },
  { driver: "blob worker", refused: ["http:"] },
  { driver: "main thread", refused: ["http:", "blob:"] },
] as const;

const refuseWorkers = (page: Page, refused: readonly string[]) =>
  page.evaluateOnNewDocument((protocols: readonly string[]) => {
    const Allowed = window.Worker;
    window.Worker = class extends Allowed {
      constructor(url: string | URL, options?: WorkerOptions) {
        if (protocols.includes(new URL(url, location.href).protocol))
          throw new DOMException("refused", "SecurityError");
        super(url, options);
      }
    };
  }, refused);

const provenanceText = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector("sf-race")!.renderRoot.textContent ?? "");

for (const { driver, refused } of drivers) {
  pageTest(
    `the CPU engine runs by ${driver}`,
    { path: "?device=cpu&size=12&depth=3&channels=4", prepare: (page) => refuseWorkers(page, refused) },
    async ({ page }) => {
      await allRun(page);
      assert.deepEqual(
        (await results(page)).map(({ device, steps, dispatches }) => [device, steps, dispatches]),
        [
          ["cpu", 3, 0],
          ["cpu", 12 + 12 + 3 - 2, 0],
          ["cpu", 3 * (12 + 12 - 1), 0],
          ["cpu", 3 * 12 * 12, 0],
        ],
      );
      assert.match(await provenanceText(page), new RegExp(`Your processor,.* ${driver}\\.`));
    },
  );
}
