import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { ElementHandle, Page } from "puppeteer";
import sharp from "sharp";
import type { SfImageSource } from "../../src/elements/controls/image-source/image-source.js";
import { pageTest, until } from "./harness.js";

const path = "test/image-source.html";
const folder = mkdtempSync(join(tmpdir(), "sweepfield-images-"));
after(() => rmSync(folder, { recursive: true }));

/** The value of the control, as plain data. */
const valueOf = (page: Page) =>
  page.evaluate(() => {
    const value = document.querySelector("sf-image-source")?.value;
    if (!value) throw new Error("no value yet");
    const { name, builtin, original, tensor } = value;
    return { name, builtin, original, shape: [...tensor.shape], data: [...tensor.data] };
  });

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(`sf-image-source >>> ${selector}`, (element) => (element.textContent ?? "").replace(/\s+/g, " ").trim());

const settled = (page: Page): Promise<void> =>
  until(page, "the file is read", () => {
    const section = document.querySelector("sf-image-source")?.shadowRoot?.querySelector("section");
    return section?.getAttribute("aria-busy") === "false";
  });

const upload = async (page: Page, ...files: (readonly [name: string, bytes: Uint8Array])[]): Promise<void> => {
  const paths = files.map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
  const input = (await page.$("sf-image-source >>> input[type=file]")) as ElementHandle<HTMLInputElement> | null;
  assert.ok(input);
  await page.evaluate(() => (document.querySelector("sf-image-source") as SfImageSource).updateComplete);
  if (files.length > 1) await input.evaluate((element) => (element.multiple = true));
  await input.uploadFile(...paths);
  await settled(page);
};

const click = async (page: Page, title: string): Promise<void> => {
  for (const button of await page.$$("sf-image-source >>> button, sf-image-source >>> .segments label"))
    if ((await button.evaluate((element) => element.textContent?.trim())) === title) await button.click();
};

/** Red and green above, blue and white below, in four equal parts. */
const quarters = (width: number, height: number, background = "#ffffff") => {
  const part = (fill: string) => ({
    create: { width: width / 2, height: height / 2, channels: 3 as const, background: fill },
  });
  return sharp({ create: { width, height, channels: 4, background } }).composite([
    { input: part("#f00"), left: 0, top: 0 },
    { input: part("#0f0"), left: width / 2, top: 0 },
    { input: part("#00f"), left: 0, top: height / 2 },
  ]);
};

/** The colours at the middle of the four quarters, as a string of 0 and 1: "100 010 001 111". */
const corners = ({ shape, data }: { shape: number[]; data: number[] }): string => {
  const [, channels = 0, height = 0, width = 0] = shape;
  const [rows, columns] = [height, width].map((side) => [Math.floor(side / 4), Math.floor((3 * side) / 4)]);
  const colourAt = (row: number, column: number): string =>
    Array.from({ length: channels }, (_, c) => {
      const value = data[(c * height + row) * width + column] ?? NaN;
      return value > 0.9 ? "1" : value < -0.9 ? "0" : "?";
    }).join("");
  return (rows ?? []).flatMap((row) => (columns ?? []).map((column) => colourAt(row, column))).join(" ");
};

for (const [name, options] of [
  ["light", {}],
  ["dark", { scheme: "dark" }],
  ["phone", { width: "phone" }],
] as const) {
  pageTest(`the image source is accessible and its picture is kept (${name})`, { path, ...options }, async (opened) => {
    const { page, checkAccessibility, screenshot } = opened;
    await checkAccessibility();
    await upload(page, ["holiday.png", await quarters(400, 300).png().toBuffer()]);
    await upload(page, ["notes.txt", Buffer.from("hello")]);
    await checkAccessibility();
    await screenshot(`image-source-${name}`);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0);
  });
}

pageTest("a built-in image is there from the start, and each button shows another one", { path }, async ({ page }) => {
  const first = await valueOf(page);
  assert.deepEqual([first.builtin, first.shape], ["digit", [1, 1, 28, 28]]);
  await page.evaluate(() => {
    Object.assign(globalThis, { changes: [] });
    document.addEventListener("sf-image-change", (event) =>
      (globalThis as unknown as { changes: string[] }).changes.push(
        (event as CustomEvent<{ name: string }>).detail.name,
      ),
    );
  });
  for (const [title, builtin, channels] of [
    ["Texture", "texture", 3],
    ["Gradient", "gradient", 1],
    ["Gradient", "gradient", 1],
    ["Digit", "digit", 1],
  ] as const) {
    await click(page, title);
    const { shape, ...value } = await valueOf(page);
    assert.deepEqual([value.builtin, shape], [builtin, [1, channels, 28, 28]]);
    assert.equal(await textOf(page, "button[aria-pressed=true]"), title);
  }
  const changes = await page.evaluate(() => (globalThis as unknown as { changes: string[] }).changes);
  assert.deepEqual(changes, ["texture", "gradient", "digit"], "one event for each change");
});

pageTest("an image with colour can be read in grey, by its luma", { path }, async ({ page }) => {
  assert.equal(await page.$("sf-image-source >>> fieldset"), null);
  await upload(page, ["a.png", await quarters(64, 64).png().toBuffer()]);
  assert.deepEqual((await valueOf(page)).shape, [1, 3, 28, 28]);
  await click(page, "Grey");
  const { shape, data } = await valueOf(page);
  assert.deepEqual(shape, [1, 1, 28, 28]);
  [0.2126, 0.7152, 0.0722, 1].forEach((luma, i) => {
    const got = data[(i < 2 ? 7 : 21) * 28 + (i % 2 === 0 ? 7 : 21)] ?? NaN;
    assert.ok(Math.abs(got - (2 * luma - 1)) < 0.01, `${got}`);
  });
  await click(page, "RGB");
  assert.deepEqual((await valueOf(page)).shape, [1, 3, 28, 28]);
});

pageTest(
  "PNG, JPEG and WebP of any size are read whole, by what they are and not by their name",
  { path },
  async ({ page }) => {
    for (const [name, bytes] of [
      ["a.png", await quarters(600, 200).png().toBuffer()],
      ["a.jpg", await quarters(600, 200).jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer()],
      ["a.webp", await quarters(600, 200).webp({ lossless: true }).toBuffer()],
      ["named-wrongly.png", await quarters(600, 200).webp({ quality: 95 }).toBuffer()],
    ] as const) {
      await upload(page, [name, bytes]);
      const value = await valueOf(page);
      assert.deepEqual(
        [value.name, value.builtin, value.original, value.shape],
        [name, null, { width: 600, height: 200 }, [1, 3, 28, 28]],
      );
      assert.equal(corners(value), "100 010 001 111", name);
    }
    assert.match(await textOf(page, ".about"), /named-wrongly\.png 600 × 200 pixels, read as 28 × 28, RGB/);
  },
);

pageTest("orientation, transparency, grey and a single pixel", { path }, async ({ page }) => {
  await upload(page, [
    "turned.jpg",
    await quarters(600, 200)
      .jpeg({ quality: 95, chromaSubsampling: "4:4:4" })
      .withMetadata({ orientation: 6 })
      .toBuffer(),
  ]);
  const turned = await valueOf(page);
  assert.deepEqual([turned.original, corners(turned)], [{ width: 200, height: 600 }, "001 100 111 010"]);

  await upload(page, ["clear.png", await quarters(64, 64, "#00000000").png().toBuffer()]);
  assert.equal(corners(await valueOf(page)), "100 010 001 111", "transparent black lies on white");

  await upload(page, [
    "grey.jpg",
    await sharp(await quarters(64, 64).png().toBuffer())
      .greyscale()
      .jpeg()
      .toBuffer(),
  ]);
  assert.deepEqual((await valueOf(page)).shape, [1, 1, 28, 28]);

  await upload(page, [
    "dot.png",
    await sharp({ create: { width: 1, height: 1, channels: 3, background: "#f00" } })
      .png()
      .toBuffer(),
  ]);
  assert.equal(corners(await valueOf(page)), "100 100 100 100");
});

pageTest("another size is cut from the original, not from what was there", { path }, async ({ page }) => {
  const checks = Uint8Array.from({ length: 96 * 96 }, (_, i) => (((i % 96) + Math.floor(i / 96)) % 2 === 0 ? 0 : 255));
  await upload(page, [
    "checks.png",
    await sharp(checks, { raw: { width: 96, height: 96, channels: 1 } })
      .png()
      .toBuffer(),
  ]);
  const resize = async (height: number, width: number) => {
    await page.evaluate((size) => Object.assign(document.querySelector("sf-image-source") ?? {}, { size }), {
      height,
      width,
    });
    await until(page, "the size is there", () => {
      const source = document.querySelector("sf-image-source");
      const [, , rows, columns] = source?.value?.tensor.shape ?? [];
      return rows === source?.height && columns === source?.width;
    });
    return valueOf(page);
  };
  const small = await resize(4, 8);
  assert.deepEqual([small.name, small.shape, small.original], ["checks.png", [1, 1, 4, 8], { width: 96, height: 96 }]);
  assert.ok(small.data.every((value) => Math.abs(value) < 0.1));
  const large = await resize(96, 96);
  assert.deepEqual(
    large.data.map((value) => Math.round((value + 1) * 127.5)),
    [...checks],
  );
});

pageTest("an image of many megapixels is read in bands that meet", { path }, async ({ page }) => {
  await upload(page, ["large.jpg", await quarters(6000, 4000).jpeg().toBuffer()]);
  const value = await valueOf(page);
  assert.deepEqual([value.original, corners(value)], [{ width: 6000, height: 4000 }, "100 010 001 111"]);
  const [red, blue] = [value.data.slice(0, 784), value.data.slice(2 * 784)];
  for (const row of [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]) {
    assert.ok(Math.abs((red[row * 28 + 3] ?? NaN) - (row < 14 ? 1 : -1)) < 0.05, `row ${row}: ${red[row * 28 + 3]}`);
    assert.ok(Math.abs((blue[row * 28 + 3] ?? NaN) - (row < 14 ? -1 : 1)) < 0.05, `row ${row}: ${blue[row * 28 + 3]}`);
  }
});

pageTest("what can't be read is refused in words, and the old image stays", { path }, async ({ page }) => {
  const png = await quarters(64, 64).png().toBuffer();
  await upload(page, ["good.png", png]);
  const before = await valueOf(page);
  const frames = Uint8Array.from({ length: 4 * 8 * 12 }, (_, i) => (i < 4 * 8 * 6 ? 255 : i % 256));
  const huge = Buffer.from(png);
  huge.writeUInt32BE(60_000, 16);
  huge.writeUInt32BE(60_000, 20);
  const still = await quarters(64, 64).png().toBuffer();
  const header = 8 + 25;
  const acTL = Buffer.from([0, 0, 0, 8, ...Buffer.from("acTL"), 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
  const apng = Buffer.concat([still.subarray(0, header), acTL, still.subarray(header)]);
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    [
      "notes.txt",
      Buffer.from("hello"),
      /^notes\.txt is not an image; use a PNG, JPEG or WebP image\. The image before it stays\.$/,
    ],
    ["empty.png", Buffer.from(""), /^empty\.png is empty; use a PNG/],
    [
      "cut.png",
      png.subarray(0, Math.floor(png.length * 0.8)),
      /^cut\.png is a PNG image that is damaged or cut off; save it anew\./,
    ],
    [
      "animated.gif",
      await quarters(8, 8).gif().toBuffer(),
      /is a GIF image, which is not supported; use a PNG, JPEG or WebP image\. The image before it stays\.$/,
    ],
    ["animated.png", apng, /is an animated PNG image, which is not supported/],
    [
      "animated.webp",
      await sharp(frames, { raw: { width: 8, height: 12, channels: 4, pageHeight: 6 } })
        .webp({ delay: [100, 100] })
        .toBuffer(),
      /is an animated WebP image, which is not supported/,
    ],
    [
      "drawing.png",
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      /is an SVG image, which is not supported/,
    ],
    ["huge.png", huge, /^huge\.png has 60000×60000 pixels, more than 100 million; make it smaller first\./],
    ["<img src=x onerror=alert(1)>.png", Buffer.from("x"), /^<img src=x onerror=alert\(1\)>\.png is not an image/],
    [`${"long ".repeat(40)}.png`, Buffer.from("x"), /^.{1,41} is not an image/],
  ];
  for (const [name, bytes, message] of cases) {
    await upload(page, [name, bytes]);
    assert.match(await textOf(page, "[role=alert]"), message);
    assert.deepEqual(await valueOf(page), before, name);
  }
  await upload(page, ["better.png", png]);
  assert.equal(await textOf(page, "[role=alert]"), "");
  assert.equal((await valueOf(page)).name, "better.png");
});

pageTest("of several files the first one is taken, and that is said", { path }, async ({ page }) => {
  const png = await quarters(64, 64).png().toBuffer();
  await upload(page, ["one.png", png], ["two.png", png]);
  assert.equal((await valueOf(page)).name, "one.png");
  assert.match(await textOf(page, "section"), /Only the first of 2 files is shown\./);
  assert.match(await textOf(page, "[role=status]"), /one\.png is the image now/);
});

/** Fires a drop or a paste with one file at an element; true if somebody took it. */
const give = (
  page: Page,
  type: "dragover" | "drop" | "paste",
  selector: string,
  file: readonly [string, Uint8Array] | null,
) =>
  page.evaluate(
    (kind, target, given) => {
      const data = new DataTransfer();
      if (given) data.items.add(new File([new Uint8Array(given.bytes)], given.name, { type: "image/png" }));
      else data.setData("text/plain", "words");
      const init = { bubbles: true, composed: true, cancelable: true };
      const event =
        kind === "paste"
          ? new ClipboardEvent(kind, { ...init, clipboardData: data })
          : new DragEvent(kind, { ...init, dataTransfer: data });
      return document.querySelector(target)?.dispatchEvent(event) === false;
    },
    type,
    selector,
    file && { name: file[0], bytes: [...file[1]] },
  );

pageTest("a file can be dropped on the control; text that is dragged is let through", { path }, async ({ page }) => {
  const png = await quarters(64, 64).png().toBuffer();
  assert.equal(await give(page, "dragover", "sf-image-source", null), false);
  assert.equal(await give(page, "drop", "sf-image-source", null), false);
  assert.equal(await give(page, "dragover", "sf-image-source", ["a.png", png]), true);
  await until(page, "the control shows that it takes a file", () =>
    Boolean(document.querySelector("sf-image-source")?.shadowRoot?.textContent?.includes("Drop the image here.")),
  );
  assert.equal(await give(page, "drop", "sf-image-source", ["dropped.png", png]), true);
  await settled(page);
  assert.deepEqual([(await valueOf(page)).name, await page.$("sf-image-source >>> .dragged")], ["dropped.png", null]);
});

pageTest("a paste is taken in the control and from the page, but not from a text field", { path }, async ({ page }) => {
  const png = await quarters(64, 64).png().toBuffer();
  assert.equal(await give(page, "paste", "body", null), false);
  assert.equal(await give(page, "paste", "input", ["field.png", png]), false);
  assert.equal((await valueOf(page)).name, "digit");
  for (const [target, name] of [
    ["body", "page.png"],
    ["sf-image-source", "control.png"],
  ] as const) {
    assert.equal(await give(page, "paste", target, [name, png]), true);
    await settled(page);
    assert.equal((await valueOf(page)).name, name);
  }
  await page.evaluate(() => document.querySelector("sf-image-source")?.remove());
  assert.equal(await give(page, "paste", "body", ["late.png", png]), false, "a removed control listens no more");
});

const countBitmaps = (page: Page) =>
  page.evaluateOnNewDocument(() => {
    const made: Promise<ImageBitmap>[] = [];
    const { createImageBitmap: create } = globalThis;
    Object.assign(globalThis, {
      made,
      createImageBitmap: (...given: Parameters<typeof create>) => {
        const bitmap = create(...given);
        made.push(bitmap);
        return bitmap;
      },
    });
  });

pageTest("the last choice counts, and no bitmap is left open", { path, prepare: countBitmaps }, async ({ page }) => {
  const slow = await quarters(2400, 1600).png().toBuffer();
  await upload(page, ["first.png", await quarters(64, 64).png().toBuffer()]);
  const names = await page.evaluate(
    async (bytes) => {
      const source = document.querySelector("sf-image-source") as SfImageSource;
      const file = (name: string): File => new File([new Uint8Array(bytes)], name);
      const opening = [source.open([file("second.png")]), source.open([file("third.png")])];
      await Promise.all(opening);
      const third = source.value?.name;
      const late = source.open([file("fourth.png")]);
      source.image = "gradient";
      await late;
      return [third, source.value?.name];
    },
    [...slow],
  );
  assert.deepEqual(names, ["third.png", "gradient"]);
  const open = await page.evaluate(async () => {
    const { made } = globalThis as unknown as { made: Promise<ImageBitmap>[] };
    const bitmaps = await Promise.all(made);
    return [bitmaps.length > 5, bitmaps.filter(({ width }) => width > 0).length];
  });
  assert.deepEqual(open, [true, 0]);
});
