import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { defaultState } from "../../src/io/url-state.js";
import { wavefrontState } from "../../src/elements/wavefront/wavefront.state.js";
import { scheduleNameOf, specOf } from "../../src/elements/wavefront/model.js";
import type { WavefrontState } from "../../src/elements/wavefront/model.js";
import { accessMap, cellsRead, readersOf } from "../../src/graph/access.js";
import { reversed } from "../../src/schedule/reversed.js";
import { scheduleFor } from "../../src/schedule/schedules.js";
import { peakWidth, utilisation, widths } from "../../src/schedule/statistics.js";
import { pageTest, until } from "./harness.js";

const PATH = "wavefront.html";
/** Below 10⁻⁵: what float32 leaves. */
const SMALL = /differ by at most (0|\d\.\d·10⁻([⁶⁷⁸⁹]|¹[⁰-⁹¹²³]))\./;

/** The oracle: schedule and access map of the page's settings. */
const expected = (change: Partial<WavefrontState> = {}) => {
  const state = { ...defaultState(wavefrontState), ...change };
  const spec = specOf(state, 3);
  const plan = scheduleFor(spec, scheduleNameOf(spec, state.order), state);
  return { access: accessMap(spec), plan, backward: reversed(plan) };
};

const ran = (page: Page): Promise<void> =>
  until(
    page,
    "the sweep has run",
    () => {
      const element = document.querySelector("sf-wavefront");
      return element !== null && !element.busy && element.sweep !== null;
    },
    60,
  );

const goTo = (page: Page, step: number): Promise<void> =>
  page.evaluate(async (target) => {
    const element = document.querySelector("sf-wavefront")!;
    element.pause();
    element.step = target;
    await element.updateComplete;
  }, step);

/** What stands on screen, as a reader would find it. */
const read = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("sf-wavefront")!.renderRoot;
    const text = (selector: string): string =>
      root.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const texts = (selector: string): string[] =>
      [...root.querySelectorAll(selector)].map((element) => element.textContent?.replace(/\s+/g, " ").trim() ?? "");
    return {
      count: text(".count"),
      total: text(".of b"),
      formula: text(".formula .live"),
      check: text(".formula [aria-hidden]"),
      now: text(".now"),
      peak: text(".peak"),
      utilisation: text(".utilisation"),
      ticks: text(".ticks"),
      executed: text(".steps-executed"),
      cell: text("#cell-title"),
      runs: text(".cell p"),
      neighbours: texts(".neighbours dd"),
      groups: texts(".neighbours dt"),
      math: texts(".math .live"),
      difference: text(".check-line"),
      titles: texts("figcaption"),
      said: text("#readout"),
    };
  });

/** By map, which cells are transparent: those have not run. */
const hatched = (page: Page): Promise<readonly (readonly number[])[]> =>
  page.evaluate(() => {
    const element = document.querySelector("sf-wavefront")!;
    const { height, width } = element.sweep!.forward.plan.grid;
    return [...element.renderRoot.querySelectorAll<HTMLCanvasElement>("canvas[data-map]")].slice(1).map((canvas) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true })!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      return Array.from({ length: height * width }, (_, pixel) => pixel).filter((pixel) => {
        const x = Math.floor((((pixel % width) + 0.75) * canvas.width) / width);
        const y = Math.floor(((Math.floor(pixel / width) + 0.75) * canvas.height) / height);
        return data[4 * (y * canvas.width + x) + 3] === 0;
      });
    });
  });

/** The middle of a cell on the screen. */
const pointOf = (page: Page, map: number, row: number, column: number): Promise<readonly [number, number]> =>
  page.evaluate(
    (m, r, c) => {
      const element = document.querySelector("sf-wavefront")!;
      const { height, width } = element.sweep!.forward.plan.grid;
      const canvas = element.renderRoot.querySelector(`canvas[data-map="${m}"]`)!;
      canvas.scrollIntoView({ block: "center" });
      const box = canvas.getBoundingClientRect();
      return [box.left + ((c + 0.5) * box.width) / width, box.top + ((r + 0.5) * box.height) / height] as const;
    },
    map,
    row,
    column,
  );

const clickCell = async (page: Page, map: number, row: number, column: number): Promise<void> => {
  const [x, y] = await pointOf(page, map, row, column);
  await page.mouse.click(x, y);
  await page.evaluate(() => document.querySelector("sf-wavefront")!.updateComplete);
};

const focus = (page: Page, selector: string): Promise<void> =>
  page.evaluate((wanted) => {
    const element = document.querySelector("sf-wavefront")!.renderRoot.querySelector<HTMLElement>(wanted)!;
    element.focus();
  }, selector);

/** Tabs until what has the focus in the element's shadow tree fits. */
const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let i = 0; i < 40; i++) {
    const found = await page.evaluate(
      (wanted) => document.querySelector("sf-wavefront")!.shadowRoot!.activeElement?.matches(wanted) ?? false,
      selector,
    );
    if (found) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${selector}`);
};

pageTest("every number on screen is the schedule's and the engine's", { path: PATH }, async ({ page, screenshot }) => {
  await ran(page);
  const { plan } = expected();
  assert.equal(plan.length, 20);
  await goTo(page, 9);
  const screen = await read(page);
  assert.deepEqual([screen.count, screen.total, screen.formula, screen.check], ["9", "20", "20", "✓"]);
  assert.deepEqual([screen.now, screen.peak], [String(widths(plan)[8]), String(peakWidth(plan))]);
  assert.equal(screen.utilisation, `${(100 * utilisation(plan)).toFixed(1)} %`);
  assert.equal(screen.executed, "20");
  assert.deepEqual(screen.titles, ["image x", "layer 1", "layer 2", "layer 3", "layer 4"]);
  await screenshot("wavefront-wide-light");
  for (const step of [0, 1, 9, 20, 8]) {
    await goTo(page, step);
    const waiting = Array.from({ length: 4 }, (_, map) =>
      Array.from({ length: 80 }, (__, pixel) => pixel).filter((pixel) => plan.stepOf(map * 80 + pixel) >= step),
    );
    assert.deepEqual(await hatched(page), waiting, `cells that wait after step ${step}`);
  }
});

pageTest(
  "a cell under the pointer shows what it reads and who reads it",
  { path: `${PATH}?at=9` },
  async ({ page }) => {
    await ran(page);
    const { access, plan } = expected();
    const [x, y] = await pointOf(page, 2, 3, 4);
    await page.mouse.move(x, y);
    await until(page, "the panel shows the cell", () =>
      /layer 3, row 3, column 4/.test(
        document
          .querySelector("sf-wavefront")!
          .renderRoot.querySelector("#cell-title")!
          .textContent!.replace(/\s+/g, " "),
      ),
    );
    const screen = await read(page);
    assert.match(screen.runs, /runs in step 10 of 20 \(not yet\), sees 20 of 80 pixels/);
    const cell = (2 * 8 + 3) * 10 + 4;
    const name = (other: number): string =>
      `h${"¹²³⁴"[Math.floor(other / 80)]}(${Math.floor(other / 10) % 8}, ${other % 10})`;
    const reads = cellsRead(access, plan.grid, cell);
    const readers = readersOf(access, plan.grid, cell);
    assert.deepEqual(
      screen.neighbours.map((text) => /^h[¹²³⁴]\(\d, \d\)/.exec(text)?.[0]),
      [...reads, ...readers].map(name),
    );
    assert.match(screen.difference, SMALL);
    await page.mouse.move(5, 5);
    await until(page, "the chosen cell is back", () =>
      /layer 2, row 4, column 5/.test(
        document
          .querySelector("sf-wavefront")!
          .renderRoot.querySelector("#cell-title")!
          .textContent!.replace(/\s+/g, " "),
      ),
    );
    await clickCell(page, 0, 0, 0);
    assert.match((await read(page)).cell, /layer 1, row 0, column 0/);
    assert.match((await read(page)).neighbours.join("; "), /x\(0, 0\) = .*; outside: 0.*; outside: 0/);
  },
);

pageTest(
  "by keyboard only: pass, order, clock, cells and lanes",
  { path: `${PATH}?at=9` },
  async ({ page, screenshot }) => {
    await ran(page);
    await tabTo(page, 'input[name="pass"]');
    await page.keyboard.press("ArrowRight");
    await until(page, "the backward pass is shown", () => document.querySelector("sf-wavefront")!.pass === "backward");
    await tabTo(page, ".maps");
    for (const key of ["Home", "PageDown", "PageDown", "ArrowUp", "ArrowRight", "ArrowRight"] as const)
      await page.keyboard.press(key);
    const { access, backward } = expected();
    let screen = await read(page);
    assert.match(screen.cell, /layer 4, row 3, column 2/);
    const cell = (3 * 8 + 3) * 10 + 2;
    assert.match(screen.runs, new RegExp(`runs in step ${backward.stepOf(cell) + 1} of 20`));
    assert.equal(screen.groups.join(), "its δ reads,its δ is read by");
    assert.deepEqual(
      screen.neighbours.map((text) => /^(the gradient of the loss|δ[¹²³⁴]\(\d, \d\))/.exec(text)?.[0]),
      ["the gradient of the loss", "δ⁴(3, 3)", "δ⁴(4, 2)", "δ³(3, 2)", "δ⁴(3, 1)", "δ⁴(2, 2)"],
    );
    assert.equal(readersOf(access, backward.grid, cell).length, 2);
    await tabTo(page, "#clock");
    await page.keyboard.press("Home");
    for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowRight");
    screen = await read(page);
    assert.equal(screen.count, "8");
    assert.equal(screen.now, String(backward.width(7)));
    const waiting = Array.from({ length: 4 }, (_, map) =>
      Array.from({ length: 80 }, (__, pixel) => pixel).filter((pixel) => backward.stepOf(map * 80 + pixel) >= 8),
    );
    assert.deepEqual(await hatched(page), waiting);
    await screenshot("wavefront-backward-wide-light");
    await tabTo(page, "#lanes");
    await page.keyboard.press("Home");
    await until(page, "one lane takes a tick per cell", () => {
      const root = document.querySelector("sf-wavefront")!.renderRoot;
      return root.querySelector(".ticks")!.textContent === "320";
    });
    await until(
      page,
      "the address has the settings",
      () => /pass=backward/.test(location.search) && /lanes=1/.test(location.search),
      5,
    );
  },
);

const VARIANTS: readonly (readonly [query: string, change: Partial<WavefrontState>, steps: number, maps: number])[] = [
  ["?model=mdlstm&order=layerwise", { model: "mdlstm", order: "layerwise" }, 68, 4],
  ["?model=row-lstm", { model: "row-lstm" }, 11, 4],
  ["?model=diagonal-bilstm&layout=skewed&depth=2", { model: "diagonal-bilstm", depth: 2 }, 26, 4],
  ["?directions=4&depth=3", { directions: "4", depth: 3 }, 51, 12],
  ["?printed=1", { printed: true }, 4, 4],
  ["?order=raster", { order: "raster" }, 320, 4],
];
for (const [query, change, steps, maps] of VARIANTS)
  pageTest(
    `${query} runs in ${steps} steps, forward and backward`,
    { path: PATH + query },
    async ({ page, screenshot }) => {
      await ran(page);
      await goTo(page, Math.ceil(steps / 2));
      const screen = await read(page);
      assert.equal(expected(change).plan.length, steps);
      assert.deepEqual(
        [screen.total, screen.formula, screen.check, screen.executed],
        [`${steps}`, `${steps}`, "✓", `${steps}`],
      );
      assert.equal(screen.titles.length, maps + 1);
      assert.match(screen.difference, SMALL);
      await screenshot(
        `wavefront-${change.model ?? (change.printed ? "printed" : change.directions === "4" ? "four" : "raster")}-wide-light`,
      );
      await page.evaluate(async () => {
        const element = document.querySelector("sf-wavefront")!;
        element.pass = "backward";
        await element.updateComplete;
      });
      await goTo(page, Math.ceil(steps / 2));
      const back = await read(page);
      assert.deepEqual([back.total, back.executed], [`${steps}`, `${steps}`]);
      assert.match(back.difference, SMALL);
    },
  );

pageTest(
  "predict: type the steps, click the cells of the next one, then it is told",
  { path: `${PATH}?mode=predict` },
  async ({ page, screenshot, checkAccessibility }) => {
    await ran(page);
    await page.evaluate(() => {
      Object.assign(globalThis, { given: [] });
      document.addEventListener("answer", (event) =>
        (globalThis as unknown as { given: unknown[] }).given.push((event as CustomEvent<unknown>).detail),
      );
    });
    const { plan } = expected();
    let screen = await read(page);
    assert.deepEqual([screen.total, screen.formula, screen.peak, screen.executed], ["", "", "", ""]);
    const button = (): Promise<void> => focus(page, ".predict-actions button");
    await focus(page, ".predict input");
    await page.keyboard.type("61");
    await page.keyboard.press("Enter");
    await button();
    await page.keyboard.press("Enter");
    const cells = Array.from({ length: plan.width(2) }, (_, i) => plan.cell(2, i));
    for (const cell of cells.slice(1))
      await clickCell(page, Math.floor(cell / 80), Math.floor(cell / 10) % 8, cell % 10);
    await focus(page, ".maps");
    const [first = 0] = cells;
    await page.keyboard.press("PageUp");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Home");
    for (let i = 0; i < first % 10; i++) await page.keyboard.press("ArrowRight");
    for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Space");
    await screenshot("wavefront-predict-wide-light");
    await checkAccessibility();
    await button();
    await page.keyboard.press("Enter");
    const given = await page.evaluate(() => (globalThis as unknown as { given: unknown[] }).given);
    assert.deepEqual(given, [
      { element: "sf-wavefront", question: "steps-forward", given: 61, right: false, score: { right: 0, asked: 1 } },
      {
        element: "sf-wavefront",
        question: "next-forward",
        given: [...cells].sort((a, b) => a - b),
        right: true,
        score: { right: 1, asked: 2 },
      },
    ]);
    screen = await read(page);
    assert.deepEqual([screen.total, screen.formula, screen.count], ["20", "20", "3"]);
    await screenshot("wavefront-predicted-wide-light");
  },
);

for (const scheme of ["light", "dark"] as const) {
  pageTest(
    `axe finds nothing, ${scheme}`,
    { path: `${PATH}?at=8&model=diagonal-bilstm&depth=2&layout=skewed&lanes=8`, scheme },
    async ({ page, screenshot, checkAccessibility }) => {
      await ran(page);
      await page.evaluate(async () => {
        const element = document.querySelector("sf-wavefront")!;
        element.renderRoot.querySelector("details")!.open = true;
        await element.updateComplete;
      });
      await until(
        page,
        "the tables are open",
        () => document.querySelector("sf-wavefront")!.renderRoot.querySelector(".steps-table") !== null,
      );
      await checkAccessibility();
      await screenshot(`wavefront-open-wide-${scheme}`);
    },
  );

  for (const query of [
    "?at=8",
    "?at=14&directions=4&depth=8&model=mdlstm&pass=backward&height=32&width=32",
    "?layout=skewed&at=5&model=diagonal-bilstm",
  ])
    pageTest(
      `a phone shows ${query} without scrolling sideways, ${scheme}`,
      { path: PATH + query, width: "phone", scheme },
      async ({ page, screenshot }) => {
        await page.setViewport({ width: 360, height: 780, hasTouch: true, isMobile: true });
        await ran(page);
        const [scroll, client] = await page.evaluate(async () => {
          await document.querySelector("sf-wavefront")!.updateComplete;
          return [document.documentElement.scrollWidth, document.documentElement.clientWidth];
        });
        assert.equal(client, 360);
        assert.ok(scroll! <= 360, `the page is ${scroll} pixels wide`);
        await screenshot(`wavefront-phone-${query.replace(/\W+/g, "-").slice(1, 24)}-${scheme}`);
      },
    );
}

pageTest(
  "without WebGPU the processor runs the same sweep and says why",
  {
    path: `${PATH}?model=mdlstm`,
    prepare: (page) =>
      page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined })),
  },
  async ({ page }) => {
    await ran(page);
    await goTo(page, 20);
    const screen = await read(page);
    assert.deepEqual([screen.total, screen.formula, screen.check, screen.executed], ["20", "20", "✓", "20"]);
    assert.match(screen.difference, SMALL);
    const notice = await page.evaluate(
      () => document.querySelector("sf-wavefront")!.renderRoot.querySelector(".notice")!.textContent,
    );
    assert.match(notice!, /on the processor\s+this browser has no WebGPU/);
  },
);

pageTest("it plays by itself to the end", { path: `${PATH}?speed=256` }, async ({ page }) => {
  await ran(page);
  await until(page, "the clock is at the end", () => {
    const element = document.querySelector("sf-wavefront")!;
    return !element.playing && element.step === 20;
  });
  assert.deepEqual(await hatched(page), [[], [], [], []]);
});

pageTest(
  "reduced motion: the clock stands at the widest step",
  { path: PATH, reducedMotion: true },
  async ({ page }) => {
    await ran(page);
    const { plan } = expected();
    const widest = [...widths(plan)].indexOf(peakWidth(plan)) + 1;
    await until(page, "the clock has been set", () => document.querySelector("sf-wavefront")!.step > 0);
    assert.deepEqual(
      await page.evaluate(() => [
        document.querySelector("sf-wavefront")!.playing,
        document.querySelector("sf-wavefront")!.step,
      ]),
      [false, widest],
    );
  },
);

pageTest("without JavaScript the page says what it is about", { path: PATH, javascript: false }, async ({ page }) => {
  assert.match(await page.$eval("body", (body) => body.textContent ?? ""), /anti-diagonal wait for the same step/);
});
