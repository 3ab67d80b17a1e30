import { css } from "lit";

export const tableStyles = css`
  .table {
    display: grid;
    gap: var(--sf-space-3);
    grid-template-columns: minmax(0, 1fr);
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
    font-size: var(--sf-text-s);
  }
  .comparison {
    width: 100%;
  }
  caption {
    padding-bottom: var(--sf-space-2);
    color: var(--sf-ink-soft);
  }
  th,
  td {
    padding: var(--sf-space-1) var(--sf-space-2);
    border-bottom: 1px solid var(--sf-line);
    font-weight: 400;
    text-align: right;
    vertical-align: top;
    white-space: nowrap;
  }
  th[scope="row"] {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    background: var(--sf-surface);
    text-align: start;
  }
  .detail th[scope="row"] {
    background: var(--sf-raised);
  }
  .corner {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    background: var(--sf-surface);
  }
  th[scope="colgroup"] {
    padding-top: var(--sf-space-2);
    border-bottom: 0;
    border-inline-start: 1px solid var(--sf-line);
    color: var(--sf-ink-soft);
    text-align: start;
    font-weight: 650;
    white-space: normal;
  }
  .comparison th[scope="col"] {
    padding: 0 2px var(--sf-space-1);
    vertical-align: bottom;
    text-align: right;
    white-space: normal;
  }
  .comparison th button {
    width: 100%;
    min-height: 3.4em;
    padding: 2px 4px;
    border-color: transparent;
    background: none;
    text-align: right;
    line-height: 1.2;
    color: var(--sf-ink);
    text-decoration: underline dotted var(--sf-line-strong);
    text-underline-offset: 0.25em;
  }
  .comparison th button[aria-pressed="true"] {
    border-color: var(--sf-ink);
    background: var(--sf-raised);
    font-weight: 650;
    text-decoration: none;
  }
  .counted {
    color: var(--sf-ink-soft);
  }
  .comparison th[scope="row"],
  .comparison td {
    padding-inline: 4px;
  }
  td.chosen {
    background: var(--sf-well);
  }
  .name {
    display: inline-flex;
    align-items: baseline;
    gap: var(--sf-space-2);
    font-weight: 650;
    white-space: nowrap;
  }
  .value {
    color: inherit;
  }
  a.value {
    text-underline-offset: 0.2em;
    text-decoration-color: var(--sf-line-strong);
  }
  a.value:hover {
    color: var(--sf-focus);
  }
  .remark {
    display: block;
    min-height: 1.4em;
    color: var(--sf-ink-soft);
    font-size: 0.71875rem;
    line-height: 1.45;
  }
  .ran {
    color: var(--sf-good);
    font-weight: 600;
    letter-spacing: -0.01em;
  }
  .ran.wrong {
    color: var(--sf-bad);
  }
  .link-sample {
    color: var(--sf-ink);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .waiting {
    min-height: 520px;
  }
  @media (forced-colors: active) {
    .comparison th button[aria-pressed="true"] {
      border: 3px solid Highlight;
    }
  }
  @container (max-width: 559px) {
    .comparison .swatch {
      display: none;
    }
    .comparison th[scope="row"] .remark {
      white-space: normal;
    }
    .comparison .name {
      white-space: normal;
      max-width: 6.5rem;
      line-height: 1.25;
    }
    th[scope="row"] {
      border-inline-end: 1px solid var(--sf-line);
    }
  }
`;
