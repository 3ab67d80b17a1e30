/** Every quantity of the comparison, counted from the models' own graphs (domain.md §7). */
import { accessMap } from "../graph/access.js";
import { drawingSteps } from "../graph/drawing.js";
import { reachOf, UNREACHED } from "../graph/reach.js";
import { receptiveFieldInSlices } from "../graph/receptive-field.js";
import { asGenerator, outputOf } from "../graph/sampling.js";
import type { Sliced } from "../graph/slices.js";
import { countAttention } from "../models/attention.js";
import { comparedSpec, type ComparedId, type ComparisonSettings } from "../models/comparison.js";
import { countModel, type Counts } from "../models/count.js";
import { trainingMemory } from "../models/memory.js";
import type { ModelSpec } from "../models/spec.js";
import { profileOf, type Profile, type StepWork } from "./profile.js";

export interface WorkCounts extends Counts {
  /** Bytes of float32 that training keeps. */
  readonly memory: bigint;
}

/** Parameters, connections and memory: exact at any size, and quick. */
export const comparedCounts = (id: ComparedId, settings: ComparisonSettings): WorkCounts => {
  const spec = comparedSpec(id, settings);
  if (spec === null) return countAttention(settings, settings);
  const { parameters, connections, macs } = countModel(spec, settings);
  return { parameters, connections, macs, memory: trainingMemory(spec, settings) };
};

/** Steps of reading an image, and what runs in each of them. */
export function* comparedSteps(id: ComparedId, settings: ComparisonSettings): Sliced<Profile> {
  const spec = comparedSpec(id, settings);
  return spec === null ? attentionProfile(settings) : yield* profileOf(spec, settings);
}

/** In every layer all pixels at once: project to q, k and v, compare, mix, project. */
const attentionProfile = (settings: ComparisonSettings): Profile => {
  const pixels = settings.height * settings.width;
  const { steps } = countAttention(settings, settings);
  const products = [3, 1, 1, 1];
  const work: StepWork = {
    cells: new Float64Array(steps.chain).fill(pixels),
    matvecs: Float64Array.from({ length: steps.chain }, (_, step) => products[step % products.length]! * pixels),
  };
  return { minimum: work, layerwise: work };
};

export interface Drawing {
  /** In pixel-steps. Naive recomputes the whole network for every pixel, cached does not. */
  readonly naive: number;
  readonly cached: number;
  readonly wavefront: number;
  /** Levels of matrix-vector products on the longest chain of the wavefront. */
  readonly products: number;
  /** The same for an MDRNN as given, with a read-out at the neighbours' outputs; null for the others. */
  readonly readOutProducts: number | null;
}

/** Steps of drawing an image, every model as a generator. */
export function* comparedDrawing(id: ComparedId, settings: ComparisonSettings): Sliced<Drawing> {
  const pixels = settings.height * settings.width;
  const spec = comparedSpec(id, settings);
  if (spec === null) {
    const { steps, sampling } = countAttention(settings, settings);
    return { ...sampling, products: pixels * steps.chain, readOutProducts: null };
  }
  const steps = yield* drawingSteps(spec, settings);
  if (steps === null) throw new RangeError(`a ${spec.kind} like this cannot draw`);
  return { naive: pixels, cached: pixels, wavefront: steps.pixels, ...steps };
}

export interface Sight {
  /** Pixels that the output in the middle of the image sees, its own left out. */
  readonly middle: number;
  /** Of an interior output, unclipped: seen, and the causal window of the same reach; null where it has no bound. */
  readonly interior: { readonly size: number; readonly window: number; readonly blind: number } | null;
  /** Fewest products between the last output and the first pixel; null where it is not seen. */
  readonly corner: number | null;
}

/** The output whose context is counted: (⌊H/2⌋, ⌊W/2⌋). */
export const middleOf = ({ height, width }: { readonly height: number; readonly width: number }): number =>
  Math.floor(height / 2) * width + Math.floor(width / 2);

/** Products on the way through one attention layer: a value, the mixture, W_o; the other layers are passed by their residuals. */
const ATTENTION_PATH = 3;

/** What outputs see. */
export function* comparedSight(id: ComparedId, settings: ComparisonSettings): Sliced<Sight> {
  const spec = comparedSpec(id, settings);
  const middle = middleOf(settings);
  if (spec === null) return { middle, interior: null, corner: ATTENTION_PATH };
  const seen = yield* pixelsFrom(asGenerator(spec), settings, middle);
  const paths = yield* pixelsFrom(spec, settings, settings.height * settings.width - 1);
  const field = yield* receptiveFieldInSlices(accessMap(spec));
  return {
    middle: seen.reduce((sum, products, pixel) => sum + (products === UNREACHED || pixel === middle ? 0 : 1), 0),
    interior: field && { size: field.size, window: field.window, blind: field.blind },
    corner: paths[0] === UNREACHED ? null : paths[0]!,
  };
}

function* pixelsFrom(spec: ModelSpec, size: ComparisonSettings, pixel: number): Sliced<Int32Array> {
  const access = accessMap(spec);
  const grid = { layers: access.length, height: size.height, width: size.width };
  return (yield* reachOf(access, grid, outputOf(spec), [pixel])).pixels;
}
