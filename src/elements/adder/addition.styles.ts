import { css } from "lit";

/** The pair that is added and its table, column by column. */
export const additionStyles = css`
  .addition {
    display: grid;
    gap: var(--sf-space-4);
    grid-template-columns: minmax(0, 1fr);
  }
  .pair-form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-3);
  }
  .pair-form label {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    font-size: var(--sf-text-l);
  }
  .pair-form input {
    width: 5rem;
    font-size: var(--sf-text-m);
  }
  .timeline .finishes {
    display: none;
  }
  caption {
    padding-bottom: var(--sf-space-2);
    color: var(--sf-ink-soft);
  }
  th,
  td {
    padding: var(--sf-space-1) var(--sf-space-3);
    border-bottom: 1px solid var(--sf-line);
    font-weight: 400;
    text-align: end;
  }
  th[scope="row"] {
    padding-inline-start: 0;
    text-align: start;
    white-space: nowrap;
  }
  thead th {
    color: var(--sf-ink-soft);
  }
  thead th:first-child {
    padding-inline-start: 0;
    text-align: start;
  }
  .ripple-table td {
    white-space: nowrap;
  }
  .sum th[scope="col"]:not(:first-child),
  .sum td:not(.total) {
    min-width: 4.2rem;
    text-align: center;
  }
  .sum td {
    height: 2.1rem;
    font-size: var(--sf-text-l);
  }
  .sum small {
    display: inline-block;
    min-width: 2.2em;
    margin-inline-start: 0.3em;
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
    text-align: start;
  }
  .sum thead small {
    min-width: 0;
  }
  .sum .now {
    box-shadow:
      inset 2px 0 var(--sf-ink),
      inset -2px 0 var(--sf-ink);
    background: var(--sf-well);
  }
  .sum thead .now {
    color: var(--sf-ink);
    font-weight: 700;
  }
  .sum .open {
    color: var(--sf-ink-soft);
  }
  .sum tr.should td,
  .sum tr.should th {
    border-top: 2px solid var(--sf-ink);
  }
  .sum .total {
    font-weight: 650;
    text-align: start;
    white-space: nowrap;
  }
  .bit {
    display: inline-block;
    min-width: 1.6em;
    padding: 0 0.2em;
    border: 1px solid var(--sf-line);
    border-radius: 4px;
    text-align: center;
  }
  .bit.on {
    border: 1.5px solid var(--sf-outline);
    background: var(--sf-glow);
    color: var(--sf-outline);
    font-weight: 700;
  }
  .outcome {
    min-height: 3em;
    font-size: var(--sf-text-l);
  }
`;
