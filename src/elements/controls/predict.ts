import { html, nothing } from "lit";
import type { LitElement, TemplateResult } from "lit";
import type { StateOf, StateDefinition } from "../../io/url-state.js";
import { t } from "../language/t.js";
import { adoptInto } from "../styles/adopt.js";
import type { Questioner } from "./predict/questioner.js";
import type { CellVerdict, Question, Score } from "./questions.js";
import type { teachingFields } from "./teaching-fields.js";

export type { CellVerdict, Question, Score } from "./questions.js";

export type PredictHost = LitElement & StateOf<StateDefinition<typeof teachingFields>>;

const NONE: ReadonlyMap<number, CellVerdict> = new Map();
const UNASKED: Score = { right: 0, asked: 0 };

/** Gives the styles of verdicts to a root that paints them in elements. */
export async function adoptVerdictStyles(root: Node): Promise<void> {
  adoptInto(root, (await import("./predict/questioner.js")).predictStyles);
}

/**
 * Asks before the element tells, where the page wants it. The questions come as a part of their own, loaded when they are to be asked;
 * until then everything is held back. The host renders `render()` above its picture and `renderNotes()` at its end, where the page's
 * own notes stand; it holds back what would answer while `active`, and formulas and O() answers while `withheld`. While `picking` it
 * gives cells that are clicked or chosen with Space to `toggleCell`, and it paints them by `verdicts`. The host gives null while it
 * cannot ask yet, which holds everything back; where there is nothing to ask it gives no question, which holds nothing back.
 */
export class Predict {
  readonly #host: PredictHost;
  readonly #questions: () => readonly Question[] | null;
  #asking: Questioner | null = null;
  #isLoading = false;
  #hasFailed = false;

  constructor(host: PredictHost, questions: () => readonly Question[] | null) {
    this.#host = host;
    this.#questions = questions;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#isLoading || !this.#isAsking) return;
    this.#isLoading = true;
    void this.#load();
  }

  /** Whether questions are asked and not all of them are answered: the host holds back what would answer them. */
  get active(): boolean {
    return this.#host.mode === "predict" && !this.#asking?.isRevealed;
  }
  /** Whether formulas, solved presets and O() answers are to be held back. */
  get withheld(): boolean {
    return this.#isAsking && !this.#asking?.isRevealed;
  }
  /** Whether the question on screen waits for cells. */
  get picking(): boolean {
    return this.#isAsking && (this.#asking?.picking ?? false);
  }
  /** The question on screen, answered or not. */
  get question(): Question | undefined {
    return this.#isAsking ? this.#asking?.question : undefined;
  }
  get score(): Score {
    return this.#asking?.score ?? UNASKED;
  }

  /** Takes a cell into the answer or out of it; nothing unless `picking`. */
  toggleCell(cell: number): void {
    if (this.picking) this.#asking?.toggleCell(cell);
  }

  /** What is to be painted at a cell: picked while the reader picks; right, wrong or missed once the answer is given. */
  verdictOf(cell: number): CellVerdict | null {
    return this.verdicts.get(cell) ?? null;
  }
  get verdicts(): ReadonlyMap<number, CellVerdict> {
    return (this.#isAsking && this.#asking?.verdicts) || NONE;
  }

  /** The panel with the question; nothing where none is to be asked. */
  render(): TemplateResult | typeof nothing {
    if (!this.#isAsking) return nothing;
    if (this.#hasFailed)
      return html`<p class="problem" role="alert">${t`The questions could not be loaded; reload the page.`}</p>`;
    return this.#asking?.render() ?? nothing;
  }

  /** The slot of the page's own notes, which tell the answers too. */
  renderNotes(): TemplateResult | typeof nothing {
    return this.withheld ? nothing : html`<slot name="notes"></slot>`;
  }

  get #isAsking(): boolean {
    return this.#host.mode === "predict" || this.#host.answers === "hidden";
  }

  async #load(): Promise<void> {
    try {
      const { Questioner, predictStyles } = await import("./predict/questioner.js");
      adoptInto(this.#host.renderRoot, predictStyles);
      this.#asking = new Questioner(this.#host, this.#questions);
    } catch {
      this.#hasFailed = true;
    }
    this.#host.requestUpdate();
  }
}
