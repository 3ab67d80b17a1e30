import { css } from "lit";

export const complexityStyles = css`
  :host {
    container-type: inline-size;
  }
  .complexity {
    display: grid;
    gap: var(--sf-space-5);
    grid-template-columns: minmax(0, 1fr);
  }
  h3 {
    font-size: var(--sf-text-m);
    font-weight: 700;
  }
  a {
    color: var(--sf-focus);
  }

  .sliders {
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
    gap: var(--sf-space-3) var(--sf-space-5);
  }
  .run {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-4);
    font-size: var(--sf-text-s);
  }
  .primary {
    min-width: 16rem;
    font-weight: 650;
  }
  .primary:not(:disabled) {
    border-color: var(--sf-ink);
    background: var(--sf-ink);
    color: var(--sf-surface);
  }
  button.primary:hover:not(:disabled) {
    background: var(--sf-ink-soft);
  }

  .rule {
    max-width: 62rem;
  }
  .sheet {
    display: grid;
    grid-template-columns: max-content minmax(0, max-content);
    gap: 0 var(--sf-space-5);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .sheet li {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: baseline;
    padding-block: var(--sf-space-2);
    border-bottom: 1px solid var(--sf-line);
  }
  .sheet .lines {
    display: grid;
    gap: var(--sf-space-2);
  }
  .equation {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-1) var(--sf-space-3);
  }
  .term {
    white-space: nowrap;
  }
  .term .soft {
    white-space: normal;
    font-size: var(--sf-text-s);
  }
  .check {
    color: var(--sf-good);
    font-weight: 700;
  }
  .where {
    font-size: var(--sf-text-s);
  }

  .growth {
    display: grid;
    gap: var(--sf-space-3);
    grid-template-columns: minmax(0, 1fr);
    min-height: 300px;
    align-content: start;
  }
  .stale .charts {
    opacity: 0.35;
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 16px;
  }
  .charts svg {
    display: block;
    max-width: 100%;
    font: 400 var(--sf-text-s) var(--sf-font);
    font-variant-numeric: tabular-nums;
  }
  .legend,
  .key {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-1) var(--sf-space-2);
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--sf-text-s);
  }
  .key {
    gap: var(--sf-space-1) var(--sf-space-5);
    color: var(--sf-ink-soft);
  }
  .legend button {
    display: inline-flex;
    align-items: center;
    gap: var(--sf-space-2);
    min-height: 2rem;
    border-color: var(--sf-line);
  }
  .legend button[aria-pressed="true"] {
    border-color: var(--sf-ink);
    box-shadow: inset 0 0 0 1px var(--sf-ink);
    font-weight: 650;
  }
  .now-sample {
    display: inline-block;
    height: 1rem;
    margin-inline: var(--sf-space-2) var(--sf-space-1);
    border-left: 2px dotted var(--sf-line-strong);
    vertical-align: middle;
  }

  .answers .parts {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: var(--sf-space-5);
  }
  .answers .credit,
  .answers .misprints {
    grid-column: span 2;
    padding-top: var(--sf-space-4);
    border-top: 1px solid var(--sf-line);
  }
  .answers .order {
    margin-block: var(--sf-space-1) var(--sf-space-2);
    font-size: var(--sf-text-xl);
  }
  .answers ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-2);
    margin: var(--sf-space-2) 0 0;
    padding-inline-start: 1.2rem;
  }
  .answers .shown {
    display: block;
    margin-block: var(--sf-space-1);
    overflow-x: auto;
  }
  .answers article {
    min-width: 0;
  }
  @media (forced-colors: active) {
    .primary:not(:disabled) {
      background: ButtonFace;
      color: ButtonText;
    }
    .legend button[aria-pressed="true"] {
      border: 3px solid Highlight;
    }
  }
  @container (max-width: 1029px) {
    .charts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .answers .parts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .sliders {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
  }
  @container (max-width: 559px) {
    .panel {
      padding: var(--sf-space-3);
    }
    .lead {
      font-size: var(--sf-text-m);
    }
    .sliders {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--sf-space-3);
    }
    .answers .parts,
    .charts {
      grid-template-columns: minmax(0, 1fr);
    }
    .answers .credit,
    .answers .misprints {
      grid-column: auto;
    }
    .answers .misprints .shown math {
      font-size: 0.8em;
    }
    .sheet,
    .sheet li {
      grid-template-columns: minmax(0, max-content);
    }
    .primary {
      min-width: 100%;
    }
  }
`;
