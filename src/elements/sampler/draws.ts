/** What a method or a model drew, as the pictures and counters read it at any step of the clock. */
import type { DrawTrace } from "../../engine/drawing.js";
import type { StepCount } from "./specs.js";
import type { Ran } from "./view.js";

export interface Drawn {
  readonly title: string;
  /** What it does, in a few words. */
  readonly does: string;
  /** A token's colour. */
  readonly hue: string;
  readonly trace: DrawTrace;
  readonly formula: StepCount | null;
}

interface Size {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly pixels: number;
}

export const sizeOfDraw = ({ values }: Pick<DrawTrace, "values">): Size => {
  const [, channels, height, width] = values.shape as [number, number, number, number];
  return { channels, height, width, pixels: height * width };
};

/** One for every pixel, or for each of its colours in turn, as naive and cached drawing take them. */
export const mostSteps = ({ values, plan }: Pick<DrawTrace, "values" | "plan">): number =>
  sizeOfDraw({ values }).pixels * plan.graph.colours;

export interface PixelState {
  /** (C, H · W) of the first image in [−1, 1]; NaN where nothing is drawn yet. */
  readonly values: Float32Array;
  /** Pixels drawn in this step; of the fixed point, those that it changed. */
  readonly lit: readonly number[];
  /** The same by what is drawn one after the other, red, green and blue; one list where all of a pixel is drawn at once. */
  readonly litByColour: readonly (readonly number[])[];
  /** By pixel, 1 where its value may still change: a guess of the fixed point. */
  readonly isGuess: Uint8Array;
}

/** The first image after `step` pixel-steps. */
export function pixelsAt(trace: DrawTrace, step: number): PixelState {
  const { channels, pixels } = sizeOfDraw(trace);
  const { plan, drawnAt, sweeps } = trace;
  const { colours } = plan.graph;
  const now = Math.min(step, trace.pixelSteps);
  const at = (channel: number, pixel: number): number => drawnAt[(channel % colours) * pixels + pixel]!;
  const litByColour = Array.from({ length: colours }, () => new Set<number>());
  const isGuess = new Uint8Array(pixels);
  const sweep = sweeps[now - 1];
  const before = sweeps[now - 2];
  const values = Float32Array.from({ length: channels * pixels }, (_, i) => {
    const pixel = i % pixels;
    const channel = Math.floor(i / pixels);
    const lit = litByColour[channel % colours]!;
    const drawn = at(channel, pixel);
    if (drawn === 0) return trace.values.data[i]!;
    if (trace.method !== "fixed-point") {
      if (drawn === now && step <= trace.pixelSteps) lit.add(pixel);
      return drawn <= now ? trace.values.data[i]! : NaN;
    }
    if (!sweep) return NaN;
    if (step <= trace.pixelSteps && sweep[i] !== before?.[i]) lit.add(pixel);
    if (drawn > now) isGuess[pixel] = 1;
    return sweep[i]!;
  });
  const lists = litByColour.map((lit) => (step === 0 ? [] : [...lit]));
  return { values, lit: [...new Set(lists.flat())], litByColour: lists, isGuess };
}

const counted = new WeakMap<readonly Uint32Array[], Uint16Array>();

/** By pixel, how many of its cells (over all layers) are computed in a pixel-step. */
export function workAt(trace: DrawTrace, step: number): Uint16Array {
  const { pixels } = sizeOfDraw(trace);
  if (step < 1 || step > trace.pixelSteps) return new Uint16Array(pixels);
  const { levels } = trace.plan.step(step - 1);
  const known = counted.get(levels);
  if (known) return known;
  const counts = new Uint16Array(pixels);
  for (const level of levels) for (const cell of level) counts[cell % pixels]! += 1;
  counted.set(levels, counts);
  return counts;
}

export const cellsIn = (trace: DrawTrace, step: number): number =>
  workAt(trace, step).reduce((sum, count) => sum + count, 0);

/** What float32 leaves of equal Gaussian images; Bernoulli ones are equal in every pixel. */
const CLOSE = 1e-5;

/** In how many pixels two drawings of one batch differ, all images together. */
export function differingPixels(a: DrawTrace, b: DrawTrace): number {
  const { channels, pixels } = sizeOfDraw(a);
  const differing = new Set<number>();
  a.values.data.forEach((value, i) => {
    const image = Math.floor(i / (channels * pixels));
    if (!(Math.abs(value - b.values.data[i]!) <= CLOSE)) differing.add(image * pixels + (i % pixels));
  });
  return differing.size;
}

export const ranOf = (drawn: readonly Drawn[]): Ran | null => {
  const [first] = drawn;
  if (!first) return null;
  return {
    device: first.trace.device,
    adapter: first.trace.adapter,
    runs: drawn.map(({ title, trace: { pixelSteps, matvecSteps, dispatches, milliseconds, timing } }) => ({
      name: title,
      pixelSteps,
      steps: matvecSteps,
      dispatches,
      milliseconds,
      timing,
    })),
  };
};
