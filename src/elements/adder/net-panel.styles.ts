import { css } from "lit";

/** The head of the net, its keys, and how its units decide. */
export const netPanelStyles = css`
  .net-head,
  .addition-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-4);
  }
  .net-head h2,
  .addition-head h2 {
    margin-inline-end: auto;
  }
  .preset {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }
  .preset select {
    max-width: 14rem;
  }
  .note {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--sf-space-4);
    min-height: 3.5rem;
    color: var(--sf-ink-soft);
  }
  .reset {
    flex: none;
  }
  .stroke {
    width: 1.75rem;
    border-top: 3px solid var(--sf-pixelcnn);
  }
  .stroke.negative {
    border-top: 3px dashed var(--sf-mdrnn);
  }
  .stroke.nought {
    border-top: 1px solid var(--sf-line-strong);
  }
  .stroke.carry {
    border-color: var(--sf-mdrnn);
  }
  .stroke.none {
    border-top-style: dashed;
  }
  .lit {
    width: 1rem;
    height: 1rem;
    border: 2px solid var(--sf-outline);
    border-radius: 50%;
    background: var(--sf-glow);
  }
  .changed-key {
    width: 1.5rem;
    height: 1rem;
    border: 2px solid var(--sf-ink);
    border-radius: 4px;
    background: var(--sf-well);
  }
  .dot {
    width: 0.75rem;
    height: 0.75rem;
    border: 1.5px solid var(--sf-outline);
    border-radius: 50%;
    background: var(--sf-glow);
  }
  .decides {
    display: grid;
    gap: var(--sf-space-2);
    margin-top: var(--sf-space-4);
    min-height: 12.5rem;
    align-content: start;
  }
  .sums {
    display: grid;
    gap: var(--sf-space-1);
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--sf-text-l);
  }
  .sums .verdict {
    font: 650 var(--sf-text-s) / 1 var(--sf-font);
  }
  .sums.soft-sums {
    font-size: var(--sf-text-m);
  }
  .product {
    white-space: nowrap;
  }
`;
