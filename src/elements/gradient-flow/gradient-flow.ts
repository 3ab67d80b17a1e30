import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { runResiduals, type RunResidual } from "../../engine/run-residuals.js";
import { placementOf } from "../../models/residual.js";
import { Announcer } from "../controllers/announcer.js";
import { ElementWidth } from "../controllers/element-width.js";
import { EngineRun } from "../controllers/engine-run.js";
import { Visibility } from "../controllers/visibility.js";
import { choiceStyles } from "../controls/choice.js";
import { mathStyles } from "../controls/math.styles.js";
import { plainMessages } from "../controls/messages.js";
import { Predict } from "../controls/predict.js";
import { sliderStyles } from "../controls/slider.js";
import { courseElement } from "../course-element.js";
import { base } from "../styles/base.styles.js";
import { messageStyles } from "../styles/messages.styles.js";
import { layoutStyles } from "../styles/layout.styles.js";
import { panelStyles } from "../styles/panel.styles.js";
import { tokens } from "../styles/tokens.styles.js";
import { charts } from "./charts.js";
import { curvesOf, ratioOf, type PlacementCurves } from "./curves.js";
import { dataTables } from "./data-table.js";
import type { GradientPath } from "./diagram.js";
import { execute, type Measured } from "./execute.js";
import { SfFlowEvent } from "./flow.event.js";
import { figures } from "./format.js";
import { formulaSheet } from "./formula-sheet.js";
import { gradientFlowState } from "./gradient-flow.state.js";
import { gradientFlowStyles } from "./gradient-flow.styles.js";
import { flowQuestions } from "./questions.js";
import { runPanel } from "./run-panel.js";
import { settings } from "./settings.js";
import { caveats, keyOf, pairOf, planOf, setupOf, type FlowState, type Planned, type Setup } from "./setup.js";
import { sides } from "./sides.js";
import { summaryTable } from "./summary-table.js";

/** What has to be run again when it changes; what has run before is kept. */
const RUN_AGAIN = [
  "first",
  "second",
  "curves",
  "blocks",
  "width",
  "batch",
  "weight",
  "norm",
  "seed",
  "seeds",
  "device",
] as const;

interface FlowRequest {
  readonly setup: Setup;
  readonly plan: readonly Planned[];
  readonly device: FlowState["device"];
  /** Aborted when the reader has seen enough; what is measured stays. */
  readonly stop: AbortController;
}

/**
 * Residual stacks with batch norm and ReLU in six places, from the same weights: how the gradient's norm grows with depth, in all and down the
 * skip connections alone, and the forward signal beside it; measured on the reader's own GPU, over several seeds.
 *
 * @summary What the place of batch norm and ReLU in a residual block does to the gradient.
 * @tag sf-gradient-flow
 * @slot - What stands there without JavaScript.
 * @slot lead - The sentence above the picture.
 * @slot notes - What the page says below it; withheld while answers are.
 * @fires {SfFlowEvent} sf-flow - All placements have run with all seeds.
 * @fires {SfAnswerEvent} answer - The reader has answered a question.
 * @csspart sides - The two placements side by side, with their architectures.
 * @csspart stage - The curves.
 * @csspart predict - The question that is asked first.
 * @csspart table - Measured growth beside published errors.
 * @csspart formulas - The formulas with the measured numbers.
 * @csspart data - The numbers behind the pictures.
 * @csspart settings - The controls.
 * @csspart problem - What went wrong.
 * @cssproperty --sf-mdrnn - The hue of the first placement.
 * @cssproperty --sf-pixelcnn - The hue of the second placement.
 * @cssproperty --sf-surface - The background.
 * @cssproperty --sf-ink - Text and controls.
 */
export class SfGradientFlow extends courseElement(gradientFlowState) {
  static override styles = [
    tokens,
    base,
    messageStyles,
    layoutStyles,
    panelStyles,
    sliderStyles,
    choiceStyles,
    mathStyles,
    gradientFlowStyles,
  ];

  readonly #announcer = new Announcer(this);
  readonly #width = new ElementWidth(this);
  readonly #predict = new Predict(this, () => flowQuestions(this.runs, this.#state));
  /** Every run until now, by what tells it apart: a setting that comes again shows at once. */
  readonly #measured = new Map<string, Measured>();
  readonly #run = new EngineRun<FlowRequest, FlowRequest, RunResidual>(this, {
    kind: runResiduals,
    run: async (engine, request, hooks) => {
      const { setup, device, stop } = request;
      const plan = request.plan.filter((planned) => !this.#measured.has(keyOf(setup, device, planned)));
      const signal = AbortSignal.any([hooks.signal, stop.signal]);
      try {
        await execute(engine, setup, plan, { signal, onProgress: hooks.onProgress }, (measured) => {
          this.#measured.set(keyOf(setup, device, measured), measured);
          this.requestUpdate();
        });
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      }
      return request;
    },
    onResult: () => this.#complete(),
    onLost: () => undefined,
  });
  #stop = new AbortController();
  #isNear = false;
  #lit: GradientPath | null = null;

  constructor() {
    super();
    new Visibility(this, () => {
      this.#isNear = true;
      this.#request();
    });
  }

  /** What has run at the present settings, in the order of the runs. */
  get runs(): readonly Measured[] {
    const state = this.#state;
    const setup = setupOf(state);
    return planOf(state).flatMap((planned) => this.#measured.get(keyOf(setup, state.device, planned)) ?? []);
  }
  /** The curves of what has run, relative to where they start. */
  get measuredCurves(): readonly PlacementCurves[] {
    return curvesOf(this.runs);
  }
  /** What is on screen: the runs, or none while a question holds them back. @internal */
  get shown(): readonly Measured[] {
    return this.#predict.active ? [] : this.runs;
  }
  /** Whether something is run. */
  get busy(): boolean {
    return this.#run.busy;
  }

  /** Stops what is run; what is measured stays. */
  stop(): void {
    this.#stop.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (RUN_AGAIN.some((name) => changed.has(name))) this.#request();
    if (changed.size > 0 && this.hasUpdated) this.link.save();
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    const { runs } = this;
    const curves = curvesOf(runs);
    const held = this.#predict.active;
    return html`
      <div class="flow">
        <p class="lead">
          <slot name="lead">
            ${
              state.norm
                ? t`Two residual blocks that differ only in where batch norm and ReLU stand, stacked ${state.blocks} deep, from the same weights. What is left of the gradient when it reaches the first block?`
                : t`Two residual blocks that differ only in where ReLU stands, stacked ${state.blocks} deep, from the same weights. What is left of the gradient when it reaches the first block?`
            }
          </slot>
        </p>
        ${plainMessages({
          problem: this.#run.problem,
          notices: [...this.link.notices, this.#run.notice, ...caveats(state)],
          reason: this.#run.engine?.reason?.message ?? "",
        })}
        ${this.#predict.render()}
        ${sides({
          state,
          curves,
          withheld: held,
          lit: this.#lit,
          onLight: (path) => this.#light(path),
          onPlacement: (side, placement) => (this[side] = placement),
        })}
        <section class="panel stage" part="stage" aria-label=${t`Norms against depth`} aria-busy=${this.busy}>
          ${this.#stage(curves, held)}
          ${runPanel({
            busy: this.busy,
            progress: this.#run.progress,
            runs,
            plan: planOf(state),
            isStopped: this.#stop.signal.aborted,
            onStop: () => this.stop(),
            onAgain: () => this.#request(),
          })}
        </section>
        ${held ? nothing : summaryTable(curves, state)}
        ${
          this.#predict.withheld
            ? html`<p class="after soft">${t`The formulas come after your answers.`}</p>`
            : formulaSheet(curves, state)
        }
        ${held || curves.length === 0 ? nothing : dataTables(curves)}
        ${settings(state, (change) => Object.assign(this, change))} ${this.#predict.renderNotes()}
        <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      </div>
    `;
  }

  #stage(curves: readonly PlacementCurves[], held: boolean): TemplateResult {
    if (held) return html`<p class="soft">${t`The curves come after your answers.`}</p>`;
    if (curves.length === 0) return html`<div class="waiting"><slot></slot></div>`;
    const { width } = this.#width;
    return charts({ curves, state: this.#state, width: Math.max(0, width - (width >= 560 ? 50 : 26)) });
  }

  get #state(): FlowState {
    return this.link.state;
  }

  #light(path: GradientPath | null): void {
    if (this.#lit === path) return;
    this.#lit = path;
    this.requestUpdate();
  }

  #request(): void {
    if (!this.#isNear) return;
    const state = this.#state;
    this.#stop = new AbortController();
    this.#run.request({ setup: setupOf(state), plan: planOf(state), device: state.device, stop: this.#stop });
  }

  #complete(): void {
    const { runs } = this;
    if (this.#stop.signal.aborted) return this.#announcer.say(t`Stopped after ${runs.length} runs.`);
    this.dispatchEvent(new SfFlowEvent(runs));
    if (this.#predict.active) return;
    const curves = curvesOf(runs);
    const said = pairOf(this.#state).flatMap((name) => {
      const found = curves.find(({ placement }) => placement === name);
      return found ? [`${placementOf(name).title} ${figures(ratioOf(found.gradient))}`] : [];
    });
    this.#announcer.say(t`Measured. The gradient at the first block against the last: ${said.join(", ")} times.`);
  }
}

if (!customElements.get("sf-gradient-flow")) customElements.define("sf-gradient-flow", SfGradientFlow);

declare global {
  interface HTMLElementTagNameMap {
    "sf-gradient-flow": SfGradientFlow;
  }
}
