import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { pageTest, until } from "./harness.js";
import { allRun, goTo, readScreen, results } from "./race-page.js";

/** Share of the points of a lane's canvas that are transparent: there the hatching shows. */
const hatched = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() =>
    [...document.querySelector("sf-race")!.renderRoot.querySelectorAll("sf-race-lane")].map((lane) => {
      const canvas = lane.renderRoot.querySelector("canvas")!;
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true })!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      const { height, width } = lane.lane!.plan.grid;
      let clear = 0;
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) {
          const x = Math.floor(((column + 0.5) * canvas.width) / width);
          const y = Math.floor(((row + 0.5) * canvas.height) / height);
          if (data[4 * (y * canvas.width + x) + 3] === 0) clear++;
        }
      return clear;
    }),
  );

const formulas = (h: number, w: number, d: number): readonly number[] => [d, h + w + d - 2, d * (h + w - 1), d * h * w];

pageTest("the race plays to the end, and every counter is what was executed", {}, async ({ page, screenshot }) => {
  await allRun(page);
  await page.evaluate(() => (document.querySelector("sf-race")!.speed = "4096"));
  await until(page, "the clock stands at the end", () => {
    const race = document.querySelector("sf-race")!;
    return !race.playing && race.step === race.length && race.length > 0;
  });
  await goTo(page, 5488);
  const screen = await readScreen(page);
  const ran = await results(page);
  const expected = formulas(28, 28, 7);
  assert.deepEqual(expected, [7, 61, 385, 5488]);
  assert.deepEqual(
    ran.map(({ steps }) => steps),
    expected,
  );
  assert.deepEqual(screen.counts, expected);
  assert.deepEqual(screen.totals, expected);
  assert.deepEqual(screen.formulas, expected);
  assert.deepEqual(screen.checks, ["✓", "✓", "✓", "✓"]);
  assert.deepEqual(screen.done, [true, true, true, true]);
  assert.deepEqual(
    screen.dispatches,
    ran.map(({ dispatches }) => `${dispatches} GPU dispatches`),
  );
  for (const { steps, dispatches, device } of ran) {
    assert.equal(device, "gpu");
    assert.ok(dispatches >= steps, `${dispatches} dispatches for ${steps} steps`);
  }
  assert.deepEqual(await hatched(page), [0, 0, 0, 0]);
  await screenshot("race-end-wide-light");
});

pageTest("the clock goes forth and back, and cells appear and vanish with it", {}, async ({ page, screenshot }) => {
  await allRun(page);
  await goTo(page, 0);
  assert.deepEqual(await hatched(page), [784, 784, 784, 784]);
  await goTo(page, 23);
  const triangle = (23 * 24) / 2;
  assert.deepEqual(await hatched(page), [0, 784 - triangle, 784 - triangle, 784 - 23]);
  assert.deepEqual((await readScreen(page)).counts, [7, 23, 23, 23]);
  await screenshot("race-wide-light");
  await goTo(page, 5488);
  await goTo(page, 784);
  assert.deepEqual(await hatched(page), [0, 0, 0, 0]);
  await goTo(page, 783);
  assert.deepEqual(await hatched(page), [0, 0, 0, 1]);
  await goTo(page, 1);
  assert.deepEqual(await hatched(page), [0, 783, 783, 783]);
});

pageTest("other settings are run anew and go into the address", {}, async ({ page }) => {
  await allRun(page);
  await page.evaluate(() => Object.assign(document.querySelector("sf-race")!, { depth: 3, size: 12, as: "generator" }));
  await until(page, "the new race has run", () => {
    const race = document.querySelector("sf-race")!;
    return !race.busy && race.results[3]?.steps === 432;
  });
  const screen = await readScreen(page);
  assert.deepEqual(screen.totals, formulas(12, 12, 3));
  assert.deepEqual(screen.formulas, formulas(12, 12, 3));
  assert.deepEqual(screen.own, ["not read", "not read", "not read", "not read"]);
  const { searchParams } = new URL(page.url());
  assert.deepEqual(
    ["depth", "size", "as"].map((key) => searchParams.get(key)),
    ["3", "12", "generator"],
  );
  await page.evaluate(() => (document.querySelector("sf-race")!.compare = "reach"));
  await until(page, "equal reach has run", () => {
    const race = document.querySelector("sf-race")!;
    return !race.busy && race.results[0]?.steps === 11;
  });
  assert.deepEqual((await readScreen(page)).totals, [11, 23, 23, 144]);
  assert.equal((await readScreen(page)).subtitles[1], "one layer: an anti-diagonal at once");
  await page.evaluate(() => (document.querySelector("sf-race")!.kernel = "5"));
  await until(page, "equal reach has run with wider kernels", () => {
    const race = document.querySelector("sf-race")!;
    return !race.busy && race.results[0]?.steps === 6;
  });
  assert.deepEqual((await readScreen(page)).totals, [6, 23, 23, 144]);
});

pageTest("the shift decides whether the MDRNN reads its own pixel, and changes no count", {}, async ({ page }) => {
  await allRun(page);
  const encoder = await readScreen(page);
  assert.deepEqual(encoder.own, ["not read", "read", "read", "read"]);
  const before = await results(page);
  await page.evaluate(() => (document.querySelector("sf-race")!.as = "generator"));
  await until(page, "the generator has run", () => {
    const race = document.querySelector("sf-race")!;
    const own = race.renderRoot.querySelectorAll("sf-race-lane")[3]!.renderRoot.querySelector(".own b")!;
    return !race.busy && own.textContent === "not read" && race.results.length === 4;
  });
  const generator = await readScreen(page);
  assert.deepEqual(generator.own, ["not read", "not read", "not read", "not read"]);
  assert.deepEqual(generator.totals, encoder.totals);
  const counts = (ran: Awaited<ReturnType<typeof results>>) =>
    ran.map(({ depth, steps, dispatches }) => [depth, steps, dispatches]);
  assert.deepEqual(counts(await results(page)), counts(before));
});

pageTest("an address gives the state back", { path: "?depth=2&size=9&compare=depth" }, async ({ page }) => {
  await allRun(page);
  assert.deepEqual((await readScreen(page)).totals, formulas(9, 9, 2));
});

pageTest("everything works from the keyboard", {}, async ({ page }) => {
  await allRun(page);
  await goTo(page, 0);
  await page.evaluate(() =>
    document.querySelector("sf-race")!.renderRoot.querySelector<HTMLElement>("#clock")!.focus(),
  );
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  assert.deepEqual((await readScreen(page)).counts, [2, 2, 2, 2]);
  await page.keyboard.press("End");
  assert.deepEqual((await readScreen(page)).counts, [7, 61, 385, 5488]);
  await page.keyboard.press("Home");
  await page.evaluate(() => document.querySelector("sf-race")!.renderRoot.querySelector<HTMLElement>(".play")!.focus());
  await page.keyboard.press("Enter");
  await until(
    page,
    "it plays",
    () => document.querySelector("sf-race")!.playing && document.querySelector("sf-race")!.step > 0,
  );
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.querySelector("sf-race")!.playing), false);
  await goTo(page, 10);
  await page.evaluate(() => {
    const lane = document.querySelector("sf-race")!.renderRoot.querySelectorAll("sf-race-lane")[1]!;
    lane.renderRoot.querySelector<HTMLElement>(".picture")!.focus();
  });
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown"] as const) await page.keyboard.press(key);
  const readouts = await page.evaluate(() =>
    [...document.querySelector("sf-race")!.renderRoot.querySelectorAll("sf-race-lane")].map((lane) =>
      lane.renderRoot.querySelector("#readout")!.textContent!.trim(),
    ),
  );
  // Pixel (1, 2): the pipelined sweep is in layer 7 there at step 10, the layer-by-layer one in layer 1 since step 4, raster order comes at step 31.
  assert.match(readouts[0]!, /^row 1, column 2: layer 7, ran at step 7, mean [+−-]\d\.\d{3}$/);
  assert.match(readouts[1]!, /^row 1, column 2: layer 7, ran at step 10, /);
  assert.match(readouts[2]!, /^row 1, column 2: layer 1, ran at step 4, /);
  assert.equal(readouts[3], "row 1, column 2: not run yet, first at step 31");
  await page.keyboard.press("a");
  assert.deepEqual((await readScreen(page)).counts, [7, 10, 10, 10]);
});

for (const scheme of ["light", "dark"] as const)
  pageTest(`axe finds nothing, ${scheme}`, { scheme }, async ({ page, screenshot, checkAccessibility }) => {
    await allRun(page);
    await page.evaluate(() => (document.querySelector("sf-race")!.renderRoot.querySelector("details")!.open = true));
    await page.evaluate(() => (document.querySelector("sf-race")!.lanes = 128));
    await goTo(page, 44);
    await until(
      page,
      "the lanes are counted",
      () => (document.querySelector("sf-race")!.renderRoot.querySelector(".times")?.childElementCount ?? 0) === 4,
    );
    await checkAccessibility();
    await screenshot(`race-open-wide-${scheme}`);
  });

pageTest("with 128 lanes the times are those of the domain's tables", { path: "?lanes=128" }, async ({ page }) => {
  await allRun(page);
  const times = async () => {
    await until(
      page,
      "the lanes are counted",
      () => document.querySelector("sf-race")!.renderRoot.querySelector(".times") !== null,
    );
    return page.evaluate(() =>
      [...document.querySelector("sf-race")!.renderRoot.querySelectorAll(".times b")].map((time) =>
        Number(time.textContent),
      ),
    );
  };
  assert.deepEqual((await times()).slice(0, 2), [204, 160]);
  await page.evaluate(() => (document.querySelector("sf-race")!.unit = "cells"));
  assert.deepEqual((await times()).slice(0, 3), [49, 80, 385]);
});

for (const scheme of ["light", "dark"] as const)
  pageTest(
    `a phone shows it without scrolling sideways, ${scheme}`,
    { width: "phone", scheme },
    async ({ page, screenshot }) => {
      await page.setViewport({ width: 360, height: 780, hasTouch: true, isMobile: true });
      await allRun(page);
      await goTo(page, 23);
      const [scroll, client] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.equal(client, 360);
      assert.ok(scroll! <= 360, `the page is ${scroll} pixels wide`);
      await screenshot(`race-phone-${scheme}`);
    },
  );

pageTest(
  "without WebGPU the processor runs the same race and says why",
  {
    prepare: (page) =>
      page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined })),
  },
  async ({ page, screenshot, checkAccessibility }) => {
    await allRun(page);
    await goTo(page, 23);
    const ran = await results(page);
    assert.deepEqual(
      ran.map(({ steps, device, dispatches }) => [steps, device, dispatches]),
      formulas(28, 28, 7).map((steps) => [steps, "cpu", 0]),
    );
    const notice = await page.evaluate(
      () => document.querySelector("sf-race")!.renderRoot.querySelector(".notice")!.textContent,
    );
    assert.match(notice!, /on the processor\s+this browser has no WebGPU/);
    await checkAccessibility();
    await screenshot("race-cpu-wide-light");
  },
);

pageTest("reduced motion: nothing plays by itself", { reducedMotion: true }, async ({ page }) => {
  await allRun(page);
  const before = await page.evaluate(() => [
    document.querySelector("sf-race")!.playing,
    document.querySelector("sf-race")!.step,
  ]);
  assert.deepEqual(before, [false, 7]);
});

pageTest(
  "a lost device is opened again and the race is run anew",
  {
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
    await allRun(page);
    await page.evaluate(() => (globalThis as unknown as { devices: GPUDevice[] }).devices[0]!.destroy());
    await until(
      page,
      "another device was asked for",
      () => (globalThis as unknown as { devices: GPUDevice[] }).devices.length === 2,
    );
    await allRun(page);
    assert.deepEqual((await readScreen(page)).totals, formulas(28, 28, 7));
    const notice = await page.evaluate(
      () => document.querySelector("sf-race")!.renderRoot.querySelector(".notice")!.textContent,
    );
    assert.match(notice!, /The GPU was lost/);
  },
);

pageTest("without JavaScript the page says what it is about", { javascript: false }, async ({ page, screenshot }) => {
  await screenshot("race-without-javascript");
  assert.match(await page.$eval("body", (body) => body.textContent ?? ""), /sequential steps/);
});
