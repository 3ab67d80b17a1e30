import { html } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { checkAdders, type CheckAdder } from "../../engine/check-adders.js";
import type { Pace } from "../../trace/player.js";
import { Announcer } from "../controllers/announcer.js";
import { Clock } from "../controllers/clock.js";
import { ElementWidth } from "../controllers/element-width.js";
import { EngineRun } from "../controllers/engine-run.js";
import { Media } from "../controllers/media.js";
import { Printing } from "../controllers/printing.js";
import { Visibility } from "../controllers/visibility.js";
import { choice, choiceStyles } from "../controls/choice.js";
import { LINEAR } from "../controls/clock-scale.js";
import { mathStyles } from "../controls/math.styles.js";
import { Predict } from "../controls/predict.js";
import { messages } from "../controls/messages.js";
import { sliderStyles } from "../controls/slider.js";
import { timeline, timelineStyles } from "../controls/timeline.js";
import { paintMarks } from "../figure/canvas.js";
import { courseElement } from "../course-element.js";
import { t } from "../language/t.js";
import { base } from "../styles/base.styles.js";
import { layoutStyles } from "../styles/layout.styles.js";
import { messageStyles } from "../styles/messages.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { additionPanel } from "./addition-panel.js";
import { additionStyles } from "./addition.styles.js";
import { adderState } from "./adder.state.js";
import { adderStyles } from "./adder.styles.js";
import { SfCheckedEvent } from "./checked.event.js";
import { checkAll, type Checked, type CheckRequest } from "./check.js";
import { columnsOf, diagnose, type ShownColumn } from "./columns.js";
import { failingTable } from "./failing-table.js";
import { marginsPanel } from "./margins.js";
import { provenance } from "./messages.js";
import { adderOf, pairOf, randomPair, withNumber, withoutCarryIn, type Adder, type AdderState } from "./model.js";
import { netPanel } from "./net-panel.js";
import { netPanelStyles } from "./net-panel.styles.js";
import { networkStyles } from "./network.styles.js";
import { mapMarks, mapSize, pairAfterKey, pairUnder, type Pair } from "./pair-map.js";
import { pairsPanel } from "./pairs-panel.js";
import { adderPanelStyles } from "./panels.styles.js";
import { OWN } from "./presets.js";
import { adderQuestions } from "./questions.js";
import { Ripples } from "./ripples.js";
import { settings } from "./settings.js";
import { softPanel } from "./soft-panel.js";
import { specBox } from "./spec-box.js";
import { grouped } from "./text.js";
import { verdict, verdictText } from "./verdict.js";

/** What decides the net and its check, of the state. */
const NET = ["preset", "weights", "bits", "zero", "carryIn", "start", "units", "gain"] as const;
const BITS = Array.from({ length: adderState.fields.bits.max }, (_, i) => [String(i + 1), String(i + 1)] as const);
const speeds = () =>
  adderState.fields.speed.values.map(
    (speed) => [speed, speed === "1" ? t`1 column/s` : t`${speed} columns/s`] as const,
  );
const paceOf = (speed: AdderState["speed"]): Pace => ({ stepsPerSecond: Number(speed), growth: 0 });

/**
 * A recurrent net with three threshold units that adds two binary numbers, drawn with its 22 numbers as inputs. Every edit is tried on
 * all pairs of n-bit numbers at once on the reader's GPU; the first counterexample opens in the animation, column by column.
 *
 * @summary The hand-made adder: 22 editable numbers, all pairs checked at once, counterexamples, margins, soft units.
 * @tag sf-adder
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the picture.
 * @slot notes - What stands below, such as what to notice; withheld together with the answers.
 * @fires {SfCheckedEvent} sf-checked - The net was tried on all pairs.
 * @fires {SfStepEvent} sf-step - The clock shows another column.
 * @fires {SfAnswerEvent} answer - The reader has answered a question.
 * @csspart lead - The sentence above the picture.
 * @csspart pairs - How many pairs are right, and the map of all.
 * @csspart net - Which net it is, its numbers, and how its units decide.
 * @csspart network - The drawn net with its inputs.
 * @csspart addition - The pair that is added, with its clock and columns.
 * @csspart timeline - Play, single columns, scrubber and speed.
 * @csspart margins - The margin of every unit.
 * @csspart gain - Logistic units: ripple and carry map.
 * @csspart settings - The convention at 0, the carry-in, the seed.
 * @csspart footer - On what the check ran, and how long.
 * @csspart tables - The pairs that fail.
 * @csspart spec - The net as text.
 * @csspart predict - The question that is asked first.
 * @csspart problem - What went wrong.
 * @cssproperty --sf-pixelcnn - The hue of positive numbers.
 * @cssproperty --sf-mdrnn - The hue of negative numbers.
 * @cssproperty --sf-glow - Units that are on.
 * @cssproperty --sf-surface - The background.
 * @cssproperty --sf-ink - Text and controls.
 */
export class SfAdder extends courseElement(adderState) {
  static override styles = [
    tokens,
    base,
    messageStyles,
    sliderStyles,
    choiceStyles,
    timelineStyles,
    mathStyles,
    layoutStyles,
    networkStyles,
    netPanelStyles,
    additionStyles,
    adderPanelStyles,
    adderStyles,
  ];

  readonly #announcer = new Announcer(this);
  readonly #dark = new Media(this, "(prefers-color-scheme: dark)");
  readonly #width = new ElementWidth(this);
  readonly #visibility = new Visibility(this, () => {
    this.#isNear = true;
    this.#request();
  });
  readonly #clock = new Clock(this, {
    visibility: this.#visibility,
    announcer: this.#announcer,
    pace: () => paceOf(this.speed),
    said: () => this.#saidStep(),
    onRest: (step) => (this.at = step),
  });
  readonly #ripples = new Ripples(this);
  readonly #run = new EngineRun<CheckRequest, Checked, CheckAdder>(this, {
    kind: checkAdders,
    run: checkAll,
    onResult: (checked) => this.#complete(checked),
    onLost: () => this.#clock.pause(),
  });
  readonly #predict = new Predict(this, () => adderQuestions(this.#run.result?.asked ?? null));
  readonly #printing = new Printing(this);
  #isNear = false;
  #hasStarted = false;
  #key = "";
  #adder: Adder = adderOf(this.#state);
  #columns: readonly ShownColumn[] = [];
  #hovered: Pair | null = null;
  #painted: readonly unknown[] = [];
  #specProblem = "";
  #isListing = false;

  /** The net and its check on all pairs; null before the first. */
  get checked(): Checked | null {
    return this.#run.result;
  }
  /** Whether a check is going on, or its result is that of another net. */
  get busy(): boolean {
    return this.#run.busy || this.#run.result?.adder !== this.#adder;
  }
  /** The columns of the pair in the animation. */
  get columns(): readonly ShownColumn[] {
    return this.#columns;
  }
  /** The longest ripple at the present gain; null while it is computed. */
  get ripple(): number | null {
    return this.#ripples.present?.longest ?? null;
  }
  /** The longest ripples by gain, as far as they are there. @internal */
  get ripples(): Pick<Ripples, "chart"> {
    return this.#ripples;
  }
  /** Whether a question stands. @internal */
  get held(): boolean {
    return this.#predict.active;
  }
  /** Columns on the clock. */
  get step(): number {
    return this.#clock.step;
  }
  set step(step: number) {
    this.#clock.seek(step);
  }
  /** Columns of the sum. */
  get length(): number {
    return this.#clock.length;
  }
  get playing(): boolean {
    return this.#clock.playing;
  }
  play(): void {
    this.#clock.play();
  }
  pause(): void {
    this.#clock.pause();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#keepAdder();
    if (changed.has("device") || changed.has("mode") || changed.has("answers")) this.#request();
    if (changed.size > 0 && this.hasUpdated) this.link.save();
    this.#startOnce();
    if (this.held && (this.step > 0 || this.playing)) this.#clock.stand(0);
  }

  protected override updated(): void {
    this.#paint();
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    const adder = this.#adder;
    const checked = this.#run.result;
    const { held } = this;
    const pair = pairOf(state);
    const { step } = this;
    const isFresh = checked?.adder === adder;
    const isPrinted = this.#printing.active;
    return html`
      <div class="body">
        <p class="lead" part="lead">
          <slot name="lead"
            >${t`Three threshold units read two digits and their own last states, and write the sum digit by digit. Change any of the 22 numbers: all pairs are tried at once, and you see which break.`}</slot
          >
        </p>
        ${messages(this.#run, this.link.notices)} ${this.#predict.render()}
        <div class="stage">
          <div class="stage-pairs">
            ${pairsPanel({
              checked,
              bits: state.bits,
              size: this.#mapSize,
              said: this.#said(pair),
              held,
              stale: this.busy,
              onCounterexample: this.#showCounterexample,
              onHover: this.#onHover,
              onLeave: () => this.#hover(null),
              onClick: (event) => this.#choose(pairUnder(event, state.bits)),
              onKey: this.#onKey,
            })}
            ${choice({
              id: "bits",
              label: t`Numbers of n bits`,
              options: BITS,
              value: String(state.bits),
              onChoice: (bits) => this.#set({ bits: Number(bits) }),
            })}
          </div>
          ${netPanel({
            adder,
            column: this.#columns[step - 1] ?? null,
            step,
            withheld: this.#hidesSolutions,
            onPreset: (preset) => this.#set({ preset, weights: "", zero: "preset", start: "" }),
            onReset: () => this.#set({ weights: "" }),
            onNumber: (index, value) => this.#set(withNumber(this.#state, index, value)),
          })}
        </div>
        ${additionPanel({
          adder,
          pair,
          columns: this.#columns,
          step,
          held,
          clock: this.#timeline(held),
          onPair: (chosen) => this.#choose(chosen),
          onRandom: this.#chooseRandom,
        })}
        <div class="panels">
          ${
            checked && !held
              ? guard([checked], () => marginsPanel(checked))
              : html`<section class="panel margins" part="margins">
                  <p class="soft">${held ? t`Margins: after your answers.` : t`Margins: after the first check.`}</p>
                </section>`
          }
          ${settings(state, adder, this.#set)}
        </div>
        ${
          held
            ? html`<section class="panel" part="gain">
                <p class="soft">${t`Soft units and ripples: after your answers.`}</p>
              </section>`
            : guard(
                [adder, state.gain, checked, this.#ripples.present, this.#ripples.chart, this.#chartWidth, isPrinted],
                () =>
                  softPanel({
                    state,
                    adder,
                    checked,
                    ripples: this.#ripples,
                    width: this.#chartWidth,
                    isPrinted,
                    set: this.#set,
                  }),
              )
        }
        <footer class="soft" part="footer">${provenance(this.#run, checked)}</footer>
        <details part="tables" ?open=${this.#isListing || isPrinted} @toggle=${this.#onToggle}>
          <summary>${t`The pairs that fail, as a table`}</summary>
          ${
            checked && isFresh && !held && (this.#isListing || isPrinted)
              ? failingTable(checked, (chosen) => this.#choose(chosen))
              : html`<p class="soft">${held ? t`After your answers.` : t`After the check.`}</p>`
          }
        </details>
        ${specBox({
          adder,
          problem: this.#specProblem,
          onNet: (change) => this.#set(change),
          onProblem: (problem) => {
            this.#specProblem = problem;
            this.requestUpdate();
          },
          onCopy: (text) => void this.#copy(text),
        })}
        ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  /** The state that is shown: without solutions as long as they are withheld. */
  get #state(): AdderState {
    const { state } = this.link;
    return this.#hidesSolutions ? { ...state, preset: OWN.id } : state;
  }

  get #hidesSolutions(): boolean {
    return this.answers === "hidden" && this.#predict.withheld;
  }

  /** Works the net and the columns of the pair out anew where the state asks for others. */
  #keepAdder(): void {
    const state = this.#state;
    const { a, b } = pairOf(state);
    const net = NET.map((name) => state[name]).join("|");
    const key = `${net}|${a}|${b}`;
    if (key === this.#key) return;
    if (!this.#key.startsWith(`${net}|`)) {
      this.#adder = adderOf(state);
      this.#request();
    }
    this.#key = key;
    this.#columns = columnsOf(this.#adder, a, b);
    this.#clock.withLength(this.#columns.length);
  }

  #request(): void {
    if (!this.#isNear) return;
    const asks = this.mode === "predict" || this.answers === "hidden";
    this.#run.request({ adder: this.#adder, device: this.device, asks });
    this.#ripples.request(withoutCarryIn(this.#adder), this.gain);
  }

  /** The clock goes where the link says, or starts; where less motion is wanted it stands at the end. */
  #startOnce(): void {
    if (this.#hasStarted || !this.#run.result || !this.#visibility.onScreen) return;
    this.#hasStarted = true;
    if (this.at >= 0) this.#clock.seek(this.at);
    else if (this.#clock.isCalm) this.#clock.seek(this.length);
    else this.#clock.play();
  }

  #timeline(held: boolean): TemplateResult {
    return timeline({
      id: "clock",
      ...this.#clock.view,
      unit: "column",
      held,
      scale: LINEAR,
      finishes: [],
      speeds: speeds(),
      speed: this.speed,
      onSpeed: (speed) => (this.speed = speed),
    });
  }

  get #mapSize(): number {
    const { width } = this.#width;
    const ratio = typeof devicePixelRatio === "number" ? devicePixelRatio : 1;
    return mapSize(this.bits, Math.min(512, Math.max(128, width)), ratio);
  }
  get #chartWidth(): number {
    const { width } = this.#width;
    return width >= 760 ? Math.min(720, width - 410) : Math.max(260, Math.min(520, width - 36));
  }

  #paint(): void {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>(".map canvas");
    const checked = this.#run.result;
    if (!canvas || !checked || checked.adder.check.bits !== this.bits) return;
    const pair = pairOf(this.#state);
    const size = this.#mapSize;
    const state = [canvas, checked, size, pair.a, pair.b, this.#dark.matches];
    if (state.every((value, i) => value === this.#painted[i])) return;
    this.#painted = state;
    canvas.width = canvas.height = Math.round(size * devicePixelRatio);
    const style = getComputedStyle(this);
    const paint = (token: string): string => style.getPropertyValue(`--sf-${token}`).trim();
    paintMarks(canvas, mapMarks(checked.report, { size, chosen: pair, paint }), paint("surface"), "sans-serif");
  }

  #complete(checked: Checked): void {
    const { pairs, right, counterexample, steps, dispatches, milliseconds, device } = checked.report;
    this.dispatchEvent(new SfCheckedEvent({ pairs, right, counterexample, steps, dispatches, milliseconds, device }));
    if (!this.held) this.#announcer.say(t`${grouped(right)} of ${grouped(pairs)} pairs right.`);
  }

  #saidStep(): string | null {
    const column = this.#columns[this.step - 1];
    if (!column) return null;
    const { x, carry, y, digit } = column;
    const { step, length } = this;
    return y === digit
      ? t`Column ${step} of ${length}: ${x[0]} + ${x[1]} + carry ${carry}, the net writes ${y}, right.`
      : t`Column ${step} of ${length}: ${x[0]} + ${x[1]} + carry ${carry}, the net writes ${y}, wrong, ${digit} is right.`;
  }

  /** Takes settings; an edit of a blank net that stands in for a hidden one makes it the reader's own. */
  readonly #set = (change: Partial<AdderState>): void => {
    const { a, b } = pairOf({ ...this.#state, ...change });
    const own = change.weights !== undefined && this.#hidesSolutions ? { preset: OWN.id } : {};
    Object.assign(this, own, change, change.bits === undefined ? {} : { a, b });
  };

  #choose(pair: Pair): void {
    this.#hovered = null;
    Object.assign(this, pair);
    this.requestUpdate();
    if (this.held) return;
    this.#announcer.say(verdictText(pair, this.#adder.check.carryIn, columnsOf(this.#adder, pair.a, pair.b)));
  }

  readonly #chooseRandom = (): void => {
    this.#choose(randomPair(this.seed, this.bits));
    this.seed = (this.seed + 1) % (adderState.fields.seed.max + 1);
    this.#clock.seek(0);
    this.#clock.play();
  };

  /** Loads the first counterexample, with the clock on its first wrong column. */
  readonly #showCounterexample = (): void => {
    const found = this.#run.result?.report.counterexample;
    if (!found) return;
    this.#choose({ a: found.a, b: found.b });
    const columns = columnsOf(this.#adder, found.a, found.b);
    this.#hasStarted = true;
    this.at = (diagnose(columns)?.column ?? found.column) + 1;
    this.#clock.stand(this.at);
  };

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#announcer.say(t`The net is copied.`);
    } catch {
      // a page without the right to write there; the text is selected
      this.#announcer.say(t`The browser does not let this page copy; the text is selected, copy it from there.`);
    }
  }

  #said(pair: Pair): TemplateResult | string {
    const shown = this.#hovered ?? pair;
    return verdict(shown, this.#adder.check.carryIn, columnsOf(this.#adder, shown.a, shown.b));
  }

  #hover(pair: Pair | null): void {
    if (pair?.a === this.#hovered?.a && pair?.b === this.#hovered?.b) return;
    this.#hovered = pair;
    this.requestUpdate();
  }

  readonly #onHover = (event: PointerEvent): void => {
    if (event.pointerType === "mouse") this.#hover(pairUnder(event, this.bits));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pair = pairAfterKey(event.key, pairOf(this.#state), this.bits);
    if (!pair) return;
    event.preventDefault();
    this.#choose(pair);
  };

  readonly #onToggle = (event: Event): void => {
    if (this.#printing.active) return;
    this.#isListing = (event.currentTarget as HTMLDetailsElement).open;
    this.requestUpdate();
  };
}

if (!customElements.get("sf-adder")) customElements.define("sf-adder", SfAdder);

declare global {
  interface HTMLElementTagNameMap {
    "sf-adder": SfAdder;
  }
}
