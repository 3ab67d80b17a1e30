import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { t, tHtml } from "../language/t.js";
import { noun } from "./noun.js";
import type { Noun } from "./noun.js";

export interface Counter {
  /** Steps of this run that the clock has passed. */
  readonly done: number;
  /** Steps that the run executed; null while it has not. */
  readonly total: number | null;
  readonly label: string;
  /** What is counted; "step" unless given. */
  readonly unit?: Noun;
  /** Said in place of a total that is null. */
  readonly missing?: string;
}

/** The big number, "of" how many, a badge at the end, and the bar. */
export const counter = ({
  done,
  total,
  label,
  unit = "step",
  missing = t`not run yet`,
}: Counter): TemplateResult => html`
  <div class="counter" part="counter">
    <p>
      <span class="count number">${total === null ? "–" : done}</span>
      <span class="of number">${total === null ? missing : tHtml`of <b>${total}</b> ${noun(total, unit)}`}</span>
      ${total !== null && done === total ? html`<span class="done">${t`done`}</span>` : nothing}
    </p>
    <progress aria-label=${label} max=${total ?? 1} .value=${total === null ? 0 : done}></progress>
  </div>
`;

export const counterStyles = css`
  .counter p {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: var(--sf-space-2);
  }
  .count {
    font-size: var(--sf-text-number);
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.02em;
  }
  .of {
    color: var(--sf-ink-soft);
  }
  .of b {
    font-weight: 600;
    color: var(--sf-ink);
  }
  .done {
    align-self: center;
    margin-inline-start: auto;
    padding: 0.1rem 0.7rem;
    border-radius: 1rem;
    background: var(--sf-good-well);
    color: var(--sf-good);
    font-size: var(--sf-text-s);
    font-weight: 650;
  }
  progress {
    appearance: none;
    display: block;
    width: 100%;
    height: 5px;
    border: 0;
    border-radius: 3px;
    overflow: hidden;
    background: var(--sf-line);
    color: var(--hue, var(--sf-ink));
  }
  progress::-webkit-progress-bar {
    background: var(--sf-line);
  }
  progress::-webkit-progress-value {
    background: var(--hue, var(--sf-ink));
  }
  progress::-moz-progress-bar {
    background: var(--hue, var(--sf-ink));
  }
  @container (max-width: 559px) {
    .count {
      font-size: 2rem;
    }
    .done {
      padding-inline: 0.5rem;
    }
  }
  @media (forced-colors: active) {
    progress {
      height: 7px;
      border: 1px solid;
      forced-color-adjust: none;
    }
  }
`;
