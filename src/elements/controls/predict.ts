import { html, nothing } from "lit";
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from "lit";
import type { StateOf, StateDefinition } from "../../io/url-state.js";
import { SfAnswerEvent } from "./answer.event.js";
import { compared, isRight, sameQuestion, scoreOf } from "./questions.js";
import type { Answer, CellVerdict, Given, NumberQuestion, Question, Score } from "./questions.js";
import type { teachingFields } from "./teaching-fields.js";

export type { CellVerdict, Question, Score } from "./questions.js";
export { predictStyles } from "./predict.styles.js";

type Host = ReactiveControllerHost & HTMLElement & StateOf<StateDefinition<typeof teachingFields>>;

const LEGEND: readonly (readonly [CellVerdict, string])[] = [
  ["picked", "your cells"],
  ["right", "yours, and right"],
  ["wrong", "yours, but wrong"],
  ["missed", "missed"],
];

/**
 * Asks before the element tells. One question after the other, one answer each, then the explanation and the next; after the last,
 * everything is revealed. The host renders `render()` above its picture and `renderNotes()` at its end, where the page's own notes
 * stand; it adds `predictStyles`, holds back what would answer while `active`, and formulas and O() answers while `withheld`. While
 * `picking` it gives cells that are clicked or chosen with Space to `toggleCell`, and it paints them by `verdicts`. A question whose
 * id, prompt or answer changed is asked anew. The host gives null while it cannot ask yet, which holds everything back; where there is
 * nothing to ask it gives no question, which holds nothing back.
 */
export class Predict implements ReactiveController {
  readonly #host: Host;
  readonly #questions: () => readonly Question[] | null;
  #answers: readonly Answer[] = [];
  #picked: ReadonlySet<number> = new Set();
  #typed = "";
  /** The question on screen. */
  #index = 0;

  constructor(host: Host, questions: () => readonly Question[] | null) {
    this.#host = host;
    this.#questions = questions;
    host.addController(this);
  }

  /** Drops what was answered to other questions, before the host asks what it may show. */
  hostUpdate(): void {
    const questions = this.#questions();
    if (questions === null) return;
    const kept = this.#answers.filter((answer) =>
      questions.some((question) => sameQuestion(question, answer.question)),
    );
    if (kept.length === this.#answers.length) return;
    this.#answers = kept;
    this.#index = 0;
    this.#clear();
    this.#next();
  }

  /** Whether questions are asked and not all of them are answered: the host holds back what would answer them. */
  get active(): boolean {
    return this.#host.mode === "predict" && !this.#isRevealed;
  }
  /** Whether formulas, solved presets and O() answers are to be held back. */
  get withheld(): boolean {
    return this.#isAsking && !this.#isRevealed;
  }
  /** Whether the question on screen waits for cells. */
  get picking(): boolean {
    return this.#isAsking && this.#current?.kind === "cells" && !this.#answer;
  }
  /** The question on screen, answered or not. */
  get question(): Question | undefined {
    return this.#isAsking ? this.#current : undefined;
  }
  get score(): Score {
    return scoreOf(this.#answers);
  }

  /** Takes a cell into the answer or out of it; nothing unless `picking`. */
  toggleCell(cell: number): void {
    if (!this.picking) return;
    const picked = new Set(this.#picked);
    if (!picked.delete(cell)) picked.add(cell);
    this.#picked = picked;
    this.#host.requestUpdate();
  }

  /** What is to be painted at a cell: picked while the reader picks; right, wrong or missed once the answer is given. */
  verdictOf(cell: number): CellVerdict | null {
    return this.verdicts.get(cell) ?? null;
  }
  get verdicts(): ReadonlyMap<number, CellVerdict> {
    const question = this.#current;
    if (!this.#isAsking || question?.kind !== "cells") return new Map();
    return compared(question, this.#picked, this.#answer !== undefined);
  }

  /** The panel with the question; nothing where none is to be asked. */
  render(): TemplateResult | typeof nothing {
    const question = this.#current;
    if (!this.#isAsking || !question) return nothing;
    const total = this.#list.length;
    const answer = this.#answer;
    const { right, asked } = this.score;
    return html`
      <section class="predict" part="predict" aria-labelledby="predict-title">
        <h2 id="predict-title">
          Predict first <span class="soft number">question ${this.#index + 1} of ${total}</span>
        </h2>
        <p id="predict-prompt">${question.prompt}</p>
        ${question.kind === "cells" ? this.#cells() : nothing}
        <div class="predict-actions">
          ${question.kind === "number" ? this.#number(question, answer) : nothing}
          ${
            answer
              ? html`<button type="button" @click=${() => this.#goOn()}>
                  ${asked < total ? "Next question" : "Ask again"}
                </button>`
              : html`<button
                  type="button"
                  class="predict-check"
                  ?disabled=${this.#given === null}
                  @click=${() => this.#check()}
                >
                  Check
                </button>`
          }
          <span class="soft number">${right} right of ${asked}</span>
        </div>
        <div class="predict-verdict" role="status">
          ${
            answer
              ? html`<b class=${answer.right ? "is-right" : "is-wrong"}>
                    <span aria-hidden="true">${answer.right ? "✓" : "✗"}</span>
                    ${answer.right ? "Right." : "Not quite."}</b
                  >
                  ${question.explain}`
              : nothing
          }
        </div>
      </section>
    `;
  }

  /** The slot of the page's own notes, which tell the answers too. */
  renderNotes(): TemplateResult | typeof nothing {
    return this.withheld ? nothing : html`<slot name="notes"></slot>`;
  }

  #number({ signed }: NumberQuestion, answer: Answer | undefined): TemplateResult {
    return html`
      <label class="predict-number">
        <span>Your answer</span>
        <input
          type="number"
          inputmode=${signed ? "text" : "numeric"}
          step="1"
          aria-describedby="predict-prompt"
          ?readonly=${answer !== undefined}
          .value=${this.#typed}
          @input=${(event: Event) => this.#type((event.currentTarget as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === "Enter") this.#check();
          }}
        />
      </label>
    `;
  }

  #cells(): TemplateResult {
    const verdicts = [...this.verdicts.values()];
    const shown = LEGEND.filter(([verdict]) => (this.#answer === undefined) === (verdict === "picked"));
    return html`
      <ul class="predict-legend number">
        ${shown.map(
          ([verdict, text]) =>
            html`<li>
              <span class=${`predict-swatch ${verdict}`}></span>${text}:
              ${verdicts.filter((found) => found === verdict).length}
            </li>`,
        )}
      </ul>
    `;
  }

  get #isAsking(): boolean {
    return this.#host.mode === "predict" || this.#host.answers === "hidden";
  }
  get #isRevealed(): boolean {
    const questions = this.#questions();
    const isAnswered = (question: Question): boolean =>
      this.#answers.some((answer) => sameQuestion(answer.question, question));
    return questions !== null && questions.every(isAnswered);
  }
  get #list(): readonly Question[] {
    return this.#questions() ?? [];
  }
  get #current(): Question | undefined {
    return this.#list[this.#index];
  }
  get #answer(): Answer | undefined {
    const question = this.#current;
    return question && this.#answers.find((answer) => answer.question.id === question.id);
  }
  get #given(): Given | null {
    if (this.#current?.kind === "cells") return this.#picked.size > 0 ? this.#picked : null;
    return this.#typed.trim() === "" || Number.isNaN(Number(this.#typed)) ? null : Number(this.#typed);
  }

  #type(text: string): void {
    this.#typed = text;
    this.#host.requestUpdate();
  }

  #check(): void {
    const question = this.#current;
    const given = this.#given;
    if (!question || given === null || this.#answer) return;
    const right = isRight(question, given);
    this.#answers = [...this.#answers, { question, right }];
    this.#host.requestUpdate();
    this.#host.dispatchEvent(
      new SfAnswerEvent({
        element: this.#host.localName,
        question: question.id,
        given: typeof given === "number" ? given : [...given].sort((a, b) => a - b),
        right,
        score: this.score,
      }),
    );
  }

  #goOn(): void {
    if (this.#isRevealed) this.#answers = [];
    this.#clear();
    this.#next();
    this.#host.requestUpdate();
  }

  /** Goes to the first question that has no answer. */
  #next(): void {
    const open = this.#list.findIndex(({ id }) => !this.#answers.some(({ question }) => question.id === id));
    this.#index = Math.max(0, open);
  }

  #clear(): void {
    this.#picked = new Set();
    this.#typed = "";
  }
}
