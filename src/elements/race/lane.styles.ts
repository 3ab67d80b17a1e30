import { css } from "lit";

export const laneStyles = css`
  :host {
    --hue: var(--sf-mdrnn);
    --hue-text: var(--sf-mdrnn-text);
    display: grid;
    grid-row: span 7;
    grid-template-rows: subgrid;
    grid-template-columns: minmax(0, 1fr);
    min-width: 0;
  }
  :host([model="pixelcnn"]) {
    --hue: var(--sf-pixelcnn);
    --hue-text: var(--sf-pixelcnn-text);
  }
  /* Rows are shared with the lanes beside this one, so that pictures and numbers stand in line. */
  article {
    display: grid;
    grid-row: 1 / -1;
    grid-template-rows: subgrid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
  }
  h2 {
    color: var(--hue-text);
    font-size: var(--sf-text-l);
    font-weight: 700;
    line-height: 1.25;
  }
  header p {
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
    line-height: 1.35;
  }
  .picture {
    position: relative;
    border-radius: 2px;
    background: repeating-linear-gradient(135deg, var(--sf-well) 0 4px, var(--sf-hatch) 4px 5px);
    touch-action: manipulation;
    container-type: inline-size;
  }
  .picture canvas {
    display: block;
    width: 100%;
    aspect-ratio: var(--aspect, 1);
  }
  .cursor {
    position: absolute;
    left: calc(100% * var(--column) / var(--columns));
    top: calc(100% * var(--row) / var(--rows));
    width: calc(100% / var(--columns));
    height: calc(100% / var(--rows));
    outline: 2px solid var(--sf-ink);
    outline-offset: 1px;
    box-shadow: 0 0 0 1px var(--sf-surface);
    pointer-events: none;
  }
  .pick {
    position: absolute;
    left: calc(100% * var(--column) / var(--columns));
    top: calc(100% * var(--row) / var(--rows));
    width: calc(100% / var(--columns));
    height: calc(100% / var(--rows));
    pointer-events: none;
  }
  .pick::after {
    display: grid;
    place-items: center;
    width: calc(60cqi / var(--columns));
    height: calc(60cqi / var(--columns));
    border-radius: 50%;
    background: var(--sf-raised);
    font-size: calc(45cqi / var(--columns));
  }
  .waiting {
    position: absolute;
    inset: auto 0 0;
    padding: var(--sf-space-1) var(--sf-space-2);
    background: var(--sf-raised);
    border: 1px solid var(--sf-line);
    font-size: var(--sf-text-s);
  }
  .readout {
    min-height: 2.7em;
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
    line-height: 1.35;
  }
  .readout b {
    color: var(--sf-ink);
  }
  .formula {
    font-size: 1.0625rem;
    line-height: 1.3;
  }
  .formula .term {
    white-space: nowrap;
  }
  .counter {
    display: grid;
    grid-template-rows: 1fr auto;
    align-self: stretch;
  }
  .check {
    color: var(--sf-good);
    font-family: var(--sf-font);
    font-weight: 700;
  }
  .check.wrong {
    color: var(--sf-bad);
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: var(--sf-space-3);
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
  }
  .own {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
    line-height: 1.3;
  }
  .own b {
    color: var(--sf-ink);
    font-weight: 600;
  }
  @container (max-width: 559px) {
    .formula {
      font-size: 0.875rem;
    }
  }
  @media print {
    .picture {
      print-color-adjust: exact;
    }
  }
  @media (forced-colors: active) {
    .picture {
      outline: 1px solid CanvasText;
      forced-color-adjust: none;
    }
  }
`;

export const ownPixelStyles = css`
  .own-pixel {
    flex: none;
    width: 2.25rem;
    height: 2.25rem;
  }
  .own-pixel .read {
    fill: var(--hue, var(--sf-ink-soft));
  }
  .own-pixel .unread {
    fill: var(--sf-hatch);
  }
  .own-pixel .memory {
    fill: none;
    stroke: var(--hue-text, var(--sf-ink));
    stroke-width: 1.5;
  }
  .own-pixel .own {
    fill: none;
    stroke: var(--sf-ink);
    stroke-width: 2;
  }
  @media (forced-colors: active) {
    .own-pixel .read {
      fill: CanvasText;
    }
  }
`;
