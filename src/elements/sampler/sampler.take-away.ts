import { SweepfieldError } from "../../error.js";
import { modelSource } from "../../models/pytorch/models.js";
import { t } from "../language/t.js";
import type { Frames, TakeAway } from "../tools/take-away.js";
import type { Results } from "./results.js";
import { runFigure, type Moment } from "./run-figure.js";
import type { SfSampler } from "./sampler.js";
import { tablesOf } from "./sampler.tables.js";
import { specOf } from "./specs.js";
import { pytorchSnippet } from "./training/snippet.js";
import type { SamplerState } from "./view.js";

/** What is read of the element. */
type Sampler = Pick<SfSampler, "shown" | "step" | "length" | "held" | "withheld"> & {
  readonly link: { readonly state: SamplerState };
};

/** Pictures a second where the clock goes faster than that. */
const MOST_FRAMES = 25;

const resultsOf = ({ shown, link }: Sampler): Results | null =>
  shown?.view === link.state.view ? shown.results() : null;

/** Throws cancelled while there is nothing that may be shown. */
function shownBy(element: Sampler): Results {
  const results = resultsOf(element);
  if (!results) throw new SweepfieldError("cancelled", t`Nothing has run yet; wait for the first run.`);
  if (element.held) throw new SweepfieldError("cancelled", t`A question stands before the picture; answer it first.`);
  return results;
}

const momentOf = ({ link: { state }, step, withheld }: Sampler): Moment => ({ state, step, withheld });

/** A run up to one of its moments: pixel-steps of a clock, or steps of training. */
function filmed(results: Results, length: number): { readonly length: number; at(frame: number): Results } {
  if (results.view !== "training") return { length: length + 1, at: () => results };
  const { run } = results;
  const { from, train, heldOut } = run.curve;
  return {
    length: train.length + 1,
    at: (frame) => {
      const curve = {
        from,
        train: train.slice(0, frame),
        heldOut: heldOut.filter(({ step }) => step <= from + frame),
      };
      // the images are those of one step only
      return { view: "training", run: { ...run, curve, samples: null } };
    },
  };
}

async function framesOf(element: Sampler): Promise<Frames> {
  const { length, at } = filmed(shownBy(element), element.length);
  const moment = momentOf(element);
  const { speed } = moment.state;
  return {
    length,
    rate: speed === "growing" ? MOST_FRAMES : Math.min(MOST_FRAMES, Number(speed)),
    at: (step) => runFigure(at(step), { ...moment, step }),
  };
}

export const takeAway: TakeAway<Sampler> = {
  figure: async (element) => runFigure(shownBy(element), momentOf(element)),
  frames: framesOf,
  tables: (element) => {
    const results = resultsOf(element);
    return results && !element.held ? tablesOf(results, momentOf(element)) : [];
  },
  // the training view gives its weights away as a file, which this code loads; elsewhere the model is built anew
  pytorch: (element) => {
    const { state } = element.link;
    const results = resultsOf(element);
    return results?.view === "training"
      ? pytorchSnippet(results.run.spec)
      : modelSource(specOf(state.model, state), state);
  },
};
