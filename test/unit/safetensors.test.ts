import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { readSafetensors, writeSafetensors } from "../../src/io/safetensors.js";
import { readWeights, writeWeights } from "../../src/io/weights-file.js";
import { initialWeights } from "../../src/models/initialise.js";
import { sizeOf, type Tensor } from "../../src/models/tensor.js";
import { validateSpec } from "../../src/models/validate.js";

/** A file with any header over any number of bytes of data. */
const file = (header: unknown, bytes: number, length?: bigint): Uint8Array => {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const all = new Uint8Array(8 + text.length + bytes);
  new DataView(all.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  all.set(text, 8);
  return all;
};

const f32 = (shape: number[], begin: number, end: number, dtype = "F32") => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

const refusal = (bytes: Uint8Array): string => {
  try {
    readSafetensors(bytes);
  } catch (error) {
    assert.ok(error instanceof SweepfieldError, String(error));
    assert.ok(!error.message.includes("\n") && error.message.length < 300, error.message);
    return error.message;
  }
  return "accepted";
};

const tensors = fc.dictionary(
  fc.string({ maxLength: 8 }).filter((name) => name !== "__metadata__"),
  fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }).chain((shape) =>
    fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
        minLength: sizeOf(shape),
        maxLength: sizeOf(shape),
      })
      .map((data): Tensor<Float32Array> => ({ shape, data: Float32Array.from(data) })),
  ),
  { maxKeys: 4 },
);

test("what is written is read again, names, shapes, numbers and metadata", () => {
  fc.assert(
    fc.property(tensors, fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }), (given, metadata) => {
      const read = readSafetensors(writeSafetensors(given, metadata));
      assert.deepEqual(Object.fromEntries(Object.entries(read.tensors)), Object.fromEntries(Object.entries(given)));
      assert.deepEqual(Object.entries(read.metadata).sort(), Object.entries(metadata).sort());
    }),
    { numRuns: 200 },
  );
});

test("each fault is refused with its reason", () => {
  const faults: [Uint8Array, RegExp][] = [
    [new Uint8Array(5), /has 5 bytes, a safetensors file begins with 8/],
    [file({}, 0, 10n ** 12n), /header claims 1000000000000 bytes, more than 100000000/],
    [file({}, 0, 50n), /header claims 50 bytes and the file ends after 2; is it cut off/],
    [file("[1]", 0), /header is a list of 1; an object/],
    [file("{", 0), /not JSON/],
    [file({ a: f32([2], 0, 8) }, 4), /tensor "a" ends at byte 8 of the data, which has 4; is the file cut off/],
    [file({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12), /tensor "b" begins at byte 4, inside tensor "a"/],
    [file({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12), /4 bytes before tensor "b" belong to no tensor/],
    [file({ a: f32([1], 0, 4) }, 9), /5 bytes at the end belong to no tensor/],
    [file({ a: f32([2], 0, 4, "F16") }, 4), /tensor "a" has dtype "F16"; save it as float32/],
    [file({ a: f32([3], 0, 8) }, 8), /tensor "a" of shape \[3\] needs 12 bytes, its data_offsets hold 8/],
    [file({ a: f32([-1], 0, 8) }, 8), /tensor "a" has the shape/],
    [file({ a: f32([2 ** 53], 0, 8) }, 8), /shape/],
    [file({ a: 7 }, 0), /tensor "a" is 7; dtype, shape and data_offsets/],
    [file({ __metadata__: { x: 1 } }, 0), /__metadata__\.x is 1; a text/],
  ];
  for (const [bytes, reason] of faults) assert.match(refusal(bytes), reason);
  const infinite = writeSafetensors({ a: { shape: [1], data: Float32Array.of(Infinity) } }, {});
  assert.match(refusal(infinite), /tensor "a"\[0\] is Infinity/);
});

test("float64 is read as float32", () => {
  const bytes = file({ a: f32([1], 0, 8, "F64") }, 8);
  new DataView(bytes.buffer).setFloat64(bytes.length - 8, 0.1, true);
  assert.deepEqual(readSafetensors(bytes).tensors["a"]!.data, Float32Array.of(0.1));
});

test("cut off, flipped or made up: a file is read or refused, never anything else", () => {
  const good = writeSafetensors(
    { a: { shape: [2], data: Float32Array.of(1, 2) }, b: { shape: [], data: Float32Array.of(3) } },
    { k: "v" },
  );
  for (let length = 0; length < good.length; length++) assert.notEqual(refusal(good.subarray(0, length)), "accepted");
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
      refusal(good.map((byte, i) => (i === at ? byte ^ bits : byte)));
    }),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.json(), fc.nat(40), (header, bytes) => void refusal(file(header, bytes))));
});

test("weights carry their spec and, of a checkpoint, moments, step and settings", () => {
  const spec = validateSpec({
    kind: "mdrnn",
    shift: true,
    conditional: { kind: "bernoulli" },
    layers: [{ hidden: 2 }],
  });
  const weights = initialWeights(spec, 1);
  assert.deepEqual(readWeights(writeWeights({ spec, weights, checkpoint: null })), { spec, weights, checkpoint: null });
  const checkpoint = { m: weights, v: weights, step: 12, settings: { batch: 4, data: "builtin" } };
  const bytes = writeWeights({ spec, weights, image: [8, 9], checkpoint });
  assert.deepEqual(readWeights(bytes), { spec, weights, image: [8, 9], checkpoint });
  const other = validateSpec({
    kind: "mdrnn",
    shift: true,
    conditional: { kind: "bernoulli" },
    layers: [{ hidden: 3 }],
  });
  assert.throws(() => readWeights(bytes, other), { code: "weights-invalid", message: /has shape/ });
  assert.throws(() => readWeights(writeSafetensors(weights, {})), { message: /holds no spec in its metadata/ });
  const { "layers.0.bias": _, ...fewer } = checkpoint.m;
  assert.throws(() => readWeights(writeWeights({ spec, weights, checkpoint: { ...checkpoint, m: fewer } })), {
    message: /lacks optimizer\.m\.layers\.0\.bias/,
  });
});
