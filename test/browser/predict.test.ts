import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import type { AnswerDetail } from "../../src/elements/controls/answer.event.js";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";

declare global {
  interface Window {
    answers: AnswerDetail[];
  }
}

const PATH = "?mode=predict&size=8&depth=3&channels=4";
/** 8 × 8 pixels, 3 layers: H + W + d − 2. */
const STEPS = 17;
/** The pixels of the first three anti-diagonals, where layers 3, 2 and 1 run in step 3. */
const NEXT = [0, 1, 2, 8, 9, 16];

const allRun = (page: Page): Promise<void> =>
  until(page, "all four lanes have run", () => {
    const race = document.querySelector("sf-race");
    return race !== null && !race.busy && race.results.length === 4;
  });

/** What a reader finds on the page, through the shadow trees. */
const read = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("sf-race")!.renderRoot;
    const lanes = [...root.querySelectorAll("sf-race-lane")].map((lane) => lane.renderRoot);
    const text = (selector: string) => root.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? null;
    return {
      prompt: text("#predict-prompt"),
      verdict: text(".predict-verdict"),
      actions: text(".predict-actions"),
      clock: text(".scrub label"),
      totals: lanes.map((lane) => lane.querySelector(".of")?.textContent?.trim()),
      math: lanes.map((lane) => lane.querySelector("math")?.textContent ?? null),
      facts: lanes.map((lane) => lane.querySelector(".facts")!.textContent!.replace(/\s+/g, "")),
      tables: root.querySelectorAll("[aria-label='The race as a table'] table").length,
      isOpen: root.querySelector("details")!.open,
      picks: [...lanes[1]!.querySelectorAll(".pick")].map((pick) => pick.className.split(" ").at(-1)),
      readout: lanes[1]!.querySelector("#readout")!.textContent!.trim(),
    };
  });

const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.answers = [];
    document.addEventListener("answer", (event) => window.answers.push((event as CustomEvent<AnswerDetail>).detail));
  });

const focus = (page: Page, selector: string): Promise<void> =>
  page.evaluate((wanted) => {
    const root = document.querySelector("sf-race")!.renderRoot;
    const lane = root.querySelectorAll("sf-race-lane")[1]!.renderRoot;
    (root.querySelector<HTMLElement>(wanted) ?? lane.querySelector<HTMLElement>(wanted))!.focus();
  }, selector);

pageTest(
  "predict: nothing is told before it is asked, and the keyboard alone answers",
  { path: PATH },
  async ({ page, screenshot, checkAccessibility }) => {
    await allRun(page);
    await listen(page);
    await focus(page, "summary");
    await page.keyboard.press("Enter");
    const before = await read(page);
    assert.match(before.prompt!, /3 layers reads 8 × 8 pixels/);
    assert.equal(before.clock, "Clock: step 0 of ?");
    assert.deepEqual(before.totals, Array(4).fill("your guess first"));
    assert.deepEqual(before.math, [null, null, null, null]);
    assert.deepEqual(before.facts, Array(4).fill("––"));
    assert.deepEqual([before.isOpen, before.tables], [true, 0]);
    await screenshot("predict-number-wide-light");
    await checkAccessibility();

    await focus(page, ".predict-number input");
    await page.keyboard.type("24");
    await page.keyboard.press("Enter");
    const wrong = await read(page);
    assert.match(wrong.verdict!, /^✗ Not quite\. 17 steps: .* each of its 15 anti-diagonals, and the other 2 follow/);
    assert.match(wrong.actions!, /Next question 0 right of 1/);
    assert.equal(wrong.clock, "Clock: step 0 of ?");

    await focus(page, ".predict-actions button");
    await page.keyboard.press("Enter");
    assert.equal((await read(page)).clock, "Clock: step 2 of ?");
    await focus(page, ".picture");
    // (0,0) (0,1) (0,2) (0,3), the last taken back, then (1,1) (1,0) (2,0).
    const route = [
      "Home",
      "Space",
      "ArrowRight",
      "Space",
      "ArrowRight",
      "Space",
      "ArrowRight",
      "Space",
      "Space",
    ] as const;
    const rest = ["ArrowDown", "ArrowLeft", "ArrowLeft", "Space", "ArrowLeft", "Space", "ArrowDown", "Space"] as const;
    for (const key of [...route, ...rest]) await page.keyboard.press(key);
    const picked = await read(page);
    assert.deepEqual(picked.picks, Array(6).fill("picked"));
    assert.equal(picked.readout, "row 2, column 0: picked");
    await focus(page, ".predict-check");
    await page.keyboard.press("Enter");

    const after = await read(page);
    assert.match(after.verdict!, /^✓ Right\. 6 pixels/);
    assert.match(after.actions!, /Ask again 1 right of 2/);
    assert.deepEqual(after.picks, Array(6).fill("right"));
    assert.equal(after.clock, "Clock: step 3 of 192");
    assert.deepEqual(
      after.math.map((text) => text!.split("=").at(-1)),
      ["3", "17", "45", "192"],
    );
    assert.equal(after.tables, 1);
    assert.deepEqual(await page.evaluate(() => window.answers), [
      { element: "sf-race", question: "pipelined-steps", given: 24, right: false, score: { right: 0, asked: 1 } },
      { element: "sf-race", question: "pipelined-next-cells", given: NEXT, right: true, score: { right: 1, asked: 2 } },
    ]);
    await screenshot("predict-revealed-wide-light");
    await checkAccessibility();

    await focus(page, ".predict-actions button");
    await page.keyboard.press("Enter");
    const again = await read(page);
    assert.match(again.actions!, /Check 0 right of 0/);
    assert.deepEqual(again.totals, Array(4).fill("your guess first"));
  },
);

pageTest(
  "predict: by pointer, with missed and wrong cells marked; other settings ask anew",
  { path: PATH, scheme: "dark", width: "phone" },
  async ({ page, screenshot, checkAccessibility }) => {
    await allRun(page);
    await listen(page);
    const input = await page.$("sf-race >>> .predict-number input");
    await input!.tap();
    await page.keyboard.type(String(STEPS));
    await (await page.$("sf-race >>> .predict-check"))!.tap();
    assert.match((await read(page)).verdict!, /^✓ Right/);
    await (await page.$("sf-race >>> .predict-actions button"))!.tap();
    const picture = (await page.$$("sf-race >>> sf-race-lane >>> .picture"))[1]!;
    await picture.scrollIntoView();
    const box = (await picture.boundingBox())!;
    const tap = (row: number, column: number) =>
      page.touchscreen.tap(box.x + ((column + 0.5) * box.width) / 8, box.y + ((row + 0.5) * box.height) / 8);
    for (const [row, column] of [
      [0, 2],
      [1, 1],
      [2, 0],
      [3, 0],
    ] as const)
      await tap(row, column);
    assert.deepEqual((await read(page)).picks, Array(4).fill("picked"));
    await (await page.$("sf-race >>> .predict-check"))!.tap();
    const { picks, verdict } = await read(page);
    assert.deepEqual([...picks].sort(), ["missed", "missed", "missed", "right", "right", "right", "wrong"]);
    assert.match(verdict!, /^✗ Not quite/);
    assert.deepEqual(
      (await page.evaluate(() => window.answers)).map(({ given, right }) => ({ given, right })),
      [
        { given: STEPS, right: true },
        { given: [2, 9, 16, 24], right: false },
      ],
    );
    await screenshot("predict-phone-dark");
    await checkAccessibility();
    assert.equal(await overflow(page), 0);

    await page.evaluate(() => (document.querySelector("sf-race")!.depth = 2));
    await until(page, "the new race is asked about", () =>
      document.querySelector("sf-race")!.renderRoot.querySelector("#predict-prompt")!.textContent!.includes("2 layers"),
    );
    assert.match((await read(page)).actions!, /0 right of 0/);
  },
);

pageTest(
  "answers=hidden withholds formulas and O() until the questions are tried; the counters still count",
  { path: "?answers=hidden&size=8&depth=3&channels=4" },
  async ({ page, screenshot }) => {
    await allRun(page);
    const hasO = () =>
      page.evaluate(() =>
        document.querySelector("sf-race")!.renderRoot.querySelector(".verdict")!.textContent!.includes("O("),
      );
    await until(
      page,
      "the work is counted",
      () => document.querySelector("sf-race")!.renderRoot.querySelector(".verdict") !== null,
    );
    const before = await read(page);
    assert.deepEqual(before.math, [null, null, null, null]);
    assert.equal(before.totals[1], "of 17 steps");
    assert.equal(await hasO(), false);
    await screenshot("answers-hidden-wide-light");
    await page.evaluate(() => document.querySelector("sf-race")!.pause());
    await focus(page, ".predict-number input");
    await page.keyboard.type("17");
    await page.keyboard.press("Enter");
    await focus(page, ".predict-actions button");
    await page.keyboard.press("Enter");
    await focus(page, ".picture");
    await page.keyboard.press("Home");
    await page.keyboard.press("Space");
    await focus(page, ".predict-check");
    await page.keyboard.press("Enter");
    assert.equal((await read(page)).math[1], "H+W+d−2=17");
    assert.equal(await hasO(), true);
  },
);

const PAGES: Readonly<Record<string, string>> = {
  "": "sf-race",
  "adder.html": "sf-adder",
  "complexity.html": "sf-complexity",
  "gradient-flow.html": "sf-gradient-flow",
  "layer-stack.html": "sf-layer-stack",
  "lstm.html": "sf-lstm",
  "parameter-count.html": "sf-parameter-count",
  "receptive-field.html": "sf-receptive-field",
  "wavefront.html": "sf-wavefront",
};

for (const [path, name] of Object.entries(PAGES))
  pageTest(
    `predict: ${name} tells nothing before it has run`,
    {
      path: `${path}?mode=predict`,
      // Nothing comes near, so nothing runs.
      prepare: (page) =>
        page.evaluateOnNewDocument(() => Object.assign(IntersectionObserver.prototype, { observe: () => undefined })),
    },
    async ({ page }) => {
      const told = await page.evaluate(async (tag) => {
        await customElements.whenDefined(tag);
        const element = document.querySelector<HTMLElement & { updateComplete: Promise<boolean> }>(tag)!;
        await element.updateComplete;
        return element.shadowRoot!.querySelectorAll('slot[name="notes"]:not([hidden])').length;
      }, name);
      assert.equal(told, 0);
    },
  );
