import { css } from "lit";

/** Of the chosen cell, the lanes, the settings and the tables. */
export const detailsStyles = css`
  .cell h2 {
    font-weight: 400;
  }
  .cell h2 b,
  .cell p b {
    font-weight: 700;
  }
  .cell-parts {
    display: grid;
    grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr);
    gap: var(--sf-space-5);
  }
  .cell-formula {
    display: grid;
    gap: var(--sf-space-3);
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  .math {
    font-size: var(--sf-text-l);
  }
  .lines {
    display: grid;
    gap: var(--sf-space-2);
    padding-block: 2px;
  }
  .live-line {
    --sf-live: var(--sf-mdrnn-text);
  }
  .neighbours {
    display: grid;
    gap: var(--sf-space-1);
    align-content: start;
    font-size: var(--sf-text-s);
  }
  .neighbours dt {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    font-weight: 650;
  }
  .neighbours dt:not(:first-child) {
    margin-top: var(--sf-space-2);
  }
  .neighbours dd {
    padding-left: var(--sf-space-5);
  }
  .neighbours dd span.soft {
    margin-left: var(--sf-space-2);
  }
  .check-line {
    font-size: var(--sf-text-s);
  }
  .ticks {
    font-size: var(--sf-text-xl);
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: var(--sf-text-s);
  }
  details table {
    margin-top: var(--sf-space-2);
  }
  caption {
    text-align: left;
    color: var(--sf-ink-soft);
  }
  th,
  td {
    padding: var(--sf-space-1) var(--sf-space-4) var(--sf-space-1) 0;
    border-bottom: 1px solid var(--sf-line);
    text-align: left;
    font-weight: 400;
  }
  thead th {
    color: var(--sf-ink-soft);
  }
  .numbers td,
  .numbers thead th,
  details td {
    text-align: right;
    white-space: nowrap;
  }
  .steps-table td:last-child {
    text-align: left;
  }
  .numbers .result th,
  .numbers .result td {
    font-weight: 650;
  }
  @container (max-width: 760px) {
    .cell-parts {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 480px) {
    .math {
      font-size: var(--sf-text-s);
    }
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--sf-space-4) var(--sf-space-5);
  }
  .seed {
    display: grid;
    align-content: start;
    gap: var(--sf-space-1);
    font-size: var(--sf-text-s);
  }
  .seed input {
    width: 8rem;
    max-width: 100%;
  }
  @container (max-width: 480px) {
    .settings {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
