import { t } from "../language/t.js";
import type { RunResidual } from "../../engine/run-residuals.js";
import { placementOf, type PlacementName } from "../../models/residual.js";
import { figureColour } from "../figure/palette.js";
import type { Marker } from "../figure/markers.js";
import type { Figure, FigureOf, LegendEntry, Mark } from "../figure/marks.js";
import { chartMarks, SKIP_DASH } from "./chart.js";
import { curvesOf, deathOf, perBlock, ratioOf, type PlacementCurves } from "./curves.js";
import { DIAGRAM, diagramHeight, diagramMarks } from "./diagram.js";
import { execute, type Measured } from "./execute.js";
import { deathText, factor, figures, headline } from "./format.js";
import { frontOf, lookOf } from "./look.js";
import { caveats, planOf, setupOf, setupText, type FlowState } from "./setup.js";
import { sameStacks, titleOf } from "./stacks.js";

const CHART = { width: 620, height: 380 };
const GAP = 24;
const NUMBERS = 62;

/** The markers as letters: the legend of a figure has swatches of colour alone. */
const GLYPHS: Readonly<Record<Marker, string>> = {
  circle: "●",
  square: "■",
  triangle: "▲",
  diamond: "◆",
  bar: "▮",
  cross: "✚",
};

/** The gradient's curves with the two architectures beside them, each with the path of the identity lit. */
export const figureOf: FigureOf<FlowState, RunResidual> = async (state, engine) => {
  const runs: Measured[] = [];
  const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
  await execute(engine, setupOf(state), planOf(state), hooks, (measured) => runs.push(measured));
  return flowFigure(state, runs);
};

/** The picture of runs that are there. */
export const flowFigure = (state: FlowState, runs: readonly Measured[]): Figure => {
  const curves = curvesOf(runs);
  const sides = [state.first, state.second] as const;
  const height = Math.max(CHART.height, ...sides.map((name) => diagramHeight(name, state.norm) + NUMBERS));
  return {
    title: state.norm
      ? t`The gradient through ${state.blocks} residual blocks, by where batch norm and ReLU stand`
      : t`The gradient through ${state.blocks} residual blocks, by where ReLU stands`,
    caption: [
      t`${setupText(state)}. Measured on ${runs[0]!.adapter}.`,
      ...curves.map(describe),
      ...caveats(state),
      t`Lines: geometric mean over the seeds; bands: the least and the most of them. Lit: what comes down the skip connection.`,
    ].join(" "),
    legend: [
      { label: t`total`, swatch: { stroke: figureColour("ink") } },
      { label: t`skip connections alone`, swatch: { stroke: figureColour("ink"), dash: SKIP_DASH } },
      ...sameStacks(
        curves.map(({ placement }) => placement),
        state.norm,
      ).map(legendOf),
    ],
    width: CHART.width + 2 * (GAP + DIAGRAM.width),
    height,
    marks: [
      ...chartMarks("gradient", curves, state, { x: 0, y: 0, ...CHART, paint: figureColour }),
      ...sides.flatMap((name, i) => sideMarks(name, CHART.width + GAP + i * (DIAGRAM.width + GAP))),
    ],
  };

  function sideMarks(name: (typeof sides)[number], x: number): readonly Mark[] {
    const look = lookOf(name, state);
    const found = curves.find(({ placement }) => placement === name);
    const fill = figureColour(look.text);
    return [
      { kind: "text", x, y: 15, text: placementOf(name).title, size: 15, weight: 700, fill },
      {
        kind: "text",
        x,
        y: 44,
        text: found ? headline(ratioOf(found.gradient)) : "",
        size: 24,
        weight: 700,
        fill,
      },
      ...diagramMarks(name, state.norm, {
        x,
        y: NUMBERS,
        lit: placementOf(name).skip ? "identity" : "branch",
        hue: look.colour,
        weight: state.weight,
        paint: figureColour,
      }),
    ];
  }

  function legendOf(group: readonly PlacementName[]): LegendEntry {
    const { colour } = lookOf(frontOf(group, state), state);
    const glyphs = group.map((placement) => GLYPHS[lookOf(placement, state).marker]);
    return { label: `${glyphs.join("")} ${titleOf(group)}`, swatch: { fill: figureColour(colour) } };
  }
};

const describe = ({ placement, gradient, skip }: PlacementCurves): string => {
  const died = skip && deathOf(skip, "last");
  const alone = skip && (died ? deathText(died) : `× ${figures(ratioOf(skip))}`);
  const said = t`${placementOf(placement).title}: × ${figures(ratioOf(gradient))} from the last block to the first, × ${factor(perBlock(gradient))} a block`;
  return alone ? t`${said}, skips alone ${alone}.` : `${said}.`;
};
