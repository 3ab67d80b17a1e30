import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { ElementHandle, Page } from "puppeteer";
import { zipSync } from "fflate";
import sharp from "sharp";
import { pageTest, until } from "./harness.js";
import { overflow } from "./reading.js";
import { ran } from "./sampler-page.js";

const SMALL = "height=6&width=7&depth=3&channels=3&first=3&weights=untrained";
const TRAIN = "view=training&height=6&width=6&depth=2&channels=4&first=3&images=40&every=4&batch=4&rate=0.02&warm-up=2";
const PATH = "sampler.html";
const folder = mkdtempSync(join(tmpdir(), "sweepfield-sampler-"));
after(() => rmSync(folder, { recursive: true }));

const set = (page: Page, change: Readonly<Record<string, unknown>>): Promise<void> =>
  page.evaluate(async (values) => {
    const element = document.querySelector("sf-sampler")!;
    Object.assign(element, values);
    await element.updateComplete;
  }, change);

const goTo = (page: Page, step: number): Promise<void> =>
  page.evaluate(async (target) => {
    const element = document.querySelector("sf-sampler")!;
    element.pause();
    element.step = target;
    await element.updateComplete;
  }, step);

const texts = (page: Page, selector: string): Promise<readonly string[]> =>
  page.evaluate(
    (wanted) =>
      [...document.querySelector("sf-sampler")!.renderRoot.querySelectorAll(wanted)].map(
        (element) => element.textContent?.replace(/\s+/g, " ").trim() ?? "",
      ),
    selector,
  );
const text = async (page: Page, selector: string): Promise<string> => (await texts(page, selector))[0] ?? "";

const click = (page: Page, selector: string): Promise<void> =>
  page.evaluate(async (wanted) => {
    const element = document.querySelector("sf-sampler")!;
    const found = element.renderRoot.querySelector<HTMLButtonElement>(wanted);
    if (!found || found.disabled) throw new Error(`${wanted} is not there or disabled`);
    found.click();
    await element.updateComplete;
  }, selector);

const phase = async (page: Page, wanted: string): Promise<void> => {
  const end = performance.now() + 30_000;
  const now = () =>
    page.evaluate(
      () => document.querySelector("sf-sampler")!.renderRoot.querySelector<HTMLElement>(".phase")?.dataset["phase"],
    );
  while ((await now()) !== wanted) {
    assert.ok(performance.now() < end, `within 30 s: training is ${wanted}`);
    await sleep(50);
  }
};

const input = async (page: Page, selector: string): Promise<ElementHandle<HTMLInputElement>> =>
  (await page.evaluateHandle(
    (wanted) => document.querySelector("sf-sampler")!.renderRoot.querySelector<HTMLInputElement>(wanted)!,
    selector,
  )) as ElementHandle<HTMLInputElement>;

for (const scheme of ["light", "dark"] as const)
  for (const view of ["methods", "models", "training", "completion"] as const)
    for (const width of ["wide", "phone"] as const)
      pageTest(
        `axe finds nothing in ${view}, and it fits: ${width}, ${scheme}`,
        { path: `${PATH}?view=${view}&${SMALL}&images=40&at=5`, width, scheme },
        async ({ page, screenshot, checkAccessibility }) => {
          await ran(page);
          await page.evaluate(async () => {
            const element = document.querySelector("sf-sampler")!;
            element.renderRoot.querySelector<HTMLDetailsElement>(".body > details")!.open = true;
            await element.updateComplete;
          });
          await goTo(page, 5);
          await checkAccessibility();
          assert.equal(await overflow(page), 0, "no scrolling sideways");
          await screenshot(`sampler-${view}-${width}-${scheme}`);
        },
      );

pageTest(
  "four methods: counters are what was executed, the formulas check them, and the images are the same",
  { path: `${PATH}?${SMALL}` },
  async ({ page }) => {
    await ran(page);
    await goTo(page, 42);
    const lanes = await page.evaluate(() =>
      [...document.querySelector("sf-sampler")!.renderRoot.querySelectorAll<HTMLElement>(".lane")].map((lane) => ({
        name: lane.dataset["lane"],
        total: Number(lane.querySelector(".of b")!.textContent),
        formula: lane.querySelector(".formula")!.textContent!.replace(/\s+/g, " ").trim(),
        matvecs: Number(lane.querySelector("dd")!.textContent),
      })),
    );
    assert.deepEqual(
      lanes.map(({ name }) => name),
      ["naive", "cached", "wavefront", "fixed-point"],
    );
    const [naive, cached, wavefront, fixed] = lanes as [
      (typeof lanes)[0],
      (typeof lanes)[0],
      (typeof lanes)[0],
      (typeof lanes)[0],
    ];
    assert.deepEqual([naive.total, cached.total, wavefront.total], [42, 42, 7 + 2 * 5]);
    assert.ok(fixed.total <= 18);
    assert.match(wavefront.formula, /^W \+ 2\(H − 1\) = 17 ✓as many as were executed$/);
    assert.match(fixed.formula, /^≤ .* = 18 ✓no more than that were executed$/);
    assert.deepEqual([naive.matvecs, wavefront.matvecs, fixed.matvecs], [3 * 42, 3 * 17, 3 * fixed.total]);
    assert.match(await text(page, ".verdict"), /The same image, 4 times: 0 of 42 pixels differ/);
    await goTo(page, 3);
    assert.deepEqual(await texts(page, ".count"), ["3", "3", "3", "3"]);
    assert.deepEqual((await texts(page, ".cells-now")).map(Number).slice(0, 2), [126, 3]);
    const { width } = await page.evaluate(() => {
      const canvas = document
        .querySelector("sf-sampler")!
        .renderRoot.querySelector<HTMLCanvasElement>(".picture canvas")!;
      return { width: canvas.getBoundingClientRect().width };
    });
    assert.ok(width > 200, `a picture ${width} wide`);
    for (const model of ["quadrant", "mdlstm"] as const) {
      await set(page, { model });
      await ran(page);
      await until(page, "another model has drawn", () => {
        const totals = [...document.querySelector("sf-sampler")!.renderRoot.querySelectorAll(".of b")];
        return totals.length === 4 && totals[2]!.textContent === "12";
      });
      assert.match(await text(page, ".verdict"), /: 0 of 42 pixels differ/);
    }
    await click(page, '.boxes input[name="naive"]');
    await ran(page);
    await until(
      page,
      "three methods have drawn",
      () => document.querySelector("sf-sampler")!.renderRoot.querySelectorAll(".of b").length === 3,
    );
    assert.match(await text(page, ".verdict"), /The same image, 3 times: 0 of 42 pixels differ/);
    await set(page, { height: 1, pixels: "levels" });
    await ran(page);
    await until(page, "one row has been drawn", () => document.querySelector("sf-sampler")!.length === 7);
    assert.match(await text(page, ".verdict"), /: 0 of 7 pixels differ/);
  },
);

pageTest("pretrained weights draw at first sight, on the clock", { path: PATH }, async ({ page }) => {
  await ran(page);
  assert.match(await text(page, ".verdict"), /0 of 196 pixels differ.*Weights: trained by this project/);
  assert.deepEqual(await texts(page, ".of b"), ["196", "196", String(14 + 4 * 13), (await texts(page, ".of b"))[3]]);
  await until(page, "it plays", () => document.querySelector("sf-sampler")!.step > 2);
});

pageTest(
  "by keyboard: the clock goes both ways, and the address has it; by mouse: play, pause, one step",
  { path: `${PATH}?${SMALL}` },
  async ({ page }) => {
    await ran(page);
    await goTo(page, 0);
    await (await input(page, "#clock")).focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await text(page, ".count"), "3");
    await until(page, "the address has the place", () => /at=3/.test(location.search), 5);
    await page.keyboard.press("End");
    assert.equal(await text(page, ".count"), "42");
    const button = await page.evaluateHandle(() =>
      document.querySelector("sf-sampler")!.renderRoot.querySelector<HTMLElement>(".play")!,
    );
    await button.click();
    await until(page, "it plays from the start", () => {
      const element = document.querySelector("sf-sampler")!;
      return element.playing && element.step > 0 && element.step < 42;
    });
    await button.click();
    assert.equal(await page.evaluate(() => document.querySelector("sf-sampler")!.playing), false);
  },
);

pageTest(
  "five models: what they see decides, E10 at small sizes",
  { path: `${PATH}?view=models&${SMALL}` },
  async ({ page }) => {
    await ran(page);
    assert.deepEqual(await texts(page, ".of b"), ["17", "12", String(7 + 4 * 5), "12", "12"]);
    assert.equal((await texts(page, ".formula .check:not(.wrong)")).length, 5);
    const seen = (await texts(page, ".seen")).map(Number);
    assert.equal(seen[3], 15);
    assert.ok(seen[0]! < seen[2]!);
    await set(page, { width: 1 });
    await ran(page);
    await until(page, "one column has been drawn", () => document.querySelector("sf-sampler")!.length === 6);
    assert.deepEqual(await texts(page, ".of b"), ["6", "6", "6", "6", "6"]);
  },
);

pageTest(
  "training starts, pauses, resumes, steps; the loss falls; it is kept over a reload and goes on",
  { path: `${PATH}?${TRAIN}&steps=40` },
  async ({ page, checkAccessibility, screenshot }) => {
    await ran(page);
    await click(page, "[data-act=step]");
    await phase(page, "paused");
    assert.equal(await text(page, ".count"), "1");
    const first = Number(await text(page, ".held-loss .nats"));
    await click(page, "[data-act=start]");
    await phase(page, "running");
    await until(
      page,
      "some steps are done",
      () => Number(document.querySelector("sf-sampler")!.renderRoot.querySelector(".count")!.textContent) >= 5,
    );
    await click(page, "[data-act=start]");
    await phase(page, "paused");
    const steps = Number(await text(page, ".count"));
    assert.ok(steps >= 5 && steps < 40, String(steps));
    assert.equal((await texts(page, ".samples canvas")).length, 8);
    assert.match((await texts(page, ".curve svg text")).join("|"), /uniform: knowing nothing, 25\.0\|independent/);
    assert.equal(
      await page.evaluate(
        () =>
          document.querySelector("sf-sampler")!.renderRoot.querySelector<HTMLFieldSetElement>("fieldset.locked")!
            .disabled,
      ),
      true,
    );
    await checkAccessibility();
    await until(
      page,
      "the run is kept",
      () =>
        new Promise((resolve) => {
          const request = indexedDB.open("sweepfield", 1);
          request.onsuccess = () => {
            const get = request.result.transaction("training").objectStore("training").get("sf-sampler");
            get.onsuccess = () => {
              resolve(get.result !== undefined);
              request.result.close();
            };
          };
        }),
    );
    await page.reload();
    await ran(page);
    assert.match(await text(page, ".kept"), /A run is kept in this browser: \d+ of 40 steps/);
    await click(page, "[data-act=go-on]");
    await phase(page, "finished");
    assert.equal(await text(page, ".count"), "40");
    const last = Number(await text(page, ".held-loss .nats"));
    assert.ok(last < first, `${last} is less than ${first}`);
    await screenshot("sampler-trained-wide-light");
    await click(page, "[data-act=draw]");
    await until(page, "it draws with them", () => {
      const element = document.querySelector("sf-sampler")!;
      return (
        !element.busy &&
        /trained in this page, 40 steps/.test(element.renderRoot.querySelector(".verdict")?.textContent ?? "")
      );
    });
    assert.match(await text(page, ".verdict"), /0 of 36 pixels differ/);
  },
);

pageTest(
  "the GPU is lost in the middle of training: it goes on",
  {
    path: `${PATH}?${TRAIN}&steps=60`,
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
    await click(page, "[data-act=start]");
    await until(
      page,
      "some steps are done",
      () => Number(document.querySelector("sf-sampler")!.renderRoot.querySelector(".count")!.textContent) >= 6,
    );
    await page.evaluate(() => (globalThis as unknown as { devices: GPUDevice[] }).devices[0]!.destroy());
    await phase(page, "finished");
    assert.equal(await text(page, ".count"), "60");
    assert.ok((await texts(page, ".notice")).some((notice) => /training went on/.test(notice)));
    assert.deepEqual(await texts(page, ".training-problem"), []);
  },
);

const idx = (count: number, side: number, cut = 0): Uint8Array => {
  const bytes = Uint8Array.from({ length: count * side * side }, (_, i) => ((i * 7919) % 97 < 40 ? 255 : 0));
  return Uint8Array.of(0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, side, 0, 0, 0, side, ...bytes).subarray(
    0,
    16 + bytes.length - cut,
  );
};

pageTest(
  "own images: a broken file is refused with the reason, a whole one is learned from; cancel unlocks the settings",
  { path: `${PATH}?${TRAIN}&device=cpu&steps=400` },
  async ({ page }) => {
    await ran(page);
    await set(page, { images: 20_000 });
    await click(page, "[data-act=start]");
    await phase(page, "preparing");
    await click(page, "[data-act=cancel]");
    await phase(page, "idle");
    assert.deepEqual(await texts(page, ".training-problem"), []);
    const [whole, cut] = [join(folder, "images.idx"), join(folder, "cut.idx")];
    writeFileSync(whole, idx(20, 12));
    writeFileSync(cut, idx(20, 12, 5));
    const file = await input(page, "#own-file");
    await file.uploadFile(cut);
    await until(
      page,
      "it is refused",
      () => document.querySelector("sf-sampler")!.renderRoot.querySelector(".training-problem") !== null,
    );
    assert.match(
      await text(page, ".training-problem"),
      /cut\.idx: its header says 20 images of 12×12, 2880 bytes; it holds 2875; is it cut off\?/,
    );
    assert.match(await text(page, ".data-line"), /Strokes that this page draws/);
    await file.uploadFile(whole);
    await until(page, "it is there", () =>
      /images\.idx: 20 images, scaled to 6 × 6/.test(
        document.querySelector("sf-sampler")!.renderRoot.querySelector(".data-line")!.textContent!.replace(/\s+/g, " "),
      ),
    );
    assert.deepEqual(await texts(page, ".training-problem"), []);
    await click(page, "[data-act=start]");
    await until(
      page,
      "it learns",
      () => Number(document.querySelector("sf-sampler")!.renderRoot.querySelector(".count")!.textContent) >= 3,
    );
    await click(page, "[data-act=cancel]");
    await phase(page, "idle");
    assert.deepEqual(await texts(page, ".training-problem"), []);
    assert.equal(
      await page.evaluate(
        () =>
          document.querySelector("sf-sampler")!.renderRoot.querySelector<HTMLFieldSetElement>("fieldset.locked")!
            .disabled,
      ),
      false,
    );
  },
);

/** A picture of one colour, a little different each. */
const png = (i: number): Promise<Buffer> =>
  sharp({ create: { width: 9, height: 8, channels: 3, background: { r: 200, g: 20 * i, b: 40 } } })
    .png()
    .toBuffer();

const dataLine = (page: Page, wanted: RegExp): Promise<void> => soon(page, ".data-line", wanted);

const soon = async (page: Page, selector: string, wanted: RegExp): Promise<void> => {
  const end = performance.now() + 30_000;
  for (let now = await text(page, selector); !wanted.test(now); now = await text(page, selector)) {
    assert.ok(performance.now() < end, `within 30 s ${selector} matches ${wanted}; it is: ${now}`);
    await sleep(50);
  }
};

const startAndCancel = async (page: Page): Promise<void> => {
  await click(page, "[data-act=start]");
  await until(
    page,
    "it learns",
    () => Number(document.querySelector("sf-sampler")!.renderRoot.querySelector(".count")!.textContent) >= 2,
  );
  await click(page, "[data-act=cancel]");
  await phase(page, "idle");
  assert.deepEqual(await texts(page, ".training-problem"), []);
};

/** Drags files or folders of this machine over the page's panel of data, and lets them go there. */
const drop = async (page: Page, paths: readonly string[]): Promise<void> => {
  const place = await page.evaluate(() => {
    const panel = document.querySelector("sf-sampler")!.renderRoot.querySelector(".panel.data")!;
    panel.scrollIntoView({ block: "center" });
    const { left, top, width } = panel.getBoundingClientRect();
    return { x: left + width / 2, y: top + 40 };
  });
  const client = await page.createCDPSession();
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await client.send("Input.dispatchDragEvent", {
      type,
      ...place,
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    });
  await client.detach();
};

pageTest(
  "own images by every way: IDX and CSV, packed by gzip or not, a zip, pictures, a folder, and all of it dropped",
  { path: `${PATH}?${TRAIN}&device=cpu&steps=400` },
  async ({ page }) => {
    await ran(page);
    const at = (name: string): string => join(folder, name);
    const lines = (count: number) =>
      Array.from({ length: count }, (_, i) => Array.from({ length: 36 }, (__, j) => (i + j) % 256).join()).join("\n");
    const pictures = at("pictures");
    mkdirSync(join(pictures, "deep"), { recursive: true });
    for (let i = 0; i < 6; i++) writeFileSync(join(pictures, i < 3 ? `${i}.png` : `deep/${i}.png`), await png(i));
    writeFileSync(join(pictures, "notes.txt"), "no picture");
    writeFileSync(at("a.idx.gz"), gzipSync(idx(21, 12)));
    writeFileSync(at("a.csv"), lines(13));
    writeFileSync(at("b.csv.gz"), gzipSync(lines(14)));
    const packed = Object.fromEntries(
      await Promise.all([0, 1, 2, 3, 4].map(async (i) => [`a/${i}.png`, await png(i)])),
    );
    writeFileSync(at("a.zip"), zipSync(packed));
    writeFileSync(at("cut.zip"), zipSync(packed).subarray(0, 200));
    writeFileSync(at("mixed.csv"), `${lines(2)}\n1,2,3`);
    const file = await input(page, "#own-file");
    for (const [name, wanted] of [
      ["a.idx.gz", /a\.idx\.gz: 21 images/],
      ["a.csv", /a\.csv: 13 images/],
      ["b.csv.gz", /b\.csv\.gz: 14 images/],
      ["a.zip", /a\.zip: 5 images/],
    ] as const) {
      await file.uploadFile(at(name));
      await dataLine(page, wanted);
    }
    for (const [name, wanted] of [
      ["mixed.csv", /^mixed\.csv: line 3 has 3 numbers, line 1 has 36/],
      ["cut.zip", /^cut\.zip: its zip data is cut off or damaged/],
    ] as const) {
      await file.uploadFile(at(name));
      await soon(page, ".training-problem", wanted);
      assert.match(await text(page, ".data-line"), /a\.zip: 5 images/, "what was there stays");
    }
    await (await input(page, "#own-folder")).uploadFile(pictures);
    await dataLine(page, /6 pictures: 6 images, scaled to 6 × 6/);
    await startAndCancel(page);
    await drop(page, [at("a.idx.gz")]);
    await dataLine(page, /a\.idx\.gz: 21 images/);
    await drop(page, [join(pictures, "0.png"), join(pictures, "1.png")]);
    await dataLine(page, /2 pictures: 2 images/);
    await drop(page, [pictures]);
    await dataLine(page, /6 pictures: 6 images/);
    await startAndCancel(page);
  },
);

pageTest(
  "in colour a PixelCNN draws red, green and blue in turn: three times the steps, by every method the same image",
  { path: `${PATH}?colour=rgb&${SMALL}` },
  async ({ page, checkAccessibility, screenshot }) => {
    await ran(page);
    await goTo(page, 4);
    const totals = (await texts(page, ".of b")).map(Number);
    assert.deepEqual(totals.slice(0, 3), [3 * 42, 3 * 42, 3 * (7 + 2 * 5)]);
    assert.ok(totals[3]! <= 52);
    assert.match((await texts(page, ".formula"))[0]!, /^3 · H · W = 126 ✓/);
    assert.match((await texts(page, ".formula"))[2]!, /^3\(W \+ 2\(H − 1\)\) = 51 ✓/);
    assert.match(await text(page, ".verdict"), /The same image, 4 times: 0 of 42 pixels differ/);
    const now = async () => (await texts(page, ".lane-facts dd")).filter((line) => line.startsWith("R ")).slice(0, 3);
    assert.deepEqual(await now(), ["R 1 · G 0 · B 0", "R 1 · G 0 · B 0", "R 1 · G 0 · B 0"]);
    await goTo(page, 6);
    assert.deepEqual(await now(), ["R 0 · G 0 · B 1", "R 0 · G 0 · B 1", "R 0 · G 0 · B 1"]);
    await goTo(page, 13);
    assert.deepEqual((await now())[2], "R 3 · G 0 · B 0", "along the wavefront three rows at once");
    await checkAccessibility();
    await screenshot("sampler-colour-wide-light");
    await set(page, { view: "models" });
    await ran(page);
    await until(page, "five models have drawn", () => document.querySelector("sf-sampler")!.shown?.view === "models");
    // all but the PixelCNNs draw the three colours of a pixel at once
    assert.deepEqual(await texts(page, ".of b"), ["51", "36", String(7 + 4 * 5), "12", "12"]);
    assert.equal((await texts(page, ".formula .check:not(.wrong)")).length, 5);
    await set(page, { view: "completion", copies: 2 });
    await ran(page);
    await until(page, "the image is completed", () => document.querySelector("sf-sampler")!.length === 33);
  },
);

pageTest(
  "pretrained weights in colour; it learns from colours that the page draws, and from the reader's",
  { path: `${PATH}?colour=rgb&methods=cached+wavefront` },
  async ({ page }) => {
    await ran(page);
    assert.match(await text(page, ".verdict"), /0 of 196 pixels differ.*Weights: trained by this project/);
    assert.deepEqual(await texts(page, ".of b"), ["588", "198"]);
    await set(page, {
      view: "training",
      height: 6,
      width: 6,
      depth: 2,
      channels: 6,
      first: "3",
      images: 40,
      every: 4,
      batch: 4,
      steps: 6,
    });
    await ran(page);
    assert.match(await text(page, ".data-line"), /Strokes that this page draws in colours, 40 of them/);
    await click(page, "[data-act=start]");
    await phase(page, "finished");
    // 36 pixels of three bits
    assert.match((await texts(page, ".curve svg text")).join("|"), /uniform: knowing nothing, 74\.9/);
    assert.match(await text(page, ".snippet pre"), /colourGroups/);
    await click(page, "[data-act=cancel]");
    const pictures = join(folder, "colours");
    mkdirSync(pictures, { recursive: true });
    for (let i = 0; i < 9; i++) writeFileSync(join(pictures, `${i}.png`), await png(i));
    await (await input(page, "#own-folder")).uploadFile(pictures);
    await dataLine(page, /9 pictures: 9 images, scaled to 6 × 6, in red, green and blue/);
    await set(page, { pixels: "levels" });
    await click(page, "[data-act=start]");
    await phase(page, "finished");
    const hues = await page.evaluate(() => {
      const canvas = document
        .querySelector("sf-sampler")!
        .renderRoot.querySelector<HTMLCanvasElement>(".samples canvas")!;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      let coloured = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) coloured++;
      return coloured;
    });
    assert.ok(hues > 0, "the samples have colours");
    await click(page, "[data-act=cancel]");
    await set(page, { colour: "grey" });
    await click(page, "[data-act=start]");
    await phase(page, "finished");
    assert.match(await text(page, ".data-line"), /9 pictures: 9 images, scaled to 6 × 6$/, "read again in grey");
  },
);

pageTest(
  "weights go out and come in; what is no weights file is refused; storage that is forbidden is said",
  {
    path: `${PATH}?${TRAIN}&device=cpu&steps=3`,
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        Object.defineProperty(globalThis, "indexedDB", {
          get() {
            throw new DOMException("forbidden by the test", "SecurityError");
          },
        });
        const create = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => {
          if (blob instanceof Blob)
            void blob.arrayBuffer().then((bytes) => Object.assign(globalThis, { saved: [...new Uint8Array(bytes)] }));
          return create(blob);
        };
        HTMLAnchorElement.prototype.click = () => {};
      }),
  },
  async ({ page }) => {
    await ran(page);
    assert.ok((await texts(page, ".notice")).some((notice) => /stores nothing for this page/.test(notice)));
    await click(page, "[data-act=start]");
    await phase(page, "finished");
    await click(page, "[data-act=download]");
    await until(page, "the file is made", () => "saved" in globalThis);
    const bytes = Uint8Array.from(await page.evaluate(() => (globalThis as unknown as { saved: number[] }).saved));
    const [whole, cut] = [join(folder, "model.safetensors"), join(folder, "cut.safetensors")];
    writeFileSync(whole, bytes);
    writeFileSync(cut, bytes.subarray(0, bytes.length - 8));
    await set(page, { channels: 9 });
    const file = await input(page, "#weights-file");
    await file.uploadFile(cut);
    await until(
      page,
      "it is refused",
      () => document.querySelector("sf-sampler")!.renderRoot.querySelector(".training-problem") !== null,
    );
    assert.match(await text(page, ".training-problem"), /^cut\.safetensors: /);
    await file.uploadFile(whole);
    await phase(page, "paused");
    assert.equal(await text(page, ".count"), "3");
    assert.deepEqual(
      await page.evaluate(() => {
        const { channels, weights } = document.querySelector("sf-sampler")!;
        return { channels, weights };
      }),
      // two layers, of which the last one has one channel
      { channels: 4, weights: "own" },
    );
    assert.match(await text(page, ".snippet pre"), /safe_open\("sweepfield-model\.safetensors"/);
  },
);

pageTest(
  "a half-covered image is completed; what is given stays, and fewer rows take fewer steps",
  { path: `${PATH}?view=completion&${SMALL}&copies=2&known=0.5` },
  async ({ page }) => {
    await ran(page);
    await goTo(page, 99);
    assert.deepEqual([await text(page, ".of b"), await text(page, ".count")], ["11", "11"]);
    assert.match(await text(page, ".headline .formula"), /for the 3 rows below: W \+ 2\(H − 1\) = 11 ✓/);
    await set(page, { known: 0 });
    await ran(page);
    await until(page, "all rows are drawn", () => document.querySelector("sf-sampler")!.length === 17);
    await set(page, { temperature: 0, known: 0.9 });
    await ran(page);
    await until(page, "one row is drawn", () => document.querySelector("sf-sampler")!.length === 7);
  },
);

pageTest(
  "predict: numbers are asked, and nothing tells them before; then everything is told",
  { path: `${PATH}?view=models&mode=predict&answers=hidden&${SMALL}` },
  async ({ page, checkAccessibility, screenshot }) => {
    await ran(page);
    assert.deepEqual(await texts(page, ".of b"), []);
    assert.doesNotMatch(await text(page, ".lanes"), /H \+ W|W \+/);
    assert.equal(await page.evaluate(() => document.querySelector("sf-sampler")!.step), 0);
    await checkAccessibility();
    await screenshot("sampler-predict-wide-light");
    for (const answer of ["12", "13", "312"]) {
      await (await input(page, ".predict input")).focus();
      await page.keyboard.type(answer);
      await page.keyboard.press("Enter");
      assert.match(await text(page, ".predict-verdict"), answer === "13" ? /Not quite/ : /Right/);
      if (answer !== "312") await click(page, ".predict-actions button");
    }
    await until(
      page,
      "the steps are told",
      () => document.querySelector("sf-sampler")!.renderRoot.querySelectorAll(".of b").length === 5,
    );
  },
);

pageTest(
  "without WebGPU the processor draws the same and says why; a hostile link is refused",
  {
    path: `${PATH}?${SMALL}&width=%3Cimg%20src%3Dx%3E&temperature=9`,
    prepare: (page) =>
      page.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined })),
  },
  async ({ page }) => {
    await ran(page);
    assert.match(await text(page, ".verdict"), /0 of \d+ pixels differ/);
    const notices = await texts(page, ".notice");
    assert.ok(
      notices.some((notice) => /^temperature is "9".*2/.test(notice)),
      notices.join("\n"),
    );
    assert.ok(notices.some((notice) => /on the processor this browser has no WebGPU/.test(notice)));
  },
);
