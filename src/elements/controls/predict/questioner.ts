import { html, nothing } from "lit";
import type { ReactiveController, TemplateResult } from "lit";
import { t, tHtml } from "../../language/t.js";
import { SfAnswerEvent } from "../answer.event.js";
import type { PredictHost } from "../predict.js";
import { compared, isRight, sameQuestion, scoreOf } from "../questions.js";
import type { Answer, CellVerdict, Given, NumberQuestion, Question, Score } from "../questions.js";

export { predictStyles } from "./predict.styles.js";

/** What the colours of cells stand for, with how many of them there are. */
const LEGEND: readonly (readonly [CellVerdict, (count: number) => string])[] = [
  ["picked", (count) => t`your cells: ${count}`],
  ["right", (count) => t`yours, and right: ${count}`],
  ["wrong", (count) => t`yours, but wrong: ${count}`],
  ["missed", (count) => t`missed: ${count}`],
];

/**
 * One question after the other, one answer each, then the explanation and the next; after the last, everything is revealed. A question
 * whose id, prompt or answer changed is asked anew.
 */
export class Questioner implements ReactiveController {
  readonly #host: PredictHost;
  readonly #questions: () => readonly Question[] | null;
  #answers: readonly Answer[] = [];
  #picked: ReadonlySet<number> = new Set();
  #typed = "";
  /** The question on screen. */
  #index = 0;

  constructor(host: PredictHost, questions: () => readonly Question[] | null) {
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

  /** Whether all questions are answered. */
  get isRevealed(): boolean {
    const questions = this.#questions();
    const isAnswered = (question: Question): boolean =>
      this.#answers.some((answer) => sameQuestion(answer.question, question));
    return questions !== null && questions.every(isAnswered);
  }
  /** Whether the question on screen waits for cells. */
  get picking(): boolean {
    return this.#current?.kind === "cells" && !this.#answer;
  }
  /** The question on screen, answered or not. */
  get question(): Question | undefined {
    return this.#current;
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

  /** Of the cells to paint. */
  get verdicts(): ReadonlyMap<number, CellVerdict> {
    const question = this.#current;
    if (question?.kind !== "cells") return new Map();
    return compared(question, this.#picked, this.#answer !== undefined);
  }

  /** The panel with the question; nothing where none is to be asked. */
  render(): TemplateResult | typeof nothing {
    const question = this.#current;
    if (!question) return nothing;
    const total = this.#list.length;
    const answer = this.#answer;
    const { right, asked } = this.score;
    return html`
      <section class="predict" part="predict" aria-labelledby="predict-title">
        <h2 id="predict-title">
          ${tHtml`Predict first <span class="soft number">question ${this.#index + 1} of ${total}</span>`}
        </h2>
        <p id="predict-prompt">${question.prompt}</p>
        ${question.kind === "cells" ? this.#cells() : nothing}
        <div class="predict-actions">
          ${question.kind === "number" ? this.#number(question, answer) : nothing}
          ${
            answer
              ? html`<button type="button" @click=${() => this.#goOn()}>
                  ${asked < total ? t`Next question` : t`Ask again`}
                </button>`
              : html`<button
                  type="button"
                  class="predict-check"
                  ?disabled=${this.#given === null}
                  @click=${() => this.#check()}
                >
                  ${t`Check`}
                </button>`
          }
          <span class="soft number">${t`${right} right of ${asked}`}</span>
        </div>
        <div class="predict-verdict" role="status">
          ${
            answer
              ? html`<b class=${answer.right ? "is-right" : "is-wrong"}>
                    <span aria-hidden="true">${answer.right ? "✓" : "✗"}</span>
                    ${answer.right ? t`Right.` : t`Not quite.`}</b
                  >
                  ${question.explain}`
              : nothing
          }
        </div>
      </section>
    `;
  }

  #number({ signed }: NumberQuestion, answer: Answer | undefined): TemplateResult {
    return html`
      <label class="predict-number">
        <span>${t`Your answer`}</span>
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
              <span class=${`predict-swatch ${verdict}`}></span>
              ${text(verdicts.filter((found) => found === verdict).length)}
            </li>`,
        )}
      </ul>
    `;
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
    if (this.isRevealed) this.#answers = [];
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
