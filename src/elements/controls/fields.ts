import { css, html } from "lit";
import type { TemplateResult } from "lit";
import { t } from "../language/t.js";
import { live } from "lit/directives/live.js";

interface Field {
  /** Unique in its shadow root. */
  readonly id: string;
  readonly label: string | TemplateResult;
  /** What a screen reader says in place of a label that is a formula. */
  readonly name?: string;
}
export interface NumberField extends Field {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** "any" unless given. */
  readonly step?: number;
  onValue(value: number): void;
}
export interface ListField extends Field {
  readonly value: string;
  /** Said when the text is not taken. */
  readonly form: string;
  takes(text: string): boolean;
  onText(text: string): void;
}

/** A native number input. What is out of range or no number stays in the field with the browser's own message, and nothing else changes. */
export const numberField = ({ id, label, name, value, min, max, step, onValue }: NumberField): TemplateResult => html`
  <label class="field" for=${id}>
    <span>${label}</span>
    <input
      id=${id}
      class="number"
      type="number"
      inputmode="decimal"
      min=${min}
      max=${max}
      step=${step ?? "any"}
      aria-label=${name ?? undefined}
      .value=${live(String(value))}
      @change=${(event: Event) => {
        const input = event.currentTarget as HTMLInputElement;
        if (input.reportValidity() && !Number.isNaN(input.valueAsNumber)) onValue(input.valueAsNumber);
      }}
    />
  </label>
`;

/** A line of text in a notation of its own; what it does not take stays in the field with a message. */
export const listField = ({ id, label, name, value, form, takes, onText }: ListField): TemplateResult => html`
  <label class="field wide-field" for=${id}>
    <span>${label}</span>
    <input
      id=${id}
      class="number"
      type="text"
      autocomplete="off"
      spellcheck="false"
      aria-label=${name ?? undefined}
      .value=${live(value)}
      @input=${(event: Event) => (event.currentTarget as HTMLInputElement).setCustomValidity("")}
      @change=${(event: Event) => {
        const input = event.currentTarget as HTMLInputElement;
        const fits = takes(input.value);
        input.setCustomValidity(fits ? "" : t`Use ${form}.`);
        if (input.reportValidity() && fits) onText(input.value);
      }}
    />
  </label>
`;

export const fieldStyles = css`
  .field {
    display: grid;
    gap: var(--sf-space-1);
    align-content: start;
    min-width: 0;
    font-size: var(--sf-text-s);
  }
  .field input {
    width: 100%;
    max-width: 8rem;
  }
  .wide-field input {
    max-width: none;
  }
  .field input[type="text"] {
    min-height: 2.25rem;
    padding: 0 var(--sf-space-3);
    border: 1px solid var(--sf-line-strong);
    border-radius: 8px;
    background: var(--sf-raised);
    color: inherit;
    font: inherit;
  }
  .field input:invalid {
    border-color: var(--sf-bad);
    background: var(--sf-bad-well);
  }
`;
