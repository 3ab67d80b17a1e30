import { t } from "../language/t.js";
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
  device !== "gpu"
    ? t`your processor, in a ${name}`
    : isSoftware
      ? t`your GPU, ${name}, in software`
      : t`your GPU, ${name}`;

/** The button that puts "executed ✓" beside the counted steps. */
export const runPanel = ({ busy, progress, engine, refusal, done, onRun }: RunPanel): TemplateResult => html`
  <div class="run" part="run">
    <button type="button" class="primary" ?disabled=${refusal !== null || busy} @click=${onRun}>
      ${busy ? t`Running …` : done ? t`Run them again` : t`Run the seven executable models`}
    </button>
    <progress aria-label=${t`Models that have run`} max="1" .value=${busy ? progress : done ? 1 : 0}></progress>
    <span class="soft">
      ${
        refusal ??
        (done && engine
          ? t`Executed on ${where(engine)}: forward, at the least number of steps and layer by layer.`
          : t`Forward, at the least number of steps and layer by layer; the runner counts the steps.`)
      }
    </span>
  </div>
`;
