import { css } from "lit";

export const gradientFlowStyles = css`
  :host {
    container-type: inline-size;
  }
  .flow {
    display: grid;
    gap: var(--sf-space-5);
    grid-template-columns: minmax(0, 1fr);
  }
  .side {
    display: grid;
    align-content: start;
    padding: var(--sf-space-5);
    border: 1px solid var(--sf-line);
    border-radius: var(--sf-radius);
    background: var(--sf-raised);
  }

  .sides {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--sf-space-4);
  }
  .side {
    grid-template-columns: minmax(0, 1fr) auto;
    grid-template-rows: auto 1fr;
    gap: var(--sf-space-3) var(--sf-space-4);
    border-top: 5px solid var(--side-hue);
  }
  .first {
    --side-hue: var(--sf-mdrnn);
    --side-text: var(--sf-mdrnn-text);
  }
  .second {
    --side-hue: var(--sf-pixelcnn);
    --side-text: var(--sf-pixelcnn-text);
  }
  .which select {
    max-width: 100%;
    min-height: 2.5rem;
    font-size: var(--sf-text-l);
    font-weight: 700;
  }
  .numbers {
    display: grid;
    align-content: start;
    gap: var(--sf-space-3);
    min-height: 13rem;
  }
  .big b {
    direction: ltr;
    unicode-bidi: isolate;
    color: var(--side-text);
    font-size: var(--sf-text-number);
    font-weight: 750;
    line-height: 1.1;
    letter-spacing: -0.02em;
    white-space: nowrap;
  }
  .facts {
    display: grid;
    gap: var(--sf-space-1);
    font-size: var(--sf-text-s);
  }
  .facts div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--sf-space-3);
    padding-top: var(--sf-space-1);
    border-top: 1px solid var(--sf-line);
  }
  .facts dd {
    font-weight: 650;
  }
  .architecture {
    display: grid;
    grid-row: 1 / 3;
    grid-column: 2;
    justify-items: center;
    align-content: start;
    gap: var(--sf-space-2);
    width: 260px;
  }
  .diagram {
    display: block;
    max-width: 100%;
  }
  .paths {
    display: grid;
    gap: var(--sf-space-1);
    width: 100%;
  }
  .paths button {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: var(--sf-space-2);
    text-align: start;
  }
  .paths button[aria-pressed="true"] {
    border-color: var(--side-hue);
    box-shadow: inset 0 0 0 2px var(--side-hue);
  }
  .path-note {
    min-height: 4.5em;
    font-size: var(--sf-text-s);
  }

  .waiting {
    min-height: 440px;
  }
  .charts {
    display: flex;
    flex-wrap: wrap;
    gap: 24px;
  }
  svg {
    font: 400 var(--sf-text-s) var(--sf-font);
    font-variant-numeric: tabular-nums;
  }
  .chart {
    display: block;
    max-width: 100%;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-1) var(--sf-space-5);
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--sf-text-s);
  }
  .band {
    display: inline-block;
    width: 26px;
    height: 10px;
    background: var(--sf-line-strong);
    opacity: 0.45;
  }
  .setup {
    font-size: var(--sf-text-s);
  }
  .run {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-4);
    min-height: 2.25rem;
    font-size: var(--sf-text-s);
  }

  .data .scroll {
    max-height: 26rem;
    overflow: auto;
    margin-top: var(--sf-space-2);
  }
  table {
    border-collapse: separate;
    border-spacing: 0;
    font-size: var(--sf-text-s);
  }
  .summary table {
    width: 100%;
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
    text-align: right;
    white-space: nowrap;
  }
  th[scope="col"] {
    font-weight: 650;
    vertical-align: bottom;
  }
  th[scope="row"],
  th:first-child {
    padding-inline-start: 0;
    text-align: start;
  }
  .summary th[scope="row"] {
    font-weight: 650;
  }
  .data {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-2);
  }
  .sheet {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: var(--sf-space-4) var(--sf-space-5);
  }
  .sheet dt {
    font-weight: 650;
  }
  .sheet dd {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-2);
  }
  .equation {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-1) var(--sf-space-3);
    overflow-x: auto;
  }
  .equation .soft {
    font-size: var(--sf-text-s);
  }

  .sliders {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
    gap: var(--sf-space-3) var(--sf-space-5);
  }
  @media (forced-colors: active) {
    svg {
      --sf-mdrnn: Highlight;
      --sf-mdrnn-text: CanvasText;
      --sf-pixelcnn: LinkText;
      --sf-pixelcnn-text: CanvasText;
    }
    .paths button[aria-pressed="true"] {
      border: 3px solid Highlight;
    }
  }
  @container (max-width: 1099px) {
    .side {
      grid-template-columns: minmax(0, 1fr);
    }
    .architecture {
      grid-row: auto;
      grid-column: auto;
      justify-self: center;
    }
    .numbers {
      min-height: 0;
    }
  }
  @container (max-width: 559px) {
    .panel,
    .side {
      padding: var(--sf-space-3);
    }
    .lead {
      font-size: var(--sf-text-m);
    }
    .sides,
    .sliders,
    .sheet {
      grid-template-columns: minmax(0, 1fr);
    }
    .equation math {
      font-size: 0.85em;
    }
    .sheet {
      gap: var(--sf-space-2);
    }
  }
`;
