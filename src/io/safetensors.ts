/**
 * Safetensors (the format of Hugging Face): eight bytes with the length of the header, the header as JSON, then the numbers.
 * Read without guessing: what is cut off, overlaps, leaves gaps or has another type is refused with its reason.
 */
import { SweepfieldError } from "../error.js";
import { describe } from "../models/checks.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { isObject, parseJson } from "./json.js";

export interface SafetensorsFile {
  readonly tensors: Readonly<Record<string, Tensor<Float32Array>>>;
  readonly metadata: Readonly<Record<string, string>>;
}

const invalid = (message: string): SweepfieldError => new SweepfieldError("weights-invalid", message);

/** As in the reference implementation. */
const MOST_HEADER_BYTES = 100_000_000;
const LENGTH_BYTES = 8;
const METADATA = "__metadata__";

/** The tensors in float32, in alphabetical order, each name with its place, and the metadata. */
export function writeSafetensors(
  tensors: Tensors,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(tensors).sort();
  let end = 0;
  const entries = names.map((name) => {
    const { shape, data } = tensors[name]!;
    const begin = end;
    end += data.length * 4;
    return [name, { dtype: "F32", shape, data_offsets: [begin, end] }] as const;
  });
  const json = JSON.stringify({ [METADATA]: metadata, ...Object.fromEntries(entries) });
  const text = new TextEncoder().encode(json);
  // padded with spaces, so that the numbers begin at a multiple of eight
  const header = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20);
  header.set(text);
  const file = new Uint8Array(LENGTH_BYTES + header.length + end);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  file.set(header, LENGTH_BYTES);
  let at = LENGTH_BYTES + header.length;
  for (const name of names) {
    for (const value of tensors[name]!.data) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return file;
}

interface Entry {
  readonly name: string;
  readonly dtype: "F32" | "F64";
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const BYTES = { F32: 4, F64: 8 } as const;

/** @throws SweepfieldError "weights-invalid" with what is wrong and where. */
export function readSafetensors(file: Uint8Array): SafetensorsFile {
  const { header, data } = partsOf(file);
  const metadata = metadataOf(header[METADATA]);
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => entryOf(name, value))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkPlaces(entries, data.byteLength);
  const tensors = entries.map((entry) => [entry.name, tensorOf(entry, data)] as const);
  return { tensors: Object.fromEntries(tensors), metadata };
}

function partsOf(file: Uint8Array): { header: Readonly<Record<string, unknown>>; data: DataView } {
  if (file.length < LENGTH_BYTES)
    throw invalid(`the file has ${file.length} bytes, a safetensors file begins with 8; is it cut off?`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(MOST_HEADER_BYTES))
    throw invalid(`the header claims ${length} bytes, more than ${MOST_HEADER_BYTES}; this is no safetensors file`);
  const end = LENGTH_BYTES + Number(length);
  if (end > file.length)
    throw invalid(
      `the header claims ${length} bytes and the file ends after ${file.length - LENGTH_BYTES}; is it cut off?`,
    );
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(LENGTH_BYTES, end));
  } catch (cause) {
    throw new SweepfieldError("weights-invalid", "the header is no UTF-8 text; this is no safetensors file", { cause });
  }
  const header = parseJson(text, "weights-invalid");
  if (!isObject(header)) throw invalid(`the header is ${describe(header)}; an object with the tensors is needed`);
  return { header, data: new DataView(file.buffer, file.byteOffset + end, file.length - end) };
}

function metadataOf(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (!isObject(value)) throw invalid(`${METADATA} is ${describe(value)}; an object of texts is needed`);
  const bad = Object.entries(value).find(([, text]) => typeof text !== "string");
  if (bad) throw invalid(`${METADATA}.${bad[0].slice(0, 40)} is ${describe(bad[1])}; a text is needed`);
  return value as Readonly<Record<string, string>>;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function entryOf(name: string, value: unknown): Entry {
  const quoted = describe(name);
  if (!isObject(value))
    throw invalid(`tensor ${quoted} is ${describe(value)}; dtype, shape and data_offsets are needed`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (dtype !== "F32" && dtype !== "F64")
    throw invalid(`tensor ${quoted} has dtype ${describe(dtype)}; save it as float32 (tensor.float() in torch)`);
  if (!Array.isArray(shape) || shape.length > 8 || !shape.every(isCount))
    throw invalid(`tensor ${quoted} has the shape ${describe(shape)}; use up to 8 whole numbers from 0`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw invalid(`tensor ${quoted} has data_offsets ${describe(offsets)}; two whole numbers are needed`);
  const [begin, end] = offsets as [number, number];
  const want = sizeOf(shape as number[]) * BYTES[dtype];
  if (end - begin !== want)
    throw invalid(
      `tensor ${quoted} of shape [${shape.join(", ")}] needs ${want} bytes, its data_offsets hold ${end - begin}`,
    );
  return { name, dtype, shape: shape as number[], begin, end };
}

/** The tensors fill the data without a gap and without an overlap. */
function checkPlaces(entries: readonly Entry[], length: number): void {
  let end = 0;
  let before = "the header";
  for (const entry of entries) {
    const quoted = describe(entry.name);
    if (entry.end > length)
      throw invalid(
        `tensor ${quoted} ends at byte ${entry.end} of the data, which has ${length}; is the file cut off?`,
      );
    if (entry.begin < end) throw invalid(`tensor ${quoted} begins at byte ${entry.begin}, inside ${before}`);
    if (entry.begin > end) throw invalid(`${entry.begin - end} bytes before tensor ${quoted} belong to no tensor`);
    end = entry.end;
    before = `tensor ${quoted}`;
  }
  if (end < length) throw invalid(`${length - end} bytes at the end belong to no tensor`);
}

function tensorOf({ name, dtype, shape, begin }: Entry, data: DataView): Tensor<Float32Array> {
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) {
    values[i] = dtype === "F32" ? data.getFloat32(begin + 4 * i, true) : data.getFloat64(begin + 8 * i, true);
    if (!Number.isFinite(values[i]))
      throw invalid(`tensor ${describe(name)}[${i}] is ${values[i]} as float32; finite numbers are needed`);
  }
  return { shape, data: values };
}
