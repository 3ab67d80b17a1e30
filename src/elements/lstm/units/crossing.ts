/** The same stack on the processor: small ones are faster there, and a batch large enough is not. */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { runSequences } from "../../../engine/run-sequences.js";
import type { SweepRecord } from "../../../trace/trace.js";
import { openProcessor } from "../../controllers/engine.js";
import { failureText } from "../../controllers/engine-keeper.js";
import { timeText } from "../../controls/time-text.js";
import { t, tHtml } from "../../language/t.js";
import type { Stage } from "../view.js";
import { runUnits, type UnitsRun } from "./units-run.js";

type Timed = Pick<SweepRecord, "milliseconds" | "timing">;

/** What became of the run on the processor, kept with the run that it stands beside. */
interface Crossing {
  state: "running" | "done" | "failed";
  forward: Timed | null;
  text: string;
}
const crossings = new WeakMap<UnitsRun, Crossing>();

async function cross(run: UnitsRun, refresh: () => void): Promise<void> {
  const crossing: Crossing = { state: "running", forward: null, text: "" };
  crossings.set(run, crossing);
  refresh();
  try {
    const { run: onProcessor } = await openProcessor(null, runSequences);
    crossing.forward = (await runUnits(onProcessor, run.state)).forward.record;
    crossing.state = "done";
  } catch (error) {
    crossing.state = "failed";
    crossing.text = failureText(error);
  }
  refresh();
}

/** On a GPU: a button that runs the stack on the processor too, and both times of the forward sweep. */
export function crossingView(run: UnitsRun, { refresh }: Stage): TemplateResult | typeof nothing {
  if (run.ran.device !== "gpu") return nothing;
  const crossing = crossings.get(run);
  return html`
    <div class="actions crossing">
      <button type="button" ?disabled=${crossing?.state === "running"} @click=${() => void cross(run, refresh)}>
        ${t`Run it on the processor too`}
      </button>
      <span class="number" role="status">
        ${
          crossing?.forward
            ? tHtml`forward sweep: GPU <b>${timeText(run.forward.record)}</b>, processor <b>${timeText(crossing.forward)}</b>`
            : crossing?.state === "running"
              ? t`running on the processor …`
              : crossing?.state === "failed"
                ? crossing.text
                : html`<span class="soft"
                    >${t`Small nets are faster there: raise units and sequences until they are not.`}</span
                  >`
        }
      </span>
    </div>
  `;
}
