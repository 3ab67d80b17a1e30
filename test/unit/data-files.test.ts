import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import fc from "fast-check";
import { zipSync } from "fflate";
import { gunzip, looksLikeGzip, unzipPictures } from "../../src/io/archives.js";
import { drawDigits } from "../../src/io/builtin-digits.js";
import { readCsv } from "../../src/io/csv.js";
import { readIdx } from "../../src/io/idx.js";
import { joinImages, resized, type ImageSet } from "../../src/io/image-set.js";
import { SweepfieldError } from "../../src/error.js";

const idx = (sizes: readonly number[], type = 0x08, bytes?: Uint8Array): Uint8Array => {
  const file = new Uint8Array(4 + 4 * sizes.length + (bytes?.length ?? sizes.reduce((a, b) => a * b, 1)));
  file.set([0, 0, type, sizes.length]);
  sizes.forEach((size, i) => new DataView(file.buffer).setUint32(4 + 4 * i, size));
  const start = 4 + 4 * sizes.length;
  for (let i = start; i < file.length; i++) file[i] = bytes?.[i - start] ?? (i * 37) % 256;
  return file;
};

const said = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof SweepfieldError, String(error));
    assert.doesNotMatch(error.message, /\n/);
    return error.message;
  }
  return "accepted";
};

test("IDX: grey and colour, packed by gzip or not; what is wrong is named", async () => {
  const set = readIdx(idx([3, 2, 4]));
  assert.deepEqual([set.count, set.channels, set.height, set.width, set.bytes.length], [3, 1, 2, 4, 24]);
  const colour = readIdx(idx([1, 1, 2, 3], 0x08, Uint8Array.of(1, 2, 3, 4, 5, 6)));
  assert.deepEqual([...colour.bytes], [1, 4, 2, 5, 3, 6]);
  const packed = new Uint8Array(gzipSync(idx([3, 2, 4])));
  assert.ok(looksLikeGzip(packed));
  assert.deepEqual(readIdx(await gunzip(packed)), set);
  await assert.rejects(gunzip(packed.subarray(0, packed.length - 9)), {
    code: "data-invalid",
    message: /gzip data is cut off/,
  });
  assert.match(
    said(() => readIdx(idx([3, 2, 4]).subarray(0, 30))),
    /says 3 images of 2×4, 24 bytes; it holds 14; is it cut off\?/,
  );
  assert.match(
    said(() => readIdx(idx([10]))),
    /a list of labels \(rank 1\); give the file of the images/,
  );
  assert.match(
    said(() => readIdx(idx([2, 2, 2], 0x0d))),
    /type float32; images in IDX are unsigned bytes/,
  );
  assert.match(
    said(() => readIdx(idx([2, 0, 2]))),
    /2×0×2; no size may be 0/,
  );
  assert.match(
    said(() => readIdx(Uint8Array.of(0, 0, 8, 3, 0, 0))),
    /header of 16 bytes is cut off after 6/,
  );
  assert.match(
    said(() => readIdx(new TextEncoder().encode("PK…"))),
    /begins with two zero bytes; this is none/,
  );
  assert.match(
    said(() => readIdx(idx([4_000_000_000, 60_000, 60_000], 8, new Uint8Array(4)))),
    /MiB, more than 512; use fewer/,
  );
});

test("CSV: labels, names, 0 to 1 or 0 to 255, separators; the first wrong cell is named", () => {
  const plain = readCsv("0,255,0,255\n255,0,255,0\n");
  assert.deepEqual([plain.count, plain.height, plain.width, ...plain.bytes], [2, 2, 2, 0, 255, 0, 255, 255, 0, 255, 0]);
  const named = readCsv("label;a;b;c;d\r\n7;0;0.5;1;0\r\n");
  assert.deepEqual([named.count, ...named.bytes], [1, 0, 128, 255, 0]);
  assert.deepEqual(readCsv("1,2,3,4,5,6", { height: 2, width: 3 }).bytes.length, 6);
  assert.equal(readCsv(Array.from({ length: 12 }, () => "9").join(",")).channels, 3);
  assert.match(
    said(() => readCsv("1,2,3,4,5,6\n")),
    /line 1 has 6 numbers, which is no square of pixels/,
  );
  assert.match(
    said(() => readCsv("1,2,3,4\n1,2,3\n")),
    /line 2 has 3 numbers, line 1 has 4/,
  );
  assert.match(
    said(() => readCsv("1,2,3,4\n1,2,x,4\n")),
    /line 2, column 3 is "x"; pixels are numbers/,
  );
  assert.match(
    said(() => readCsv("1,2,3,999\n")),
    /line 1, column 4 is "999"/,
  );
  assert.match(
    said(() => readCsv("")),
    /it is empty/,
  );
});

test("a zip gives its pictures in order; folders, hidden files and what is no picture are left out", async () => {
  const zip = zipSync({
    "b.png": Uint8Array.of(2),
    "a/c.JPG": Uint8Array.of(1),
    "__MACOSX/b.png": Uint8Array.of(9),
    "x.txt": Uint8Array.of(3),
  });
  assert.deepEqual(
    (await unzipPictures(zip)).map(({ name }) => name),
    ["a/c.JPG", "b.png"],
  );
  await assert.rejects(unzipPictures(zip.subarray(0, 60)), { code: "data-invalid", message: /zip data is cut off/ });
  await assert.rejects(unzipPictures(zipSync({ "x.txt": Uint8Array.of(3) })), { message: /holds no pictures/ });
});

test("images of several sizes are refused by name; resizing keeps the mean", () => {
  const image = (name: string, side: number) => ({
    name,
    height: side,
    width: side,
    channels: 1,
    bytes: new Uint8Array(side * side),
  });
  assert.match(
    said(() => joinImages([image("a", 3), image("b", 4)])),
    /b is 4×4 with 1 channels, a is 3×3 with 1 channels/,
  );
  assert.match(
    said(() => joinImages([])),
    /there are no images in it/,
  );
  const set: ImageSet = {
    count: 1,
    channels: 1,
    height: 4,
    width: 4,
    bytes: Uint8Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 200 : 0)),
  };
  assert.deepEqual([...resized(set, { height: 2, width: 2 }).bytes], [200, 0, 200, 0]);
  assert.deepEqual([...resized(set, { height: 1, width: 3 }).bytes], [200, 100, 0]);
});

test("built-in digits: any number of them, each from its own number and the seed", () => {
  const draw = (count: number, seed: number): ImageSet => {
    const drawing = drawDigits(count, { height: 8, width: 8 }, seed);
    for (let yields = 0; ; yields++) {
      const next = drawing.next();
      if (!next.done) continue;
      assert.equal(yields, count, "one image between two yields");
      return next.value;
    }
  };
  const [few, more] = [draw(12, 1), draw(14, 1)];
  assert.deepEqual(more.bytes.subarray(0, few.bytes.length), few.bytes);
  assert.notDeepEqual(draw(12, 2).bytes, few.bytes);
  const inks = Array.from({ length: 12 }, (_, n) => few.bytes.subarray(64 * n, 64 * n + 64).reduce((a, b) => a + b, 0));
  assert.ok(inks.every((ink) => ink > 1000));
  assert.notDeepEqual(few.bytes.subarray(0, 64), few.bytes.subarray(640, 704), "two zeros differ");
  const drawing = drawDigits(12, { height: 14, width: 14 }, 1, 3);
  let coloured = drawing.next();
  while (!coloured.done) coloured = drawing.next();
  const { bytes, channels } = coloured.value;
  assert.deepEqual([channels, bytes.length], [3, 12 * 3 * 196]);
  for (let n = 0; n < 12; n++) {
    const planes = [0, 1, 2].map((c) => bytes.subarray((3 * n + c) * 196, (3 * n + c + 1) * 196));
    const brightest = planes.map((plane) => Math.max(...plane));
    assert.ok(Math.max(...brightest) > 128, "its stroke is lit");
    assert.ok(Math.max(...brightest) - Math.min(...brightest) > 60, "in a colour");
    assert.ok(Math.max(...planes.map(([corner]) => corner!)) < 0.4 * 255, "on a dark ground");
  }
  assert.match(
    said(() => drawDigits(0, { height: 8, width: 8 }, 1).next()),
    /use a whole number from 1/,
  );
});

test("whatever bytes come, readers answer or refuse in one line", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      said(() => readIdx(bytes));
      said(() => readIdx(Uint8Array.from([0, 0, 8, 3, ...bytes])));
      said(() => readCsv(new TextDecoder().decode(bytes)));
      await gunzip(Uint8Array.from([0x1f, 0x8b, ...bytes])).catch((error: unknown) =>
        assert.ok(error instanceof SweepfieldError),
      );
      await unzipPictures(Uint8Array.from([0x50, 0x4b, ...bytes])).catch((error: unknown) =>
        assert.ok(error instanceof SweepfieldError),
      );
    }),
    { numRuns: 200 },
  );
});
