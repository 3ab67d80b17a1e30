import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Engine } from "../controllers/engine.js";

interface RunPanel {
  readonly busy: boolean;
  /** Share of the runs that are done. */
  readonly progress: number;
  readonly engine: Engine | null;
  /** Why the models are not run at these settings. */
  readonly refusal: string | null;
  readonly done: boolean;
  onRun(): void;
}

const where = ({ device, name, isSoftware }: Engine): string =>
  device === "gpu" ? `your GPU, ${name}${isSoftware ? ", in software" : ""}` : `your processor, in a ${name}`;

/** The button that puts "executed ✓" beside the counted steps. */
export const runPanel = ({ busy, progress, engine, refusal, done, onRun }: RunPanel): TemplateResult => html`
  <div class="run" part="run">
    <button type="button" class="primary" ?disabled=${refusal !== null || busy} @click=${onRun}>
      ${busy ? "Running …" : done ? "Run them again" : "Run the seven executable models"}
    </button>
    <progress aria-label="Models that have run" max="1" .value=${busy ? progress : done ? 1 : 0}></progress>
    <span class="soft">
      ${
        refusal ??
        (done && engine
          ? html`Executed on ${where(engine)}: forward, at the least number of steps and layer by layer.`
          : html`Forward, at the least number of steps and layer by layer; the runner counts the steps.`)
      }
    </span>
  </div>
`;
