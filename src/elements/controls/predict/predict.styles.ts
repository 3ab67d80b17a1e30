import { css } from "lit";

/** `.predict-swatch.picked` and its siblings give an element's own cells the same look: a ring, and a mark that is no colour. */
export const predictStyles = css`
  .predict {
    display: grid;
    gap: var(--sf-space-2) var(--sf-space-5);
    grid-template-columns: minmax(0, 1fr);
    padding: var(--sf-space-4) var(--sf-space-5);
    border: 2px solid var(--sf-focus);
    border-radius: var(--sf-radius);
    background: var(--sf-raised);
  }
  .predict h2 {
    font-size: var(--sf-text-l);
    font-weight: 700;
    line-height: 1.3;
  }
  .predict h2 .soft {
    margin-inline-start: var(--sf-space-2);
    font-size: var(--sf-text-s);
    font-weight: 400;
  }
  .predict #predict-prompt {
    max-width: 60rem;
    font-size: var(--sf-text-l);
    line-height: 1.4;
  }
  .predict-number {
    display: inline-flex;
    align-items: center;
    gap: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }
  .predict-number input {
    width: 7rem;
    min-height: 2.5rem;
    font-size: var(--sf-text-l);
  }
  .predict-actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-3);
    font-size: var(--sf-text-s);
  }
  .predict-actions button {
    min-width: 9rem;
    min-height: 2.5rem;
    font-weight: 650;
  }
  .predict-actions .predict-check:not(:disabled) {
    border-color: var(--sf-ink);
    background: var(--sf-ink);
    color: var(--sf-surface);
  }
  /* Two lines are kept free, so that the verdict moves nothing. */
  .predict-verdict {
    max-width: 62rem;
    min-height: 3em;
  }
  .predict-verdict .is-right {
    color: var(--sf-good);
  }
  .predict-verdict .is-wrong {
    color: var(--sf-bad);
  }
  .predict-legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-1) var(--sf-space-5);
    min-height: 2.25rem;
    align-items: center;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--sf-text-s);
  }
  .predict-legend li {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
  }
  .predict-swatch {
    display: inline-grid;
    place-items: center;
    width: 1rem;
    height: 1rem;
    border: 3px solid var(--sf-focus);
    border-radius: 2px;
    font: 700 0.7rem/1 var(--sf-font);
  }
  .predict-swatch.right {
    border-color: var(--sf-good);
  }
  .predict-swatch.right::after {
    content: "✓" / "";
    color: var(--sf-good);
  }
  .predict-swatch.wrong {
    border-color: var(--sf-bad);
  }
  .predict-swatch.wrong::after {
    content: "✗" / "";
    color: var(--sf-bad);
  }
  .predict-swatch.missed {
    border: 2px dashed var(--sf-ink);
  }
`;
