import { css } from "lit";

export const parameterCountStyles = css`
  #differences-title {
    font-size: var(--sf-text-m);
  }
  .pictures {
    display: grid;
    gap: var(--sf-space-4);
    grid-template-columns: minmax(0, 1fr);
  }
  .stale .bars {
    opacity: 0.45;
  }

  /* Totals have nine digits and more. */
  .predict-number input {
    width: 12rem;
  }

  .headline {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--sf-space-1) var(--sf-space-6);
    align-items: end;
  }
  .headline .of {
    grid-column: 1 / -1;
  }
  .total {
    font-size: var(--sf-text-xl);
    line-height: 1.1;
  }
  .total strong {
    font-size: clamp(var(--sf-text-number), 7cqi, 5rem);
    font-weight: 750;
    letter-spacing: -0.025em;
  }
  .headline,
  .net,
  .differences {
    overflow-wrap: anywhere;
  }
  .total .long {
    font-size: clamp(var(--sf-text-xl), 4cqi, 3rem);
    letter-spacing: 0;
  }
  .where {
    display: grid;
    grid-row: 3;
    font-size: var(--sf-text-l);
  }
  .facts {
    display: grid;
    grid-row: 2 / 4;
    grid-column: 2;
    gap: var(--sf-space-1);
    font-size: var(--sf-text-s);
  }
  .facts div {
    display: flex;
    justify-content: space-between;
    gap: var(--sf-space-5);
    border-bottom: 1px solid var(--sf-line);
  }
  .facts dt {
    color: var(--sf-ink-soft);
  }
  .facts dd {
    font-weight: 650;
  }

  .bars {
    display: block;
    max-width: 100%;
    font: 400 var(--sf-text-s) var(--sf-font);
    font-variant-numeric: tabular-nums;
  }
  .hit {
    cursor: pointer;
  }

  .net ol {
    direction: ltr;
    display: flex;
    flex-wrap: wrap;
    align-items: stretch;
    gap: var(--sf-space-2) var(--sf-space-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .net li {
    display: flex;
  }
  .block {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: 1fr auto auto;
    align-items: end;
    justify-items: center;
    min-width: 5rem;
    max-width: 8.5rem;
    padding: var(--sf-space-1) var(--sf-space-2);
    border: 1px solid transparent;
    border-radius: 8px;
    background: none;
    font-size: var(--sf-text-s);
    line-height: 1.35;
    text-align: center;
  }
  .block svg {
    max-width: 100%;
  }
  .block .soft {
    font-size: 0.75rem;
  }
  button.block[aria-pressed="true"] {
    border-color: var(--sf-ink);
    background: var(--sf-raised);
  }
  .net figcaption {
    margin-top: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }

  .make {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--sf-space-5) var(--sf-space-6);
  }
  .list,
  .change {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-4);
    align-content: start;
  }
  .picker {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-3);
    font-size: var(--sf-text-s);
  }
  .picker select {
    min-width: 12rem;
    max-width: 100%;
  }

  .settings {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-3);
  }
  .image {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--sf-space-2) var(--sf-space-3);
    font-size: var(--sf-text-s);
  }
  .image legend {
    padding: 0;
    margin-bottom: var(--sf-space-1);
  }
  .image .field {
    width: 5.2rem;
    color: var(--sf-ink-soft);
  }
  .sizes {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-1);
  }
  .sizes [aria-pressed="true"] {
    border-color: var(--sf-ink);
    font-weight: 650;
  }
  .differences {
    display: grid;
    gap: var(--sf-space-2);
    padding-top: var(--sf-space-4);
    border-top: 1px solid var(--sf-line);
    font-size: var(--sf-text-s);
  }
  .differences .change {
    display: inline;
    font-size: var(--sf-text-l);
  }
  .changed {
    display: grid;
    gap: var(--sf-space-1);
    margin: 0;
    padding-inline-start: 1.2rem;
    max-height: 14rem;
    overflow-y: auto;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: var(--sf-space-2) var(--sf-space-5);
  }
  .export {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-3);
  }
  .exported {
    max-height: 22rem;
    margin: 0;
    padding: var(--sf-space-3);
    overflow: auto;
    border: 1px solid var(--sf-line);
    border-radius: 8px;
    background: var(--sf-well);
    font-size: var(--sf-text-s);
  }
  .after {
    padding: var(--sf-space-5);
    border: 1px dashed var(--sf-line-strong);
    border-radius: var(--sf-radius);
  }
  @media (forced-colors: active) {
    [aria-pressed="true"],
    [role="option"][aria-selected="true"] {
      border: 3px solid Highlight;
    }
    tr.lit > * {
      outline: 1px solid Highlight;
    }
  }
  @container (max-width: 899px) {
    .make,
    .headline {
      grid-template-columns: minmax(0, 1fr);
    }
    .facts {
      grid-row: auto;
      grid-column: auto;
    }
  }
  @container (max-width: 559px) {
    .lead,
    .where {
      font-size: var(--sf-text-m);
    }
    .total {
      font-size: var(--sf-text-l);
    }
    .total strong {
      display: block;
      font-size: 2.9rem;
    }
    .total .long {
      font-size: var(--sf-text-xl);
    }
    .notation dl {
      columns: 1;
    }
    th[scope="row"] {
      border-inline-end: 1px solid var(--sf-line);
    }
  }
  @media print {
    .notation {
      display: none;
    }
  }
`;
