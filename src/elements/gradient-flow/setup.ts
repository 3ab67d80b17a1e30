/** From the settings to what is run: the stack, the shape of its signals, and which placement with which seed comes when. */
import { t } from "../language/t.js";
import type { StateOf } from "../../io/url-state.js";
import { PLACEMENT_NAMES, type PlacementName, type ResidualSpec } from "../../models/residual.js";
import type { gradientFlowState } from "./gradient-flow.state.js";
import { sameStacks, titleOf } from "./stacks.js";

export type FlowState = StateOf<typeof gradientFlowState>;

/** What all runs on screen have in common. */
export interface Setup {
  readonly blocks: number;
  /** Units, or maps. */
  readonly width: number;
  readonly weight: "dense" | "conv";
  readonly norm: boolean;
  /** Of x_0: (N, width) or (N, width, H, W). */
  readonly shape: readonly number[];
}

const IMAGE = 8;

/** A convolution works at 64 positions with nine taps, so it gets a quarter of the maps and a sixteenth of the batch. */
export function setupOf({ blocks, width, batch, weight, norm }: FlowState): Setup {
  if (weight === "dense") {
    return { blocks, width: Number(width), weight, norm, shape: [Number(batch), Number(width)] };
  }
  const maps = Number(width) / 4;
  return { blocks, width: maps, weight, norm, shape: [Math.max(2, Number(batch) / 16), maps, IMAGE, IMAGE] };
}

export const specOf = ({ blocks, width, weight, norm }: Setup, placement: PlacementName): ResidualSpec => ({
  kind: "residual",
  placement,
  blocks,
  width,
  weight,
  norm,
});

export interface Planned {
  readonly placement: PlacementName;
  readonly seed: number;
}

/** Tells a run from all others. */
export const keyOf = (setup: Setup, device: FlowState["device"], { placement, seed }: Planned): string =>
  [device, ...Object.values(setup).map(String), placement, seed].join(" ");

/** The two that stand side by side, without one that is chosen twice. */
export const pairOf = ({ first, second }: Pick<FlowState, "first" | "second">): readonly PlacementName[] => [
  ...new Set([second, first]),
];

export const seedsOf = ({ seed, seeds }: Pick<FlowState, "seed" | "seeds">): readonly number[] =>
  Array.from({ length: seeds }, (_, i) => seed + i);

/** The pair first, then the others; the first seed of all before the second of any. */
export function planOf(state: FlowState): readonly Planned[] {
  const pair = pairOf(state);
  const others = state.curves === "pair" ? [] : PLACEMENT_NAMES.filter((name) => !pair.includes(name));
  return seedsOf(state).flatMap((seed) => [...pair, ...others].map((placement) => ({ placement, seed })));
}

/** The set-up in words: it stands on the plot, since other set-ups give other curves. */
export function setupText(state: FlowState): string {
  const { blocks, width, weight, shape, norm } = setupOf(state);
  const seeds = seedsOf(state);
  const [batch] = shape;
  return [
    t`${blocks} blocks of two weights`,
    weight === "dense" ? t`${width} units` : t`${width} maps, 3 × 3 convolutions`,
    weight === "dense" ? t`batch ${batch ?? 0}` : t`batch of ${batch ?? 0} images, ${IMAGE} × ${IMAGE}`,
    norm ? t`batch statistics, γ = 1, β = 0` : t`no batch norm`,
    t`He initialisation`,
    t`input and output gradient ~ N(0, 1), independent`,
    seeds.length === 1 ? t`seed ${seeds[0] ?? 0}` : t`seeds ${seeds[0] ?? 0} to ${seeds.at(-1) ?? 0}`,
  ].join(" · ");
}

/** What a reader of this set-up has to know; empty where it is the one that the page speaks of. */
export function caveats(state: FlowState): readonly string[] {
  const { weight, shape } = setupOf(state);
  const [batch = 0, , height = 1, width = 1] = shape;
  const rows = batch * height * width;
  const planned = PLACEMENT_NAMES.filter((name) => planOf(state).some(({ placement }) => placement === name));
  const same = sameStacks(planned, state.norm)
    .filter((group) => group.length > 1)
    .map(titleOf);
  return [
    ...(state.norm && rows < 64
      ? [
          t`The batch is tiny: with ${rows} examples the statistics are noise, and so are the curves. BN after addition grows the more, the smaller the batch.`,
        ]
      : []),
    ...(state.norm ? [] : [t`Without batch norm these are not the networks of the paper.`]),
    ...(same.length === 0 ? [] : [t`The same stack without batch norm, and one line for both: ${same.join("; ")}.`]),
    ...(weight === "conv"
      ? [t`Convolutions with zero padding: the closed forms below hold for wide matrices only.`]
      : []),
    ...(state.first === state.second ? [t`Both sides show the same placement.`] : []),
  ];
}
