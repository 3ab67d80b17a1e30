import { css } from "lit";

/** The parts of a page-wide element, from the head down: sentence, choices, big numbers, panels in columns, tables. */
export const layoutStyles = css`
  :host {
    container-type: inline-size;
  }
  .body {
    display: grid;
    gap: var(--sf-space-5);
    grid-template-columns: minmax(0, 1fr);
  }
  .lead {
    max-width: 62rem;
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-l);
  }
  h2 {
    font-size: var(--sf-text-l);
    font-weight: 700;
    line-height: 1.3;
  }
  h3 {
    font-size: var(--sf-text-m);
    font-weight: 700;
  }
  .small {
    font-size: var(--sf-text-s);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-3) var(--sf-space-5);
  }
  .headline {
    display: grid;
    grid-template-columns: minmax(15rem, 19rem) minmax(0, 1fr);
    column-gap: var(--sf-space-6);
    align-items: end;
  }
  .headline .counter {
    grid-row: span 2;
  }
  .headline .formula {
    font-size: var(--sf-text-l);
  }
  .width-line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--sf-space-5);
    color: var(--sf-ink-soft);
  }
  .width-line b {
    color: var(--sf-ink);
  }
  .check {
    color: var(--sf-good);
    font-weight: 700;
  }
  .check.wrong {
    color: var(--sf-bad);
  }
  .panels {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--sf-space-5);
    align-items: start;
  }
  .column {
    display: grid;
    gap: var(--sf-space-5);
    grid-template-columns: minmax(0, 1fr);
  }
  .panel {
    display: grid;
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-3);
    padding: var(--sf-space-5);
    border: 1px solid var(--sf-line);
    border-radius: var(--sf-radius);
    background: var(--sf-raised);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-4);
    font-size: var(--sf-text-s);
  }
  .lines {
    display: grid;
    gap: var(--sf-space-2);
    padding-block: 2px;
  }
  .math {
    font-size: var(--sf-text-l);
  }
  .live-line {
    --sf-live: var(--hue, inherit);
  }
  .swatch {
    flex: none;
    width: 1rem;
    height: 1rem;
    border-radius: 2px;
  }
  table {
    border-collapse: collapse;
    font-size: var(--sf-text-s);
  }
  details table {
    margin-top: var(--sf-space-2);
  }
  details td,
  details th {
    padding: 2px var(--sf-space-2);
    text-align: right;
    white-space: nowrap;
  }
  caption {
    font-weight: 650;
  }
  footer {
    font-size: var(--sf-text-s);
  }
  @container (max-width: 760px) {
    .headline,
    .panels {
      grid-template-columns: minmax(0, 1fr);
    }
    .headline {
      row-gap: var(--sf-space-2);
    }
  }
  @container (max-width: 480px) {
    .choices {
      gap: var(--sf-space-2) var(--sf-space-3);
    }
    .panel {
      padding: var(--sf-space-4);
    }
    .math {
      font-size: var(--sf-text-m);
    }
  }
  @media (forced-colors: active) {
    .swatch {
      forced-color-adjust: none;
    }
  }
`;
