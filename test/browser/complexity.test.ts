import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";

const PATH = "complexity.html";

/** What stands on screen, read out of the shadow tree: as a reader would, not from the element's state. */
const read = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("sf-complexity")!.renderRoot;
    const words = (element: Element | null | undefined): string =>
      element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const models = [...root.querySelectorAll("tr[data-model]")];
    const column = (quantity: string): readonly string[] =>
      models.map((row) => words(row.querySelector(`td[data-quantity="${quantity}"] .value`)));
    return {
      models: models.map((row) => row.getAttribute("data-model")),
      connections: column("connections"),
      minimum: column("minimum"),
      layerwise: column("layerwise"),
      ticks: column("ticks"),
      context: column("context"),
      path: column("path"),
      wavefront: column("wavefront"),
      products: column("products"),
      remarks: models.map((row) => words(row.querySelector('td[data-quantity="minimum"] .remark'))),
      apart: models.map((row) => words(row.querySelector('td[data-quantity="layerwise"] .remark'))),
      detail: words(root.querySelector("#detail-title")),
      equations: [...root.querySelectorAll(".equation b")].map((number) => words(number)),
      checks: root.querySelectorAll(".equation .check").length,
      charts: [...root.querySelectorAll(".charts svg")].map((chart) => chart.getAttribute("aria-label") ?? ""),
      answers: words(root.querySelector(".answers")),
      prompt: words(root.querySelector("#predict-prompt")),
      verdict: words(root.querySelector(".predict-verdict")),
      math: root.querySelectorAll("math").length,
      notes: root.querySelectorAll('slot[name="notes"]').length,
      run: words(root.querySelector(".run")),
    };
  });

const counted = (page: Page): Promise<void> =>
  until(
    page,
    "the table is counted",
    () => {
      const element = document.querySelector("sf-complexity");
      return element !== null && element.values !== null && !element.busy;
    },
    60,
  );

const ran = (page: Page): Promise<void> =>
  until(
    page,
    "the seven models have run",
    () => {
      const element = document.querySelector("sf-complexity")!;
      return !element.busy && element.executed.length === 14;
    },
    120,
  );

const focus = (page: Page, selector: string): Promise<void> =>
  page.evaluate((wanted) => {
    document.querySelector("sf-complexity")!.renderRoot.querySelector<HTMLElement>(wanted)!.focus();
  }, selector);

const STEPS = ["7", "7", "15", "61", "61", "34", "220", "28"];
const APART = ["7", "7", "15", "385", "385", "196", "385", "28"];

pageTest(
  "the table is the oracles’, and the engine puts its ticks beside it, from the keyboard alone",
  { path: PATH },
  async ({ page, screenshot, checkAccessibility }) => {
    await counted(page);
    const before = await read(page);
    assert.deepEqual(before.connections.slice(0, 7), [
      "6,526,464",
      "5,220,096",
      "27,130,880",
      "4,114,432",
      "20,572,160",
      "26,908,672",
      "32,915,456",
    ]);
    assert.equal(before.connections[7], (5_619_712 + 68_929_280).toLocaleString("en-US"));
    assert.deepEqual(before.minimum, STEPS);
    assert.deepEqual(before.layerwise, APART);
    assert.deepEqual(before.ticks, STEPS);
    assert.deepEqual(before.context, ["91", "63", "112", "224", "224", "286", "406", "406"]);
    assert.deepEqual(before.path, ["not seen", "not seen", "not seen", "61", "61", "34", "55", "3"]);
    assert.deepEqual(before.wavefront, ["82", "55", "244", "55", "55", "55", "784", "784"]);
    assert.deepEqual(before.products.slice(0, 2), ["574", "385"]);
    assert.deepEqual(new Set(before.remarks), new Set(["not run yet", "not executed"]));
    assert.deepEqual(before.equations, STEPS);
    assert.equal(before.checks, 8);
    assert.match(
      before.answers,
      /PixelCNN \(a\): connections O.*=6,823,936 with the taps on the padding, 6,526,464 without\./,
    );
    await focus(page, ".run button");
    await page.keyboard.press("Enter");
    await ran(page);
    const after = await read(page);
    assert.deepEqual(after.remarks, [...STEPS.slice(0, 7).map((steps) => `executed ✓ ${steps}`), "not executed"]);
    assert.deepEqual(after.apart, [...APART.slice(0, 7).map((steps) => `executed ✓ ${steps}`), "not executed"]);
    assert.match(after.run, /Executed on your GPU, /);
    await focus(page, 'th button[data-quantity="connections"]');
    await page.keyboard.press("Space");
    await counted(page);
    const other = await read(page);
    assert.equal(other.detail, "Connections");
    // Without and with the padding, attention once; each with its tick.
    assert.equal(other.equations.length, 15);
    assert.equal(other.checks, 15);
    assert.equal(other.charts.length, 4);
    assert.match(other.charts[0]!, /^Connections, in connections, against depth d/);
    assert.equal(await overflow(page), 0);
    // With all marks the table still fits a wide page without scrolling.
    const [table, frame] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document
        .querySelector("sf-complexity")!
        .renderRoot.querySelector(".scroll")!;
      return [scrollWidth, clientWidth];
    });
    assert.equal(table, frame);
    await checkAccessibility();
    await screenshot("complexity-wide-light");
  },
);

pageTest(
  "sliders count anew, marks of other settings go, and the address gives the state back",
  { path: `${PATH}?depth=4&height=8&width=8&channels=4&quantity=wavefront` },
  async ({ page }) => {
    await counted(page);
    assert.deepEqual((await read(page)).minimum, ["4", "4", "9", "18", "18", "11", "37", "16"]);
    assert.deepEqual((await read(page)).wavefront, ["22", "15", "43", "15", "15", "15", "64", "64"]);
    await page.evaluate(() => void document.querySelector("sf-complexity")!.execute());
    await ran(page);
    await focus(page, "#depth");
    await page.keyboard.press("ArrowRight");
    await until(
      page,
      "five layers are counted",
      () => document.querySelector("sf-complexity")!.values?.mdrnn.minimum === 19,
    );
    await counted(page);
    const deeper = await read(page);
    assert.deepEqual(deeper.minimum.slice(0, 4), ["5", "5", "11", "19"]);
    assert.ok(deeper.remarks.every((remark) => remark === "not run yet" || remark === "not executed"));
    await focus(page, "#lanes");
    await page.keyboard.press("Home");
    await counted(page);
    // One lane does one product after the other: d (3 H W − H − W) of them.
    assert.equal((await read(page)).ticks[3], String(5 * (3 * 64 - 16)));
    const { searchParams } = new URL(page.url());
    assert.deepEqual(
      ["depth", "height", "lanes", "quantity"].map((key) => searchParams.get(key)),
      ["5", "8", "1", "wavefront"],
    );
  },
);

pageTest("the pointer: headings, legend, presets and links", { path: PATH }, async ({ page }) => {
  await counted(page);
  const click = async (selector: string): Promise<void> => {
    const handle = await page.evaluateHandle(
      (wanted) => document.querySelector("sf-complexity")!.renderRoot.querySelector<HTMLElement>(wanted)!,
      selector,
    );
    await handle.click();
  };
  await click('th button[data-quantity="context"]');
  await counted(page);
  assert.equal((await read(page)).detail, "Context window");
  await click(".legend li:nth-child(4) button");
  const faded = await page.evaluate(
    () => document.querySelector("sf-complexity")!.renderRoot.querySelectorAll('.charts path[opacity="0.22"]').length,
  );
  assert.equal(faded, 4 * 7 * 2);
  await click(".head button:nth-of-type(2)");
  await until(
    page,
    "equal reach is counted",
    () => document.querySelector("sf-complexity")!.values?.pixelcnn.minimum === 27,
  );
  assert.equal((await read(page)).path[0], "27");
  const link = await page.evaluate(
    () =>
      document
        .querySelector("sf-complexity")!
        .renderRoot.querySelector<HTMLAnchorElement>('tr[data-model="row-lstm"] td[data-quantity="minimum"] a')!.href,
  );
  assert.match(link, /\/wavefront\.html\?model=row-lstm&order=pipelined&depth=27/);
});

pageTest(
  "k as the kernel’s side: other letters, the same numbers",
  { path: `${PATH}?symbol=kernel&kernel=5&quantity=connections`, scheme: "dark" },
  async ({ page, screenshot, checkAccessibility }) => {
    await counted(page);
    const { answers, checks } = await read(page);
    assert.match(answers, /Here k is the kernel’s side and c the number of channels/);
    assert.equal(checks, 15);
    await checkAccessibility();
    await screenshot("complexity-wide-dark");
  },
);

const answer = async (page: Page, text: string): Promise<void> => {
  await focus(page, ".predict-number input");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};
const goOn = async (page: Page): Promise<void> => {
  await focus(page, ".predict-actions button");
  await page.keyboard.press("Enter");
};

pageTest(
  "predict: no number before the answers, and the table after the last",
  { path: `${PATH}?mode=predict` },
  async ({ page, screenshot, checkAccessibility }) => {
    await counted(page);
    const asked = await read(page);
    assert.deepEqual([asked.models.length, asked.math, asked.notes, asked.charts.length], [0, 0, 0, 0]);
    assert.match(asked.prompt, /multiple of k²/);
    await screenshot("complexity-predict");
    await checkAccessibility();
    for (const [i, given] of ["5", "3", "7", "60", "55"].entries()) {
      if (i > 0) await goOn(page);
      await answer(page, given);
      const { verdict } = await read(page);
      assert.match(verdict, i === 3 ? /^✗ Not quite\. 61: / : /^✓ Right\./);
    }
    const revealed = await read(page);
    assert.deepEqual(revealed.minimum, STEPS);
    assert.ok(revealed.math > 0);
  },
);

pageTest(
  "answers hidden: numbers stand, formulas and O() do not",
  { path: `${PATH}?answers=hidden` },
  async ({ page }) => {
    await counted(page);
    const { minimum, math, answers, notes } = await read(page);
    assert.deepEqual(minimum, STEPS);
    assert.deepEqual([math, answers, notes], [0, "", 0]);
  },
);

pageTest(
  "a phone: the table scrolls in its own frame, the first column stays",
  { path: PATH, width: "phone" },
  async ({ page, screenshot, checkAccessibility }) => {
    await counted(page);
    assert.equal(await overflow(page), 0);
    const [before, after] = await page.evaluate(async () => {
      const root = document.querySelector("sf-complexity")!.renderRoot;
      const heading = root.querySelector('tr[data-model="mdrnn"] th')!;
      const left = heading.getBoundingClientRect().left;
      root.querySelector(".scroll")!.scrollLeft = 300;
      await new Promise(requestAnimationFrame);
      return [left, heading.getBoundingClientRect().left];
    });
    assert.equal(before, after);
    await checkAccessibility();
    await screenshot("complexity-phone-light");
  },
);

pageTest(
  "360 pixels wide, and without WebGPU the processor executes",
  {
    path: PATH,
    width: "phone",
    prepare: (page) =>
      Promise.all([
        page.setViewport({ width: 360, height: 780 }),
        page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined })),
      ]),
  },
  async ({ page }) => {
    await counted(page);
    assert.equal(await overflow(page), 0);
    await page.evaluate(() => {
      Object.assign(document.querySelector("sf-complexity")!, { depth: 2, height: 6, width: 5, channels: 4 });
    });
    await until(
      page,
      "the small image is counted",
      () => document.querySelector("sf-complexity")!.values?.mdrnn.minimum === 11,
    );
    await counted(page);
    await page.evaluate(() => void document.querySelector("sf-complexity")!.execute());
    await ran(page);
    const { remarks, run } = await read(page);
    assert.equal(remarks[3], "executed ✓ 11");
    assert.match(run, /Executed on your processor/);
  },
);
