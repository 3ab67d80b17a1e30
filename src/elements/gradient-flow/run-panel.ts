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
        <progress max="1" .value=${progress} aria-label="Share of the runs"></progress>
        <span>
          ${runs.length} of ${plan.length} runs
          done${next ? `, now ${placementOf(next.placement).title}, seed ${next.seed}` : ""}
        </span>
        <button type="button" class="stop" @click=${onStop}>Stop</button>
      </div>
    `;
  }
  const last = runs.at(-1);
  if (!last)
    return html`<div class="run">
      ${isStopped ? html`Stopped. ${again(onAgain)}` : html`<span class="soft">nothing has run yet</span>`}
    </div>`;
  const steps = runs.reduce((sum, run) => sum + run.steps, 0);
  const dispatches = runs.reduce((sum, run) => sum + run.dispatches, 0);
  const times = runs.map(({ milliseconds }) => milliseconds);
  const time = times.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return html`
    <div class="run number">
      <span>
        ${isStopped ? `Stopped after ${runs.length} of ${plan.length} runs: ` : ""}${grouped(steps)} steps,
        ${last.device === "gpu" ? `${grouped(dispatches)} GPU dispatches, ` : ""}${
          times.includes(null) ? "time n/a" : `${grouped(Math.round(time))} ms`
        },
        on ${last.device === "gpu" ? last.adapter : "the processor"}
      </span>
      ${isStopped ? again(onAgain) : ""}
    </div>
  `;
}

const again = (onAgain: () => void): TemplateResult =>
  html`<button type="button" class="again" @click=${onAgain}>Go on</button>`;
