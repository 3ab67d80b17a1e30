import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/slider.js";
import { noun } from "../controls/noun.js";
import { laneChart } from "./lane-chart.js";
import { ticks, widestStep } from "./lane-times.js";
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

const UNIT_NAMES: Readonly<Record<LaneUnit, string>> = { matvecs: "matrix-vector products", cells: "cells" };
const STOPS_PER_OCTAVE = 2;

const lanesAt = (stop: number): number => Math.round(2 ** (stop / STOPS_PER_OCTAVE));
const stopOf = (lanes: number): number => Math.round(STOPS_PER_OCTAVE * Math.log2(lanes));

/** "How many matrix-vector products can your machine do at once?": the time of every schedule on a machine of P lanes. */
export function lanePanel(panel: LanePanel): TemplateResult {
  const { work, unit, onUnit } = panel;
  return html`
    <section class="lanes" part="lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title">How many ${UNIT_NAMES[unit]} can your machine do at once?</h2>
      ${work === null ? html`<p class="soft">Counting the work of every step …</p>` : figures(panel, work)}
      ${choice({
        id: "unit",
        label: "A lane does, per tick, one of these",
        options: [
          ["matvecs", "matrix-vector product"],
          ["cells", "whole cell"],
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
  const most = 2 ** Math.max(1, Math.ceil(Math.log2(Math.max(...work.map((lane) => widestStep(lane[unit]))))));
  const limit = stopOf(most) + 1;
  const lines = lanes.flatMap((lane, i) => {
    const counted = work[i];
    return counted ? [{ title: lane.title, model: lane.model, work: counted[unit] }] : [];
  });
  const times = lines.map((line) => ticks(line.work, count));
  return html`
    ${slider({
      id: "lane-count",
      label: html`Lanes P`,
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
  const machine = count === Infinity ? "With as many lanes as you like" : `With ${count} ${noun(count, "lane")}`;
  const faster =
    pixelcnn === pipelined
      ? `both take ${pixelcnn} ${noun(pixelcnn, "tick")}`
      : `the ${pixelcnn < pipelined ? "PixelCNN" : "pipelined MDRNN"} is faster: ${Math.min(pixelcnn, pipelined)} against ${Math.max(pixelcnn, pipelined)} ticks`;
  if (!hasLimit) return `${machine} ${faster}.`;
  const limit = `For P\u00a0→\u00a0∞ the times fall to the steps of the race, ${cnnLimit} against ${rnnLimit}: O(d) against O(H\u00a0+\u00a0W) is that limit.`;
  return `${machine} ${faster}. ${count === Infinity ? "This is the race above: O(d) against O(H\u00a0+\u00a0W)." : limit}`;
}
