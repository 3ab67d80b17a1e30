import { css, html } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

export interface Choice<Value extends string> {
  /** Unique in its shadow root. */
  readonly id: string;
  readonly label: string;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly value: Value;
  onChoice(value: Value): void;
}

/** A few exclusive options side by side: native radio buttons in the look of a segmented control. */
export const choice = <Value extends string>({
  id,
  label,
  options,
  value,
  onChoice,
}: Choice<Value>): TemplateResult => html`
  <fieldset class="choice" part="choice">
    <legend>${label}</legend>
    <div class="segments">
      ${options.map(
        ([option, text]) => html`
          <label>
            <input
              type="radio"
              name=${id}
              value=${option}
              .checked=${live(option === value)}
              @change=${() => onChoice(option)}
            />
            <span>${text}</span>
          </label>
        `,
      )}
    </div>
  </fieldset>
`;

export const choiceStyles = css`
  .choice legend {
    padding: 0;
    margin-bottom: var(--sf-space-1);
    font-size: var(--sf-text-s);
  }
  .segments {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 2px;
    border: 1px solid var(--sf-line);
    border-radius: 9px;
    background: var(--sf-well);
  }
  .segments label {
    position: relative;
    cursor: pointer;
  }
  .segments input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .segments span {
    display: block;
    padding: var(--sf-space-1) var(--sf-space-3);
    border-radius: 7px;
    font-size: var(--sf-text-s);
  }
  .segments input:checked + span {
    background: var(--sf-raised);
    box-shadow: 0 0 0 1px var(--sf-line-strong);
    font-weight: 600;
  }
  .segments input:focus-visible + span {
    outline: 3px solid var(--sf-focus);
    outline-offset: 1px;
  }
  @media (forced-colors: active) {
    .segments input {
      position: static;
      width: auto;
      height: auto;
      opacity: 1;
    }
    .segments label {
      display: flex;
      align-items: center;
    }
  }
`;
