import { t } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { placementOf } from "../../models/residual.js";
import type { Measured } from "./execute.js";
import type { Planned } from "./setup.js";

interface RunPanel {
  readonly busy: boolean;
  /** Share of all that is to be run, 0…1. */
  readonly progress: number;
  /** What has run. */
  readonly runs: readonly Measured[];
  readonly plan: readonly Planned[];
  readonly isStopped: boolean;
  onStop(): void;
  onAgain(): void;
}

const grouped = (value: number): string => value.toLocaleString("en-US");

/** What is being executed, how far it is, and on what; what ran says how much. */
export function runPanel({ busy, progress, runs, plan, isStopped, onStop, onAgain }: RunPanel): TemplateResult {
  if (busy) {
    const next = plan.find(
      ({ placement, seed }) => !runs.some((run) => run.placement === placement && run.seed === seed),
    );
    return html`
      <div class="run">
        <progress max="1" .value=${progress} aria-label=${t`Share of the runs`}></progress>
        <span>
          ${
            next
              ? t`${runs.length} of ${plan.length} runs done, now ${placementOf(next.placement).title}, seed ${next.seed}`
              : t`${runs.length} of ${plan.length} runs done`
          }
        </span>
        <button type="button" class="stop" @click=${onStop}>${t`Stop`}</button>
      </div>
    `;
  }
  const last = runs.at(-1);
  if (!last)
    return html`<div class="run">
      ${isStopped ? html`${t`Stopped.`} ${again(onAgain)}` : html`<span class="soft">${t`nothing has run yet`}</span>`}
    </div>`;
  const steps = runs.reduce((sum, run) => sum + run.steps, 0);
  const dispatches = runs.reduce((sum, run) => sum + run.dispatches, 0);
  const times = runs.map(({ milliseconds }) => milliseconds);
  const time = times.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const said = times.includes(null) ? t`time n/a` : `${grouped(Math.round(time))} ms`;
  return html`
    <div class="run number">
      <span>
        ${isStopped ? t`Stopped after ${runs.length} of ${plan.length} runs:` : ""}
        ${
          last.device === "gpu"
            ? t`${grouped(steps)} steps, ${grouped(dispatches)} GPU dispatches, ${said}, on ${last.adapter}`
            : t`${grouped(steps)} steps, ${said}, on the processor`
        }
      </span>
      ${isStopped ? again(onAgain) : ""}
    </div>
  `;
}

const again = (onAgain: () => void): TemplateResult =>
  html`<button type="button" class="again" @click=${onAgain}>${t`Go on`}</button>`;
