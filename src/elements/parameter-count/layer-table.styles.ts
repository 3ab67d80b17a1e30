import { css } from "lit";

export const layerTableStyles = css`
  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-3);
    font-size: var(--sf-text-s);
  }
  .layers {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-3);
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-size: var(--sf-text-s);
  }
  th,
  td {
    padding: var(--sf-space-1) var(--sf-space-2);
    border-bottom: 1px solid var(--sf-line);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  thead th {
    color: var(--sf-ink-soft);
    vertical-align: bottom;
  }
  thead th:first-child,
  th[scope="row"] {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    background: var(--sf-surface);
    text-align: start;
  }
  tfoot th,
  tfoot td {
    border-top: 2px solid var(--sf-ink);
    font-weight: 650;
  }
  tr.lit > * {
    background: var(--sf-well);
  }
  .name {
    display: inline-flex;
    align-items: center;
    gap: var(--sf-space-2);
    min-height: 1.75rem;
    padding: 0 var(--sf-space-1);
    border-color: transparent;
    background: none;
    font-weight: 650;
  }
  .name[aria-pressed="true"] {
    border-color: var(--sf-ink);
  }
  .within {
    font-weight: 400;
    font-size: 0.75rem;
  }
  abbr {
    text-decoration: none;
    cursor: help;
  }
  .factors {
    max-width: 62rem;
    min-height: 3em;
    font-size: var(--sf-text-s);
    overflow-wrap: anywhere;
  }
  .key {
    max-width: 62rem;
    font-size: var(--sf-text-s);
  }
`;
