import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import sharp from "sharp";
import { SweepfieldError } from "../../src/error.js";
import { MAX_FILE_BYTES, readImageHeader } from "../../src/io/image-header.js";
import { shortName } from "../../src/io/short-name.js";

const picture = () => sharp({ create: { width: 300, height: 7, channels: 3, background: "#48a" } });
const files: Record<string, Uint8Array> = {};
const file = (name: string): Uint8Array => files[name] ?? assert.fail(name);

before(async () => {
  files["a.png"] = await picture().png().toBuffer();
  files["a.jpg"] = await picture().jpeg().toBuffer();
  files["progressive.jpg"] = await picture()
    .jpeg({ progressive: true })
    .withMetadata({ exif: { IFD0: { Copyright: "x".repeat(999) } } })
    .toBuffer();
  files["lossy.webp"] = await picture().webp().toBuffer();
  files["lossless.webp"] = await picture().webp({ lossless: true }).toBuffer();
  files["extended.webp"] = await picture().ensureAlpha(0.5).webp().toBuffer();
  // Two frames of 8×6, above each other; two equal ones would be merged.
  const frames = Uint8Array.from({ length: 4 * 8 * 12 }, (_, i) => (i < 4 * 8 * 6 ? 255 : i % 256));
  files["animated.webp"] = await sharp(frames, { raw: { width: 8, height: 12, channels: 4, pageHeight: 6 } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
  files["a.gif"] = await picture().gif().toBuffer();
});

const refused = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof SweepfieldError);
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};
const refuses = (name: string, bytes: Uint8Array, message: RegExp, code = "image-undecodable"): void =>
  assert.throws(() => readImageHeader(name, bytes), refused(code, message));

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const bigEndian = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
/** A PNG of these chunks; nobody looks at the checksums before it is decoded. */
const png = (...chunks: readonly [type: string, data: readonly number[]][]): Uint8Array =>
  Uint8Array.from([
    ...ascii("\x89PNG\r\n\x1a\n"),
    ...chunks.flatMap(([type, data]) => [...bigEndian(data.length), ...ascii(type), ...data, 0, 0, 0, 0]),
  ]);
const ihdr = (width: number, height: number): [string, number[]] => [
  "IHDR",
  [...bigEndian(width), ...bigEndian(height), 8, 2, 0, 0, 0],
];

test("the size of every kind of PNG, JPEG and WebP is read", () => {
  for (const [name, format] of [
    ["a.png", "PNG"],
    ["a.jpg", "JPEG"],
    ["progressive.jpg", "JPEG"],
    ["lossy.webp", "WebP"],
    ["lossless.webp", "WebP"],
    ["extended.webp", "WebP"],
  ] as const)
    assert.deepEqual(readImageHeader(name, file(name)), { format, width: 300, height: 7 }, name);
});

test("what looks like a size and is none is passed over", () => {
  const size = [0, 11, 8, 0, 7, 1, 44, 1, 1, 17, 0];
  const huffman = [0xff, 0xc4, 0, 11, 8, 0, 9, 0, 9, 1, 1, 17, 0];
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xff, 0x01, ...huffman, 0xff, 0xd0, 0xff, 0xc2, ...size);
  assert.deepEqual(readImageHeader("a.jpg", jpeg), { format: "JPEG", width: 300, height: 7 });
  const webp = file("lossy.webp").slice();
  for (const at of [27, 29]) webp[at] = (webp[at] ?? 0) | 0xc0; // how a player should enlarge it
  assert.deepEqual(readImageHeader("a.webp", webp), { format: "WebP", width: 300, height: 7 });
});

test("what is animated is refused: WebP, APNG and GIF", () => {
  refuses(
    "a.webp",
    file("animated.webp"),
    /^a\.webp is an animated WebP image, which is not supported; use a still PNG, JPEG or WebP image$/,
  );
  refuses(
    "a.png",
    png(ihdr(2, 2), ["tEXt", [1, 2]], ["acTL", [...bigEndian(2), 0, 0, 0, 0]], ["IDAT", []]),
    /animated PNG/,
  );
  refuses("a.gif", file("a.gif"), /^a\.gif is a GIF image, which is not supported; use a PNG, JPEG or WebP image$/);
});

test("an APNG of one frame stands still, and so does one whose acTL comes too late", () => {
  const still = { format: "PNG", width: 2, height: 3 };
  assert.deepEqual(
    readImageHeader("a.png", png(ihdr(2, 3), ["acTL", [...bigEndian(1), 0, 0, 0, 0]], ["IDAT", []])),
    still,
  );
  assert.deepEqual(
    readImageHeader("a.png", png(ihdr(2, 3), ["IDAT", []], ["acTL", [...bigEndian(9), 0, 0, 0, 0]])),
    still,
  );
});

test("what is no image that can be read is named for what it is, whatever its name says", () => {
  refuses("a.png", ascii(""), /^a\.png is empty; use/);
  refuses("a.png", ascii("hello"), /is not an image; use/);
  for (const svg of ["<svg xmlns='…'>", "\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><SVG\n>", "<!DOCTYPE svg><svg >"])
    refuses("a.png", ascii(svg), /is an SVG image, which is not supported/);
  refuses("a.heic", ascii("\0\0\0\x1cftypheic"), /an AVIF or HEIC image/);
  refuses("a.tif", ascii("II*\0"), /a TIFF image/);
  refuses("a.bmp", ascii("BM\0\0"), /a BMP image/);
  refuses("a.pdf", ascii("%PDF-1.7"), /a PDF document/);
});

test("the limits hold on both sides", () => {
  assert.equal(readImageHeader("a.png", png(ihdr(10_000, 10_000), ["IDAT", []])).width, 10_000);
  refuses(
    "a.png",
    png(ihdr(10_000, 10_001), ["IDAT", []]),
    /^a\.png has 10000×10001 pixels, more than 100 million; make it smaller first$/,
    "limit-exceeded",
  );
  refuses("a.png", png(ihdr(0xffffffff, 0xffffffff), ["IDAT", []]), /pixels, more than/, "limit-exceeded");
  const large = new Uint8Array(MAX_FILE_BYTES + 1);
  refuses("a.png", large, /^a\.png has 65 MB, more than 64; use a smaller file$/, "limit-exceeded");
  large.set(file("a.png"));
  assert.equal(readImageHeader("a.png", large.subarray(0, MAX_FILE_BYTES)).width, 300);
});

test("a header without a size is broken", () => {
  refuses("a.png", png(ihdr(0, 5), ["IDAT", []]), /is a broken PNG image: its header has no size; save it anew/);
  refuses("a.png", png(["tEXt", []], ihdr(5, 5), ["IDAT", []]), /broken PNG/);
  refuses("a.png", png(ihdr(5, 5)), /broken PNG/);
  refuses("a.jpg", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1, 0xff, 0xc0), /broken JPEG/);
  refuses("a.jpg", Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 5, 0), /broken JPEG/);
  refuses("a.webp", ascii("RIFF\0\0\0\0WEBPVP9 "), /broken WebP/);
});

test("a file that is cut off anywhere, or has any byte changed, is read or refused, never anything else", () => {
  const names = Object.keys(files);
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.nat(),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      (name, end, changes) => {
        const bytes = file(name).slice(0, Math.max(1, end % file(name).length));
        // Most of what is read lies in the first bytes.
        for (const [at, value] of changes) bytes[at % Math.min(64, bytes.length)] = value;
        try {
          const { width, height } = readImageHeader(name, bytes);
          assert.ok(
            Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1 && width * height <= 100e6,
          );
        } catch (error) {
          assert.ok(error instanceof SweepfieldError, String(error));
          assert.ok(error.message.startsWith(name) && !error.message.includes("\n"));
        }
      },
    ),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(
      fc.constantFrom("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "\xff\xd8\xff", "RIFF\0\0\0\0WEBPVP8"),
      fc.uint8Array({ maxLength: 200 }),
      (start, rest) => {
        try {
          readImageHeader("a", Uint8Array.from([...ascii(start), ...rest]));
        } catch (error) {
          assert.ok(error instanceof SweepfieldError, String(error));
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test("a name in a message is one short line, with its ending", () => {
  assert.equal(shortName("photo.jpg"), "photo.jpg");
  assert.equal(shortName("a\nb\u202Egnp.exe"), "a·b·gnp.exe");
  const short = shortName(`${"x".repeat(5000)}.jpeg`);
  assert.ok(short.length <= 40 && short.endsWith(".jpeg"));
});
