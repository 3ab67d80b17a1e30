import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import type { MeasuredDetail } from "../../src/elements/receptive-field/measured.event.js";
import { oracles } from "../unit/oracles.js";
import { pageTest, until } from "./harness.js";

const path = "receptive-field.html";

/** What stands on screen, as a reader finds it. */
interface Screen {
  readonly seen: number;
  readonly window: number;
  readonly blind: number;
  readonly measured: number | null;
  readonly verdict: string;
  readonly readout: string;
  readonly findings: readonly string[];
  readonly checks: readonly string[];
  /** By layer: sees, of, blind. */
  readonly table: readonly (readonly string[])[];
}

const readScreen = (page: Page): Promise<Screen> =>
  page.evaluate(() => {
    const root = document.querySelector("sf-receptive-field")!.renderRoot;
    const text = (selector: string): string =>
      root.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const texts = (selector: string): string[] =>
      [...root.querySelectorAll(selector)].map(({ textContent }) => textContent?.replace(/\s+/g, " ").trim() ?? "");
    const measured = text(".statement .measured");
    return {
      seen: Number(text(".stat.seen dd")),
      window: Number(text(".stat.window dd")),
      blind: Number(text(".stat.blind dd")),
      measured: measured === "" ? null : Number(measured),
      verdict: text(".statement"),
      readout: text("#readout"),
      findings: texts(".findings li"),
      checks: texts(".form .check [aria-hidden]"),
      table: [...root.querySelectorAll(".layers tbody tr")].map((row) =>
        [...row.querySelectorAll("td")].slice(-3).map((cell) => cell.textContent!.trim()),
      ),
    };
  });

const settled = (page: Page): Promise<void> =>
  until(
    page,
    "what is shown is measured",
    () => {
      const field = document.querySelector("sf-receptive-field");
      return field !== null && field.hasUpdated && !field.isUpdatePending && !field.busy && field.measured !== null;
    },
    60,
  );

const set = async (page: Page, state: object): Promise<void> => {
  await page.evaluate(async (given) => {
    const field = document.querySelector("sf-receptive-field")!;
    Object.assign(field, given);
    await field.updateComplete;
  }, state);
};

const focusPicture = (page: Page): Promise<void> =>
  page.evaluate(() =>
    document.querySelector("sf-receptive-field")!.renderRoot.querySelector<HTMLElement>(".picture")!.focus(),
  );

const press = async (page: Page, keys: readonly ("ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Space")[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** The middle of a pixel of the picture, in the viewport. */
const pointOf = (page: Page, row: number, column: number): Promise<{ x: number; y: number }> =>
  page.evaluate(
    (r, c) => {
      const field = document.querySelector("sf-receptive-field")!;
      const picture = field.renderRoot.querySelector(".picture")!;
      picture.scrollIntoView({ block: "center" });
      const box = picture.getBoundingClientRect();
      return { x: box.x + ((c + 0.5) * box.width) / field.width, y: box.y + ((r + 0.5) * box.height) / field.height };
    },
    row,
    column,
  );

pageTest(
  "counts are the oracle’s, layer by layer, and the measurement agrees",
  { path },
  async ({ page, screenshot, checkAccessibility }) => {
    await settled(page);
    const screen = await readScreen(page);
    const { rf, blind } = oracles.E1.expected.k3;
    assert.deepEqual([screen.seen, screen.window, screen.blind], [rf[4], rf[4]! + blind[4]!, blind[4]]);
    assert.equal(screen.measured, rf[4]);
    assert.match(screen.verdict, /^✓ Measured on the GPU: 50 pixels, the same set/);
    assert.deepEqual(
      screen.table,
      [0, 1, 2, 3, 4].map((i) => [`${rf[i]}`, `${rf[i]! + blind[i]!}`, `${blind[i]}`]),
    );
    assert.deepEqual(screen.checks, ["✓", "✓"]);
    assert.deepEqual(screen.findings, []);
    await checkAccessibility();
    await screenshot("field-wide-light");
  },
);

pageTest(
  "by keyboard: any pixel, any layer, both ways",
  { path: `${path}?height=7&width=7&row=3&column=3&layers=A3+B3+B3` },
  async ({ page }) => {
    await settled(page);
    const { size } = oracles.E3.expected;
    await focusPicture(page);
    let [row, column] = [3, 3];
    for (const key of [
      "ArrowUp",
      "ArrowLeft",
      "ArrowLeft",
      "ArrowDown",
      "ArrowDown",
      "ArrowDown",
      "ArrowRight",
    ] as const) {
      await press(page, [key]);
      row += key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
      column += key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
      const { seen, readout } = await readScreen(page);
      assert.equal(seen, size[row]![column]!);
      assert.match(readout, new RegExp(`row ${row}, column ${column}`));
    }
    await settled(page);
    assert.equal((await readScreen(page)).measured, size[row]![column]!);
    await page.evaluate(() =>
      document.querySelector("sf-receptive-field")!.renderRoot.querySelector<HTMLElement>("#clock")!.focus(),
    );
    await press(page, ["ArrowLeft"]);
    assert.match((await readScreen(page)).readout, /^Output of layer 2 of 3/);
    assert.equal(new URL(page.url()).searchParams.get("layer"), "2");
    await page.keyboard.press("Home");
    assert.deepEqual([(await readScreen(page)).seen, (await readScreen(page)).blind], [0, 0]);
    await page.keyboard.press("End");
    assert.equal((await readScreen(page)).seen, size[row]![column]!);
  },
);

pageTest("by pointer: hovering looks, clicking stays, and hovering stays quick", { path }, async ({ page }) => {
  await settled(page);
  const away = await pointOf(page, 3, 3);
  await page.mouse.move(away.x, away.y);
  await until(
    page,
    "the pixel under the pointer is shown",
    () => document.querySelector("sf-receptive-field")!.view.pixel === 48,
  );
  assert.match((await readScreen(page)).readout, /row 3, column 3/);
  await page.mouse.move(2, 2);
  await until(page, "it comes back", () => document.querySelector("sf-receptive-field")!.view.pixel === 157);
  const there = await pointOf(page, 14, 0);
  await page.mouse.click(there.x, there.y);
  await page.mouse.move(2, 2);
  await settled(page);
  assert.deepEqual(
    await page.evaluate(() => {
      const { row, column, view } = document.querySelector("sf-receptive-field")!;
      return [row, column, view.pixel];
    }),
    [14, 0, 210],
  );
  const measurements = await page.evaluate(async () => {
    const field = document.querySelector("sf-receptive-field")!;
    const events: number[] = [];
    field.addEventListener("sf-measured", (event) => events.push((event as CustomEvent<MeasuredDetail>).detail.column));
    for (let column = 0; column < 15; column++) {
      field.column = column;
      await field.updateComplete;
    }
    while (field.busy || field.measured === null) await new Promise((resolve) => setTimeout(resolve, 20));
    return events;
  });
  assert.deepEqual(measurements, [14], "only the pixel that the pointer rests on is measured");
});

pageTest("the mistakes and the holes are named", { path }, async ({ page, screenshot }) => {
  await settled(page);
  const look = (id: string): Promise<void> =>
    page.evaluate(async (value) => {
      const field = document.querySelector("sf-receptive-field")!;
      const select = field.renderRoot.querySelector<HTMLSelectElement>(".preset select")!;
      select.value = value;
      select.dispatchEvent(new Event("change"));
      await field.updateComplete;
    }, id);
  const shown = async (id: string): Promise<Screen> => {
    await look(id);
    await settled(page);
    const screen = await readScreen(page);
    assert.equal(screen.measured, screen.seen, id);
    assert.match(screen.verdict, /^✓/, id);
    assert.ok(
      screen.checks.every((check) => check === "✓"),
      id,
    );
    await screenshot(`field-preset-${id}`);
    return screen;
  };
  const allA = await shown("all-a");
  assert.equal(allA.seen, oracles.E5.expected.size[3]);
  assert.match(allA.findings[0]!, /west neighbour is not seen/);
  const holes = await shown("dilated-holes");
  assert.equal(holes.seen, oracles.E6.expected["[1, 2, 4]"]!.rf);
  assert.match(holes.findings[0]!, /−2, −4, −6/);
  assert.deepEqual((await shown("dilated-whole")).findings, []);
  assert.match((await shown("all-b")).findings[0]!, /reads its own pixel/);
  const gated = await shown("gated");
  assert.deepEqual([gated.seen, gated.blind], [60, 0]);
  assert.equal((await shown("quadrant")).seen, 35);
  assert.equal((await shown("mdrnn")).seen, 11 * 8 - 1);
  assert.equal((await shown("mdrnn-printed")).seen, oracles.F4.expected.rf_size_d1_to_6[3]);
  assert.equal((await shown("diagonal-bilstm")).blind, 0);
  await shown("row-lstm");
  await shown("seven-first");
  const wavenet = await shown("wavenet");
  assert.deepEqual([wavenet.seen, wavenet.blind], [16, 0]);
  assert.equal((await shown("causal")).seen, 5);
  assert.equal((await shown("wavenet-holes")).seen, 8);
  assert.equal((await shown("row-rnn")).seen, 20);
  const colours = await shown("colours");
  assert.equal(colours.seen, oracles.E1.expected.k3.rf[2]! + 1);
  assert.match(
    await page.evaluate(() =>
      document
        .querySelector("sf-receptive-field")!
        .renderRoot.querySelector(".planes")!
        .textContent!.replace(/\s+/g, " "),
    ),
    /22 red 21 green 21 blue/,
  );
});

pageTest(
  "masks, kernels and dilations are edited layer by layer",
  { path: `${path}?layers=A3+B3` },
  async ({ page }) => {
    await settled(page);
    await page.evaluate(() => {
      const root = document.querySelector("sf-receptive-field")!.renderRoot;
      const row = root.querySelectorAll(".layers tbody tr")[1]!;
      row.querySelector<HTMLInputElement>('input[value="A"]')!.click();
      const [kernel, dilation] = row.querySelectorAll("select");
      kernel!.value = "5";
      kernel!.dispatchEvent(new Event("change"));
      dilation!.value = "2";
      dilation!.dispatchEvent(new Event("change"));
    });
    await settled(page);
    assert.equal(new URL(page.url()).searchParams.get("layers"), "A3 A5x2");
    const { seen, measured } = await readScreen(page);
    assert.equal(seen, measured);
    await page.evaluate(() => {
      const input = document.querySelector("sf-receptive-field")!.renderRoot.querySelector<HTMLInputElement>("#depth")!;
      input.value = "4";
      input.dispatchEvent(new Event("input"));
    });
    await settled(page);
    assert.equal(new URL(page.url()).searchParams.get("layers"), "A3 A5x2 A5x2 A5x2");
  },
);

pageTest(
  "a measurement that differs is said loudly",
  { path: `${path}?layers=A3+B3` },
  async ({ page, screenshot }) => {
    await settled(page);
    await page.evaluate(async () => {
      const field = document.querySelector("sf-receptive-field")!;
      const planes = field.measured!.planes as number[][];
      planes[0]!.pop();
      field.requestUpdate();
      await field.updateComplete;
    });
    assert.match(
      (await readScreen(page)).verdict,
      /^✗ Measured on the GPU: 10 pixels, not the same set.*They differ at 1 pixel: \(10, 6\)/,
    );
    await screenshot("field-disagreement");
  },
);

pageTest(
  "the stack plays, and the set grows",
  { path: `${path}?speed=4&show=growth` },
  async ({ page, screenshot }) => {
    await settled(page);
    await set(page, { layer: 1 });
    assert.equal((await readScreen(page)).seen, 4);
    await page.evaluate(() =>
      document.querySelector("sf-receptive-field")!.renderRoot.querySelector<HTMLElement>(".play")!.click(),
    );
    await until(page, "it has played to the last layer", () => {
      const field = document.querySelector("sf-receptive-field")!;
      return !field.playing && field.layer === Infinity;
    });
    assert.equal((await readScreen(page)).seen, 50);
    await screenshot("field-growth-wide-light");
    await set(page, { show: "sensitivity" });
    await settled(page);
    await screenshot("field-sensitivity-wide-light");
  },
);

pageTest(
  "predict first: cells by keyboard and pointer, then counts, then all is told",
  { path: `${path}?mode=predict&layers=A3&height=6&width=6&row=3&column=3` },
  async ({ page, screenshot, checkAccessibility }) => {
    await until(page, "it is there", () => document.querySelector("sf-receptive-field")?.hasUpdated === true);
    const stats = () =>
      page.evaluate(() =>
        [...document.querySelector("sf-receptive-field")!.renderRoot.querySelectorAll(".stat dd")].map(
          ({ textContent }) => textContent,
        ),
      );
    assert.deepEqual(await stats(), ["?", "?", "?"]);
    await page.evaluate(() => {
      const answers: unknown[] = [];
      document.addEventListener("answer", (event) => answers.push((event as CustomEvent).detail));
      Object.assign(globalThis, { answers });
    });
    await until(
      page,
      "the question is asked",
      () =>
        (document.querySelector("sf-receptive-field")!.renderRoot.querySelector("#predict-prompt") ?? null) !== null,
    );
    await focusPicture(page);
    await press(page, ["ArrowLeft", "Space", "ArrowUp", "Space"]);
    const [from, to] = [await pointOf(page, 2, 3), await pointOf(page, 2, 4)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    await screenshot("field-predict");
    await checkAccessibility();
    const click = (selector: string): Promise<void> =>
      page.evaluate(async (found) => {
        const field = document.querySelector("sf-receptive-field")!;
        field.renderRoot.querySelector<HTMLElement>(found)!.click();
        await field.updateComplete;
      }, selector);
    await click(".predict-check");
    for (const answer of ["4", "1"]) {
      await click(".predict-actions button");
      await page.evaluate(() =>
        document
          .querySelector("sf-receptive-field")!
          .renderRoot.querySelector<HTMLElement>(".predict-number input")!
          .focus(),
      );
      await page.keyboard.type(answer);
      await page.keyboard.press("Enter");
    }
    const answers = await page.evaluate(
      () => (globalThis as unknown as { answers: { right: boolean; given: unknown }[] }).answers,
    );
    assert.deepEqual(
      answers.map(({ right, given }) => [given, right]),
      [
        [[14, 15, 16, 20], true],
        [4, true],
        [1, false],
      ],
    );
    await settled(page);
    assert.deepEqual(await stats(), ["4", "4", "0"]);
    await screenshot("field-predict-revealed");
  },
);

pageTest("answers hidden: formulas and solved presets wait", { path: `${path}?answers=hidden` }, async ({ page }) => {
  await settled(page);
  const { checks } = await readScreen(page);
  const options = await page.evaluate(() =>
    [...document.querySelector("sf-receptive-field")!.renderRoot.querySelectorAll(".preset option")].map(
      ({ textContent }) => textContent,
    ),
  );
  assert.deepEqual(checks, []);
  assert.ok(options.every((option) => !/mistake|holes/.test(option ?? "")));
});

for (const scheme of ["light", "dark"] as const)
  pageTest(
    `on a phone nothing overflows, ${scheme}`,
    { path, width: "phone", scheme },
    async ({ page, screenshot }) => {
      await page.setViewport({ width: 360, height: 780, hasTouch: true, isMobile: true });
      await settled(page);
      for (const state of [{}, { height: 1, width: 24, row: 0, column: 20, layers: "A3 B3 B3x2 B3x4 B3x8" }]) {
        await set(page, state);
        await settled(page);
        const [scroll, client] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        assert.ok(scroll! <= client!, `the page is ${scroll} pixels wide`);
        await screenshot(`field-phone-${scheme}${"height" in state ? "-sequence" : ""}`);
      }
    },
  );

pageTest(
  "dark: accessible, and the same numbers",
  { path, scheme: "dark" },
  async ({ page, screenshot, checkAccessibility }) => {
    await settled(page);
    assert.equal((await readScreen(page)).measured, 50);
    await checkAccessibility();
    await screenshot("field-wide-dark");
  },
);

pageTest(
  "without WebGPU the processor measures the same set and says why",
  {
    path,
    prepare: (page) =>
      page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined })),
  },
  async ({ page }) => {
    await settled(page);
    const { verdict } = await readScreen(page);
    assert.match(verdict, /^✓ Measured on the processor: 50 pixels, the same set/);
    assert.match(
      await page.evaluate(
        () => document.querySelector("sf-receptive-field")!.renderRoot.querySelector(".notice")!.textContent!,
      ),
      /on the processor\s+this browser has no WebGPU/,
    );
  },
);

pageTest("no layout shift while pixels and measurements change", { path }, async ({ page }) => {
  await settled(page);
  const heights = await page.evaluate(async () => {
    const field = document.querySelector("sf-receptive-field")!;
    const found = new Set<number>();
    for (const [row, column] of [
      [0, 0],
      [5, 3],
      [14, 14],
      [10, 7],
    ] as const) {
      Object.assign(field, { row, column });
      await field.updateComplete;
      found.add(field.renderRoot.querySelector(".stage")!.getBoundingClientRect().height);
      while (field.busy || field.measured === null) await new Promise((resolve) => setTimeout(resolve, 20));
      await field.updateComplete;
      found.add(field.renderRoot.querySelector(".stage")!.getBoundingClientRect().height);
    }
    return [...found];
  });
  assert.equal(heights.length, 1, heights.join(", "));
});

pageTest("without JavaScript the page says what it is about", { path, javascript: false }, async ({ page }) => {
  assert.match(await page.$eval("body", (body) => body.textContent ?? ""), /blind to/);
});
