import { css } from "lit";

export const wavefrontStyles = css`
  :host {
    container-type: inline-size;
    --hue: var(--sf-mdrnn);
  }
  .wavefront {
    display: grid;
    gap: var(--sf-space-5);
    grid-template-columns: minmax(0, 1fr);
  }
  .dragged {
    outline: 3px dashed var(--sf-focus);
    outline-offset: var(--sf-space-2);
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
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-3) var(--sf-space-5);
  }
  .headline {
    display: grid;
    grid-template-columns: minmax(15rem, 19rem) minmax(0, 1fr);
    grid-template-rows: auto auto;
    column-gap: var(--sf-space-6);
    align-items: end;
  }
  .headline .counter {
    grid-row: 1 / -1;
  }
  .headline .formula {
    font-size: var(--sf-text-l);
  }
  .check {
    color: var(--sf-good);
    font-weight: 700;
  }
  .check.wrong {
    color: var(--sf-bad);
  }
  .width-line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--sf-space-5);
    color: var(--sf-ink-soft);
  }
  .width-line b {
    direction: ltr;
    unicode-bidi: isolate;
    color: var(--sf-ink);
  }
  .width-line b.now {
    display: inline-block;
    min-width: 1.6em;
    text-align: end;
  }

  .maps {
    direction: ltr;
    border-radius: 4px;
    touch-action: manipulation;
  }
  .waiting-maps {
    min-height: 62rem;
  }
  .pictures {
    display: grid;
    justify-content: start;
    gap: var(--sf-space-4) 20px;
    grid-template-columns: repeat(var(--columns), max-content);
  }
  .pictures.stacks {
    grid-auto-flow: column;
    grid-template-rows: repeat(var(--stack), max-content);
  }
  .pictures.stacks .image {
    grid-row: 1 / -1;
  }
  .pictures.rows .image {
    grid-column: 1 / -1;
  }
  .picture figcaption {
    width: var(--w);
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
    line-height: 1.6;
  }
  .picture canvas {
    display: block;
    width: var(--w);
    height: var(--h);
    background: repeating-linear-gradient(135deg, var(--sf-well) 0 4px, var(--sf-hatch) 4px 5px);
    cursor: crosshair;
  }
  .picture.image canvas {
    cursor: default;
  }

  .timeline .finishes {
    display: none;
  }
  .timeline .widths {
    display: block;
    width: calc(100% - 18px);
    height: 5rem;
    margin: var(--sf-space-1) 9px 0;
    cursor: pointer;
    touch-action: pan-y;
  }
  .widths .idle,
  .bar-idle {
    fill: var(--sf-well);
    background: var(--sf-well);
  }
  .widths .ran,
  .bar-ran {
    fill: var(--sf-mdrnn);
    background: var(--sf-mdrnn);
  }
  .widths .ahead,
  .bar-ahead {
    fill: var(--sf-hatch);
    background: var(--sf-hatch);
  }
  .widths .current,
  .bar-current {
    fill: var(--sf-glow);
    background: var(--sf-glow);
    stroke: var(--sf-outline);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
    box-shadow: inset 0 0 0 1px var(--sf-outline);
  }
  .widths .over,
  .bar-over {
    fill: var(--sf-ink);
    fill-opacity: 0.22;
    background: color-mix(in srgb, var(--sf-ink) 22%, var(--sf-hatch));
  }
  .lanes-line {
    stroke: var(--sf-ink);
    stroke-width: 1.5;
    stroke-dasharray: 5 3;
    vector-effect: non-scaling-stroke;
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
  .settings-room {
    min-height: 17rem;
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
  }
  @media (forced-colors: active) {
    .picture canvas {
      outline: 1px solid CanvasText;
      forced-color-adjust: none;
    }
    .widths {
      forced-color-adjust: none;
    }
  }
`;
