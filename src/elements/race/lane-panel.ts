import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { noun } from "../controls/noun.js";
import { slider } from "../controls/slider.js";
import { t, tHtml } from "../language/t.js";
import { laneChart } from "./lane-chart.js";
import { mostLanes, ticks } from "./lane-times.js";
import type { LaneUnit, LaneWork } from "./lane-times.js";
import type { Lane } from "./lanes.js";

export interface LanePanel {
  readonly lanes: readonly Lane[];
  /** By lane; null while it is being counted. */
  readonly work: readonly LaneWork[] | null;
  readonly count: number;
  readonly unit: LaneUnit;
  readonly width: number;
  /** Whether the limit may be named by its O(). */
  readonly hasLimit: boolean;
  onCount(count: number): void;
  onUnit(unit: LaneUnit): void;
}

const STOPS_PER_OCTAVE = 2;

const lanesAt = (stop: number): number => Math.round(2 ** (stop / STOPS_PER_OCTAVE));
const stopOf = (lanes: number): number => Math.round(STOPS_PER_OCTAVE * Math.log2(lanes));

/** "How many matrix-vector products can your machine do at once?": the time of every schedule on a machine of P lanes. */
export function lanePanel(panel: LanePanel): TemplateResult {
  const { work, unit, onUnit } = panel;
  return html`
    <section class="lanes" part="lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title">
        ${unit === "cells" ? t`How many cells can your machine do at once?` : t`How many matrix-vector products can your machine do at once?`}
      </h2>
      ${work === null ? html`<p class="soft">${t`Counting the work of every step …`}</p>` : figures(panel, work)}
      ${choice({
        id: "unit",
        label: t`A lane does, per tick, one of these`,
        options: [
          ["matvecs", t`matrix-vector product`],
          ["cells", t`whole cell`],
        ],
        value: unit,
        onChoice: onUnit,
      })}
    </section>
  `;
}

function figures(
  { lanes, count, unit, width, hasLimit, onCount }: LanePanel,
  work: readonly LaneWork[],
): TemplateResult {
  const most = mostLanes(work, unit);
  const limit = stopOf(most) + 1;
  const lines = lanes.flatMap((lane, i) => {
    const counted = work[i];
    return counted ? [{ title: lane.title, model: lane.model, work: counted[unit] }] : [];
  });
  const times = lines.map((line) => ticks(line.work, count));
  return html`
    ${slider({
      id: "lanes",
      label: tHtml`Lanes <var class="formula">P</var>`,
      min: 0,
      max: limit,
      value: count === Infinity ? limit : Math.min(limit - 1, stopOf(count)),
      text: count === Infinity ? "∞" : String(count),
      onInput: (stop) => onCount(stop >= limit ? Infinity : lanesAt(stop)),
    })}
    <ul class="times">
      ${lines.map(
        ({ title, model }, i) =>
          html`<li class=${model}>
            <b class="number">${times[i]}</b> <span>${noun(times[i] ?? 0, "tick")}, ${title}</span>
          </li>`,
      )}
    </ul>
    <p class="verdict">
      ${verdict(
        times,
        lines.map(({ work: steps }) => ticks(steps, Infinity)),
        count,
        hasLimit,
      )}
    </p>
    ${width > 0 ? laneChart({ lines, lanes: count, most, width }) : nothing}
  `;
}

/** The comparison in words, from the numbers that stand beside it. */
function verdict(
  [pixelcnn = 0, pipelined = 0]: readonly number[],
  [cnnLimit = 0, rnnLimit = 0]: readonly number[],
  count: number,
  hasLimit: boolean,
): string {
  const slow = Math.max(pixelcnn, pipelined);
  const quick = Math.min(pixelcnn, pipelined);
  const winner =
    pixelcnn === pipelined
      ? t`Both take ${quick} ${noun(quick, "tick")}.`
      : pixelcnn < pipelined
        ? t`The PixelCNN is faster: ${quick} against ${slow} ticks.`
        : t`The pipelined MDRNN is faster: ${quick} against ${slow} ticks.`;
  const limit =
    count === Infinity
      ? t`This is the race above: O(d) against O(H\u00a0+\u00a0W).`
      : t`For P\u00a0→\u00a0∞ the times fall to the steps of the race, ${cnnLimit} against ${rnnLimit}: O(d) against O(H\u00a0+\u00a0W) is that limit.`;
  return [machineText(count), winner, ...(hasLimit ? [limit] : [])].join(" ");
}

function machineText(count: number): string {
  if (count === Infinity) return t`With as many lanes as you like:`;
  return count === 1 ? t`With 1 lane:` : t`With ${count} lanes:`;
}
