import { SweepfieldError } from "../../error.js";
import { csvText } from "../../io/csv-text.js";
import { decodeResult, scoreOfResult } from "../../io/result-code.js";
import type { ResultAnswer } from "../../io/result-code.js";
import { shown } from "../arguments.js";
import type { Command, CommandInput } from "../command.js";
import { oneLine } from "../failure.js";
import { readUserFile } from "../files.js";
import { note, print, printJson } from "../output.js";

const MOST_BYTES = 64 * 2 ** 20;

/** What a code says; null throughout where it is not valid. */
interface Checked {
  readonly element: string | null;
  readonly state: string | null;
  readonly seed: number | null;
  readonly right: number | null;
  readonly asked: number | null;
  readonly answers: readonly ResultAnswer[] | null;
  readonly valid: boolean;
  /** Empty where it is valid. */
  readonly problem: string;
}

const COLUMNS = ["element", "state", "seed", "right", "asked", "answers", "valid", "problem"] as const;

export const check: Command = {
  name: "check",
  summary: "result codes of students as a table",
  usage: `
usage: sweepfield check CODE… [FLAGS]

  CODE         what "Copy result code" gave, sf1.…; "-" reads codes from stdin, one a line
  --file FILE  codes from a file, one a line
  --json       one JSON object instead of CSV

Prints CSV: ${COLUMNS.join(", ")}; a row a code, in their order.
A code is valid when its checksum fits and its score is that of its answers: slips and edits are noticed. It is no
proof of who answered, or how often they tried: anybody who has the program can make a code.
Exit codes: 0 all are valid, 1 one is not, 2 bad use.
`.trim(),
  options: { file: { type: "string" }, json: { type: "boolean" } },
  async run(input) {
    const codes = await codesOf(input);
    if (codes.length === 0)
      throw new SweepfieldError("usage", "check needs a code; write sweepfield check sf1.…, or --file codes.txt");
    const checked = codes.map(checkedCode);
    if (input.values["json"] === true) printJson({ codes: checked });
    else print(csvText(COLUMNS, checked.map(rowOf)).replaceAll("\r\n", "\n").trimEnd());
    const invalid = checked.filter(({ valid }) => !valid).length;
    if (invalid > 0) note(`${invalid} of ${codes.length} ${codes.length === 1 ? "code" : "codes"} not valid`);
    return invalid === 0 ? 0 : 1;
  },
};

async function codesOf({ positionals, values }: CommandInput): Promise<readonly string[]> {
  const { file } = values;
  const inFile = typeof file === "string" ? linesOf((await readUserFile(file, MOST_BYTES)).toString("utf8")) : [];
  const given: string[] = [];
  for (const word of positionals) given.push(...(word === "-" ? linesOf(await readStdin()) : [word.trim()]));
  return [...given, ...inFile];
}

/** Codes as a learning platform exports them: a line each, perhaps in quotes. */
const linesOf = (text: string): readonly string[] =>
  text
    .replace(/^\uFEFF/, "")
    .split(/[\r\n]+/)
    .map((line) => line.trim().replace(/^"(.*)"$/, "$1"))
    .filter((line) => line !== "");

async function readStdin(): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MOST_BYTES)
      throw new SweepfieldError(
        "limit-exceeded",
        `stdin has more than ${MOST_BYTES / 2 ** 20} MiB; check fewer codes at once`,
      );
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function checkedCode(code: string): Checked {
  try {
    const result = decodeResult(code);
    return { ...result, ...scoreOfResult(result), valid: true, problem: "" };
  } catch (error) {
    if (!(error instanceof SweepfieldError)) throw error;
    const problem = oneLine(`${shown(code)}: ${error.message}`);
    return { element: null, state: null, seed: null, right: null, asked: null, answers: null, valid: false, problem };
  }
}

const rowOf = ({ element, state, seed, right, asked, answers, valid, problem }: Checked) => [
  element,
  state,
  seed,
  right,
  asked,
  answers && answers.map(answerText).join("; "),
  valid ? "yes" : "no",
  problem,
];

/** "steps: 17 right", "cells: 0 1 8 wrong". */
const answerText = ({ question, given, right }: ResultAnswer): string =>
  `${question}: ${typeof given === "number" ? given : given.join(" ")} ${right ? "right" : "wrong"}`;
