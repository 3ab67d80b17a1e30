import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { numbersOf } from "../../src/elements/adder/notation.js";
import { CANONICAL } from "../../src/models/adder-presets.js";
import { editOf } from "../unit/adder-edits.js";
import { recurrent } from "../unit/recurrent-oracles.js";
import { englishIn, inGerman } from "./german.js";
import { pageTest, until } from "./harness.js";

const PATH = "adder.html";

/** The net on screen was tried on all pairs, and its ripple is there. */
const ran = (page: Page): Promise<void> =>
  until(
    page,
    "all pairs were tried",
    () => {
      const element = document.querySelector("sf-adder");
      return element !== null && !element.busy && element.ripple !== null;
    },
    60,
  );

/** What stands on screen, as a reader would find it. */
const read = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("sf-adder")!.renderRoot;
    const said = (element: Element | null): string => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const text = (selector: string): string => said(root.querySelector(selector));
    const texts = (selector: string): string[] => [...root.querySelectorAll(selector)].map(said);
    return {
      right: text(".pairs-line .count"),
      pairs: text(".pairs-line .of b"),
      badge: text(".pairs-line .done"),
      example: text(".counterexample"),
      readout: text("#pair-readout"),
      margins: texts(".margin"),
      wrongTimes: texts(".bars .verdict"),
      safe: text(".safe"),
      anyLength: text(".margins p:nth-of-type(2)"),
      sums: texts(".sums li"),
      states: [1, 2, 3].map((u) => texts(`.sum tr.state:nth-child(${u + 3}) td:not(.total) .bit`).toReversed()),
      written: texts(".sum tr.output td:not(.total) .bit").toReversed(),
      crosses: texts(".sum tr.output .wrong-mark").length,
      should: texts(".sum tr.should td:not(.total)").filter(Boolean).toReversed(),
      totals: texts(".sum .total").filter(Boolean),
      outcome: text(".outcome"),
      longest: text(".longest"),
      fixed: text(".fixed"),
      executed: [text(".steps-executed"), text(".dispatches")],
      footer: text("footer"),
      presets: texts(".preset option"),
      meanings: texts(".sum tr.state th .soft"),
      problem: text("#spec-problem"),
      notices: texts(".notice"),
      values: [...root.querySelectorAll<HTMLInputElement>(".weight input")]
        .toSorted((p, q) => Number(p.dataset["index"]) - Number(q.dataset["index"]))
        .map((input) => input.value),
      changed: texts(".weight.changed").length,
    };
  });

/** Puts the focus on what a selector finds in the element. */
const focus = (page: Page, selector: string): Promise<void> =>
  page.evaluate((wanted) => {
    const element = document.querySelector("sf-adder")!.renderRoot.querySelector<HTMLElement>(wanted)!;
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  }, selector);

/** Types a number into an input, letter by letter, as a reader does. */
const type = async (page: Page, selector: string, text: string): Promise<void> => {
  await focus(page, selector);
  await page.keyboard.type(text);
};

const press = async (page: Page, selector: string): Promise<void> => {
  await focus(page, selector);
  await page.keyboard.press("Enter");
};

/** Tabs until what has the focus in the element's shadow tree fits. */
const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let i = 0; i < 80; i++) {
    const found = await page.evaluate(
      (wanted) => document.querySelector("sf-adder")!.shadowRoot!.activeElement?.matches(wanted) ?? false,
      selector,
    );
    if (found) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${selector}`);
};

const goTo = (page: Page, step: number): Promise<void> =>
  page.evaluate(async (target) => {
    const element = document.querySelector("sf-adder")!;
    element.pause();
    element.step = target;
    await element.updateComplete;
  }, step);

/** Answers the questions one after the other; the last one stays on screen. */
const answerAll = async (page: Page, answers: readonly string[]): Promise<void> => {
  for (const [i, answer] of answers.entries()) {
    if (i > 0) await press(page, ".predict-actions button");
    await type(page, ".predict input", answer);
    await page.keyboard.press("Enter");
  }
  await page.evaluate(() => document.querySelector("sf-adder")!.updateComplete);
};

const grouped = (value: number): string => value.toLocaleString("en-US");

for (const width of ["wide", "phone"] as const)
  for (const scheme of ["light", "dark"] as const)
    pageTest(
      `axe finds nothing and nothing scrolls sideways, ${width}, ${scheme}`,
      { path: `${PATH}?preset=unit-3-strict&a=7&b=7&bits=4&at=3`, width, scheme },
      async ({ page, screenshot, checkAccessibility }) => {
        await ran(page);
        await page.evaluate(async () => {
          const element = document.querySelector("sf-adder")!;
          for (const details of element.renderRoot.querySelectorAll("details")) details.open = true;
          await element.updateComplete;
        });
        await until(
          page,
          "the table of failing pairs is there",
          () => document.querySelector("sf-adder")!.renderRoot.querySelector(".failing") !== null,
        );
        await checkAccessibility();
        await screenshot(`adder-${width}-${scheme}`);
        const [scroll, client] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        assert.ok(scroll! <= client!, `the page is ${scroll} pixels wide`);
      },
    );

pageTest(
  "A1, A2: the canonical net, its counts, margins and the homework’s sum",
  { path: `${PATH}?at=9` },
  async ({ page, screenshot }) => {
    await ran(page);
    const screen = await read(page);
    assert.deepEqual([screen.right, screen.pairs, screen.badge], ["65,536", "65,536", "✓ it adds"]);
    assert.equal(screen.example, "");
    assert.deepEqual(screen.executed, ["1", "1"]);
    assert.deepEqual(screen.margins, ["+0.5", "+0.5", "+0.5", "+0.5"]);
    assert.equal(screen.safe, "ε = 1/12 = 0.0833");
    assert.match(screen.anyLength, /4 states, 000, 100, 110, 111/);
    const { h, y } = recurrent.A1.expected;
    // two columns more than in the exercise, in which nothing is added
    assert.deepEqual(screen.written, [...y, 0, 0].map(String));
    assert.deepEqual(screen.should, [...y, 0, 0].map(String));
    assert.deepEqual(
      screen.states,
      [0, 1, 2].map((u) => [...h, [0, 0, 0], [0, 0, 0]].map((states) => String(states[u]))),
    );
    assert.deepEqual(screen.totals, ["a = 45", "b = 58", "= 103", "= 103"]);
    assert.match(screen.outcome, /✓ 45 \+ 58 = 103, right/);
    assert.equal(screen.longest, "≥ 4,096");
    await screenshot("adder-canonical-wide-light");
    for (const step of [5, 1, 4]) {
      await goTo(page, step);
      const { z } = await page.evaluate((t) => document.querySelector("sf-adder")!.columns[t - 1]!, step);
      assert.deepEqual(z, recurrent.A1.expected.pre_h[step - 1]);
      const now = await read(page);
      assert.equal(now.written.length, step);
      z.forEach((sum, u) => assert.ok(now.sums[u]!.includes(`= ${String(sum).replace("-", "−")} `), now.sums[u]));
    }
  },
);

const TYPED = [
  "Whh[0,1]=0",
  "bh[0]+=1",
  "bh[2]-=1",
  "Why[1]=0",
  "Wxh[0,0]=0",
  "Whh[1,1]=0",
  "by=-1.5",
  "Why=[1,-2,2]",
  "Whh reads h1",
];
pageTest(
  "A3: edits typed into the drawn net are tried on all pairs at once",
  { path: `${PATH}?at=3` },
  async ({ page }) => {
    await ran(page);
    const own = numbersOf(CANONICAL);
    for (const name of TYPED) {
      const edits = numbersOf(editOf(name)).flatMap((value, index) => (value === own[index] ? [] : [{ index, value }]));
      for (const { index, value } of edits) await type(page, `[data-index="${index}"]`, String(value));
      await ran(page);
      const screen = await read(page);
      assert.equal(screen.right, grouped(recurrent.A3.expected[name]![1]), name);
      assert.equal(screen.changed, edits.length, name);
      assert.deepEqual(screen.values, numbersOf(editOf(name)).map(String), name);
      await press(page, ".reset");
      await ran(page);
      assert.deepEqual((await read(page)).values, own.map(String));
    }
    assert.equal((await read(page)).right, "65,536");
  },
);

pageTest(
  "a number can be typed letter by letter while the sum plays",
  { path: `${PATH}?speed=0.5` },
  async ({ page }) => {
    await ran(page);
    await focus(page, '[data-index="7"]');
    assert.ok(await page.evaluate(() => document.querySelector("sf-adder")!.playing));
    await page.keyboard.type("-0.5", { delay: 120 });
    await page.keyboard.press("Tab");
    await ran(page);
    const { values } = await read(page);
    assert.equal(values[7], "-0.5");
    await focus(page, '[data-index="7"]');
    await page.keyboard.type("-");
    await page.keyboard.press("Tab");
    assert.equal((await read(page)).values[7], "-0.5", "what is no number gives way");
    assert.match(await page.evaluate(() => document.querySelector("sf-adder")!.weights), /^1 1 1 1 1 1 0 -0\.5 0 /);
  },
);

pageTest(
  "A5: the counterexample leads into the animation, with the column, the unit and its margin",
  { path: `${PATH}?bits=4&a=1&b=2&at=0` },
  async ({ page, screenshot }) => {
    await ran(page);
    // the row and the bias of unit 3, lowered by 0.08334
    for (const [index, value] of [
      [4, "0.91666"],
      [5, "0.91666"],
      [12, "-0.08334"],
      [13, "0.91666"],
      [14, "-0.08334"],
      [17, "-2.58334"],
    ] as const)
      await type(page, `[data-index="${index}"]`, value);
    await ran(page);
    let screen = await read(page);
    assert.equal(screen.right, String(recurrent.A5.expected.correct[1]));
    assert.match(screen.example, /^7 \+ 7 came out as 10: show it$/);
    assert.deepEqual(screen.wrongTimes.length, 1);
    await press(page, ".counterexample");
    await page.evaluate(() => document.querySelector("sf-adder")!.updateComplete);
    screen = await read(page);
    assert.deepEqual(screen.written, ["0", "1", "0"]);
    assert.deepEqual(screen.should, ["0", "1", "1"]);
    assert.equal(screen.crosses, 1);
    assert.match(screen.sums[2]!, /✗ should be 1$/);
    assert.match(
      screen.readout,
      /column 3 is the first wrong one\. There unit 3 has z = −4·10⁻⁵ and should be on: margin −4·10⁻⁵/,
    );
    await screenshot("adder-counterexample-wide-light");
    await until(page, "the link holds the net", () => /weights=/.test(location.search), 5);
    await page.reload({ waitUntil: "load" });
    await ran(page);
    assert.deepEqual([(await read(page)).right, (await read(page)).changed], ["247", 6]);
  },
);

pageTest("A6: 255 + 1 carries through all columns", { path: `${PATH}?a=255&b=1&at=9` }, async ({ page }) => {
  await ran(page);
  const screen = await read(page);
  assert.deepEqual(screen.written, recurrent.A6.expected.y.map(String));
  assert.deepEqual(
    screen.states,
    [0, 1, 2].map((u) => recurrent.A6.expected.h.map((states) => String(states[u]))),
  );
});

pageTest(
  "by keyboard only: a number, the map, the clock, the convention, the carry-in and its states",
  { path: `${PATH}?bits=4&at=2` },
  async ({ page }) => {
    await ran(page);
    await tabTo(page, ".map-frame");
    for (const key of ["Home", "ArrowRight", "ArrowRight", "PageUp", "ArrowDown"] as const)
      await page.keyboard.press(key);
    assert.match((await read(page)).readout, /✓ 2 \+ 1 = 3, right/);
    await tabTo(page, '[data-index="17"]');
    for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowDown");
    await ran(page);
    let screen = await read(page);
    assert.deepEqual([screen.values[17], screen.right], ["-3.5", "200"]);
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowUp");
    await ran(page);
    screen = await read(page);
    assert.deepEqual([screen.values[17], screen.right], ["-1.5", "81"]);
    await tabTo(page, ".reset");
    await page.keyboard.press("Enter");
    await tabTo(page, "#clock");
    await page.keyboard.press("End");
    assert.equal((await read(page)).written.length, 5);
    await page.keyboard.press("ArrowLeft");
    assert.equal((await read(page)).written.length, 4);
    await tabTo(page, 'input[name="carry-in"]');
    await page.keyboard.press("ArrowRight");
    await ran(page);
    assert.equal((await read(page)).right, "256");
    await tabTo(page, 'input[name="start-1"]');
    await page.keyboard.press("Space");
    await ran(page);
    assert.equal((await read(page)).right, "0", "000 stands for no carry");
    await until(
      page,
      "the link has the carry-in",
      () => /carry-in=1/.test(location.search) && /start=000/.test(location.search),
      5,
    );
  },
);

pageTest("integers add under one convention only", { path: `${PATH}?preset=integers-from-zero` }, async ({ page }) => {
  await ran(page);
  assert.equal((await read(page)).right, "65,536");
  await page.evaluate(() => (document.querySelector("sf-adder")!.zero = "above"));
  await ran(page);
  assert.equal((await read(page)).right, grouped(recurrent.A3.expected["ints b=-1,-2,-3,by=-1 with >"]![1]));
});

pageTest(
  "the pointer on the map: what comes of a pair, and a click takes it",
  { path: `${PATH}?preset=no-recurrence&bits=4&at=5` },
  async ({ page }) => {
    await ran(page);
    const at = (a: number, b: number) =>
      page.evaluate(
        (x, y) => {
          const canvas = document.querySelector("sf-adder")!.renderRoot.querySelector(".map canvas")!;
          canvas.scrollIntoView({ block: "center" });
          const box = canvas.getBoundingClientRect();
          return [box.left + ((x + 0.5) * box.width) / 16, box.top + ((y + 0.5) * box.height) / 16] as const;
        },
        a,
        b,
      );
    await page.mouse.move(...(await at(5, 7)));
    await until(page, "the pair is told", () =>
      /5 \+ 7 comes out as 2, not 12: column 2 is the first wrong one\. There unit 2 has/.test(
        document
          .querySelector("sf-adder")!
          .renderRoot.querySelector("#pair-readout")!
          .textContent!.replace(/\s+/g, " "),
      ),
    );
    assert.deepEqual((await read(page)).totals.slice(0, 2), ["a = 13", "b = 10"]);
    await page.mouse.click(...(await at(5, 7)));
    assert.deepEqual((await read(page)).totals, ["a = 5", "b = 7", "= 2", "= 12"]);
    // red where wrong: the pixel of (5, 7) and, pale, that of (5, 2)
    const reds = await page.evaluate(() => {
      const canvas = document.querySelector("sf-adder")!.renderRoot.querySelector<HTMLCanvasElement>(".map canvas")!;
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true })!;
      copy.drawImage(canvas, 0, 0);
      const side = canvas.width / 16;
      return (
        [
          [3, 3],
          [5, 2],
        ] as const
      ).map(([a, b]) =>
        copy
          .getImageData((a + 0.12) * side, (b + 0.12) * side, 1, 1)
          .data.slice(0, 3)
          .join(),
      );
    });
    assert.deepEqual(reds, ["179,38,30", "226,243,230"]);
  },
);

pageTest(
  "logistic units: the pairs, the longest ripple and the fixed points at a gain",
  { path: `${PATH}?units=logistic&gain=3.5&bits=8&at=9` },
  async ({ page, screenshot }) => {
    await ran(page);
    let screen = await read(page);
    assert.deepEqual([screen.right, screen.longest, screen.fixed], ["65,536", "14", "h = 0.5"]);
    await until(
      page,
      "the chart is complete",
      () =>
        document.querySelector("sf-adder")!.renderRoot.querySelectorAll(".ripple-table td").length === 31 &&
        !/…/.test(document.querySelector("sf-adder")!.renderRoot.querySelector(".ripple-table")!.textContent!),
    );
    await screenshot("adder-logistic-wide-light");
    await page.evaluate(() => (document.querySelector("sf-adder")!.gain = 3));
    await ran(page);
    screen = await read(page);
    assert.notEqual(screen.right, "65,536");
    await focus(page, "#gain");
    await page.keyboard.press("ArrowRight");
    await ran(page);
    assert.equal(await page.evaluate(() => document.querySelector("sf-adder")!.gain), 3.01);
  },
);

pageTest(
  "predict: nothing is told before the answers, and the events carry them",
  { path: `${PATH}?mode=predict` },
  async ({ page, screenshot, checkAccessibility }) => {
    await ran(page);
    await page.evaluate(() => {
      Object.assign(globalThis, { given: [] });
      document.addEventListener("answer", (event) =>
        (globalThis as unknown as { given: unknown[] }).given.push((event as CustomEvent<unknown>).detail),
      );
    });
    let screen = await read(page);
    assert.deepEqual(
      [screen.right, screen.example, screen.readout, screen.margins, screen.longest],
      ["–", "", "", [], ""],
    );
    await checkAccessibility();
    await screenshot("adder-predict-wide-light");
    await answerAll(page, ["16", "2", "7"]);
    screen = await read(page);
    assert.deepEqual([screen.right, screen.longest, screen.margins.length], ["65,536", "≥ 4,096", 4]);
    const given = await page.evaluate(() => (globalThis as unknown as { given: unknown[] }).given);
    assert.deepEqual(
      given,
      [
        { question: "no-recurrence", given: 16, right: false, score: { right: 0, asked: 1 } },
        { question: "first-wrong-column", given: 2, right: true, score: { right: 1, asked: 2 } },
        { question: "longest-ripple", given: 7, right: true, score: { right: 2, asked: 3 } },
      ].map((answer) => ({ element: "sf-adder", ...answer })),
    );
  },
);

pageTest(
  "answers hidden: a blank net and no solutions; a net that is found gets its code and stays",
  { path: `${PATH}?answers=hidden&bits=4&at=0` },
  async ({ page, screenshot }) => {
    await ran(page);
    let screen = await read(page);
    assert.deepEqual(screen.presets, ["blank: find the weights"]);
    assert.ok(screen.values.every((value) => value === "0"));
    assert.equal(screen.right, "1");
    assert.doesNotMatch(
      await page.evaluate(() => document.querySelector("sf-adder")!.renderRoot.textContent ?? ""),
      /sum ≥ 1|thermometer|canonical/,
    );
    await screenshot("adder-hidden-wide-light");
    for (const [index, value] of numbersOf(CANONICAL).entries())
      if (value !== 0) await type(page, `[data-index="${index}"]`, String(value));
    await ran(page);
    screen = await read(page);
    assert.deepEqual([screen.right, screen.badge], ["256", "✓ it adds"]);
    assert.deepEqual(screen.meanings.slice(0, 3), ["sum ≥ 1", "sum ≥ 2: carry", "sum ≥ 3"]);
    assert.deepEqual(screen.margins, ["+0.5", "+0.5", "+0.5", "+0.5"]);
    await answerAll(page, ["81", "2", "7"]);
    screen = await read(page);
    assert.equal(screen.presets.length, 19, "the solutions are offered");
    assert.deepEqual([screen.right, screen.values], ["256", numbersOf(CANONICAL).map(String)]);
    assert.equal(await page.evaluate(() => document.querySelector("sf-adder")!.preset), "blank");
  },
);

pageTest(
  "the net as text: pasted back, and refused with what is wrong",
  { path: `${PATH}?bits=4&at=0` },
  async ({ page, screenshot }) => {
    await ran(page);
    const paste = async (text: string): Promise<void> => {
      await page.evaluate((spec) => {
        const details = document.querySelector("sf-adder")!.renderRoot.querySelector<HTMLDetailsElement>(".spec")!;
        details.open = true;
        details.querySelector("textarea")!.value = spec;
      }, text);
      await press(page, ".use");
    };
    await paste('{"kind": "threshold-rnn", "W_xh": [[1, 1]]}');
    await until(page, "it is refused", () =>
      /W_hh is .*; use a list of 1/.test(
        document.querySelector("sf-adder")!.renderRoot.querySelector("#spec-problem")!.textContent!,
      ),
    );
    await screenshot("adder-refused-wide-light");
    await paste(JSON.stringify(editOf("bh[2]-=1")));
    await ran(page);
    const screen = await read(page);
    assert.deepEqual([screen.right, screen.problem], [String(recurrent.A3.expected["bh[2]-=1"]![0]), ""]);
    assert.deepEqual(screen.values, numbersOf(editOf("bh[2]-=1")).map(String));
  },
);

pageTest(
  "a link that makes no sense is told, and the page works",
  { path: `${PATH}?weights=<b>1&bits=99&preset=x&start=9` },
  async ({ page }) => {
    await ran(page);
    const { notices, right } = await read(page);
    assert.equal(notices.length, 4);
    assert.match(notices.join("\n"), /weights is "<b>1" in the address; use 22 numbers/);
    assert.equal(right, "65,536");
  },
);

for (const [name, path, prepare, badge] of [
  ["on the processor", `${PATH}?device=cpu&preset=reads-unit-1`, undefined, /^Your processor, in a worker/],
  [
    "without WebGPU",
    `${PATH}?preset=reads-unit-1`,
    (page: Page) =>
      page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined })),
    /^Your processor, in a worker/,
  ],
] as const)
  pageTest(`${name} the same pairs are right`, { path, ...(prepare && { prepare }) }, async ({ page }) => {
    await ran(page);
    const screen = await read(page);
    assert.equal(screen.right, grouped(recurrent.A3.expected["Whh reads h1"]![1]));
    assert.deepEqual(screen.executed, ["1", "0"]);
    assert.match(screen.footer, badge);
    if (prepare) assert.match(screen.notices.join(), /on the processor this browser has no WebGPU/);
  });

pageTest(
  "a lost device is opened again and the net is tried anew",
  {
    path: `${PATH}?preset=no-recurrence`,
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        const devices: GPUDevice[] = [];
        const request = GPUAdapter.prototype.requestDevice;
        GPUAdapter.prototype.requestDevice = async function (...options) {
          const device = await request.apply(this, options);
          devices.push(device);
          return device;
        };
        Object.assign(globalThis, { devices });
      }),
  },
  async ({ page }) => {
    await ran(page);
    await page.evaluate(() => (globalThis as unknown as { devices: GPUDevice[] }).devices[0]!.destroy());
    await until(
      page,
      "another device was asked for",
      () => (globalThis as unknown as { devices: GPUDevice[] }).devices.length === 2,
    );
    await until(page, "it was tried again", () => !document.querySelector("sf-adder")!.busy);
    const screen = await read(page);
    assert.equal(screen.right, "6,561");
    assert.match(screen.notices.join(), /The GPU was lost/);
  },
);

pageTest("it plays by itself to the end", { path: `${PATH}?speed=4&bits=3&a=3&b=3` }, async ({ page }) => {
  await until(
    page,
    "the clock is at the end",
    () => {
      const element = document.querySelector("sf-adder")!;
      return !element.playing && element.step === 4;
    },
    60,
  );
  assert.match((await read(page)).outcome, /3 \+ 3 = 6, right/);
});

pageTest("reduced motion: the sum is there at once", { path: PATH, reducedMotion: true }, async ({ page }) => {
  await ran(page);
  assert.deepEqual(
    await page.evaluate(() => [document.querySelector("sf-adder")!.playing, document.querySelector("sf-adder")!.step]),
    [false, 9],
  );
});

pageTest("without JavaScript the page says what it is about", { path: PATH, javascript: false }, async ({ page }) => {
  assert.match(
    await page.$eval("body", (body) => body.textContent ?? ""),
    /three threshold units can add two binary numbers/,
  );
});

pageTest(
  "the limit that is named is that of the net’s own carry",
  { path: `${PATH}?preset=scaled&gain=2` },
  async ({ page }) => {
    await ran(page);
    const said = (): Promise<readonly string[]> =>
      page.evaluate(() =>
        [".limit", ".ends", ".longest"].map(
          (selector) =>
            document
              .querySelector("sf-adder")!
              .renderRoot.querySelector(selector)
              ?.textContent?.replace(/\s+/g, " ")
              .trim() ?? "",
        ),
      );
    const [limit, ends, longest] = await said();
    assert.match(limit!, /^Below κ = 1 no carry/);
    assert.match(ends!, /stay apart/);
    assert.equal(longest, "≥ 4,096");
    await page.evaluate(() => {
      document.querySelector("sf-adder")!.preset = "no-recurrence";
    });
    await ran(page);
    assert.deepEqual((await said()).slice(0, 2), ["", ""]);
  },
);

pageTest(
  "in German nothing is said in English",
  { path: `${PATH}?preset=unit-3-strict&a=7&b=7&bits=4&at=3&units=logistic`, prepare: inGerman },
  async ({ page, screenshot }) => {
    await ran(page);
    await page.evaluate(async () => {
      const element = document.querySelector("sf-adder")!;
      for (const details of element.renderRoot.querySelectorAll("details")) details.open = true;
      await element.updateComplete;
    });
    assert.deepEqual(await englishIn(page, "sf-adder"), []);
    const { readout, presets } = await read(page);
    assert.match(readout, /Spalte 4 ist die erste falsche|7 \+ 7 ergibt/);
    assert.ok(presets.includes("Einheit 3 zu streng"));
    await screenshot("adder-german-wide-light");
  },
);

pageTest(
  "in German the questions are asked in German",
  { path: `${PATH}?mode=predict`, prepare: inGerman },
  async ({ page }) => {
    await ran(page);
    await until(
      page,
      "the question stands",
      () => document.querySelector("sf-adder")!.renderRoot.querySelector(".predict") !== null,
    );
    assert.deepEqual(await englishIn(page, "sf-adder"), []);
  },
);

pageTest("what is locked can't be set, and parts are hidden by name", { path: `${PATH}?at=3` }, async ({ page }) => {
  await ran(page);
  await page.evaluate(async () => {
    const element = document.querySelector("sf-adder")!;
    element.setAttribute("lock", "weights preset a start seed bits");
    element.setAttribute("hide", "margins spec");
    await element.updateComplete;
  });
  await until(page, "the controls are off", () =>
    document.querySelector("sf-adder")!.renderRoot.querySelector(".weight input")!.matches(":disabled"),
  );
  assert.deepEqual(
    await page.evaluate(() => {
      const root = document.querySelector("sf-adder")!.renderRoot;
      return ["#preset", "#a", "#b", "[name=start-1]", "#seed", "[name=bits]", "[name=zero]", "#gain"].map((selector) =>
        root.querySelector(selector)!.matches(":disabled"),
      );
    }),
    [true, true, false, true, true, true, false, false],
  );
  assert.deepEqual(
    await page.evaluate(() =>
      [".margins", ".spec", ".net"].map(
        (selector) =>
          document.querySelector("sf-adder")!.renderRoot.querySelector(selector)!.getClientRects().length > 0,
      ),
    ),
    [false, false, true],
  );
});

pageTest(
  "on paper the tables are open and the controls gone",
  { path: `${PATH}?preset=unit-3-strict&bits=4&at=3` },
  async ({ page }) => {
    await ran(page);
    await page.emulateMediaType("print");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await until(
      page,
      "the table is there",
      () => document.querySelector("sf-adder")!.renderRoot.querySelector(".failing") !== null,
    );
    assert.deepEqual(
      await page.evaluate(() =>
        [".failing", ".network", "[part~=settings]", "[part~=timeline]", "button"].map((selector) =>
          [...document.querySelector("sf-adder")!.renderRoot.querySelectorAll(selector)].some(
            (node) => node.getClientRects().length > 0,
          ),
        ),
      ),
      [true, true, false, false, false],
    );
  },
);
