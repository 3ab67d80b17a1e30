import { setImmediate } from "node:timers/promises";
import { SweepfieldError } from "../../error.js";
import { parseAnyCase } from "../../io/cases.js";
import { deviceFlag, shown } from "../arguments.js";
import type { Command } from "../command.js";
import { openDevice, type Device } from "../device.js";
import { compareAll, type Worst } from "../difference.js";
import { exitCodeOf, oneLine } from "../failure.js";
import { inFile, readUserFile } from "../files.js";
import { note, print, printJson } from "../output.js";
import { OUTPUTS, runCase, type AnyCase } from "../run-case.js";
import { formatError, formatTable } from "../table.js";

const MAX_CASE_BYTES = 256 * 2 ** 20;

/** One file's outcome. A case that could not be run has `error` and no comparison, and never passes. */
interface CaseResult {
  readonly name: string;
  readonly pass: boolean;
  /** Tensors that were compared with the case. */
  readonly compared: readonly string[];
  /** Tensors that the case holds and this version does not compare. */
  readonly notCompared: readonly string[];
  readonly maxAbsError: number | null;
  readonly worst: (Worst & { readonly tensor: string }) | null;
  /** The same outputs from the float64 reference: the second witness. */
  readonly reference: { readonly pass: boolean; readonly maxAbsError: number } | null;
  readonly error?: string;
}

export const verify: Command = {
  name: "verify",
  summary: "compares the models with outputs that another framework computed",
  usage: `
usage: sweepfield verify FILE… [FLAGS]

  --device gpu|cpu  what runs the models (gpu)
  --json            one JSON object

Each FILE holds one case (schema sweepfield-case/1): a model, its input, its weights and the outputs to expect.
A case passes when |got - want| <= absolute + relative |want| for every number, with the case's own tolerance.
Outputs are compared, and the gradients of sum(outputGradients * outputs) where the case holds them.
A training case (schema sweepfield-training-case/1) holds batches and the loss of every step, which are compared.
Exit codes: 0 all pass, 1 one fails, 2 a file cannot be used, 3 no device.
`.trim(),
  options: { device: { type: "string" }, json: { type: "boolean" } },
  async run(input) {
    const kind = deviceFlag(input);
    if (input.positionals.length === 0)
      throw new SweepfieldError("usage", "verify needs a file; write sweepfield verify case.json");
    const files: CaseFile[] = [];
    for (const path of input.positionals) files.push({ path, content: await readCase(path) });
    // A file that cannot be read needs no device to say so.
    let device: Promise<Device> | undefined;
    const open = (): Promise<Device> => (device ??= openDevice(kind));
    const cases: CaseResult[] = [];
    try {
      for (const file of files) {
        const result = await resultOf(file, open, input.signal);
        if (result.error !== undefined) note(result.error);
        cases.push(result);
      }
    } finally {
      await (await device)?.close();
    }
    if (cases.some(({ notCompared }) => notCompared.length > 0))
      note("gradients not checked where the case gives no outputGradients to start them from");
    if (input.values["json"] === true) printJson({ device: kind, cases });
    else print(verifyTable(kind, cases));
    if (cases.some(({ error }) => error !== undefined)) return 2;
    return cases.every(({ pass }) => pass) ? 0 : 1;
  },
};

interface CaseFile {
  readonly path: string;
  readonly content: AnyCase | SweepfieldError;
}

async function readCase(path: string): Promise<AnyCase | SweepfieldError> {
  try {
    const text = (await readUserFile(path, MAX_CASE_BYTES)).toString("utf8");
    return inFile(path, () => parseAnyCase(text));
  } catch (error) {
    if (error instanceof SweepfieldError) return error;
    throw error;
  }
}

/** A file that cannot be used, or a model too big for the device, fails by itself; a device that is gone ends the command. */
async function resultOf(
  { path, content }: CaseFile,
  open: () => Promise<Device>,
  signal: AbortSignal | undefined,
): Promise<CaseResult> {
  if (content instanceof SweepfieldError) return unusable(path, content.message);
  try {
    return await check(content, await open(), signal);
  } catch (error) {
    if (exitCodeOf(error) !== 2 || !(error instanceof SweepfieldError)) throw error;
    return unusable(content.name, `${shown(path)}: ${error.message}`);
  }
}

const unusable = (name: string, error: string): CaseResult => ({
  name,
  pass: false,
  compared: [],
  notCompared: [],
  maxAbsError: null,
  worst: null,
  reference: null,
  error,
});

/** Compares what the device computed, and what the reference did, with what the case wants. */
async function check(content: AnyCase, device: Device, signal: AbortSignal | undefined): Promise<CaseResult> {
  await setImmediate();
  const { want, notCompared, device: got, reference } = await runCase(content, device, signal ? { signal } : {});
  const ours = compareAll(got, want, content.tolerance);
  const witness = compareAll(reference, want, content.tolerance);
  return {
    name: content.name,
    pass: ours.pass,
    compared: Object.keys(want),
    notCompared,
    maxAbsError: ours.maxAbsError,
    worst: ours.worst,
    reference: { pass: witness.pass, maxAbsError: witness.maxAbsError },
  };
}

function verifyTable(kind: Device["kind"], cases: readonly CaseResult[]): string {
  const rows = cases.map((result) => [
    oneLine(result.name),
    verdict(result),
    result.compared.length > 0
      ? `${result.compared.length} ${result.compared.length === 1 ? "tensor" : "tensors"}`
      : "nothing",
    gradientRemark(result),
    result.maxAbsError === null ? "" : formatError(result.maxAbsError),
    remark(result),
  ]);
  const columns = [`case, on the ${kind}`, "result", "compared", "gradients", "largest error", ""].map((title) => ({
    title,
  }));
  return formatTable(columns, rows);
}

const gradientRemark = ({ compared, notCompared }: CaseResult): string =>
  notCompared.length > 0 ? "not checked" : compared.some((name) => !OUTPUTS.includes(name)) ? "checked" : "none given";

const verdict = (result: CaseResult): string =>
  result.error !== undefined ? "not run" : result.pass ? "agrees" : "FAIL";

/** Where a failing case differs most, and what the second witness says. */
function remark({ pass, worst, reference }: CaseResult): string {
  if (pass || worst === null || reference === null) return "";
  const place = `${worst.tensor}[${worst.index.join(", ")}] is ${worst.got}, expected ${worst.want}`;
  return `${place}; the float64 reference ${reference.pass ? "agrees with the case, so this device is wrong" : "disagrees with the case too: check its masks and layout"}`;
}
