import { html } from "lit";
import type { TemplateResult } from "lit";

interface SeedField {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  onSeed(seed: number): void;
}

/** A seed as a number that is typed; nonsense changes nothing. */
export const seedField = ({ label, min, max, value, onSeed }: SeedField): TemplateResult => html`
  <label class="seed">
    <span>${label}</span>
    <input
      id="seed"
      type="number"
      inputmode="numeric"
      min=${min}
      max=${max}
      step="1"
      .value=${String(value)}
      @change=${(event: Event) => {
        const { valueAsNumber } = event.currentTarget as HTMLInputElement;
        if (Number.isInteger(valueAsNumber)) onSeed(valueAsNumber);
      }}
    />
  </label>
`;
