import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { recurrent } from "../unit/recurrent-oracles.js";
import { englishIn, inGerman } from "./german.js";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";

const PATH = "lstm.html";
/** What float32 leaves of the oracles on screen. */
const CLOSE = 2e-3;

const ran = (page: Page): Promise<void> =>
  until(
    page,
    "the LSTM has run",
    () => {
      const element = document.querySelector("sf-lstm");
      return element !== null && !element.busy && element.shown?.view === element.view;
    },
    60,
  );

const set = (page: Page, change: Readonly<Record<string, unknown>>): Promise<void> =>
  page.evaluate(async (values) => {
    const element = document.querySelector("sf-lstm")!;
    Object.assign(element, values);
    await element.updateComplete;
  }, change);

const goTo = (page: Page, step: number): Promise<void> =>
  page.evaluate(async (target) => {
    const element = document.querySelector("sf-lstm")!;
    element.pause();
    element.step = target;
    await element.updateComplete;
  }, step);

const texts = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate(
    (wanted) =>
      [...document.querySelector("sf-lstm")!.renderRoot.querySelectorAll(wanted)].map(
        (element) => element.textContent?.replace(/\s+/g, " ").trim() ?? "",
      ),
    selector,
  );
const text = async (page: Page, selector: string): Promise<string> => (await texts(page, selector))[0] ?? "";

/** A number as the page writes it. */
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const numberOf = (shown: string): number => {
  const plain = shown
    .replaceAll("−", "-")
    .replaceAll(",", "")
    .replace(
      /·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/,
      (_, power: string) => `e${[...power].map((sign) => (sign === "⁻" ? "-" : SUPERSCRIPTS.indexOf(sign))).join("")}`,
    );
  return Number(plain);
};
const close = (shown: string, want: number, what: string): void =>
  assert.ok(
    Math.abs(numberOf(shown) - want) <= CLOSE * Math.max(0.3, Math.abs(want)),
    `${what}: ${shown}, not ${want}`,
  );

const click = (page: Page, selector: string): Promise<void> =>
  page.evaluate(async (wanted) => {
    const element = document.querySelector("sf-lstm")!;
    element.renderRoot.querySelector<HTMLElement>(wanted)!.click();
    await element.updateComplete;
  }, selector);

const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let i = 0; i < 60; i++) {
    const found = await page.evaluate(
      (wanted) => document.querySelector("sf-lstm")!.shadowRoot!.activeElement?.matches(wanted) ?? false,
      selector,
    );
    if (found) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${selector}`);
};

for (const scheme of ["light", "dark"] as const)
  for (const view of ["values", "derivation", "forget", "units"] as const)
    for (const width of ["wide", "phone"] as const)
      pageTest(
        `axe finds nothing in ${view}, and it fits: ${width}, ${scheme}`,
        { path: `${PATH}?view=${view}&check=1`, width, scheme, reducedMotion: true },
        async ({ page, screenshot, checkAccessibility }) => {
          await ran(page);
          await page.evaluate(async () => {
            const element = document.querySelector("sf-lstm")!;
            element.renderRoot.querySelector("details")!.open = true;
            await element.updateComplete;
          });
          await until(
            page,
            "the tables are open",
            () => document.querySelector("sf-lstm")!.renderRoot.querySelector("details table") !== null,
          );
          await checkAccessibility();
          assert.equal(await overflow(page), 0, "no scrolling sideways");
          await screenshot(`lstm-${view}-${width}-${scheme}`);
        },
      );

pageTest("B1 and B2 are on screen: every value, every bar, every weight's sum", { path: PATH }, async ({ page }) => {
  await ran(page);
  await goTo(page, 8);
  assert.deepEqual([await text(page, ".count"), await text(page, ".of b")], ["8", "8"]);
  assert.match(await text(page, ".headline .formula"), /= 4 \+ 4 ✓/);
  const cell = (key: string): Promise<string> => text(page, `[data-key="${key}"]`);
  for (const [t, want] of recurrent.B1.expected.steps.entries())
    for (const [name, value] of Object.entries(want))
      close(await cell(`${name}:${t + 1}`), value as number, `${name} at ${t + 1}`);
  for (const [t, want] of recurrent.B2.expected.steps.entries())
    for (const [name, value] of Object.entries(want))
      close(await cell(`bar-${name[0]}:${t + 1}`), value as number, `${name} at ${t + 1}`);
  for (const [name, value] of Object.entries(recurrent.B2.expected.weights)) {
    const shown = numberOf(await text(page, `[data-weight="${name}"]`));
    assert.ok(Math.abs(shown / (value as number) - 1) < CLOSE, `${name}: ${shown}`);
  }
  close(await cell("bar-h:0"), recurrent.B2.expected.h0, "h̄ before the first step");
  await page.evaluate(async () => {
    const element = document.querySelector("sf-lstm")!;
    element.renderRoot.querySelector("details")!.open = true;
    await element.updateComplete;
  });
  await until(
    page,
    "the table is open",
    () => document.querySelector("sf-lstm")!.renderRoot.querySelector("details td") !== null,
  );
  const digits = (await texts(page, "details td")).map(numberOf);
  const wanted = recurrent.B1.expected.steps.flatMap((step, t) => {
    const bars = recurrent.B2.expected.steps[t]!;
    return [step.i, step.f, step.g, step.o, step.c, step.h, bars.hb, bars.cb, bars.gb, bars.ob, bars.fb, bars.ib];
  });
  assert.equal(digits.length, wanted.length);
  digits.forEach((digit, i) =>
    assert.ok(Math.abs(digit - wanted[i]!) < 1e-6, `number ${i} is ${digit}, not ${wanted[i]}`),
  );
  assert.match(await text(page, ".headline .loss-line"), /0\.0535709/);
  assert.match(await text(page, "footer"), /forward: 4 sequential steps.*backward: 4 sequential steps/);
});

pageTest(
  "the sums grow while the backward pass walks; the check and the update work by mouse",
  { path: PATH },
  async ({ page }) => {
    await ran(page);
    await goTo(page, 4);
    assert.deepEqual(new Set(await texts(page, ".sum")), new Set(["–"]));
    await goTo(page, 5);
    const first = numberOf(await text(page, '[data-weight="xo"]'));
    const { o } = recurrent.B1.expected.steps[3]!;
    const share = recurrent.B2.expected.steps[3]!.ob * o * (1 - o) * recurrent.B1.input.x[3]!;
    assert.ok(Math.abs(first / share - 1) < CLOSE, `after one step back ${first}, not ${share}`);
    await goTo(page, 8);
    assert.notEqual(numberOf(await text(page, '[data-weight="xo"]')), first);
    assert.deepEqual(await texts(page, ".error"), []);
    await click(page, ".weights .actions button");
    const errors = (await texts(page, ".error")).map(numberOf);
    assert.equal(errors.length, 8);
    assert.ok(
      errors.every((error) => error < 1e-6),
      errors.join(),
    );
    const lossBefore = await text(page, ".update .loss-line");
    await click(page, ".update button");
    await ran(page);
    assert.notEqual(await text(page, ".update .loss-line"), lossBefore);
    const weights = await page.evaluate(() => document.querySelector("sf-lstm")!.weights);
    assert.ok(Math.abs(Number(weights.split(" ")[0]) - (0.5 - 0.1 * recurrent.B2.expected.weights.xi)) < 1e-7);
    await until(page, "the address has the weights", () => /weights=0\.49863/.test(location.search));
  },
);

pageTest(
  "by keyboard only: a value is chosen, its equation told, what it reads framed",
  { path: PATH },
  async ({ page }) => {
    await ran(page);
    await goTo(page, 8);
    await tabTo(page, "td");
    await page.keyboard.press("ArrowDown");
    assert.match(await text(page, "#equation-title"), /c̄ ?3 gradient of c, step 3/);
    assert.deepEqual(
      (
        await page.evaluate(() =>
          [...document.querySelector("sf-lstm")!.renderRoot.querySelectorAll(".cells .read")].map(
            (element) => (element as HTMLElement).dataset["key"] ?? "",
          ),
        )
      ).sort(),
      ["bar-c:4", "bar-h:3", "c:3", "f:4", "o:3"],
    );
    assert.match(await text(page, ".check-line"), /differ by \d\.\d·10⁻/);
    await page.keyboard.press("Home");
    assert.match(await text(page, "#equation-title"), /before the first step/);
    await tabTo(page, "#clock");
    await page.keyboard.press("Home");
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    assert.equal(await text(page, ".count"), "5");
    assert.deepEqual(
      await page.evaluate(() =>
        ["bar-h:4", "bar-h:3"].map(
          (key) =>
            document.querySelector("sf-lstm")!.renderRoot.querySelector(`[data-key="${key}"]`)!.className.split(" ")[0],
        ),
      ),
      ["there", "waits"],
    );
    await until(
      page,
      "the address has the place",
      () => /chosen=bar-c%3A0/.test(location.search) && /at=5/.test(location.search),
      5,
    );
  },
);

pageTest(
  "an own sequence runs; nonsense is refused in the field and changes nothing",
  { path: PATH },
  async ({ page }) => {
    await ran(page);
    const type = async (selector: string, value: string): Promise<void> => {
      await page.evaluate(
        (wanted, typed) => {
          const input = document.querySelector("sf-lstm")!.renderRoot.querySelector<HTMLInputElement>(wanted)!;
          input.value = typed;
          input.dispatchEvent(new Event("change"));
        },
        selector,
        value,
      );
    };
    await type("#x", "1, 2, 3, 4, 5, 6");
    await ran(page);
    await until(page, "six steps there and six back", () => document.querySelector("sf-lstm")!.length === 12);
    await type("#x", "1 <b>2</b>");
    assert.equal(await page.evaluate(() => document.querySelector("sf-lstm")!.x), "1 2 3 4 5 6");
    assert.equal(
      await page.evaluate(
        () => document.querySelector("sf-lstm")!.renderRoot.querySelector<HTMLInputElement>("#x")!.validationMessage,
      ),
      "Use 1 to 32 numbers such as 1 -0.5 0.25.",
    );
    await type("#w-hf", "3");
    await ran(page);
    assert.equal(await page.evaluate(() => document.querySelector("sf-lstm")!.weights.split(" ")[3]), "3");
    await set(page, { loss: "last" });
    await ran(page);
    await goTo(page, 12);
    assert.equal((await texts(page, ".absent")).length, 5);
  },
);

pageTest(
  "the derivation tells path by path; term and picture are linked both ways",
  { path: `${PATH}?view=derivation&t=2` },
  async ({ page }) => {
    await ran(page);
    await goTo(page, 0);
    assert.deepEqual(await texts(page, ".path"), []);
    await goTo(page, 5);
    assert.equal((await texts(page, ".path")).length, 5);
    assert.match(await text(page, ".total"), /^h̄ ?2 = 0\.172 the engine: 0\.172$/);
    close("0.172", recurrent.B2.expected.steps[1]!.hb, "h̄ of step 2");
    await page.evaluate(() => {
      const root = document.querySelector("sf-lstm")!.renderRoot;
      root.querySelector('[data-edge="h>f+"]')!.dispatchEvent(new PointerEvent("pointerenter"));
    });
    await until(page, "the term is lit", () =>
      /the forget gate of step 3/.test(
        document.querySelector("sf-lstm")!.renderRoot.querySelector(".path.lit")?.textContent ?? "",
      ),
    );
    await page.evaluate(() =>
      document.querySelector("sf-lstm")!.renderRoot.querySelector<HTMLElement>(".path")!.focus(),
    );
    await until(page, "the focused path is lit", () =>
      /the loss of step 2/.test(
        document.querySelector("sf-lstm")!.renderRoot.querySelector(".path.lit")?.textContent ?? "",
      ),
    );
    await set(page, { loss: "last" });
    await ran(page);
    assert.match(await text(page, ".path"), /absent: the loss is taken at the last step alone/);
    await goTo(page, 12);
    assert.match((await texts(page, ".total")).at(-1)!, /over all 4 steps/);
  },
);

pageTest("B5 and B6 are on screen, and open gates explode", { path: `${PATH}?view=forget` }, async ({ page }) => {
  await ran(page);
  const reach = async (line: string): Promise<number> => numberOf(await text(page, `[data-line="${line}"] dd`));
  assert.ok(Math.abs((await reach("c")) - 0.995) < 1e-3);
  assert.ok(Math.abs((await reach("linear")) / 2.66e-5 - 1) < 0.03);
  assert.ok(Math.abs((await reach("tanh")) / 3.04e-9 - 1) < 0.03);
  assert.ok(Math.abs(numberOf(await text(page, ".entering")) / 3.571e-5 - 1) < 0.02);
  await set(page, { biasI: -5, biasF: 5, biasO: -5 });
  await until(
    page,
    "the other gates have run",
    () => document.querySelector("sf-lstm")!.renderRoot.querySelector('[data-line="c"] dd')!.textContent === "0.515",
  );
  await click(page, ".limits li:last-of-type button");
  await ran(page);
  await until(page, "a step multiplies by nearly 3", () =>
    /^(2\.99\d|3\.000)$/.test(document.querySelector("sf-lstm")!.renderRoot.querySelector(".per-step")!.textContent!),
  );
  assert.ok((await reach("c")) > 1e20);
});

pageTest("a stack runs in T + d − 1 steps, layer by layer in T·d", { path: `${PATH}?view=units` }, async ({ page }) => {
  await ran(page);
  assert.deepEqual([await text(page, ".of b"), await texts(page, ".steps-executed")], ["44", ["22", "22"]]);
  assert.match(
    await text(page, ".headline .formula"),
    /T \+ d − 1 = 22, and as many back ✓as many as were executed layer by layer T · d = 60/,
  );
  assert.equal(await text(page, ".parameters"), "5,888");
  await click(page, ".crossing button");
  await until(page, "both times stand there", () =>
    /GPU .* ms \(.*processor .* ms \(wall clock\)/.test(
      document.querySelector("sf-lstm")!.renderRoot.querySelector(".crossing")!.textContent!.replace(/\s+/g, " "),
    ),
  );
  await set(page, { order: "layerwise" });
  await until(page, "the other order has run", () => document.querySelector("sf-lstm")!.length === 120);
  await set(page, { show: "c", bars: true, layer: 3 });
  await ran(page);
  await until(page, "the third layer is shown", () =>
    /∂L\/∂c of the 16 units of layer 3/.test(
      document.querySelector("sf-lstm")!.renderRoot.textContent!.replace(/\s+/g, " "),
    ),
  );
});

pageTest(
  "predict: three numbers are asked, then everything is told",
  { path: `${PATH}?mode=predict` },
  async ({ page, screenshot, checkAccessibility }) => {
    await ran(page);
    await page.evaluate(() => {
      Object.assign(globalThis, { given: [] });
      document.addEventListener("answer", (event) =>
        (globalThis as unknown as { given: unknown[] }).given.push((event as CustomEvent<unknown>).detail),
      );
    });
    await until(
      page,
      "the question stands",
      () => document.querySelector("sf-lstm")!.renderRoot.querySelector(".predict") !== null,
    );
    assert.equal(await text(page, ".of b"), "");
    assert.deepEqual(await texts(page, ".cells .there:not([data-key^=x]):not([data-key^=target])"), []);
    await screenshot("lstm-predict-wide-light");
    await checkAccessibility();
    for (const answer of ["8", "4", "2"]) {
      await page.evaluate(() =>
        document.querySelector("sf-lstm")!.renderRoot.querySelector<HTMLElement>(".predict input")!.focus(),
      );
      await page.keyboard.type(answer);
      await page.keyboard.press("Enter");
      if (answer !== "2") await click(page, ".predict-actions button");
    }
    const given = (await page.evaluate(() => (globalThis as unknown as { given: unknown[] }).given)) as readonly {
      readonly question: string;
      readonly right: boolean;
    }[];
    assert.deepEqual(
      given.map(({ question, right }) => [question, right]),
      [
        ["steps", true],
        ["paths-h", false],
        ["paths-c", true],
      ],
    );
    await until(
      page,
      "the steps are told",
      () => document.querySelector("sf-lstm")!.renderRoot.querySelector(".of b")?.textContent === "8",
    );
  },
);

for (const query of ["?mode=predict", "?view=derivation&answers=hidden", "?view=derivation&mode=predict"])
  pageTest(`nothing on the page tells how many paths there are: ${query}`, { path: PATH + query }, async ({ page }) => {
    const told = (): Promise<string> =>
      page.evaluate(() => {
        const element = document.querySelector("sf-lstm")!;
        const labels = [...element.renderRoot.querySelectorAll("[aria-label], [title]")].map(
          (node) => `${node.getAttribute("aria-label")} ${node.getAttribute("title")}`,
        );
        const shown = element.renderRoot.querySelector<HTMLSlotElement>("slot:not([name])") ? element.textContent : "";
        return [element.renderRoot.textContent, ...labels, shown].join(" ").replace(/\s+/g, " ");
      });
    const answers = /sum of five|has two|12 paths|of 12|the forget gate of step/;
    assert.doesNotMatch(await told(), answers, "before the first run");
    await ran(page);
    await goTo(page, 5);
    await page.evaluate(() => (document.querySelector("sf-lstm")!.renderRoot.querySelector("details")!.open = true));
    assert.doesNotMatch(await told(), answers);
    assert.deepEqual(await texts(page, ".cells .read"), []);
    assert.equal(await page.evaluate(() => document.querySelector("sf-lstm")!.step), 0);
  });

pageTest(
  "gates far from the limit and numbers beyond float64: no raw numbers, nothing runs over",
  { path: `${PATH}?view=forget&open=1&horizon=1000`, width: "phone" },
  async ({ page, screenshot }) => {
    await ran(page);
    await screenshot("lstm-open-gates-phone-light");
    const told = await page.evaluate(() => document.querySelector("sf-lstm")!.renderRoot.textContent ?? "");
    assert.doesNotMatch(told, /NaN|e\+\d|Infinity/);
    assert.equal(await overflow(page), 0, "no scrolling sideways");
    assert.match(told.replace(/\s+/g, " "), /After 600 steps back/);
    await set(page, { open: false, biasI: 0, biasF: 0, biasO: 0, horizon: 100 });
    await until(page, "other gates", () =>
      /these gates are not there/.test(document.querySelector("sf-lstm")!.renderRoot.textContent ?? ""),
    );
  },
);

pageTest(
  "without WebGPU the processor runs the same and says why; a hostile link is refused",
  {
    path: `${PATH}?x=%3Cimg%20src%3Dx%3E&weights=1&t=99`,
    prepare: (page) =>
      page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined })),
  },
  async ({ page }) => {
    await ran(page);
    await goTo(page, 8);
    assert.equal(await text(page, ".of b"), "8");
    const notices = await texts(page, ".notice");
    assert.ok(
      notices.some((notice) => notice.startsWith('x is "<img src=x>" in the address; use 1 to 32 numbers')),
      notices.join("\n"),
    );
    assert.ok(notices.some((notice) => notice.startsWith('weights is "1"')));
    assert.ok(notices.some((notice) => /^t is "99".*The nearest, 32, is shown/.test(notice)));
    assert.ok(notices.some((notice) => /on the processor this browser has no WebGPU/.test(notice)));
  },
);

pageTest(
  "a lost GPU is opened again and everything is run anew",
  {
    path: `${PATH}?view=units`,
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        Object.assign(globalThis, { devices: [] });
        const request = GPUAdapter.prototype.requestDevice;
        GPUAdapter.prototype.requestDevice = async function (...given) {
          const device = await request.apply(this, given);
          (globalThis as unknown as { devices: GPUDevice[] }).devices.push(device);
          return device;
        };
      }),
  },
  async ({ page }) => {
    await ran(page);
    await page.evaluate(() => (globalThis as unknown as { devices: GPUDevice[] }).devices[0]!.destroy());
    await until(page, "the notice stands", () =>
      /The GPU was lost/.test(
        document.querySelector("sf-lstm")!.renderRoot.querySelector(".notice")?.textContent ?? "",
      ),
    );
    await ran(page);
    assert.equal(await text(page, ".steps-executed"), "22");
  },
);

pageTest("it plays by itself, there and back", { path: `${PATH}?speed=16` }, async ({ page }) => {
  await ran(page);
  await until(page, "the clock is at the end", () => {
    const element = document.querySelector("sf-lstm")!;
    return !element.playing && element.step === 8;
  });
});

pageTest(
  "at 320 pixels nothing lies beside the window, at any step",
  { path: PATH, width: "phone", reducedMotion: true },
  async ({ page }) => {
    await page.setViewport({ width: 320, height: 740 });
    await ran(page);
    for (let step = 0; step <= 8; step++) {
      await goTo(page, step);
      assert.equal(await overflow(page), 0, `step ${step}`);
    }
  },
);

pageTest("without JavaScript the page says what it is about", { path: PATH, javascript: false }, async ({ page }) => {
  assert.match(await page.$eval("body", (body) => body.textContent ?? ""), /a\s+sum of five terms/);
});

for (const [view, said] of [
  ["values", /Alle Werte und Gradienten/],
  ["derivation", /der Verlust von Schritt 3/],
  ["forget", /Nach 100 Schritten rückwärts/],
  ["units", /Wie torch die Gewichte packt/],
] as const)
  pageTest(
    `in German nothing is said in English: ${view}`,
    { path: `${PATH}?view=${view}&check=1`, prepare: inGerman, reducedMotion: true },
    async ({ page, screenshot }) => {
      await ran(page);
      await page.evaluate(async () => {
        const element = document.querySelector("sf-lstm")!;
        for (const details of element.renderRoot.querySelectorAll("details")) details.open = true;
        await element.updateComplete;
      });
      assert.deepEqual(await englishIn(page, "sf-lstm"), []);
      assert.match(
        (await page.evaluate(() => document.querySelector("sf-lstm")!.renderRoot.textContent))!.replace(/\s+/g, " "),
        said,
      );
      await screenshot(`lstm-german-${view}-wide-light`);
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
      () => document.querySelector("sf-lstm")!.renderRoot.querySelector(".predict") !== null,
    );
    assert.deepEqual(await englishIn(page, "sf-lstm"), []);
    assert.match(await text(page, "#predict-prompt"), /^Ein LSTM liest 4 Eingaben/);
  },
);

pageTest(
  "what is locked can't be set, and parts are hidden by name",
  { path: PATH, reducedMotion: true },
  async ({ page }) => {
    await ran(page);
    await page.evaluate(async () => {
      const element = document.querySelector("sf-lstm")!;
      element.setAttribute("lock", "weights rate loss check x");
      element.setAttribute("hide", "legend equation");
      await element.updateComplete;
    });
    const disabled = () =>
      page.evaluate(() => {
        const root = document.querySelector("sf-lstm")!.renderRoot;
        return ["#x", "#targets", "#w-xi", "#rate", "[name=loss]", "[name=check]", "button[name=weights]"].map(
          (selector) => root.querySelector(selector)!.matches(":disabled"),
        );
      });
    await until(page, "the controls are off", () =>
      document.querySelector("sf-lstm")!.renderRoot.querySelector("#w-xi")!.matches(":disabled"),
    );
    assert.deepEqual(await disabled(), [true, false, true, true, true, true, true]);
    assert.deepEqual(
      await page.evaluate(() =>
        [".how", "[part=equation]", "[part=grid]"].map(
          (selector) =>
            document.querySelector("sf-lstm")!.renderRoot.querySelector(selector)!.getClientRects().length > 0,
        ),
      ),
      [false, false, true],
    );
  },
);

pageTest(
  "on paper the tables are open and the controls gone",
  { path: PATH, reducedMotion: true },
  async ({ page }) => {
    await ran(page);
    await page.emulateMediaType("print");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await until(
      page,
      "the table is there",
      () => document.querySelector("sf-lstm")!.renderRoot.querySelector("details table") !== null,
    );
    const shown = () =>
      page.evaluate(() =>
        ["details table", "[part=grid]", "[part~=settings]", "[part~=timeline]", "button"].map((selector) =>
          [...document.querySelector("sf-lstm")!.renderRoot.querySelectorAll(selector)].some(
            (node) => node.getClientRects().length > 0,
          ),
        ),
      );
    assert.deepEqual(await shown(), [true, true, false, false, false]);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await until(
      page,
      "it is closed again",
      () => !document.querySelector("sf-lstm")!.renderRoot.querySelector("details")!.open,
    );
  },
);
