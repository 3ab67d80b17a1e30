import type { CSSResult, TemplateResult } from "lit";
import type { StateOf } from "../../io/url-state.js";
import type { DeviceKind, SweepRecord } from "../../trace/trace.js";
import type { Engine } from "../controllers/engine.js";
import type { LatePart } from "../controllers/late-part.js";
import type { RunHooks } from "../controllers/engine-run.js";
import type { Finish } from "../controls/finishes.js";
import type { Question } from "../controls/questions.js";
import type { DrawAndTrain } from "./engine.js";
import type { Results } from "./results.js";
import type { samplerState } from "./sampler.state.js";
import type { ModelWeights } from "./weights.js";

export type SamplerState = StateOf<typeof samplerState>;
export type ViewName = SamplerState["view"];

/** Where a view stands. */
export interface Stage {
  readonly state: SamplerState;
  /** Pixel-steps on the clock. */
  readonly step: number;
  /** CSS pixels. */
  readonly width: number;
  readonly isDark: boolean;
  /** A question stands: steps and numbers that answer it are held back. */
  readonly held: boolean;
  /** Formulas are held back. */
  readonly withheld: boolean;
  readonly clock: TemplateResult;
}

/** What was executed, for the footer. */
export interface Ran {
  readonly device: DeviceKind;
  readonly adapter: string;
  readonly runs: readonly (Pick<SweepRecord, "steps" | "dispatches" | "milliseconds" | "timing"> & {
    readonly name: string;
    readonly pixelSteps: number;
  })[];
}

/** A view that has run: everything on screen is read from this run. */
export interface Shown {
  readonly view: ViewName;
  /** Ticks of its clock; 0 where nothing plays. */
  readonly length: number;
  readonly finishes: readonly Finish[];
  /** Null where the view runs things of its own. */
  readonly ran: Ran | null;
  /** What figures and tables to take away are made of; null before anything has run. */
  results(): Results | null;
  /** What is asked before it is told, in predict mode. */
  readonly questions: readonly Question[];
  render(stage: Stage): TemplateResult;
  /** The twin of the pictures. */
  tables(stage: Stage): TemplateResult;
  /** The clock's step in words. */
  said(step: number): string;
}

/** What the element gives to a view that stays with it. */
export interface ViewHost {
  /** Its id, by which it keeps things in the browser's storage. */
  readonly name: string;
  readonly state: SamplerState;
  set(change: Partial<SamplerState>): void;
  /** Renders again. */
  refresh(): void;
  /** Runs the view again, when something of its own has changed. */
  again(): void;
  /** Shows what a run has brought so far; what it gives in the end takes its place. */
  preview(shown: Shown): void;
  say(text: string): void;
  /** A part that is loaded when it is first asked for. */
  late<Part>(load: () => Promise<Part>): LatePart<Part>;
  /** The engine, opened again where it was lost. */
  engine(): Promise<Engine<DrawAndTrain>>;
  /** Weights that were trained or opened in this page. */
  own: ModelWeights | null;
}

/** One way to look at drawing, of one element. */
export interface SamplerView {
  /** The settings that need another run. */
  readonly runAgain: readonly (keyof SamplerState)[];
  run(engine: Engine<DrawAndTrain>, state: SamplerState, hooks: RunHooks): Promise<Shown>;
  /** The element has left the page. */
  leave?(): void;
}

/** What is loaded when a view is chosen. */
export interface ViewModule {
  readonly styles: CSSResult;
  open(host: ViewHost): SamplerView;
}
