import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import sharp from "sharp";
import { readImage } from "../../src/cli/read-image.js";
import { SweepfieldError } from "../../src/error.js";

const folder = mkdtempSync(join(tmpdir(), "sweepfield-image-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const save = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const raw = (width: number, height: number, channels: 1 | 3 | 4, bytes: number[]) =>
  sharp(Uint8Array.from(bytes), { raw: { width, height, channels } });
const refuses = (path: string, code: SweepfieldError["code"], message: RegExp) =>
  assert.rejects(readImage(path, [4, 4]), (error: unknown) => {
    assert.ok(error instanceof SweepfieldError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });

test("a grey picture of the asked size goes in unchanged: 0 → −1, 255 → 1, one channel", async () => {
  const path = save("grey.png", await raw(3, 2, 1, [0, 255, 51, 102, 153, 204]).toColourspace("b-w").png().toBuffer());
  const { width, height, x } = await readImage(path, [2, 3]);
  assert.deepEqual([width, height], [3, 2]);
  assert.deepEqual(x.shape, [1, 1, 2, 3]);
  [-1, 1, -0.6, -0.2, 0.2, 0.6].forEach((value, i) => assert.ok(Math.abs(x.data[i]! - value) < 1e-6, `pixel ${i}`));
});

test("a coloured picture goes in as three planes", async () => {
  const path = save("colour.png", await raw(2, 1, 3, [255, 0, 51, 0, 255, 204]).png().toBuffer());
  const { x } = await readImage(path, [1, 2]);
  assert.deepEqual(x.shape, [1, 3, 1, 2]);
  [1, -1, -1, 1, -0.6, 0.6].forEach((value, i) => assert.ok(Math.abs(x.data[i]! - value) < 1e-6, `value ${i}`));
});

test("transparency is laid on white", async () => {
  const path = save("alpha.png", await raw(2, 1, 4, [0, 0, 0, 0, 0, 0, 0, 255]).png().toBuffer());
  const { x } = await readImage(path, [1, 2]);
  assert.deepEqual([...x.data], [1, -1]);
});

test("the EXIF orientation turns the picture and its size", async () => {
  const bytes = await raw(2, 1, 1, [0, 255]).png().withMetadata({ orientation: 6 }).toBuffer();
  const { width, height, x } = await readImage(save("turned.png", bytes), [2, 1]);
  assert.deepEqual([width, height], [1, 2]);
  assert.deepEqual([...x.data], [-1, 1]);
});

const picture = () => sharp({ create: { width: 61, height: 40, channels: 3, background: "#cc3300" } });

test("JPEG and WebP of any size are scaled to H×W", async () => {
  for (const [name, bytes] of [
    ["photo.jpg", await picture().jpeg().toBuffer()],
    ["photo.webp", await picture().webp().toBuffer()],
  ] as const) {
    const { width, height, x } = await readImage(save(name, bytes), [5, 7]);
    assert.deepEqual([width, height, ...x.shape], [61, 40, 1, 3, 5, 7], name);
    assert.ok(Math.abs(x.data[0]! - 0.6) < 0.05 && Math.abs(x.data[70]! + 1) < 0.05, name);
  }
});

test("what is no picture is refused in one line that names the file", async () => {
  const jpeg = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#808080" } })
    .jpeg()
    .toBuffer();
  await refuses(join(folder, "nowhere.png"), "file-unreadable", /nowhere\.png: there is no such file/);
  await refuses(folder, "file-unreadable", /folder/);
  await refuses(save("empty.png", new Uint8Array()), "image-undecodable", /^empty\.png/);
  await refuses(save("text.png", new TextEncoder().encode("hello, this is text")), "image-undecodable", /^text\.png/);
  await refuses(save("cut.jpg", jpeg.subarray(0, jpeg.length - 100)), "image-undecodable", /^cut\.jpg/);
  await refuses(save("noise.png", Uint8Array.from(jpeg.toReversed())), "image-undecodable", /^noise\.png/);
  const frames = sharp(
    Uint8Array.from({ length: 4 * 8 * 3 }, (_, i) => i),
    {
      raw: { width: 4, height: 8, channels: 3, pageHeight: 4 },
    },
  );
  await refuses(
    save("moving.webp", await frames.webp({ loop: 0, delay: [100, 100] }).toBuffer()),
    "image-undecodable",
    /anim/,
  );
});
