import { t } from "../language/t.js";
import { html } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { ComparedId, ComparisonSettings } from "../../models/comparison.js";
import { Announcer } from "../controllers/announcer.js";
import { ElementWidth } from "../controllers/element-width.js";
import type { EngineRun } from "../controllers/engine-run.js";
import { Visibility } from "../controllers/visibility.js";
import { choiceStyles } from "../controls/choice.js";
import { mathStyles } from "../controls/math.styles.js";
import { Predict } from "../controls/predict.js";
import { sliderStyles } from "../controls/slider.js";
import { courseElement } from "../course-element.js";
import { base } from "../styles/base.styles.js";
import { messageStyles } from "../styles/messages.styles.js";
import { layoutStyles } from "../styles/layout.styles.js";
import { panelStyles } from "../styles/panel.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { answers } from "./answers.js";
import { complexityState } from "./complexity.state.js";
import { complexityStyles } from "./complexity.styles.js";
import type { ComparisonShown } from "./complexity.figure.js";
import { Counting } from "./counting.js";
import { detail } from "./detail.js";
import { SfExecutedEvent } from "./executed.event.js";
import { valueOf, type Machine, type Value } from "./facts.js";
import { plainMessages } from "../controls/messages.js";
import { rows } from "./models.js";
import { settingsOf, type QuantityId } from "./quantities.js";
import { complexityQuestions, sameSettings } from "./questions.js";
import { runPanel } from "./run-panel.js";
import { tooMuch, type Executed } from "./runs.js";
import { settings } from "./settings.js";
import { comparisonTable } from "./table.js";
import { tableStyles } from "./table.styles.js";

/** What has to be counted again when it changes. */
const COUNT_AGAIN = ["depth", "channels", "kernel", "height", "width", "lanes", "unit", "quantity"] as const;

interface RunRequest {
  readonly settings: ComparisonSettings;
  readonly seed: number;
  readonly device: "auto" | "cpu";
}
interface RunResult {
  readonly settings: ComparisonSettings;
  readonly runs: readonly Executed[];
}

/**
 * PixelCNN, quadrant and gated PixelCNN, MDRNN, MDLSTM, Row LSTM, Diagonal BiLSTM and attention side by side: connections, steps, memory,
 * width, context, gradient paths and sampling, counted from their graphs for any d, k, kernel, H, W and P, and executed at a press of a button.
 *
 * @summary Every quantity of the comparison, live.
 * @tag sf-complexity
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the table.
 * @slot notes - What the page says below it; withheld while answers are.
 * @fires {SfExecutedEvent} sf-executed - The executable models have run at the present settings.
 * @fires {SfAnswerEvent} answer - The reader has answered a question.
 * @csspart settings - The controls.
 * @csspart predict - The question that is asked first.
 * @csspart table - The table with its key.
 * @csspart run - The button that executes the models.
 * @csspart detail - The chosen quantity: rule, formulas, charts.
 * @csspart charts - How it grows.
 * @csspart answers - The homework's answers and misprints.
 * @csspart problem - What went wrong.
 * @cssproperty --sf-pixelcnn - The hue of the convolutions.
 * @cssproperty --sf-mdrnn - The hue of the recurrences.
 * @cssproperty --sf-surface - The background.
 * @cssproperty --sf-ink - Text, controls and attention.
 */
export class SfComplexity extends courseElement(complexityState) {
  static override styles = [
    tokens,
    base,
    messageStyles,
    layoutStyles,
    panelStyles,
    sliderStyles,
    choiceStyles,
    mathStyles,
    complexityStyles,
    tableStyles,
  ];

  readonly #announcer = new Announcer(this);
  readonly #width = new ElementWidth(this);
  readonly #counting = new Counting(this, () => this.#counted());
  readonly #predict = new Predict(this, () => complexityQuestions(this.#counting.table));
  #executed: readonly Executed[] = [];
  #requested: ComparisonSettings | null = null;
  /** The engine comes when it is first wanted. */
  #run: EngineRun<RunRequest, RunResult> | null = null;
  #loading = false;
  #problem = "";
  #highlighted: ComparedId | null = null;
  #isNear = false;

  constructor() {
    super();
    new Visibility(this, () => {
      this.#isNear = true;
      this.#count();
    });
  }

  /** The numbers of the table by model and quantity; null until they are counted. */
  get values(): Readonly<Record<ComparedId, Readonly<Record<QuantityId, Value>>>> | null {
    const { table } = this.#counting;
    if (!table) return null;
    const ids = complexityState.fields.quantity.values;
    return Object.fromEntries(
      rows.map(({ id }) => [
        id,
        Object.fromEntries(ids.map((quantity) => [quantity, valueOf(quantity, table.facts[id], this.#machine)])),
      ]),
    ) as Record<ComparedId, Record<QuantityId, Value>>;
  }
  /** What ran at the present settings. */
  get executed(): readonly Executed[] {
    const { table } = this.#counting;
    return table && this.#requested && sameSettings(this.#requested, table.settings) ? this.#executed : [];
  }
  /** What is on screen; null before it is counted, and while a question holds it back. @internal */
  get shown(): ComparisonShown | null {
    const { table, growth } = this.#counting;
    return table && growth && !this.#predict.active ? { table, growth, executed: this.executed } : null;
  }
  /** Whether something is counted or executed. */
  get busy(): boolean {
    return this.#counting.busy || this.#running;
  }

  /** Runs the executable models at the present settings. */
  async execute(): Promise<void> {
    const request = { settings: this.#settings, seed: this.seed, device: this.device };
    if (this.#running || tooMuch(request.settings) !== null) return;
    this.#requested = request.settings;
    this.#executed = [];
    this.#problem = "";
    this.#loading = true;
    this.requestUpdate();
    try {
      this.#run ??= await this.#engine();
      this.#run.request(request);
    } catch {
      this.#problem = t`the engine could not be loaded; check the connection and try again`;
    }
    this.#loading = false;
    this.requestUpdate();
  }

  async #engine(): Promise<EngineRun<RunRequest, RunResult>> {
    const { EngineRun, execute, runModels } = await import("./execute.js");
    return new EngineRun<RunRequest, RunResult>(this, {
      kind: runModels,
      run: async (engine, request, hooks) => {
        this.#executed = [];
        const runs = await execute(engine, request.settings, request.seed, hooks, (run) => {
          this.#executed = [...this.#executed, run];
        });
        return { settings: request.settings, runs };
      },
      onResult: ({ runs }) => this.#complete(runs),
      onLost: () => {
        this.#executed = [];
      },
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (COUNT_AGAIN.some((name) => changed.has(name))) this.#count();
    if (changed.size > 0 && this.hasUpdated) this.link.save();
  }

  protected override render(): TemplateResult {
    const { table, growth, problem, busy } = this.#counting;
    const held = this.#predict.active;
    return html`
      <div class="complexity">
        <p class="lead">
          <slot name="lead">
            ${t`Which model does how much work, in how many steps that cannot run at the same time, and what does it see for it? Every number is counted from the model’s own graph, for your numbers; most of them you can run.`}
          </slot>
        </p>
        ${plainMessages({
          problem: problem || this.#problem || (this.#run?.problem ?? ""),
          notices: [...this.link.notices, this.#run?.notice ?? ""],
          reason: this.#run?.engine?.reason?.message ?? "",
        })}
        ${this.#predict.render()} ${settings(this.link.state, (change) => Object.assign(this, change))}
        ${
          held
            ? html`<p class="after soft">${t`The table, its formulas and the charts come after your answers.`}</p>`
            : html`
                <section class="table" part="table" aria-label=${t`The models compared`} aria-busy=${busy}>
                  ${
                    table
                      ? comparisonTable({
                          table,
                          machine: this.#machine,
                          quantity: this.quantity,
                          links: this.links,
                          executed: this.executed,
                          onQuantity: (quantity) => (this.quantity = quantity),
                        })
                      : html`<div class="waiting"><slot></slot></div>`
                  }
                  ${runPanel({
                    busy: this.#running,
                    progress: this.#run?.progress ?? 0,
                    engine: this.#run?.engine ?? null,
                    refusal: tooMuch(this.#settings),
                    done: this.executed.length > 0 && !this.#running,
                    onRun: () => void this.execute(),
                  })}
                </section>
                ${
                  table &&
                  detail({
                    table,
                    growth,
                    busy,
                    machine: this.#machine,
                    state: this.link.state,
                    withheld: this.#predict.withheld,
                    width: this.#chartWidth,
                    highlighted: this.#highlighted,
                    onHighlight: (id) => {
                      this.#highlighted = id;
                      this.requestUpdate();
                    },
                  })
                }
                ${
                  this.#predict.withheld
                    ? html`<p class="after soft">${t`The homework’s answers come after yours.`}</p>`
                    : table && answers(table, this.link.state)
                }
              `
        }
        ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  get #running(): boolean {
    return this.#loading || this.#run?.busy === true;
  }
  get #settings(): ComparisonSettings {
    return settingsOf(this.link.state);
  }
  get #machine(): Machine {
    return { lanes: this.lanes, unit: this.unit };
  }
  get #chartWidth(): number {
    const { width } = this.#width;
    return Math.max(0, width - (width >= 560 ? 50 : 26));
  }

  #count(): void {
    if (this.#isNear)
      this.#counting.request({ settings: this.#settings, machine: this.#machine, quantity: this.quantity });
  }

  #counted(): void {
    if (this.#predict.active || !this.#counting.table) return;
    const { facts } = this.#counting.table;
    const least = (id: ComparedId): number => facts[id].steps.minimum.cells.length;
    this.#announcer.say(
      t`Counted. Steps at the least: ${rows.map(({ id, title }) => `${title} ${least(id)}`).join(", ")}.`,
    );
  }

  #complete(runs: readonly Executed[]): void {
    this.dispatchEvent(new SfExecutedEvent(runs));
    this.#announcer.say(t`${runs.length} numbers of steps were executed.`);
  }
}

if (!customElements.get("sf-complexity")) customElements.define("sf-complexity", SfComplexity);

declare global {
  interface HTMLElementTagNameMap {
    "sf-complexity": SfComplexity;
  }
}
