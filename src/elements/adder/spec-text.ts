/** A net as the JSON that `sweepfield` reads, and back. */
import { SweepfieldError } from "../../error.js";
import { validateThresholdRnn, type ThresholdRnnSpec } from "../../models/threshold-rnn.js";
import { t } from "../language/t.js";
import type { AdderState } from "./model.js";
import { formatNumbers, MOST_WEIGHT, numbersOf, UNITS } from "./notation.js";
import { OWN } from "./presets.js";

/** One line for every parameter. */
export const specText = (net: ThresholdRnnSpec): string =>
  `{\n${Object.entries(net)
    .map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(",\n")}\n}\n`;

const refuse = (message: string): SweepfieldError => new SweepfieldError("spec-invalid", message);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(
      t`the text is no JSON (${error instanceof Error ? error.message : String(error)}); paste a threshold-rnn spec such as the one that stood here`,
    );
  }
}

/**
 * The settings that show the net of a text.
 * @throws SweepfieldError "spec-invalid" with what was read, where, and the fix.
 */
export function stateOfSpec(text: string): Pick<AdderState, "preset" | "weights" | "zero" | "start"> {
  const net = validateThresholdRnn(parsed(text));
  if (net.b_h.length !== UNITS) throw refuse(t`b_h is a list of ${net.b_h.length}; this page draws ${UNITS} units`);
  const tooLarge = numbersOf(net).find((value) => Math.abs(value) > MOST_WEIGHT);
  if (tooLarge !== undefined)
    throw refuse(t`${tooLarge} is too large; use numbers from −${MOST_WEIGHT} to ${MOST_WEIGHT}`);
  const soft = net.h0.findIndex((h) => h !== 0 && h !== 1);
  if (soft >= 0) throw refuse(t`h0[${soft}] is ${net.h0[soft] ?? ""}; use 0 or 1`);
  return {
    preset: OWN.id,
    weights: formatNumbers(numbersOf(net)),
    zero: net.atZero === 1 ? "from" : "above",
    start: net.h0.join(""),
  };
}
