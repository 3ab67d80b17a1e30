import { css, html } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { cssVariables } from "../controllers/css-variables.js";

export interface Slider {
  /** Unique in its shadow root. */
  readonly id: string;
  readonly label: string | TemplateResult;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  /** The value in words and with its unit, on screen and for a screen reader. */
  readonly text: string;
  readonly disabled?: boolean;
  onInput(value: number): void;
}

/** A native range input with its label and its value in figures. */
export const slider = ({
  id,
  label,
  min,
  max,
  step = 1,
  value,
  text,
  disabled = false,
  onInput,
}: Slider): TemplateResult => html`
  <div class="slider" part="slider">
    <label for=${id}>${label}</label>
    <output class="number" for=${id}>${text}</output>
    <input
      id=${id}
      type="range"
      min=${min}
      max=${max}
      step=${step}
      .value=${live(String(value))}
      ?disabled=${disabled}
      aria-valuetext=${text}
      ${cssVariables({ "--fill": `${max > min ? (100 * (value - min)) / (max - min) : 0}%` })}
      @input=${(event: InputEvent) => onInput((event.currentTarget as HTMLInputElement).valueAsNumber)}
    />
  </div>
`;

export const sliderStyles = css`
  .slider {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: baseline;
    column-gap: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }
  .slider output {
    font-size: var(--sf-text-m);
    font-weight: 650;
  }
  .slider input {
    grid-column: 1 / -1;
  }
`;
