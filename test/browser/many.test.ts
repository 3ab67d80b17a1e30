/** Twelve elements on one page: one device, nothing before it is near, back together after a lost GPU, and nothing left behind. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer";
import { elementNames } from "../../scripts/lib/files.js";
import { pageTest, until } from "./harness.js";

declare global {
  /** What the page asked of the GPU. */
  var asked: { devices: GPUDevice[]; created: number; held: Set<GPUBuffer> };
}

const count = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    globalThis.asked = { devices: [], created: 0, held: new Set() };
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (descriptor) {
      const device = await requestDevice.call(this, descriptor);
      globalThis.asked.devices.push(device);
      return device;
    };
    const { createBuffer } = GPUDevice.prototype;
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = createBuffer.call(this, descriptor);
      globalThis.asked.created++;
      globalThis.asked.held.add(buffer);
      return buffer;
    };
    const { destroy } = GPUBuffer.prototype;
    GPUBuffer.prototype.destroy = function () {
      globalThis.asked.held.delete(this);
      destroy.call(this);
    };
  });

/** Small, for the software driver; what an element has no attribute for, it ignores. */
const SMALL = { size: 6, height: 5, width: 5, depth: 2, channels: 2, steps: 4 };

/** Puts elements into the page, each on a screen of its own, named e0, e1, … */
const put = (page: Page, tags: readonly string[]): Promise<void> =>
  page.evaluate(
    (names, settings) => {
      for (const [i, name] of names.entries()) {
        const element = document.createElement(name);
        element.id = `e${i}`;
        element.dataset["address"] = "none";
        for (const [key, value] of Object.entries(settings)) element.setAttribute(key, String(value));
        element.style.setProperty("margin-bottom", "3000px");
        document.querySelector("main")!.append(element);
      }
    },
    tags,
    SMALL,
  );

/** The element is defined and computes nothing; it may be one that never computes. */
const atRest = (page: Page, id: string): Promise<void> =>
  until(
    page,
    `${id} is at rest`,
    () => {
      const element = document.querySelector("[data-wanted]");
      if (element === null) return false;
      // elements above it may have grown meanwhile
      element.scrollIntoView();
      return element.matches(":defined") && !("busy" in element && element.busy === true);
    },
    60,
  );

const want = (page: Page, id: string): Promise<void> =>
  page.evaluate(async (wanted) => {
    document.querySelector("[data-wanted]")?.removeAttribute("data-wanted");
    const element = document.querySelector(`#${wanted}`)!;
    element.setAttribute("data-wanted", "");
    element.scrollIntoView();
    // long enough for an observer to say that it is near, and for the element to ask for a run
    await new Promise((done) => setTimeout(done, 400));
  }, id);

const ran = async (page: Page, id: string): Promise<void> => {
  await want(page, id);
  await atRest(page, id);
};

const twelve = Array.from({ length: 12 }, (_, i) => `sf-${elementNames()[i % elementNames().length]}`);
const asked = (page: Page) =>
  page.evaluate(() => ({
    devices: globalThis.asked.devices.length,
    held: Array.from(globalThis.asked.held, ({ label }) => label),
    created: globalThis.asked.created,
  }));

const problems = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("main > [id]")]
      .flatMap((element) =>
        [...(element.shadowRoot?.querySelectorAll("[role=alert] .problem, .problem") ?? [])].map(
          ({ textContent }) => `${element.localName}: ${textContent?.trim()}`,
        ),
      )
      .filter((text) => !text.endsWith(": ")),
  );

pageTest(
  "twelve elements share one device, start when they are near, and come back together when it is lost",
  { path: "test/many.html", prepare: count },
  async ({ page }) => {
    await put(page, twelve);
    await ran(page, "e0");
    const first = await asked(page);
    assert.ok(first.devices <= 1);
    const created: number[] = [first.created];
    for (const i of twelve.keys()) {
      await ran(page, `e${i}`);
      created.push((await asked(page)).created);
    }
    assert.equal((await asked(page)).devices, 1, "one device for all");
    assert.ok(new Set(created).size > 8, `buffers are created as elements come near: ${created.join(", ")}`);
    assert.deepEqual(await problems(page), []);

    await page.evaluate(() => globalThis.asked.devices[0]!.destroy());
    const notices = (): Promise<number> =>
      page.evaluate(
        () =>
          [...document.querySelectorAll("main > [id]")].filter((element) =>
            /The GPU was lost .* It was opened again/.test(element.shadowRoot?.textContent ?? ""),
          ).length,
      );
    for (const i of twelve.keys()) await ran(page, `e${i}`);
    const after = await asked(page);
    assert.equal(after.devices, 2, "and one again after the loss");
    assert.ok(after.created > created.at(-1)!, "everything was run anew");
    assert.ok((await notices()) > 0);
    assert.deepEqual(await problems(page), []);

    const frames = await page.evaluate(async () => {
      document.body.style.setProperty("padding-bottom", "9000px");
      scrollTo(0, 1e9);
      await new Promise((done) => setTimeout(done, 1000));
      const { requestAnimationFrame: real } = globalThis;
      let calls = 0;
      globalThis.requestAnimationFrame = (callback) => (calls++, real.call(globalThis, callback));
      await new Promise((done) => setTimeout(done, 1000));
      globalThis.requestAnimationFrame = real;
      return calls;
    });
    assert.equal(frames, 0, "off screen nothing plays");
  },
);

const ROUNDS = 100;
/** The caches of shaders, fonts and styles are warm by then. */
const WARM = 20;

/** One element of each kind, all on the screen; each round takes them away and puts the same or, every other time, new ones there. */
const rounds = (page: Page, from: number, to: number, tags: readonly string[]): Promise<void> =>
  page.evaluate(
    async (first, last, names, settings) => {
      const main = document.querySelector("main")!;
      const fresh = (): HTMLElement[] =>
        names.map((name) => {
          const element = document.createElement(name);
          element.dataset["address"] = "none";
          for (const [key, value] of Object.entries(settings)) element.setAttribute(key, String(value));
          for (const [property, value] of [
            ["height", "60px"],
            ["overflow", "hidden"],
          ] as const)
            element.style.setProperty(property, value);
          return element;
        });
      for (let round = first; round < last; round++) {
        const old = [...main.querySelectorAll<HTMLElement>(":scope > [data-address]")];
        for (const element of old) element.remove();
        await new Promise((done) => requestAnimationFrame(done));
        const next = round % 2 === 0 || old.length === 0 ? fresh() : old;
        main.append(...next);
        // some rounds cut a run off, some let it come to its end
        await new Promise((done) => setTimeout(done, round % 5 === 4 ? 300 : 30));
      }
    },
    from,
    to,
    tags,
    SMALL,
  );

const weigh = async (page: Page) => {
  await until(
    page,
    "all are at rest",
    () =>
      [...document.querySelectorAll("main > [data-address]")].every((element) => !("busy" in element && element.busy)),
    60,
  );
  // what an element on the page holds depends on what it has painted; what is left when all are gone does not
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("main > [data-address]")) element.remove();
  });
  await new Promise((done) => setTimeout(done, 1500));
  // a run that was cut off holds its buffers until the device answers, which a busy machine may take long for
  await page.evaluate(async () => {
    for (let i = 0; i < 200 && globalThis.asked.held.size > 0; i++) await new Promise((done) => setTimeout(done, 100));
  });
  const session = await page.createCDPSession();
  for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize: heap, backingStorageSize: arrays } = await session.send("Runtime.getHeapUsage");
  const { Nodes: nodes = 0, JSEventListeners: listeners = 0 } = await page.metrics();
  await session.detach();
  return { ...(await asked(page)), heap, arrays, nodes, listeners };
};

pageTest(
  `removed and added again ${ROUNDS} times, nothing is left behind: buffers, nodes, listeners, heap`,
  { path: "test/many.html", prepare: count },
  async ({ page }) => {
    const tags = elementNames().map((name) => `sf-${name}`);
    await rounds(page, 0, WARM, tags);
    const before = await weigh(page);
    await rounds(page, WARM, ROUNDS + WARM, tags);
    const after = await weigh(page);
    assert.equal(after.devices, 1);
    assert.ok(after.created > before.created + ROUNDS, `runs did happen: ${after.created - before.created} buffers`);
    const change = JSON.stringify({ before, after });
    assert.deepEqual([before.held, after.held], [[], []], `GPU buffers: ${change}`);
    assert.ok(after.nodes <= before.nodes * 1.1, `nodes: ${change}`);
    assert.ok(after.listeners <= before.listeners * 1.1, `listeners: ${change}`);
    // what the engine compiles while it warms up is about 10 KB each; a leaked element is 45 KB and more, a leaked run 512 KB of arrays
    const added = (ROUNDS / 2) * tags.length;
    assert.ok((after.heap - before.heap) / added < 20_000, `heap: ${change}`);
    assert.ok((after.arrays - before.arrays) / added < 20_000, `arrays: ${change}`);
  },
);
