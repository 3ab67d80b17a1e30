import type { RunSequence } from "../../engine/run-sequences.js";
import { decimal } from "../controls/decimal.js";
import { hexOf } from "../figure/colour.js";
import { logChartMarks } from "../figure/log-chart.js";
import type { Figure, FigureOf, LegendEntry, Mark } from "../figure/marks.js";
import { HATCH } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { t } from "../language/t.js";
import { colourAt, rampsFor } from "../styles/ramps.js";
import { firstStep, isComputed, ROWS, symbolOf, valueAt } from "./cells.js";
import type { ForgetRun } from "./forget/forget-run.js";
import { drawnLines, reachLines } from "./forget/lines.js";
import { graphMarks, HEIGHT } from "./derivation/graph.js";
import { PATHS } from "./derivation/paths.js";
import { absence, derivedStep, graphLook } from "./derivation/view.js";
import { passWords } from "./passes.js";
import type { ScalarRun } from "./scalar-run.js";
import { passAt, type UnitsRun } from "./units/units-run.js";
import { layersMarks, unitsMarks } from "./units/pictures.js";
import { inkOn, scaleOf } from "./values/grid.js";
import type { Found, LstmState, Ran, Shown } from "./view.js";
import { VIEWS } from "./views.js";
import { wordsOf } from "./words.js";

type Draw<Run> = (run: Run, state: LstmState, step: number) => Figure;

const WIDTH = 1000;
const { signed } = rampsFor(false);
const ramp = (label: string): LegendEntry => ({ label, swatch: { ramp: signed, ends: ["−max", "0", "+max"] } });

const executed = ({ adapter, passes }: Ran): string =>
  t`Executed on ${adapter}: ${passes.map(({ name, steps }) => t`${passWords(name)} ${steps} sequential steps`).join(", ")}.`;

const net = ({ inputs, at }: ScalarRun): string =>
  `x = ${inputs.x.join(", ")}; ${Object.entries(inputs.weights)
    .map(([name, value]) => `w_${name} = ${String(value)}`)
    .join(
      ", ",
    )}; h0 = ${inputs.h0}, c0 = ${inputs.c0}; ${at === "every" ? t`loss ½ (h − y)² at every step` : t`loss ½ (h − y)² at the last step`}.`;

const values: Draw<ScalarRun> = (found, _, step) => {
  const steps = found.inputs.x.length;
  const [left, row, top] = [230, 30, 24];
  const column = Math.min(86, (WIDTH - left) / (steps + 1));
  const cells = ROWS.flatMap((name, r) => {
    const y = top + r * row + (name.startsWith("bar-") ? 12 : 0);
    const scale = scaleOf(found, name);
    const label: readonly Mark[] = [
      { kind: "text", x: 0, y: y + 19, text: symbolOf(name), size: 16, italic: true, fill: figureColour("ink") },
      { kind: "text", x: 26, y: y + 18, text: wordsOf(name), fill: figureColour("ink-soft") },
    ];
    return [
      ...label,
      ...Array.from({ length: steps + 1 }, (__, at) => at)
        .filter((at) => at >= firstStep(name))
        .flatMap((at): readonly Mark[] => {
          const place = { row: name, t: at };
          const value = valueAt(found, place);
          const fill = hexOf(colourAt(signed, 0.5 + 0.5 * (value / scale)));
          const isThere = isComputed(place, step, steps);
          const x = left + at * column;
          return [
            { kind: "rect", x, y, width: column - 2, height: row - 3, radius: 4, fill: isThere ? fill : HATCH },
            ...(isThere && column > 40
              ? [
                  {
                    kind: "text",
                    x: x + column - 8,
                    y: y + 18,
                    text: decimal(value),
                    size: 12.5,
                    anchor: "end",
                    fill: inkOn(fill),
                  } as const,
                ]
              : []),
          ];
        }),
    ];
  });
  const heads = Array.from({ length: steps + 1 }, (__, at): Mark => ({
    kind: "text",
    x: left + at * column + column / 2,
    y: 14,
    text: `t = ${at}`,
    anchor: "middle",
    fill: figureColour("ink-soft"),
  }));
  return {
    title: t`An LSTM with every bar of BPTT: step ${step} of ${2 * steps}`,
    caption: `${net(found)} ${t`Loss ${found.loss.toPrecision(6)}; ∂L/∂w_xi = ${found.gradients.xi.toPrecision(6)}.`} ${executed(found.ran)}`,
    legend: [ramp(t`value, scaled by row`), { label: t`not computed yet`, swatch: { fill: HATCH } }],
    width: WIDTH,
    height: top + ROWS.length * row + 20,
    marks: [...heads, ...cells],
  };
};

const derivation: Draw<ScalarRun> = (found, state, step) => {
  const at = derivedStep(found, state);
  const look = graphLook(found, at, step, null, { width: WIDTH, paint: figureColour });
  const told = PATHS.slice(0, step)
    .filter((path) => absence(found, path, at) === null)
    .map((path) => `${path.words(at)}: ${decimal(path.rule.value(found, at))}`);
  return {
    title: t`The bars of step ${at}, path by path: ${step} of ${PATHS.length}`,
    caption: `${told.length > 0 ? `${told.join("; ")}. ` : ""}${net(found)} ${executed(found.ran)}`,
    legend: [
      { label: t`is read by, forward`, swatch: { fill: figureColour("hatch") } },
      { label: t`the gradient comes back`, swatch: { fill: figureColour("mdrnn") } },
    ],
    width: WIDTH,
    height: HEIGHT + 10,
    marks: graphMarks(look),
  };
};

const forget: Draw<ForgetRun> = (found, state) => {
  const lines = reachLines(found, state);
  const xs = Array.from({ length: found.steps + 1 }, (_, back) => back);
  const gates = (["f", "i", "o"] as const).map((gate) => `${gate} = ${found.last[gate].toPrecision(6)}`);
  const reached = lines.map(({ title, values: line }) => `${title} ${decimal(line.at(-1)!)}`);
  return {
    title: t`How far a gradient reaches back, from ∂L/∂${state.seeded} = 1`,
    caption: `${t`At ${gates.join(", ")}, after ${found.steps} steps back: ${reached.join("; ")}.`} ${executed(found.ran)}`,
    legend: lines.map(({ title, look: { token, dash } }) => ({
      label: title,
      swatch: { stroke: figureColour(token), ...(dash !== undefined && { dash }) },
    })),
    width: WIDTH,
    height: 380,
    marks: logChartMarks({
      lines: drawnLines(lines, figureColour),
      xs,
      xTitle: t`steps back from T`,
      width: WIDTH,
      height: 370,
      paint: figureColour,
    }),
  };
};

const units: Draw<UnitsRun> = (found, state, step) => {
  const { spec, steps } = found;
  const total = found.forward.record.steps + found.backward.record.steps;
  const side = Math.min(30, WIDTH / steps, 420 / spec.hidden);
  const look = { ramp: signed, paint: figureColour, step, side, x: 0 };
  const below = 24 + spec.layers * side + 30;
  const what = `${state.bars ? "∂L/∂" : ""}${state.show}`;
  const soft = figureColour("ink-soft");
  return {
    title:
      found.forward.schedule.name === "pipelined"
        ? t`${spec.layers} LSTM layers of ${spec.hidden} units, pipelined: step ${step} of ${total}`
        : t`${spec.layers} LSTM layers of ${spec.hidden} units, layer by layer: step ${step} of ${total}`,
    caption: `${t`T = ${steps}, ${spec.inputs} inputs, batch ${found.batch}, seed ${state.seed}; ${found.formula.text} = ${found.formula.steps} steps.`} ${executed(found.ran)}`,
    legend: [
      ramp(t`value, scaled by picture`),
      { label: t`runs in this step`, swatch: { stroke: figureColour("glow") } },
      { label: t`has not run`, swatch: { fill: HATCH } },
    ],
    width: WIDTH,
    height: below + spec.hidden * side + 10,
    marks: [
      {
        kind: "text",
        x: 0,
        y: 14,
        text: t`layers × time: the mean of ${passAt(found, step).name === "forward" ? "h" : "h̄"} over the units, layer 1 at the bottom`,
        fill: soft,
      },
      ...layersMarks(found, { ...look, y: 24 }),
      {
        kind: "text",
        x: 0,
        y: below - 8,
        text: t`units × time: ${what} of layer ${found.layer + 1}, sequence ${Math.min(state.sequence, found.batch)}`,
        fill: soft,
      },
      ...unitsMarks(found, state, { ...look, y: below }),
    ],
  };
};

/** A view at a step of its clock, from what it has run. */
export function drawn(found: Found, state: LstmState, step: number): Figure {
  switch (found.view) {
    case "values":
      return values(found.run, state, step);
    case "derivation":
      return derivation(found.run, state, step);
    case "forget":
      return forget(found.run, state, step);
    case "units":
      return units(found.run, state, step);
  }
}

/** Where the settings put the clock; else at its end, or where the forward sweep ends, unless the gradients are shown. */
const stepOf = ({ at, bars }: LstmState, shown: Shown): number => {
  const end = shown.view === "units" && !bars ? shown.run.forward.record.steps : shown.length;
  return at < 0 ? end : Math.min(shown.length, at);
};

/** The view of the settings, with its clock at `at` or at its end. */
export const figureOf: FigureOf<LstmState, RunSequence> = async (state, { run }) => {
  const shown = await (await VIEWS[state.view]()).run(run, state, {});
  return drawn(shown, state, stepOf(state, shown));
};
