/**
 * What a reader answered, as one line for any learning platform: `sf1.PAYLOAD.CHECKSUM`. The payload is base64url of deflated JSON,
 * the checksum CRC-32 of all that stands before it, also base64url. It notices slips and edits; it proves nothing, since anybody
 * who has the program can make one.
 */
import { Inflate, deflateSync } from "fflate";
import { SweepfieldError } from "../error.js";
import { crc32 } from "./checksum.js";
import { isObject } from "./json.js";

export interface ResultAnswer {
  /** The question's id. */
  readonly question: string;
  /** The number or, ascending, the cells. */
  readonly given: number | readonly number[];
  readonly right: boolean;
}

export interface Result {
  /** The tag: "sf-race". */
  readonly element: string;
  /** The settings as the element's link has them, those at their defaults left out. */
  readonly state: string;
  /** null where the element draws no numbers. */
  readonly seed: number | null;
  readonly answers: readonly ResultAnswer[];
}

const PREFIX = "sf1";
/** No element asks about more than 16,384 cells; these hold them all several times. */
const LONGEST_CODE = 2 ** 17;
const MOST_BYTES = 2 ** 19;
const LONGEST_TEXT = 4000;
/** Deflate unpacks at most to a thousandfold: in pieces, a bomb is met before it is large. */
const PIECE = 512;

/** How many of the answers are right, and how many there are. */
export const scoreOfResult = ({ answers }: Result): { readonly right: number; readonly asked: number } => ({
  right: answers.filter(({ right }) => right).length,
  asked: answers.length,
});

export function encodeResult(result: Result): string {
  const { element, state, seed, answers } = result;
  const { right, asked } = scoreOfResult(result);
  const json = JSON.stringify({
    element,
    state,
    seed,
    answers: answers.map((answer) => [answer.question, answer.given, answer.right]),
    score: [right, asked],
  });
  const body = `${PREFIX}.${base64url(deflateSync(new TextEncoder().encode(json), { level: 9 }))}`;
  return `${body}.${checksumOf(body)}`;
}

const invalid = (problem: string, cause?: unknown): SweepfieldError =>
  new SweepfieldError("data-invalid", problem, cause === undefined ? undefined : { cause });

/** Throws data-invalid or limit-exceeded with one line on what is wrong with the code. */
export function decodeResult(code: string): Result {
  if (code.length > LONGEST_CODE)
    throw new SweepfieldError(
      "limit-exceeded",
      `it has ${code.length} characters, a result code at most ${LONGEST_CODE}; copy one code alone`,
    );
  const [, body, payload, checksum] = /^(sf1\.([\w-]+))\.([\w-]+)$/.exec(code) ?? [];
  if (body === undefined || payload === undefined)
    throw invalid("it is no result code; copy the whole line that begins with sf1.");
  if (checksum !== checksumOf(body))
    throw invalid("its checksum does not fit: a character is wrong or missing; copy the whole code again");
  return resultIn(jsonIn(unpacked(payload)));
}

/** Of texts in ASCII. */
function checksumOf(text: string): string {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, crc32(new TextEncoder().encode(text)));
  return base64url(bytes);
}

function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function unpacked(payload: string): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    const packed = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const inflate = new Inflate((piece) => {
      length += piece.length;
      if (length > MOST_BYTES)
        throw new SweepfieldError(
          "limit-exceeded",
          `it unpacks to more than ${MOST_BYTES / 1024} KiB; no element makes it`,
        );
      pieces.push(piece);
    });
    for (let at = 0; at < packed.length; at += PIECE)
      inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  } catch (cause) {
    if (cause instanceof SweepfieldError) throw cause;
    throw invalid("its packed data is damaged; no element makes it", cause);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw invalid("it holds no JSON; no element makes it", cause);
  }
}

const isLine = (value: unknown): value is string =>
  typeof value === "string" && value.length <= LONGEST_TEXT && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value);

const isCells = (value: unknown): value is readonly number[] =>
  Array.isArray(value) &&
  value.every(
    (cell: unknown, i) => Number.isInteger(cell) && (i === 0 ? Number(cell) >= 0 : Number(cell) > value[i - 1]),
  );

function resultIn(data: unknown): Result {
  if (!isObject(data)) throw invalid("it holds no object; no element makes it");
  const { element, state, seed, answers, score, ...rest } = data;
  const [stranger] = Object.keys(rest);
  if (stranger !== undefined) throw invalid(`it has a field ${JSON.stringify(stranger.slice(0, 40))} too many`);
  if (typeof element !== "string" || !/^sf-[a-z][a-z-]{0,60}$/.test(element)) throw invalid("it names no element");
  if (!isLine(state)) throw invalid("its state is no line of text");
  if (seed !== null && !Number.isSafeInteger(seed)) throw invalid("its seed is no whole number");
  if (!Array.isArray(answers)) throw invalid("its answers are no list");
  const result: Result = { element, state, seed: seed as number | null, answers: answers.map(answerIn) };
  if (new Set(result.answers.map(({ question }) => question)).size < answers.length)
    throw invalid("it answers a question twice");
  const { right, asked } = scoreOfResult(result);
  if (!Array.isArray(score) || score.length !== 2 || score[0] !== right || score[1] !== asked)
    throw invalid(`its score is not that of its answers, ${right} right of ${asked}`);
  return result;
}

function answerIn(answer: unknown, i: number): ResultAnswer {
  const [question, given, right, ...rest] = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
  if (!isLine(question) || question === "" || rest.length > 0 || typeof right !== "boolean")
    throw invalid(`answer ${i + 1} is not [question, given, right]`);
  if (!Number.isFinite(given) && !isCells(given))
    throw invalid(`answer ${i + 1} gives neither a number nor cells in order`);
  return { question, given: given as number | readonly number[], right };
}
