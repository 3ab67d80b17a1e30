import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { coneReport } from "../../src/elements/layer-stack/cone-report.js";
import type { StackState } from "../../src/elements/layer-stack/model.js";
import { stackModel } from "../../src/elements/layer-stack/model.js";
import { pageTest, until } from "./harness.js";

const PATH = "layer-stack.html";

const settled = (page: Page): Promise<void> =>
  until(
    page,
    "the stack is run and drawn",
    () => {
      const stack = document.querySelector("sf-layer-stack");
      return stack !== null && stack.cone.length > 0 && !stack.busy;
    },
    60,
  );

/** The numbers of the table, from the output down, as a reader sees them. */
const table = (page: Page): Promise<readonly (readonly string[])[]> =>
  page.evaluate(() =>
    [...document.querySelector("sf-layer-stack")!.renderRoot.querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map((cell) => cell.textContent!.trim()),
    ),
  );

/** What the table has to say, from the access map. */
const expected = (state: Partial<StackState>, size: number, row: number, column: number) => {
  const model = stackModel(
    { model: "pixelcnn", depth: 4, channels: 8, kernel: "3", ...state },
    { inputs: 1, height: size, width: size },
  );
  const span = (range: readonly [number, number] | null) =>
    range === null ? "–" : range[0] === range[1] ? `${range[0]}` : `${range[0]}–${range[1]}`;
  return coneReport(model, { row, column })
    .map(({ plane, count, rows, columns }) => [plane.title, `${count}`, `${size * size}`, span(rows), span(columns)])
    .toReversed();
};

const labels = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelector("sf-layer-stack")!.renderRoot.querySelectorAll(".labels span")].map((label) =>
      label.textContent!.replace(/\s+/g, " ").trim(),
    ),
  );

/** The picture's pixels as RGBA bytes. */
const pixels = (page: Page): Promise<{ readonly width: number; readonly data: readonly number[] }> =>
  page.evaluate(() => {
    const canvas = document
      .querySelector("sf-layer-stack")!
      .renderRoot.querySelector<HTMLCanvasElement>(".stage canvas")!;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    return { width: canvas.width, data: [...copy.getImageData(0, 0, canvas.width, canvas.height).data] };
  });

const focusStage = (page: Page): Promise<void> =>
  page.evaluate(() =>
    document.querySelector("sf-layer-stack")!.renderRoot.querySelector<HTMLElement>(".stage")!.focus(),
  );

const steer = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => {
    const { turn, tilt, zoom } = document.querySelector("sf-layer-stack")!;
    return [turn, tilt, zoom];
  });

for (const scheme of ["light", "dark"] as const)
  pageTest(`axe finds nothing, ${scheme}`, { path: PATH, scheme }, async ({ page, screenshot, checkAccessibility }) => {
    await settled(page);
    await checkAccessibility();
    await screenshot(`layer-stack-wide-${scheme}`);
  });

pageTest(
  "the table holds the evaluated cone of every model, and the labels repeat it",
  { path: PATH },
  async ({ page, screenshot }) => {
    await settled(page);
    assert.deepEqual(
      (await table(page)).map(([, count]) => count),
      ["1", "5", "12", "22", "34"],
    );
    assert.deepEqual(await table(page), expected({}, 16, 11, 8));
    assert.deepEqual((await labels(page)).slice(0, 2), ["Layer 4 1 cell", "Layer 3 5 cells"]);
    for (const model of ["quadrant", "gated-pixelcnn", "mdrnn"] as const) {
      await page.evaluate((name) => {
        document.querySelector("sf-layer-stack")!.model = name;
      }, model);
      await until(page, "it is asked for", () => document.querySelector("sf-layer-stack")!.busy);
      await settled(page);
      assert.deepEqual(await table(page), expected({ model }, 16, 11, 8), model);
      await screenshot(`layer-stack-${model}`);
    }
  },
);

/** The stage alone, from its upper left corner on the screen. */
const stageBox = (page: Page) =>
  page.evaluate(() => {
    const stage = document.querySelector("sf-layer-stack")!.renderRoot.querySelector(".stage")!;
    stage.scrollIntoView({ block: "center" });
    const { left, top, width, height } = stage.getBoundingClientRect();
    return { left, top, width, height };
  });

const withoutWebGpu = (page: Page) =>
  page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined }));

let drawnByGpu: Awaited<ReturnType<typeof pixels>>;
const BOTH = `${PATH}?others=full&model=gated-pixelcnn&depth=2&turn=50`;

pageTest(
  "the GPU draws the picture from its own buffers, and it is read back where a canvas stays blank",
  { path: BOTH },
  async ({ page, screenshot }) => {
    await settled(page);
    assert.equal(await page.evaluate(() => document.querySelector("sf-layer-stack")!.presentation), "read-back");
    drawnByGpu = await pixels(page);
    assert.ok(new Set(drawnByGpu.data).size > 100, "the picture is not blank");
    await screenshot("layer-stack-full");
  },
);

pageTest(
  "without WebGPU the processor draws the same picture and says why",
  { path: BOTH, prepare: withoutWebGpu },
  async ({ page, screenshot, checkAccessibility }) => {
    await settled(page);
    assert.equal(await page.evaluate(() => document.querySelector("sf-layer-stack")!.presentation), "projection");
    assert.match(
      await page.evaluate(
        () => document.querySelector("sf-layer-stack")!.renderRoot.querySelector(".notice")!.textContent!,
      ),
      /on the processor\s+this browser has no WebGPU/,
    );
    const { width, data } = await pixels(page);
    assert.deepEqual([width, data.length], [drawnByGpu.width, drawnByGpu.data.length]);
    const different = data.filter((byte, i) => Math.abs(byte - drawnByGpu.data[i]!) > 24).length / data.length;
    // the borders of cells and lines are smoothed differently
    assert.ok(different < 0.04, `${100 * different} % of the picture differ`);
    await checkAccessibility();
    await screenshot("layer-stack-cpu");
  },
);

pageTest("everything works from the keyboard", { path: PATH }, async ({ page }) => {
  await settled(page);
  await focusStage(page);
  for (const key of ["ArrowLeft", "ArrowLeft", "ArrowDown", "+"] as const) await page.keyboard.press(key);
  assert.deepEqual(await steer(page), [50, 25, 1.25]);
  await page.keyboard.press("-");
  await page.keyboard.down("Shift");
  for (const key of ["ArrowUp", "ArrowUp", "ArrowRight"] as const) await page.keyboard.press(key);
  await page.keyboard.up("Shift");
  await settled(page);
  assert.deepEqual(await steer(page), [50, 25, 1]);
  assert.deepEqual(await table(page), expected({}, 16, 9, 9));
  await page.keyboard.press("a");
  await page.keyboard.press("Home");
  assert.deepEqual(await steer(page), [30, 20, 1]);
  await page.evaluate(() =>
    document.querySelector("sf-layer-stack")!.renderRoot.querySelector<HTMLElement>("#row")!.focus(),
  );
  await page.keyboard.press("Home");
  await settled(page);
  assert.deepEqual(await table(page), expected({}, 16, 0, 9));
  await until(page, "the address follows", () => new URL(location.href).searchParams.get("column") === "9");
});

pageTest(
  "a drag turns, a click chooses an output, a pointer at rest reads a value",
  { path: PATH },
  async ({ page }) => {
    await settled(page);
    const { left, top } = await stageBox(page);
    await page.mouse.move(left + 40, top + 40);
    await page.mouse.down();
    await page.mouse.move(left + 140, top + 90, { steps: 4 });
    await page.mouse.up();
    const [turn, tilt] = await steer(page);
    assert.ok(Math.abs(turn! - 350) <= 2 && Math.abs(tilt! - 40) <= 2, `${turn}, ${tilt}`);
    assert.deepEqual((await table(page))[0], ["Layer 4", "1", "256", "11", "8"]);

    await page.evaluate(() => {
      const { renderRoot } = document.querySelector("sf-layer-stack")!;
      [...renderRoot.querySelectorAll<HTMLElement>(".presets button")].find((b) => b.textContent === "Top")!.click();
    });
    await settled(page);
    // from the top the upper plane fills the height, 16 cells in 96 % of it
    const box = await stageBox(page);
    const [x, y] = [box.left + (box.width - 150) / 2, box.top + box.height / 2];
    const cell = (box.height * 0.96) / 16;
    await page.mouse.move(x - 3.5 * cell, y - 5.5 * cell);
    await until(page, "the value is read", () =>
      /Layer 4, row 2, column 4: mean [+−-]\d\.\d{3}/.test(
        document.querySelector("sf-layer-stack")!.renderRoot.querySelector(".readout")!.textContent!,
      ),
    );
    await page.mouse.click(x - 3.5 * cell, y - 5.5 * cell);
    await settled(page);
    assert.deepEqual(await table(page), expected({}, 16, 2, 4));
  },
);

pageTest("views by name, from below, and without the other cells", { path: PATH }, async ({ page, screenshot }) => {
  await settled(page);
  const press = (name: string) =>
    page.evaluate((text) => {
      const { renderRoot } = document.querySelector("sf-layer-stack")!;
      [...renderRoot.querySelectorAll<HTMLElement>(".presets button")].find((b) => b.textContent === text)!.click();
    }, name);
  for (const [name, at] of [
    ["Front", [0, 6, 1]],
    ["Side", [90, 6, 1]],
    ["Top", [0, 90, 1]],
    ["Reset", [30, 20, 1]],
  ] as const) {
    await press(name);
    await settled(page);
    assert.deepEqual(await steer(page), at);
    await screenshot(`layer-stack-view-${name.toLowerCase()}`);
  }
  await page.evaluate(() => Object.assign(document.querySelector("sf-layer-stack")!, { tilt: -25, others: "hidden" }));
  await settled(page);
  await screenshot("layer-stack-below-hidden");
});

pageTest(
  "predict: the cone is held back until it is counted",
  { path: `${PATH}?mode=predict&depth=2&size=8&row=5&column=4` },
  async ({ page, screenshot, checkAccessibility }) => {
    await settled(page);
    const held = await table(page);
    assert.deepEqual(
      held.map((row) => row[1]),
      ["1", "?", "?"],
    );
    assert.deepEqual(await labels(page), ["Layer 2", "Layer 1", "Image"]);
    await checkAccessibility();
    await screenshot("layer-stack-predict");
    await page.evaluate(() => {
      Object.assign(globalThis, { given: [] });
      document.addEventListener("answer", (event) => {
        const { question, right } = (event as CustomEvent<{ question: string; right: boolean }>).detail;
        (globalThis as unknown as { given: unknown[] }).given.push([question, right]);
      });
    });
    const truth = expected({ depth: 2 }, 8, 5, 4);
    const answers = [truth[1]![1]!, "7"];
    for (const answer of answers) {
      await page.evaluate(() =>
        document.querySelector("sf-layer-stack")!.renderRoot.querySelector<HTMLElement>(".predict input")!.focus(),
      );
      await page.keyboard.type(answer);
      await page.keyboard.press("Enter");
      await page.evaluate(() =>
        document
          .querySelector("sf-layer-stack")!
          .renderRoot.querySelector<HTMLElement>(".predict-actions button")!
          .click(),
      );
      await settled(page);
    }
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { given: unknown[] }).given), [
      ["map-0", true],
      ["image", false],
    ]);
  },
);

pageTest(
  "an address gives the state back",
  { path: `${PATH}?model=mdrnn&depth=2&size=7&row=6&column=3&tilt=50&image=texture` },
  async ({ page, screenshot }) => {
    await settled(page);
    assert.deepEqual(await table(page), expected({ model: "mdrnn", depth: 2 }, 7, 6, 3));
    assert.deepEqual(await steer(page), [30, 50, 1]);
    await screenshot("layer-stack-colour");
  },
);

for (const scheme of ["light", "dark"] as const)
  pageTest(
    `a phone shows it without scrolling sideways, ${scheme}`,
    { path: PATH, width: "phone", scheme },
    async ({ page, screenshot }) => {
      await page.setViewport({ width: 360, height: 780, hasTouch: true, isMobile: true });
      await settled(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
      await screenshot(`layer-stack-phone-${scheme}`);
      const { left, top } = await stageBox(page);
      await page.touchscreen.touchStart(left + 60, top + 100);
      await page.touchscreen.touchMove(left + 110, top + 100);
      await page.touchscreen.touchEnd();
      await settled(page);
      assert.ok((await steer(page))[0]! !== 30, "a finger turns the stack");
    },
  );

pageTest(
  "a lost device is opened again",
  {
    path: PATH,
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
    await settled(page);
    await page.evaluate(() => (globalThis as unknown as { devices: GPUDevice[] }).devices[0]!.destroy());
    await until(page, "another device", () => (globalThis as unknown as { devices: GPUDevice[] }).devices.length === 2);
    await settled(page);
    assert.deepEqual(await table(page), expected({}, 16, 11, 8));
    assert.equal(await page.evaluate(() => document.querySelector("sf-layer-stack")!.presentation), "read-back");
    assert.ok(new Set((await pixels(page)).data).size > 100);
  },
);

pageTest("without JavaScript the page says what it is about", { path: PATH, javascript: false }, async ({ page }) => {
  assert.match(await page.$eval("body", (body) => body.textContent ?? ""), /a cone that widens/);
});
