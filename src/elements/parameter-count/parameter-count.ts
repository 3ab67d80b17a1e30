import { t, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { CnnCount } from "../../models/cnn/count.js";
import { grouped } from "../../models/cnn/shape.js";
import { SfAnswerEvent, type AnswerDetail } from "../controls/answer.event.js";
import { Announcer } from "../controllers/announcer.js";
import { ElementWidth } from "../controllers/element-width.js";
import { choiceStyles } from "../controls/choice.js";
import { fieldStyles } from "../controls/fields.js";
import { inSlices, nextTask } from "../controllers/slices.js";
import { Predict } from "../controls/predict.js";
import { courseElement } from "../course-element.js";
import { base } from "../styles/base.styles.js";
import { layoutStyles } from "../styles/layout.styles.js";
import { messageStyles } from "../styles/messages.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { SfCountEvent } from "./count.event.js";
import { differencePanel } from "./difference-panel.js";
import { differences, type Differences } from "./differences.js";
import { LayerEditor } from "./editor.js";
import { entriesOf, type Entry } from "./entries.js";
import { ExportPanel } from "./export-panel.js";
import { headline } from "./headline.js";
import { editorStyles } from "./editor.styles.js";
import { layerTableStyles } from "./layer-table.styles.js";
import { layerTable, pageOf, tableRows } from "./layer-table.js";
import { AS_WRITTEN } from "../../models/cnn/vary.js";
import { isNet, netOf, PAGE_LAYERS, presetOf, settingsOf, type Net, type NetProblem } from "./net.js";
import { barsView, netView, type Pointing } from "./net-view.js";
import { notationPanel } from "./notation-panel.js";
import { parameterCountState } from "./parameter-count.state.js";
import { parameterCountStyles } from "./parameter-count.styles.js";
import { countQuestions } from "./questions.js";
import { presetPicker, settingsPanel } from "./settings-panel.js";

/** A list is read and counted when the reader has not typed for this long. */
const REST_MS = 200;

/** What has to be counted again when it changes. */
const COUNT_AGAIN = ["preset", "layers", "input", "padding", "norm", "bias", "seed"] as const;

/**
 * A convolutional net in the course's notation: its shapes, and by layer the parameters with their formula, neurons, connections and
 * multiply-adds; where the parameters sit and where the compute sits; what image size, padding, batch norm and biases change.
 *
 * @summary How many parameters a convolutional net has, and where.
 * @tag sf-parameter-count
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the total.
 * @slot notes - What the page says below; withheld while answers are.
 * @fires {SfCountEvent} sf-count - A net has been counted.
 * @fires {SfAnswerEvent} answer - The reader has answered a question.
 * @csspart total - The totals.
 * @csspart predict - The question that is asked first.
 * @csspart net - The blocks.
 * @csspart bars - The two bars.
 * @csspart editor - The list of layers.
 * @csspart settings - Image, padding, batch norm, biases.
 * @csspart differences - What the last change did.
 * @csspart table - The table.
 * @csspart export - Table and code to copy.
 * @csspart problem - What went wrong.
 * @cssproperty --sf-surface - The background.
 * @cssproperty --sf-ink - Text and controls.
 */
export class SfParameterCount extends courseElement(parameterCountState) {
  static override styles = [
    tokens,
    base,
    messageStyles,
    choiceStyles,
    fieldStyles,
    layoutStyles,
    editorStyles,
    layerTableStyles,
    parameterCountStyles,
  ];

  readonly #announcer = new Announcer(this);
  readonly #width = new ElementWidth(this);
  readonly #editor = new LayerEditor(this, (text) => this.#type(text));
  readonly #export = new ExportPanel(this, (text) => this.#announcer.say(text));
  readonly #predict = new Predict(this, () => (this.#net === null ? null : countQuestions(this.#net)));
  /** What is typed, which the settings hold only once it can be read, and the list that they held then. */
  #draft: { readonly text: string; readonly of: string } | null = null;
  #net: Net | null = null;
  #problem: NetProblem | null = null;
  #entries: readonly Entry[] = [];
  /** The net that the present one is compared with, and the setting whose changes are compared. */
  #before: { readonly net: Net; readonly by: string } | null = null;
  #differences: Differences | null = null;
  #pointed = 0;
  /** Runs while what is typed has not been read. */
  #rest: ReturnType<typeof setTimeout> | undefined;
  #slipWork: AbortController | null = null;
  /** The layer whose formula is told in words, by its place in the count. */
  #told: number | null = null;
  /** Of the table, from 0. */
  #page = 0;
  /** What the last wrong answer comes from, where that is known, and to which question it was given as which answer. */
  #slip: { readonly text: string; readonly question: string; readonly asked: number } | null = null;

  constructor() {
    super();
    this.addEventListener(SfAnswerEvent.type, (event) => {
      if (event instanceof SfAnswerEvent) this.#answered(event.detail);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#slipWork?.abort();
    if (this.#rest !== undefined) void this.#read();
  }

  /** Whether what is typed is still to be read and counted. */
  get busy(): boolean {
    return this.#rest !== undefined;
  }
  /** The count of the last list that could be counted. */
  get count(): CnnCount | null {
    return this.#net?.count ?? null;
  }
  /** The net whose numbers are on screen; null while a question holds them back. @internal */
  get shown(): Net | null {
    return this.#isHeld ? null : this.#net;
  }
  /** What is wrong with the list, with line and column; empty where nothing is. */
  get problem(): string {
    return this.#problem?.message ?? "";
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const what = COUNT_AGAIN.filter((name) => changed.has(name));
    if (what.length > 0) this.#recount(what.join());
    if (what.length > 0 || changed.has("selected") || changed.has("rows")) this.#turnPage();
    if (changed.size > 0 && this.hasUpdated) this.link.save();
  }

  protected override render(): TemplateResult {
    const net = this.#net;
    const state = this.link.state;
    const set = (change: Partial<typeof state>): void => void Object.assign(this, change);
    const isAsking = this.#isHeld;
    const pointing: Pointing = {
      selected: this.selected,
      onPoint: (number) => this.#point(number),
      onSelect: (number) => (this.selected = number),
    };
    const text = this.#draft?.text ?? settingsOf(state).text;
    return html`
      <div class="body">
        <p class="lead">
          <slot name="lead">
            ${t`A layer’s parameters follow from its kernel and its channels alone. So why does the size of the image change the total? Because one layer reads all of it.`}
          </slot>
        </p>
        ${this.link.notices.map((notice) => html`<p class="notice">${notice}</p>`)} ${this.#predict.render()}
        ${this.#slipText === "" ? nothing : html`<p class="slip notice">${tHtml`<b>Where that comes from:</b> ${this.#slipText}`}</p>`}
        ${
          isAsking
            ? nothing
            : net === null
              ? html`<slot></slot>`
              : html`
                  <div class=${this.#problem ? "pictures stale" : "pictures"}>
                    ${
                      this.#problem
                        ? html`<p class="notice">
                            ${t`The list cannot be counted as it stands. These are the numbers of the last one that could.`}
                          </p>`
                        : nothing
                    }
                    ${guard([net], () => headline(net, this.#entries))}
                    ${guard([net, this.#width.width, this.#pointed, this.selected], () =>
                      barsView(this.#entries, this.#width.width, this.#pointed, pointing),
                    )}
                  </div>
                `
        }
        ${
          net === null || (isAsking && this.mode === "predict")
            ? nothing
            : guard([net, this.selected], () => netView(net, this.#entries, pointing))
        }
        <section class="panel make" aria-label=${t`The net and its settings`}>
          <div class="list">
            ${presetPicker(state, set)} ${this.#editor.render(text, this.busy ? "typing" : this.#problem)}
            ${notationPanel()}
          </div>
          <div class="change">
            ${settingsPanel(state, settingsOf(state).input, set)}
            ${isAsking ? nothing : differencePanel(this.#differences)}
          </div>
        </section>
        ${
          net === null || isAsking
            ? html`<p class="after soft">${t`The totals, the formulas and the code come after your answers.`}</p>`
            : html`${guard([net, this.rows, this.#pointed, this.selected, this.#page, this.#told], () =>
                layerTable({
                  net,
                  entries: this.#entries,
                  rows: this.rows,
                  pointed: this.#pointed,
                  pointing,
                  page: this.#page,
                  told: this.#told,
                  onTell: (layer) => {
                    this.#told = layer;
                    this.requestUpdate();
                  },
                  onPage: (page) => {
                    this.#page = page;
                    this.requestUpdate();
                  },
                  onRows: (rows) => (this.rows = rows),
                }),
              )}
              ${this.#export.render(net)}`
        }
        ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  /** Whether answers are held back: from the start, and until every question that the net has is answered. */
  get #isHeld(): boolean {
    if (this.#net === null) return this.mode === "predict" || this.answers === "hidden";
    return countQuestions(this.#net).length > 0 && (this.#predict.withheld || this.#predict.active);
  }

  #answered({ question, given, right, score }: AnswerDetail): void {
    this.#slipWork?.abort();
    this.#slip = null;
    if (this.#net === null || right || typeof given !== "number") return;
    const slips = countQuestions(this.#net)
      .find(({ id }) => id === question)
      ?.slips();
    if (slips) void this.#tellSlip(slips, { question, given, asked: score.asked });
  }

  async #tellSlip(
    slips: Generator<void, ReadonlyMap<number, string>>,
    { question, given, asked }: { readonly question: string; readonly given: number; readonly asked: number },
  ): Promise<void> {
    const { signal } = (this.#slipWork = new AbortController());
    try {
      const text = (await inSlices(slips, signal)).get(given) ?? "";
      this.#slip = { text, question, asked };
      if (text !== "") this.#announcer.say(text);
      this.requestUpdate();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Until the next question is asked. */
  get #slipText(): string {
    const { question, score } = this.#predict;
    const isOnScreen = question?.id === this.#slip?.question && score.asked === this.#slip?.asked;
    return isOnScreen ? (this.#slip?.text ?? "") : "";
  }

  /** Every keystroke: the text stands there at once, and is read when it rests. */
  #type(text: string): void {
    this.#draft = { text, of: settingsOf(this.link.state).text };
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#read(), REST_MS);
    this.requestUpdate();
  }

  /** A list that can be read becomes the setting, in tasks of their own: reading, counting, showing. */
  async #read(): Promise<void> {
    const rest = this.#rest;
    const text = this.#draft?.text;
    clearTimeout(rest);
    if (text !== undefined) {
      const next = text === presetOf(this).layers ? "" : text;
      const isNew = next !== this.layers && text.trim() !== "" && parameterCountState.fields.layers.takes(next);
      await nextTask();
      // Counted here, so that the update finds it counted.
      netOf({ ...settingsOf({ ...this.link.state, ...(isNew && { layers: next }) }), text }, PAGE_LAYERS);
      await nextTask();
      // Another key was pressed meanwhile.
      if (this.#rest !== rest) return;
      this.#rest = undefined;
      if (isNew) {
        this.layers = next;
        this.#draft = { text, of: settingsOf(this.link.state).text };
      } else this.#recount("layers");
    }
    this.#rest = undefined;
    this.requestUpdate();
  }

  #recount(by: string): void {
    const settings = settingsOf(this.link.state);
    if (this.#draft?.of !== settings.text) this.#draft = null;
    if (this.#draft === null) {
      clearTimeout(this.#rest);
      this.#rest = undefined;
    }
    const net = netOf({ ...settings, text: this.#draft?.text ?? settings.text }, PAGE_LAYERS);
    if (!isNet(net)) {
      this.#problem = net;
      this.#announcer.say(net.message);
      return;
    }
    this.#problem = null;
    this.#compare(net, by);
    this.#net = net;
    this.#entries = entriesOf(net.count);
    if (this.selected > this.#entries.length) this.selected = 0;
    this.#told = null;
    if (this.#isHeld) return;
    this.dispatchEvent(new SfCountEvent(net.count.total));
    this.#announcer.say(t`${grouped(net.count.total.parameters)} parameters.`);
  }

  /** The first net is compared with what its list says; later ones with what was before the setting was touched. */
  #compare(net: Net, by: string): void {
    if (by.includes("preset")) this.#before = null;
    else if (this.#net && this.#before?.by !== by) this.#before = { net: this.#net, by };
    const before = this.#before?.net ?? this.#asWritten(net);
    // back where it was, nothing has changed: that is said too
    const isOther = before !== null && (this.#before !== null || before.count !== net.count);
    this.#differences = isOther ? differences(before.count, net.count) : null;
  }

  #asWritten(net: Net): Net | null {
    const { padding, norm, bias } = net.variation;
    if (padding === "written" && norm === "written" && bias === "written") return null;
    const written = netOf({ ...net, variation: AS_WRITTEN }, PAGE_LAYERS);
    return isNet(written) ? written : null;
  }

  /** To the part that is selected. */
  #turnPage(): void {
    if (this.#net) this.#page = pageOf(tableRows(this.#net, this.rows), this.#entries[this.selected - 1]);
  }

  #point(number: number): void {
    if (number === this.#pointed) return;
    this.#pointed = number;
    this.requestUpdate();
  }
}

if (!customElements.get("sf-parameter-count")) customElements.define("sf-parameter-count", SfParameterCount);

declare global {
  interface HTMLElementTagNameMap {
    "sf-parameter-count": SfParameterCount;
  }
}
