import { css, html } from "lit";
import type { TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { Ramp } from "../styles/ramps.js";

export interface RampLegend {
  readonly ramp: Ramp;
  /** What stands under the left end, the middle and the right end. */
  readonly ends: readonly [string, string, string];
  readonly title: string;
}

const drawn = new WeakMap<Element, Ramp>();

const draw = (ramp: Ramp) => (element: Element | undefined) => {
  if (!(element instanceof HTMLCanvasElement) || drawn.get(element) === ramp) return;
  drawn.set(element, ramp);
  element.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(ramp.buffer), ramp.length, 1), 0, 0);
};

/** A colour ramp with its title and what its ends stand for. */
export const rampLegend = ({ ramp, ends, title }: RampLegend): TemplateResult => html`
  <div class="ramp" part="legend">
    <span class="ramp-title">${title}</span>
    <canvas width=${ramp.length} height="1" aria-hidden="true" ${ref(draw(ramp))}></canvas>
    <span class="ramp-ends number">${ends.map((end) => html`<span>${end}</span>`)}</span>
  </div>
`;

export const legendStyles = css`
  .ramp {
    display: grid;
    gap: 2px;
    width: 19rem;
    max-width: 100%;
    font-size: var(--sf-text-s);
    line-height: 1.3;
  }
  .ramp canvas {
    width: 100%;
    height: 0.7rem;
    border-radius: 3px;
    border: 1px solid var(--sf-line);
  }
  .ramp-ends {
    display: flex;
    direction: ltr;
    justify-content: space-between;
    color: var(--sf-ink-soft);
  }
`;
