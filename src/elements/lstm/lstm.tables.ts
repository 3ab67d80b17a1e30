/** The numbers of every view, unrounded. */
import type { DataTable } from "../tools/take-away.js";
import { BACKWARD_ROWS, firstStep, FORWARD_ROWS, valueAt } from "./cells.js";
import { PATHS } from "./derivation/paths.js";
import { absence, derivedStep } from "./derivation/view.js";
import type { ForgetRun } from "./forget/forget-run.js";
import { reachLines } from "./forget/lines.js";
import { WEIGHT_NAMES, type ScalarRun } from "./scalar-run.js";
import { unitsOverTime, type UnitsRun } from "./units/units-run.js";
import { checkedGradient } from "./values/weights-panel.js";
import type { Found, LstmState, Ran } from "./view.js";

const range = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);

const executed = ({ device, adapter, passes }: Ran): DataTable => ({
  name: "executed",
  columns: ["pass", "sequential steps", "GPU dispatches", "milliseconds", "timing", "device", "adapter"],
  rows: passes.map(({ name, steps, dispatches, milliseconds, timing }) => [
    name,
    steps,
    dispatches,
    milliseconds,
    timing,
    device,
    adapter,
  ]),
});

const values = (run: ScalarRun, { check }: LstmState): readonly DataTable[] => {
  const rows = [...FORWARD_ROWS, ...BACKWARD_ROWS];
  const steps = run.inputs.x.length;
  return [
    {
      name: "values",
      columns: ["t", ...rows],
      rows: range(steps + 1).map((t) => [
        t,
        ...rows.map((row) => (t < firstStep(row) ? null : valueAt(run, { row, t }))),
      ]),
    },
    {
      name: "weights",
      columns: ["weight", "value", "gradient", ...(check ? ["difference quotient"] : [])],
      rows: WEIGHT_NAMES.map((name) => [
        `w_${name}`,
        run.inputs.weights[name],
        run.gradients[name],
        ...(check ? [checkedGradient(run, name)] : []),
      ]),
    },
    {
      name: "shares",
      columns: ["t", ...WEIGHT_NAMES.map((name) => `w_${name}`)],
      rows: range(steps).map((k) => [k + 1, ...WEIGHT_NAMES.map((name) => run.shares[name][k]!)]),
    },
  ];
};

const derivation = (run: ScalarRun, state: LstmState): readonly DataTable[] => {
  const at = derivedStep(run, state);
  return [
    {
      name: "paths",
      columns: ["step", "path", "into", "adds"],
      rows: PATHS.map((path) => [
        at,
        path.words(at),
        path.into,
        absence(run, path, at) === null ? path.rule.value(run, at) : null,
      ]),
    },
  ];
};

const forget = (run: ForgetRun, state: LstmState): readonly DataTable[] => {
  const lines = reachLines(run, state);
  return [
    {
      name: "reach",
      columns: ["steps back", ...lines.map(({ title }) => title)],
      rows: range(run.steps + 1).map((back) => [back, ...lines.map((line) => line.values[back]!)]),
    },
  ];
};

const units = (run: UnitsRun, state: LstmState): readonly DataTable[] => {
  const { steps, spec, forward, backward } = run;
  const shown = unitsOverTime(run, state);
  return [
    {
      name: state.bars ? `gradient-of-${state.show}` : state.show,
      columns: ["unit", ...range(steps).map((k) => `t = ${k + 1}`)],
      rows: range(spec.hidden).map((unit) => [unit + 1, ...shown.subarray(unit * steps, (unit + 1) * steps)]),
    },
    {
      name: "layers",
      columns: ["layer", "t", "forward step", "mean h", "backward step", "mean gradient of h"],
      rows: range(spec.layers * steps).map((cell) => [
        Math.floor(cell / steps) + 1,
        (cell % steps) + 1,
        forward.schedule.stepOf(cell) + 1,
        forward.means[cell]!,
        backward.schedule.stepOf(cell) + 1,
        backward.means[cell]!,
      ]),
    },
  ];
};

const own = (found: Found, state: LstmState): readonly DataTable[] => {
  switch (found.view) {
    case "values":
      return values(found.run, state);
    case "derivation":
      return derivation(found.run, state);
    case "forget":
      return forget(found.run, state);
    case "units":
      return units(found.run, state);
  }
};

/** What stands in the tables of a view, and what was executed for it. */
export const tablesOf = (found: Found, state: LstmState): readonly DataTable[] => [
  ...own(found, state),
  executed(found.run.ran),
];
