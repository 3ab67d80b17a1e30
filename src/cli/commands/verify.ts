import { setImmediate } from "node:timers/promises";
import { SweepfieldError } from "../../error.js";
import { parseCase, type ConformanceCase } from "../../io/conformance.js";
import { referenceForward } from "../../reference/forward.js";
import { gridOf, scheduleOf, schedulesFor } from "../../schedule/schedules.js";
import { deviceFlag, shown } from "../arguments.js";
import type { Command } from "../command.js";
import { openDevice, type Device } from "../device.js";
import { compare, type Comparison } from "../difference.js";
import { exitCodeOf, oneLine } from "../failure.js";
import { inFile, readUserFile } from "../files.js";
import { note, print, printJson } from "../output.js";
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
  readonly worst: (Comparison["worst"] & { readonly tensor: string }) | null;
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
Outputs are compared. Gradients are read and not checked in this version.
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
      note("gradients not checked: this version compares outputs");
    if (input.values["json"] === true) printJson({ device: kind, cases });
    else print(verifyTable(kind, cases));
    if (cases.some(({ error }) => error !== undefined)) return 2;
    return cases.every(({ pass }) => pass) ? 0 : 1;
  },
};

interface CaseFile {
  readonly path: string;
  readonly content: ConformanceCase | SweepfieldError;
}

async function readCase(path: string): Promise<ConformanceCase | SweepfieldError> {
  try {
    const text = (await readUserFile(path, MAX_CASE_BYTES)).toString("utf8");
    return inFile(path, () => parseCase(text));
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

async function check(content: ConformanceCase, device: Device, signal: AbortSignal | undefined): Promise<CaseResult> {
  await setImmediate();
  const { spec, x, weights, outputs, tolerance } = content;
  const witness = compare(referenceForward(spec, x, weights).at(-1)!, outputs.y, tolerance);
  const schedule = scheduleOf(schedulesFor(spec)[0]!, gridOf(spec, { height: x.shape[2]!, width: x.shape[3]! }));
  const trace = await device.run(spec, schedule, { x, weights }, signal ? { signal } : {});
  const ours = compare(await trace.activations(spec.layers.length - 1), outputs.y, tolerance);
  trace.release();
  return {
    name: content.name,
    pass: ours.pass,
    compared: ["y"],
    notCompared: Object.keys(content.gradients),
    maxAbsError: ours.maxAbsError,
    worst: { tensor: "y", ...ours.worst },
    reference: { pass: witness.pass, maxAbsError: witness.maxAbsError },
  };
}

function verifyTable(kind: Device["kind"], cases: readonly CaseResult[]): string {
  const rows = cases.map((result) => [
    oneLine(result.name),
    verdict(result),
    result.compared.join(" ") || "nothing",
    result.notCompared.length > 0 ? "not checked" : "none given",
    result.maxAbsError === null ? "" : formatError(result.maxAbsError),
    remark(result),
  ]);
  const columns = [`case, on the ${kind}`, "result", "compared", "gradients", "largest error", ""].map((title) => ({
    title,
  }));
  return formatTable(columns, rows);
}

const verdict = (result: CaseResult): string =>
  result.error !== undefined ? "not run" : result.pass ? "outputs agree" : "FAIL";

/** Where a failing case differs most, and what the second witness says. */
function remark({ pass, worst, reference }: CaseResult): string {
  if (pass || worst === null || reference === null) return "";
  const place = `${worst.tensor}[${worst.index.join(", ")}] is ${worst.got}, expected ${worst.want}`;
  return `${place}; the float64 reference ${reference.pass ? "agrees with the case, so this device is wrong" : "disagrees with the case too: check its masks and layout"}`;
}
