import type { RunSequence } from "../../engine/run-sequences.js";
import { decimal } from "../controls/decimal.js";
import { hexOf } from "../figure/colour.js";
import { logChartMarks } from "../figure/log-chart.js";
import type { Figure, FigureEngine, FigureOf, LegendEntry, Mark } from "../figure/marks.js";
import { HATCH } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { colourAt, rampsFor } from "../styles/ramps.js";
import { firstStep, isComputed, ROWS, symbolOf, valueAt, WORDS } from "./cells.js";
import { runForget } from "./forget/forget-run.js";
import { drawnLines, reachLines } from "./forget/lines.js";
import { graphMarks, HEIGHT } from "./derivation/graph.js";
import { PATHS } from "./derivation/paths.js";
import { absence, derivedStep, graphLook } from "./derivation/view.js";
import { runScalar, type ScalarRun } from "./scalar-run.js";
import { runUnits } from "./units/units-run.js";
import { layersMarks, unitsMarks } from "./units/pictures.js";
import { inkOn, scaleOf } from "./values/grid.js";
import type { LstmState, Ran, ViewName } from "./view.js";

type Draw = (state: LstmState, engine: FigureEngine<RunSequence>) => Promise<Figure>;

const WIDTH = 1000;
const { signed } = rampsFor(false);
const RAMP: LegendEntry = { label: "value, scaled by row", swatch: { ramp: signed, ends: ["−max", "0", "+max"] } };

const executed = ({ adapter, passes }: Ran): string =>
  `Executed on ${adapter}: ${passes.map(({ name, steps }) => `${name} ${steps} sequential steps`).join(", ")}.`;

/** The clock of the figure: where the settings put it, else at its end. */
const stepOf = ({ at }: LstmState, length: number): number => (at < 0 ? length : Math.min(length, at));

const net = ({ inputs, at }: ScalarRun): string =>
  `x = ${inputs.x.join(", ")}; ${Object.entries(inputs.weights)
    .map(([name, value]) => `w_${name} = ${String(value)}`)
    .join(
      ", ",
    )}; h0 = ${inputs.h0}, c0 = ${inputs.c0}; loss ½ (h − y)² at ${at === "every" ? "every step" : "the last step"}.`;

const values: Draw = async (state, { run }) => {
  const found = await runScalar(run, state);
  const steps = found.inputs.x.length;
  const step = stepOf(state, 2 * steps);
  const [left, row, top] = [230, 30, 24];
  const column = Math.min(86, (WIDTH - left) / (steps + 1));
  const cells = ROWS.flatMap((name, r) => {
    const y = top + r * row + (name.startsWith("bar-") ? 12 : 0);
    const scale = scaleOf(found, name);
    const label: readonly Mark[] = [
      { kind: "text", x: 0, y: y + 19, text: symbolOf(name), size: 16, italic: true, fill: figureColour("ink") },
      { kind: "text", x: 26, y: y + 18, text: WORDS[name], fill: figureColour("ink-soft") },
    ];
    return [
      ...label,
      ...Array.from({ length: steps + 1 }, (_, t) => t)
        .filter((t) => t >= firstStep(name))
        .flatMap((t): readonly Mark[] => {
          const value = valueAt(found, { row: name, t });
          const fill = hexOf(colourAt(signed, 0.5 + 0.5 * (value / scale)));
          const isThere = isComputed({ row: name, t }, step, steps);
          const x = left + t * column;
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
  const heads = Array.from({ length: steps + 1 }, (_, t): Mark => ({
    kind: "text",
    x: left + t * column + column / 2,
    y: 14,
    text: `t = ${t}`,
    anchor: "middle",
    fill: figureColour("ink-soft"),
  }));
  return {
    title: `An LSTM with every bar of BPTT: step ${step} of ${2 * steps}`,
    caption: `${net(found)} Loss ${found.loss.toPrecision(6)}; ∂L/∂w_xi = ${found.gradients.xi.toPrecision(6)}. ${executed(found.ran)}`,
    legend: [RAMP, { label: "not computed yet", swatch: { fill: HATCH } }],
    width: WIDTH,
    height: top + ROWS.length * row + 20,
    marks: [...heads, ...cells],
  };
};

const derivation: Draw = async (state, { run }) => {
  const found = await runScalar(run, state);
  const t = derivedStep(found, state);
  const step = stepOf(state, PATHS.length);
  const look = graphLook(found, t, step, null, { width: WIDTH, paint: figureColour });
  const told = PATHS.slice(0, step)
    .filter((path) => absence(found, path, t) === null)
    .map((path) => `${path.words(t)}: ${decimal(path.rule.value(found, t))}`);
  return {
    title: `The bars of step ${t}, path by path: ${step} of ${PATHS.length}`,
    caption: `${told.join("; ")}. ${net(found)} ${executed(found.ran)}`,
    legend: [
      { label: "is read by, forward", swatch: { fill: figureColour("hatch") } },
      { label: "the gradient comes back", swatch: { fill: figureColour("mdrnn") } },
    ],
    width: WIDTH,
    height: HEIGHT + 10,
    marks: graphMarks(look),
  };
};

const forget: Draw = async (state, { run }) => {
  const found = await runForget(run, state);
  const lines = reachLines(found, state);
  const xs = Array.from({ length: found.steps + 1 }, (_, back) => back);
  const gates = (["f", "i", "o"] as const).map((gate) => `${gate} = ${found.last[gate].toPrecision(6)}`);
  const reached = lines.map(({ title, values: line }) => `${title} ${decimal(line.at(-1)!)}`);
  return {
    title: `How far a gradient reaches back, from ∂L/∂${state.seeded} = 1`,
    caption: `At ${gates.join(", ")}, after ${found.steps} steps back: ${reached.join("; ")}. ${executed(found.ran)}`,
    legend: lines.map(({ title, look: { token, dash } }) => ({
      label: title,
      swatch: { stroke: figureColour(token), ...(dash !== undefined && { dash }) },
    })),
    width: WIDTH,
    height: 380,
    marks: logChartMarks({
      lines: drawnLines(lines, figureColour),
      xs,
      xTitle: "steps back from T",
      width: WIDTH,
      height: 370,
      paint: figureColour,
    }),
  };
};

const units: Draw = async (state, { run }) => {
  const found = await runUnits(run, state);
  const { spec, steps } = found;
  const step = stepOf(state, found.record.steps);
  const side = Math.min(30, WIDTH / steps, 420 / spec.hidden);
  const look = { ramp: signed, paint: figureColour, step, side, x: 0 };
  const below = 24 + spec.layers * side + 30;
  const what = `${state.bars ? "∂L/∂" : ""}${state.show}`;
  const soft = figureColour("ink-soft");
  return {
    title: `${spec.layers} LSTM layers of ${spec.hidden} units, ${found.schedule.name}: step ${step} of ${found.record.steps}`,
    caption: `T = ${steps}, ${spec.inputs} inputs, batch ${found.batch}, seed ${state.seed}; ${found.formula.text} = ${found.formula.steps} steps. ${executed(found.ran)}`,
    legend: [
      { label: "value, scaled by picture", swatch: { ramp: signed, ends: ["−max", "0", "+max"] } },
      { label: "runs in this step", swatch: { stroke: figureColour("glow") } },
      { label: "has not run", swatch: { fill: HATCH } },
    ],
    width: WIDTH,
    height: below + spec.hidden * side + 10,
    marks: [
      {
        kind: "text",
        x: 0,
        y: 14,
        text: "layers × time: the mean of h over the units, layer 1 at the bottom",
        fill: soft,
      },
      ...layersMarks(found, { ...look, y: 24 }),
      {
        kind: "text",
        x: 0,
        y: below - 8,
        text: `units × time: ${what} of layer ${found.layer + 1}, sequence ${Math.min(state.sequence, found.batch)}`,
        fill: soft,
      },
      ...unitsMarks(found, state, { ...look, y: below }),
    ],
  };
};

const DRAW: Readonly<Record<ViewName, Draw>> = { values, derivation, forget, units };

/** The view of the settings, with its clock at `at` or at its end. */
export const figureOf: FigureOf<LstmState, RunSequence> = (state, engine) => DRAW[state.view](state, engine);
