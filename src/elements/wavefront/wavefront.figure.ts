import { receptiveFieldAt } from "../../graph/receptive-field.js";
import { cellCount } from "../../graph/grid.js";
import { builtinImage } from "../../io/builtin-images.js";
import { greyOf } from "../../io/pixels.js";
import { percent } from "../controls/decimal.js";
import { imageText } from "../controls/image-source/titles.js";
import { noun } from "../controls/noun.js";
import { HATCH } from "../figure/marks.js";
import type { Figure, FigureOf, LegendEntry, Mark } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { t } from "../language/t.js";
import { rampsFor } from "../styles/ramps.js";
import { GAP } from "./layout.js";
import { isPrinted, MODEL_NAMES, orderName } from "./model.js";
import type { WavefrontState } from "./model.js";
import { profileOf, statisticsOf } from "./profile.js";
import type { Profile } from "./profile.js";
import { defaultCell, panelMarks, sceneOf } from "./scene.js";
import type { Scene, Shown } from "./scene.js";
import { runSweep } from "./sweep.js";

const WIDTH = 1000;
const CAPTION = 20;
const CHART = 72;

/** A sweep as it is shown. */
export interface SweepShown extends Shown {
  readonly state: WavefrontState;
  /** The file's name of the reader's own image. */
  readonly ownImage: string | null;
  /** Whether a question holds formulas back. */
  readonly withheld: boolean;
}

/** The sweep at the step `at` of the clock (half way unless given). */
export const figureOf: FigureOf<WavefrontState> = async (state, engine) => {
  const drawn = builtinImage(state.image, state, state.seed);
  const sweep = await runSweep(engine, state, state.colour === "grey" ? greyOf(drawn) : drawn);
  const { plan } = sweep[state.pass];
  const cell = state.cell >= 0 && state.cell < cellCount(plan.grid) ? state.cell : defaultCell(sweep);
  return sweepFigure({
    state,
    sweep,
    pass: state.pass,
    show: state.show,
    step: Math.min(plan.length, state.at < 0 ? Math.ceil(plan.length / 2) : state.at),
    cell,
    context: receptiveFieldAt(sweep.access, plan.grid, cell),
    verdicts: new Map(),
    held: false,
    ownImage: null,
    withheld: false,
  });
};

/** All maps at a step of the clock, with the width of every step below them. */
export function sweepFigure(shown: SweepShown): Figure {
  const { state, sweep, step, held } = shown;
  const { plan } = sweep[state.pass];
  const scene = sceneOf(sweep, state.layout, WIDTH);
  const places = placesOf(scene);
  const below = Math.max(...places.map(({ bottom }) => bottom)) + 30;
  const profile = profileOf(sweep.access, plan, state.unit);
  return {
    title: titleOf(shown),
    caption: captionOf(shown, profile),
    legend: legendOf(state, scene),
    width: WIDTH,
    height: held ? below : below + CHART + 34,
    // while a question stands the widths would tell how many steps there are
    marks: [...mapsOf(scene, places, shown), ...(held ? [] : chartOf(profile, step, below, state.unit))],
  };
}

function titleOf({ state, sweep, step, held }: SweepShown): string {
  const { plan } = sweep[state.pass];
  const model = isPrinted(state) ? t`${MODEL_NAMES[state.model]} as printed` : MODEL_NAMES[state.model];
  const run = [model, orderName(plan.name), state.pass === "forward" ? t`forward` : t`backward`].join(", ");
  return held ? t`${run}: step ${step}` : t`${run}: step ${step} of ${plan.length}`;
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly bottom: number;
}

/** Where each panel stands: as the page's grid has them. */
function placesOf({ panels, arrangement: { columns, flow, side } }: Scene): readonly Placed[] {
  const across = Math.max(...panels.map(({ layout }) => layout.across)) * side + GAP;
  const down = panels[0]!.layout.height * side + CAPTION + 16;
  const stack = Math.max(1, Math.round((panels.length - 1) / Math.max(1, columns - 1)));
  return panels.map((panel, i) => {
    const [column, row] =
      flow === "wrap"
        ? [i % columns, Math.floor(i / columns)]
        : i === 0
          ? [0, 0]
          : flow === "stacks"
            ? [1 + Math.floor((i - 1) / stack), (i - 1) % stack]
            : [(i - 1) % columns, 1 + Math.floor((i - 1) / columns)];
    const y = row * down + CAPTION;
    return { x: column * across, y, bottom: y + panel.layout.height * side };
  });
}

function mapsOf({ panels, arrangement }: Scene, places: readonly Placed[], shown: Shown): readonly Mark[] {
  return panels.flatMap((panel, i): readonly Mark[] => {
    const { x, y } = places[i]!;
    const look = { ramps: rampsFor(false), colours: figureColour, side: arrangement.side, x, y };
    return [
      { kind: "text", x, y: y - 6, text: panel.title, size: 13, fill: figureColour("ink-soft") },
      ...panelMarks(panel, shown, look),
    ];
  });
}

function chartOf(profile: Profile, step: number, y: number, unit: WavefrontState["unit"]): readonly Mark[] {
  const { peak } = statisticsOf(profile, Infinity);
  const bar = WIDTH / profile.length;
  const colourAt = (s: number): string => figureColour(s < step - 1 ? "mdrnn" : s === step - 1 ? "glow" : "hatch");
  return [
    {
      kind: "text",
      x: 0,
      y: y - 8,
      text:
        unit === "cells"
          ? t`Width of every step, in cells: at most ${peak}`
          : t`Width of every step, in matrix-vector products: at most ${peak}`,
      fill: figureColour("ink-soft"),
    },
    { kind: "rect", x: 0, y, width: WIDTH, height: CHART, fill: figureColour("well") },
    ...[...profile].map((units, s): Mark => {
      const height = (CHART * units) / peak;
      return { kind: "rect", x: s * bar, y: y + CHART - height, width: bar, height, fill: colourAt(s) };
    }),
    { kind: "text", x: 0, y: y + CHART + 16, text: t`step ${1}`, size: 11.5, fill: figureColour("ink-soft") },
    {
      kind: "text",
      x: WIDTH,
      y: y + CHART + 16,
      text: t`step ${profile.length}`,
      size: 11.5,
      anchor: "end",
      fill: figureColour("ink-soft"),
    },
  ];
}

function captionOf({ state, sweep, ownImage, held, withheld }: SweepShown, profile: Profile): string {
  const { height, width, depth, channels, seed, pass, loss } = state;
  const image = t`${imageText(state.image, ownImage)} (${height} × ${width}), depth ${depth}, channels ${channels}, seed ${seed}.`;
  const gradients =
    loss === "all" ? t`Gradients of the sum of all outputs.` : t`Gradients of the sum of the last pixel’s outputs.`;
  const { steps } = sweep[pass].record;
  const executed = withheld
    ? t`Executed on ${sweep.adapter}: ${steps} ${noun(steps, "step")}.`
    : t`Executed on ${sweep.adapter}: ${steps} sequential steps = ${sweep.formula.text}.`;
  return [image, pass === "backward" && gradients, !held && executed, !held && widthsText(profile)]
    .filter(Boolean)
    .join(" ");
}

function widthsText(profile: Profile): string {
  const { peak, mean, utilisation } = statisticsOf(profile, Infinity);
  return t`Width of a step: at most ${peak}, ${mean.toFixed(1)} on average; ${percent(utilisation)} of a machine as wide as the widest step is busy.`;
}

function legendOf({ show, pass }: WavefrontState, { panels }: Scene): readonly LegendEntry[] {
  const { order, signed } = rampsFor(false);
  const isForward = pass === "forward";
  return [
    show === "step"
      ? { label: t`step in which a cell ran`, swatch: { ramp: order, ends: [t`first`, "", t`last`] } }
      : {
          label: isForward ? t`mean activation, scaled by map` : t`mean δ = ∂L/∂a, scaled by map`,
          swatch: { ramp: signed, ends: ["−max", "0", "+max"] },
        },
    { label: t`runs in this step`, swatch: { stroke: figureColour("glow") } },
    { label: t`has not run`, swatch: { fill: HATCH } },
    { label: t`chosen cell; ● it reads this, ○ this reads it`, swatch: { stroke: figureColour("ink") } },
    ...(isForward ? [{ label: t`pixels that it sees`, swatch: { stroke: figureColour("ink"), dash: "4 3" } }] : []),
    ...(panels.some(({ layout }) => layout.skew !== null)
      ? [
          {
            label: t`crossed: padding, forced to 0`,
            swatch: { fill: figureColour("surface"), stroke: figureColour("hatch") },
          },
        ]
      : []),
  ];
}
