import type { CSSResult, TemplateResult } from "lit";
import type { RunSequence } from "../../engine/run-sequences.js";
import type { StateOf } from "../../io/url-state.js";
import type { DeviceKind, SweepRecord } from "../../trace/trace.js";
import type { Noun } from "../controls/noun.js";
import type { Question } from "../controls/questions.js";
import type { RunHooks } from "../controllers/engine-run.js";
import type { ForgetRun } from "./forget/forget-run.js";
import type { lstmState } from "./lstm.state.js";
import type { PassName } from "./passes.js";
import type { ScalarRun } from "./scalar-run.js";
import type { UnitsRun } from "./units/units-run.js";

export type LstmState = StateOf<typeof lstmState>;
export type ViewName = LstmState["view"];

/** Where a view stands, and what it gives back. */
export interface Stage {
  readonly state: LstmState;
  /** Ticks on the clock. */
  readonly step: number;
  /** CSS pixels. */
  readonly width: number;
  readonly isDark: boolean;
  /** A question stands: steps and numbers that answer it are held back. */
  readonly held: boolean;
  /** Formulas are held back. */
  readonly withheld: boolean;
  /** What is pointed at, in the view's own words. */
  readonly hovered: string | null;
  readonly clock: TemplateResult;
  set(change: Partial<LstmState>): void;
  hover(what: string | null): void;
  /** Renders again, when something of the view's own has come. */
  refresh(): void;
}

/** What was executed, for the footer: passes forward and backward with their counts. */
export interface Ran {
  readonly device: DeviceKind;
  readonly adapter: string;
  readonly passes: readonly (SweepRecord & {
    readonly name: PassName;
    /** Dispatches outside the sweep: the projection of x, and the products that give the gradients. */
    readonly products: number;
  })[];
}

/** What a view has run. */
export type Found =
  | { readonly view: "values" | "derivation"; readonly run: ScalarRun }
  | { readonly view: "forget"; readonly run: ForgetRun }
  | { readonly view: "units"; readonly run: UnitsRun };

/** A view that has run: everything on screen is read from this run. */
export type Shown = Found & {
  /** Ticks of its clock; 0 where nothing plays. */
  readonly length: number;
  /** What a tick is. */
  readonly unit: Noun;
  /** Whether the view itself is the answer, and waits for it wherever answers are withheld. */
  readonly isAnswer: boolean;
  readonly ran: Ran;
  /** What is asked before it is told, in predict mode. */
  readonly questions: readonly Question[];
  /** The picture with its numbers, the clock, and the controls below. */
  render(stage: Stage): TemplateResult;
  /** The twin of the pictures. */
  tables(stage: Stage): TemplateResult;
  /** The clock's step in words. */
  said(step: number, state: LstmState): string;
};

/** One way to look at an LSTM, loaded when it is chosen. */
export interface LstmView {
  readonly styles: CSSResult;
  /** The settings that need another run. */
  readonly runAgain: readonly (keyof LstmState)[];
  run(run: RunSequence, state: LstmState, hooks: Partial<RunHooks>): Promise<Shown>;
}
