import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import sharp from "sharp";
import { pageTest, until } from "./harness.js";
import { allRun, goTo, readScreen } from "./race-page.js";

const textOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate(
    (wanted) => document.querySelector("sf-race")!.renderRoot.querySelector(wanted)?.textContent?.trim() ?? "",
    selector,
  );

/** The activations on screen, by lane. */
const means = (page: Page): Promise<readonly (readonly number[])[]> =>
  page.evaluate(() =>
    [...document.querySelector("sf-race")!.renderRoot.querySelectorAll("sf-race-lane")].map((lane) => [
      ...lane.run!.means,
    ]),
  );

declare global {
  /** Set by the tests of this file in their pages. */
  var tightLimits: boolean;
  var finished: number;
  var strangers: number;
}

pageTest(
  "what the device can't hold is said, the last race stays, and smaller settings run again",
  {
    path: "?depth=2&size=8",
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        const limits = Object.getOwnPropertyDescriptor(GPUDevice.prototype, "limits")!.get!;
        Object.defineProperty(GPUDevice.prototype, "limits", {
          get(this: GPUDevice) {
            const real = limits.call(this) as GPUSupportedLimits;
            if (!globalThis.tightLimits) return real;
            return new Proxy(real, {
              get: (target, name) => (name === "maxBufferSize" ? 4096 : Reflect.get(target, name, target)),
            });
          },
        });
      }),
  },
  async ({ page, screenshot, checkAccessibility }) => {
    await allRun(page);
    await page.evaluate(() => {
      globalThis.tightLimits = true;
      document.querySelector("sf-race")!.size = 32;
    });
    await until(
      page,
      "the problem is on screen",
      () => document.querySelector("sf-race")!.renderRoot.querySelector("[role=alert] .problem") !== null,
    );
    assert.match(
      await textOf(page, ".problem"),
      /needs .* MiB, this device binds at most 0\.0 MiB; lower the image size.* The race before it stays/,
    );
    assert.equal(await page.evaluate(() => document.querySelector("sf-race")!.busy), false);
    assert.deepEqual((await readScreen(page)).totals, [2, 16, 30, 128]);
    await until(
      page,
      "the lanes of the race on screen are counted",
      () => document.querySelector("sf-race")!.renderRoot.querySelector(".times") !== null,
    );
    await checkAccessibility();
    await screenshot("race-problem-wide-light");
    await page.evaluate(() => {
      globalThis.tightLimits = false;
      document.querySelector("sf-race")!.size = 6;
    });
    await until(page, "the smaller race has run", () => {
      const race = document.querySelector("sf-race")!;
      return !race.busy && race.results[3]?.steps === 72;
    });
    assert.equal(await textOf(page, ".problem"), "");
  },
);

pageTest(
  "a run that the GPU refuses says so",
  {
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        const pop = GPUDevice.prototype.popErrorScope;
        GPUDevice.prototype.popErrorScope = async function () {
          await pop.call(this);
          return new GPUValidationError("made up by the test");
        };
      }),
  },
  async ({ page }) => {
    await until(
      page,
      "the problem is on screen",
      () => document.querySelector("sf-race")!.renderRoot.querySelector(".problem") !== null,
    );
    assert.match(await textOf(page, ".problem"), /made up by the test/);
    assert.equal(await page.evaluate(() => document.querySelector("sf-race")!.busy), false);
  },
);

pageTest(
  "a page over plain http says what to do, and races on the processor",
  {
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined });
        Object.defineProperty(globalThis, "isSecureContext", { get: () => false });
      }),
  },
  async ({ page, screenshot }) => {
    await allRun(page);
    await goTo(page, 23);
    assert.match(
      (await textOf(page, ".notice")).replaceAll(/\s+/g, " "),
      /^on the processor WebGPU needs a secure page, and this one was loaded over plain http; open it through https/,
    );
    await screenshot("race-insecure-wide-light");
  },
);

pageTest(
  "of settings that change fast only the last is finished, and no lane shows another's numbers",
  {},
  async ({ page }) => {
    await allRun(page);
    await page.evaluate(() => {
      const race = document.querySelector("sf-race")!;
      globalThis.finished = 0;
      globalThis.strangers = 0;
      race.addEventListener("sf-run-complete", () => globalThis.finished++);
      const look = (): void => {
        for (const { lane, run } of race.renderRoot.querySelectorAll("sf-race-lane")) {
          const { layers, height, width } = lane!.plan.grid;
          if (run && (run.means.length !== layers * height * width || run.result.steps !== lane!.expected))
            globalThis.strangers++;
        }
        requestAnimationFrame(look);
      };
      look();
    });
    // The pauses are longer than the element waits for a slider to rest, so that runs do begin and have to be aborted.
    for (const [depth, size, pause] of [
      [12, 28, 0],
      [9, 40, 300],
      [5, 64, 300],
      [11, 32, 250],
      [3, 10, 0],
    ] as const) {
      await page.evaluate(
        (d, s) => Object.assign(document.querySelector("sf-race")!, { depth: d, size: s }),
        depth,
        size,
      );
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    await until(page, "the last one has run", () => {
      const race = document.querySelector("sf-race")!;
      return !race.busy && race.results[3]?.steps === 300;
    });
    // What was not aborted would have its lanes on screen by then.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const shown = await means(page);
    assert.deepEqual((await readScreen(page)).totals, [3, 21, 57, 300]);
    assert.deepEqual(await page.evaluate(() => [globalThis.finished, globalThis.strangers]), [1, 0]);
    await page.goto(page.url(), { waitUntil: "load" });
    await allRun(page);
    assert.deepEqual(await means(page), shown);
  },
);

pageTest("off screen the clock stands still, and goes on when it is seen again", {}, async ({ page }) => {
  await page.evaluate(() => (document.body.style.paddingBottom = "4000px"));
  await allRun(page);
  await page.evaluate(() => (document.querySelector("sf-race")!.speed = "4"));
  const stepAfter = (top: number): Promise<readonly [number, number]> =>
    page.evaluate(async (y) => {
      const race = document.querySelector("sf-race")!;
      const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      scrollTo(0, y);
      await sleep(300);
      const before = race.step;
      await sleep(1200);
      return [before, race.step] as const;
    }, top);
  await page.evaluate(() => document.querySelector("sf-race")!.play());
  const [hidden, still] = await stepAfter(1e6);
  assert.equal(still, hidden);
  assert.equal(await page.evaluate(() => document.querySelector("sf-race")!.playing), true);
  const [seen, later] = await stepAfter(0);
  assert.ok(later > seen, `from step ${seen} to ${later}`);
});

pageTest("a picture that is dropped anywhere on the page is raced", {}, async ({ page }) => {
  await allRun(page);
  const red = await sharp({ create: { width: 40, height: 40, channels: 3, background: "#c03020" } })
    .png()
    .toBuffer();
  const taken = await page.evaluate(
    (bytes) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], "red.png", { type: "image/png" }));
      const init = { bubbles: true, composed: true, cancelable: true, dataTransfer };
      return ["dragover", "drop"].map((type) => document.querySelector("h1")!.dispatchEvent(new DragEvent(type, init)));
    },
    [...red],
  );
  assert.deepEqual(taken, [false, false]);
  await until(page, "the dropped picture has run", () => {
    const race = document.querySelector("sf-race")!;
    const spec = race.renderRoot.querySelector("sf-race-lane")!.lane!.spec;
    return !race.busy && race.results.length === 4 && spec.inputs === 3;
  });
  assert.equal(await page.$("sf-race >>> .dragged"), null);
  await page.evaluate(
    () => (document.querySelector("sf-race")!.renderRoot.querySelector("sf-image-source")!.colour = "grey"),
  );
  await until(page, "the link has the colour", () => new URLSearchParams(location.search).get("colour") === "grey");
});

pageTest("forced colours", {}, async ({ page, screenshot, checkAccessibility }) => {
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  assert.equal(await page.evaluate(() => matchMedia("(forced-colors: active)").matches), true);
  await allRun(page);
  await goTo(page, 44);
  await checkAccessibility();
  await screenshot("race-forced-colours");
});
