import { css } from "lit";

/** The grid of values, the equation and the sums. */
export const gridStyles = css`
  .cells {
    border-collapse: separate;
    border-spacing: 2px;
    font-size: var(--sf-text-s);
  }
  .cells th {
    font-weight: 400;
    white-space: nowrap;
  }
  .cells thead th {
    padding: 0 var(--sf-space-1) var(--sf-space-1);
    text-align: center;
  }
  .cells thead .now {
    font-weight: 700;
  }
  .cells tbody th {
    padding-inline-end: var(--sf-space-3);
    text-align: start;
  }
  .cells .symbol {
    display: inline-block;
    min-width: 1.4em;
    font-size: var(--sf-text-l);
  }
  .cells td {
    min-width: 5.2em;
    height: 1.9rem;
    padding: 0 var(--sf-space-2);
    border-radius: 4px;
    text-align: end;
    white-space: nowrap;
    cursor: pointer;
  }
  .cells .none {
    cursor: default;
  }
  .cells .there {
    background: var(--cell);
    color: var(--on);
  }
  .cells .absent {
    background: none;
    box-shadow: inset 0 0 0 1px var(--sf-line);
  }
  .cells .now:is(td) {
    box-shadow:
      inset 0 0 0 1px var(--sf-outline),
      inset 0 0 0 3px var(--sf-glow);
  }
  .cells .read {
    outline: 2px dashed var(--sf-ink);
    outline-offset: -1px;
  }
  .cells .chosen {
    outline: 3px solid var(--sf-ink);
    outline-offset: -1px;
  }
  .cells td:focus-visible {
    outline: 3px solid var(--sf-focus);
    outline-offset: 1px;
  }
  .cells .backward::before {
    content: "";
    display: block;
    height: var(--sf-space-2);
  }
  .looking {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-5);
    align-items: start;
  }
  .looking > .scroll {
    max-width: 100%;
  }
  .looking > .equation {
    flex: 1 1 26rem;
  }
  .weights-table {
    width: 100%;
  }
  .weights-table td,
  .weights-table th {
    padding: 2px var(--sf-space-2);
    text-align: end;
    white-space: nowrap;
  }
  .weights-table th:first-child {
    text-align: start;
  }
  .sum-bar {
    display: block;
    width: 7rem;
    height: 0.9rem;
  }
  .sum-bar .zero {
    stroke: var(--sf-line-strong);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }
  .sum-bar .so-far {
    fill: var(--sf-mdrnn);
  }
  .sum-bar .end {
    stroke: var(--sf-ink);
    stroke-width: 1.5;
    stroke-dasharray: 2 2;
    vector-effect: non-scaling-stroke;
  }
  .update {
    display: grid;
    gap: var(--sf-space-3);
    grid-template-columns: minmax(0, 1fr);
  }
  .update .slider {
    width: 12rem;
  }
  @container (max-width: 480px) {
    .cells .words {
      display: none;
    }
    .cells td {
      min-width: 4.6em;
      padding: 0 var(--sf-space-1);
    }
  }
  @media (forced-colors: active) {
    .cells td,
    .sum-bar {
      forced-color-adjust: none;
    }
  }
`;
