import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";

const PATH = "parameter-count.html";

/** What stands on screen, read out of the shadow tree: as a reader would, not from the element's state. */
const read = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("sf-parameter-count")!.renderRoot;
    const words = (element: Element | null | undefined): string =>
      element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const all = (selector: string): readonly string[] => [...root.querySelectorAll(selector)].map(words);
    return {
      total: words(root.querySelector(".total")),
      where: words(root.querySelector(".where")),
      facts: all(".facts dd"),
      blocks: all(".net .block"),
      rows: [...root.querySelectorAll("tbody tr")].map((row) => [...row.children].map(words)),
      sum: [...(root.querySelector("tfoot tr")?.children ?? [])].map(words),
      lit: all("tbody tr.lit th"),
      pressed: all('.net [aria-pressed="true"] b'),
      problem: words(root.querySelector("#layers-problem")),
      mark: words(root.querySelector(".mirror mark")),
      invalid: root.querySelector("#layers")!.getAttribute("aria-invalid"),
      text: root.querySelector<HTMLTextAreaElement>("#layers")!.value,
      offers: all('[role="option"]'),
      differences: words(root.querySelector(".differences")),
      bars: all(".bars text"),
      prompt: words(root.querySelector("#predict-prompt")),
      verdict: words(root.querySelector(".predict-verdict")),
      slip: words(root.querySelector(".slip")),
      exported: root.querySelector(".exported")?.textContent ?? "",
      notes: root.querySelectorAll('slot[name="notes"]').length,
      notices: all(".notice"),
    };
  });

const counted = (page: Page): Promise<void> =>
  until(page, "a net is counted", () => {
    const element = document.querySelector("sf-parameter-count");
    return element !== null && element.count !== null;
  });

const settle = (page: Page): Promise<unknown> =>
  page.evaluate(() => document.querySelector("sf-parameter-count")!.updateComplete);

/** What was typed has been read and counted. */
const rested = async (page: Page): Promise<void> => {
  await until(page, "the list is read", () => !document.querySelector("sf-parameter-count")!.busy);
  await settle(page);
};

/** A wrong answer's cause is told. */
const slipTold = (page: Page): Promise<void> =>
  until(
    page,
    "the slip is told",
    () => document.querySelector("sf-parameter-count")!.renderRoot.querySelector(".slip") !== null,
  );

const focus = (page: Page, selector: string): Promise<void> =>
  page.evaluate((wanted) => {
    document.querySelector("sf-parameter-count")!.renderRoot.querySelector<HTMLElement>(wanted)!.focus();
  }, selector);

const click = async (page: Page, selector: string): Promise<void> => {
  const handle = await page.evaluateHandle(
    (wanted) => document.querySelector("sf-parameter-count")!.renderRoot.querySelector<HTMLElement>(wanted)!,
    selector,
  );
  await handle.click();
  await settle(page);
};

/** Puts another list into the field, with the keyboard. */
const retype = async (page: Page, text: string): Promise<void> => {
  await focus(page, "#layers");
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type(text);
  await rested(page);
};

pageTest(
  "the homework's net is the oracles’ (C1, C2), and no GPU is asked for",
  {
    path: PATH,
    prepare: (page) =>
      page.evaluateOnNewDocument(() =>
        Object.defineProperty(Navigator.prototype, "gpu", {
          get: () => {
            throw new Error("asked for the GPU");
          },
        }),
      ),
  },
  async ({ page, screenshot, checkAccessibility }) => {
    await counted(page);
    await checkAccessibility();
    const shown = await read(page);
    assert.equal(shown.total, "206,585,316 parameters");
    assert.match(
      shown.where,
      /^99\.5 % of them sit in FC-1024\. 94\.8 % of the 3,991,703,552 multiply-adds are in the convolutions\.$/,
    );
    assert.deepEqual(shown.facts, ["6,423,652", "3,914,543,872", "0"]);
    assert.deepEqual(
      shown.rows.map(([name, output, formula, parameters, neurons, inputs]) => [
        name,
        output,
        formula,
        parameters,
        neurons,
        inputs,
      ]),
      [
        ["Conv3-64", "64×224×224", "3 · 3 · 3 · 64 + 64 =", "1,792", "3,211,264", "27"],
        ["MaxPool", "64×112×112", "–", "–", "802,816", "4"],
        ["Conv3-128", "128×112×112", "3 · 3 · 64 · 128 + 128 =", "73,856", "1,605,632", "576"],
        ["MaxPool", "128×56×56", "–", "–", "401,408", "4"],
        ["Conv3-256", "256×56×56", "3 · 3 · 128 · 256 + 256 =", "295,168", "802,816", "1,152"],
        ["Conv3-256", "256×56×56", "3 · 3 · 256 · 256 + 256 =", "590,080", "802,816", "2,304"],
        ["MaxPool", "256×28×28", "–", "–", "200,704", "4"],
        ["FC-1024", "1,024", "(28 · 28 · 256) · 1,024 + 1,024 =", "205,521,920", "1,024", "200,704"],
        ["FC-100", "100", "1,024 · 100 + 100 =", "102,500", "100", "1,024"],
      ],
    );
    assert.deepEqual(shown.sum.slice(3), ["206,585,316", "6,423,652", "", "3,914,543,872", "3,991,703,552"]);
    assert.ok(shown.bars.includes("FC-1024: 99.5 %"));
    assert.equal(shown.blocks.length, 10);
    assert.equal(await overflow(page), 0);
    await screenshot("parameter-count-wide-light");
  },
);

pageTest("presets have their published totals (C3)", { path: PATH }, async ({ page }) => {
  await counted(page);
  for (const [preset, total] of [
    ["vgg-16", "138,357,544"],
    ["vgg-19-bn", "143,678,248"],
    ["alexnet", "61,100,840"],
    ["resnet-50", "25,557,032"],
    ["resnet-152", "60,192,808"],
    ["lenet-5", "61,706"],
    ["densenet-121", "7,978,856"],
  ] as const) {
    await page.evaluate((name) => {
      const select = document
        .querySelector("sf-parameter-count")!
        .renderRoot.querySelector<HTMLSelectElement>("#preset")!;
      select.value = name;
      select.dispatchEvent(new Event("change"));
    }, preset);
    await settle(page);
    const { total: shown, sum } = await read(page);
    assert.deepEqual([shown, sum[3]], [`${total} parameters`, total], preset);
  }
});

pageTest(
  "a list typed: errors where they are, offers by the keyboard, and a link that gives it back",
  { path: PATH },
  async ({ page, checkAccessibility, screenshot }) => {
    await counted(page);
    await retype(page, "Conv3-8");
    await page.keyboard.type(", Cnv3-8");
    await rested(page);
    const wrong = await read(page);
    assert.equal(wrong.problem, 'line 1, column 10: there is no layer "Cnv3-8"; did you mean Conv3-8?');
    assert.deepEqual([wrong.mark, wrong.invalid], ["Cnv3-8", "true"]);
    // The last list that could be counted stays.
    assert.equal(wrong.total, "224 parameters");
    await screenshot("parameter-count-wrong");
    await checkAccessibility();
    await retype(page, "Conv3-8, Max");
    assert.deepEqual((await read(page)).offers, ["MaxPool"]);
    await page.keyboard.down("Alt");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.up("Alt");
    await checkAccessibility();
    await page.keyboard.press("Enter");
    await page.keyboard.type(", FC-10 nobias");
    await rested(page);
    const right = await read(page);
    assert.equal(right.text, "Conv3-8, MaxPool, FC-10 nobias");
    assert.equal(right.total, `${(224 + 112 * 112 * 8 * 10).toLocaleString("en-US")} parameters`);
    assert.match(right.problem, /Every layer is understood/);
    assert.equal(new URL(page.url()).searchParams.get("layers"), "Conv3-8, MaxPool, FC-10 nobias");
    await retype(page, "Conv9-8 p0 s200, MaxPool, MaxPool");
    assert.match(
      (await read(page)).problem,
      /^line 1, column 27: MaxPool: its 2×2 window does not fit an image of 1×1/,
    );
    await page.reload({ waitUntil: "load" });
    await settle(page);
    assert.equal((await read(page)).text, "Conv9-8 p0 s200, MaxPool, MaxPool");
  },
);

pageTest(
  "image, padding, batch norm and biases: what changes and what does not",
  { path: PATH },
  async ({ page, screenshot }) => {
    await counted(page);
    await click(page, ".sizes button:nth-child(2)");
    const smaller = await read(page);
    assert.equal(smaller.total, "52,444,644 parameters");
    assert.match(smaller.differences, /−154,140,672 parameters: before 206,585,316, now 52,444,644/);
    assert.match(smaller.differences, /FC-1024 \(28·28·256\)·1,024 \+ 1,024 = 205,521,920 → \(14·14·256\)·1,024/);
    assert.match(smaller.differences, /As many as before: Conv3-64, Conv3-128, Conv3-256, FC-100\./);
    await screenshot("parameter-count-differences");
    await click(page, ".sizes button:nth-child(3)");
    // The same control again: still against what was before it was touched.
    assert.match((await read(page)).differences, /±0 parameters/);
    await click(page, 'input[name="norm"][value="after-conv"]');
    const norm = await read(page);
    assert.equal(norm.total, "206,586,724 parameters");
    assert.match(norm.differences, /\+1,408 parameters.*Batch norm, γ and β 0 → 1,408/);
    assert.equal(norm.facts[2], "1,408");
    await click(page, 'input[name="bias"][value="not-before-norm"]');
    assert.equal((await read(page)).total, "206,586,020 parameters");
    await focus(page, 'input[name="padding"][value="written"]');
    await page.keyboard.press("ArrowRight");
    await settle(page);
    assert.equal((await read(page)).total, `${(164_904_420 + 1408 - 704).toLocaleString("en-US")} parameters`);
  },
);

pageTest(
  "a part is pointed at in blocks, bars and table alike, by pointer and by keyboard",
  { path: PATH },
  async ({ page }) => {
    await counted(page);
    await click(page, '.net button[data-entry="8"]');
    assert.deepEqual((await read(page)).lit, ["FC-1024"]);
    await click(page, '.net button[data-entry="8"]');
    const bar = await page.evaluateHandle(() =>
      [...document.querySelector("sf-parameter-count")!.renderRoot.querySelectorAll('.bars rect[data-entry="3"]')].at(
        -1,
      )!,
    );
    await bar.hover();
    await settle(page);
    assert.deepEqual((await read(page)).lit, ["Conv3-128"]);
    const factors = (): Promise<string> =>
      page.evaluate(
        () => document.querySelector("sf-parameter-count")!.renderRoot.querySelector(".factors")!.textContent ?? "",
      );
    await focus(page, 'tbody .name[data-entry="9"]');
    await settle(page);
    assert.match(await factors(), /FC-100:\s+1,024 \D+ · 100 \D+ \+ 100 bias/);
    // A touch goes to the row, without a focus.
    await page.evaluate(() =>
      document
        .querySelector("sf-parameter-count")!
        .renderRoot.querySelector<HTMLElement>('tr[data-layer="1"] td')!
        .click(),
    );
    await settle(page);
    assert.match(await factors(), /Conv3-64:\s+3 \D+ · 3 \D+ · 3 \D+ · 64 \D+ \+ 64 bias/);
    await focus(page, 'tbody .name[data-entry="8"]');
    await focus(page, 'tbody .name[data-entry="9"]');
    await page.keyboard.press("Enter");
    await settle(page);
    const chosen = await read(page);
    assert.deepEqual(chosen.pressed, ["FC-100"]);
    assert.equal(new URL(page.url()).searchParams.get("selected"), "9");
  },
);

pageTest("table and code to take away", { path: `${PATH}?preset=lenet-5` }, async ({ page }) => {
  await counted(page);
  await click(page, '[data-export="code"]');
  await until(page, "the code is there", () =>
    (document.querySelector("sf-parameter-count")!.renderRoot.querySelector(".exported")?.textContent ?? "").includes(
      "nn.",
    ),
  );
  assert.match((await read(page)).exported, /nn\.Conv2d\(1, 6, 5, padding=2\)[^]*assert parameters == 61_706/);
  await click(page, '[data-export="csv"]');
  await until(page, "the table is there", () =>
    (document.querySelector("sf-parameter-count")!.renderRoot.querySelector(".exported")?.textContent ?? "").startsWith(
      "layer,",
    ),
  );
  assert.match((await read(page)).exported, /\ntotal,,,61706,/);
});

const answer = async (page: Page, text: string): Promise<void> => {
  await focus(page, ".predict-number input");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await settle(page);
};
const goOn = async (page: Page): Promise<void> => {
  await focus(page, ".predict-actions button");
  await page.keyboard.press("Enter");
  await settle(page);
};

pageTest(
  "predict: nothing before the answers, and wrong ones are told what they come from",
  { path: `${PATH}?mode=predict` },
  async ({ page, checkAccessibility, screenshot }) => {
    await counted(page);
    await until(
      page,
      "it asks",
      () => document.querySelector("sf-parameter-count")!.renderRoot.querySelector("#predict-prompt") !== null,
    );
    const asked = await read(page);
    assert.deepEqual(
      [asked.total, asked.rows.length, asked.blocks.length, asked.bars.length, asked.notes],
      ["", 0, 0, 0, 0],
    );
    assert.match(asked.prompt, /how many parameters does Conv3-128 have/);
    await answer(page, "73728");
    await slipTold(page);
    assert.match((await read(page)).slip, /biases are missing/);
    await goOn(page);
    assert.equal((await read(page)).slip, "");
    await answer(page, "200704");
    assert.match((await read(page)).verdict, /^✓ Right\./);
    await goOn(page);
    await answer(page, String(206_585_316 - (200_704 - 256) * 1024));
    await slipTold(page);
    const told = await read(page);
    assert.match(told.slip, /forgets the flatten/);
    await screenshot("parameter-count-predict");
    await checkAccessibility();
    assert.equal(told.total, "206,585,316 parameters");
  },
);

pageTest(
  "a practice net for every seed",
  { path: `${PATH}?mode=predict&preset=practice&seed=11` },
  async ({ page }) => {
    await counted(page);
    const first = await read(page);
    await click(page, ".picker button");
    const second = await read(page);
    assert.notEqual(first.text, second.text);
    assert.equal(new URL(page.url()).searchParams.get("seed"), "12");
    const right = await page.evaluate(() =>
      String(document.querySelector("sf-parameter-count")!.count!.total.parameters),
    );
    await answer(page, "1");
    await goOn(page);
    await answer(page, "1");
    await goOn(page);
    await answer(page, right);
    assert.match((await read(page)).verdict, /^✓ Right\./);
  },
);

pageTest(
  "answers hidden: the shapes stand, totals and formulas do not",
  { path: `${PATH}?answers=hidden` },
  async ({ page }) => {
    await counted(page);
    const { total, rows, blocks, bars, differences } = await read(page);
    assert.deepEqual([total, rows.length, bars.length, differences], ["", 0, 0, ""]);
    assert.equal(blocks.length, 10);
  },
);

pageTest(
  "predict: what stands there without JavaScript tells nothing while no list can be counted",
  { path: `${PATH}?layers=FC-10,Conv3-64&mode=predict` },
  async ({ page }) => {
    await until(page, "the list is refused", () => document.querySelector("sf-parameter-count")?.problem !== "");
    await settle(page);
    const isShown = (): Promise<boolean> =>
      page.evaluate(
        () => document.querySelector("sf-parameter-count")!.renderRoot.querySelector("slot:not([name])") !== null,
      );
    assert.equal(await isShown(), false);
    await page.goto(page.url().replace("mode=predict", "mode=explore"), { waitUntil: "load" });
    await until(page, "the list is refused", () => document.querySelector("sf-parameter-count")?.problem !== "");
    await settle(page);
    assert.equal(await isShown(), true);
  },
);

pageTest(
  "numbers beyond 2^53 are no question: they are shown, and fit the smallest phone",
  { path: `${PATH}?layers=FC-1000000000&input=3x1000000000x1000000000&mode=predict`, width: "phone" },
  async ({ page, screenshot }) => {
    await counted(page);
    await settle(page);
    const { total, rows } = await read(page);
    assert.deepEqual([total, rows.length], ["3,000,000,000,000,000,001,000,000,000 parameters", 1]);
    for (const width of [320, 360, 390, 640]) {
      await page.setViewport({ width, height: 800 });
      await settle(page);
      assert.equal(await overflow(page), 0, `${width} px`);
    }
    await page.setViewport({ width: 360, height: 800 });
    await screenshot("parameter-count-many-digits");
  },
);

pageTest("a list longer than the page counts is refused with a reason", { path: PATH }, async ({ page }) => {
  await counted(page);
  await retype(page, "(Conv3-8) x1001");
  assert.match((await read(page)).problem, /the net has more than 1,000 layers/);
});

pageTest(
  "hostile states give notices, not a blank page",
  {
    path: `${PATH}?layers=${encodeURIComponent("(".repeat(500))}&input=9x9&preset=__proto__&padding=%00&selected=-4&seed=1e99`,
  },
  async ({ page, checkAccessibility }) => {
    await counted(page);
    const shown = await read(page);
    assert.equal(shown.total, "206,585,316 parameters");
    assert.ok(shown.notices.length >= 5, shown.notices.join("\n"));
    await checkAccessibility();
    for (const text of [
      "Conv999999999-999999999 p999999999",
      "Concat( | ReLU) x4000, FC-1000000000",
      "<img src=x onerror=alert(1)>",
      "💥".repeat(50),
    ]) {
      await page.evaluate((layers) => {
        const area = document
          .querySelector("sf-parameter-count")!
          .renderRoot.querySelector<HTMLTextAreaElement>("#layers")!;
        area.value = layers;
        area.dispatchEvent(new Event("input"));
      }, text);
      await settle(page);
      assert.equal((await read(page)).text, text);
    }
  },
);

for (const scheme of ["light", "dark"] as const)
  pageTest(
    `a phone, ${scheme}: nothing scrolls but the table`,
    { path: PATH, width: "phone", scheme },
    async ({ page, screenshot, checkAccessibility }) => {
      await counted(page);
      await checkAccessibility();
      assert.equal(await overflow(page), 0);
      await screenshot(`parameter-count-phone-${scheme}`);
    },
  );

pageTest(
  "a deep net in the dark",
  { path: `${PATH}?preset=resnet-152&rows=all&selected=3`, scheme: "dark" },
  async ({ page, screenshot, checkAccessibility }) => {
    await counted(page);
    await checkAccessibility();
    const { rows, total } = await read(page);
    assert.deepEqual([rows.length, total], [40, "60,192,808 parameters"]);
    // The part that is selected begins on the page that is shown.
    assert.ok((await read(page)).lit.length > 0);
    await click(page, ".pager button:last-child");
    assert.notDeepEqual((await read(page)).rows, rows);
    assert.equal(await overflow(page), 0);
    await screenshot("parameter-count-wide-dark");
  },
);
