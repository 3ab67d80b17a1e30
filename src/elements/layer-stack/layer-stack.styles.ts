import { css } from "lit";

export const layerStackStyles = css`
  :host {
    container-type: inline-size;
  }
  .stack {
    --hue: var(--sf-pixelcnn);
    display: grid;
    gap: var(--sf-space-5);
    grid-template-columns: minmax(0, 1fr);
  }
  .stack.mdrnn {
    --hue: var(--sf-mdrnn);
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
  .view {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 21rem;
    grid-template-rows: auto 1fr;
    gap: var(--sf-space-4) var(--sf-space-6);
  }
  .stage-frame {
    min-width: 0;
  }
  .stage {
    position: relative;
    direction: ltr;
    height: clamp(20rem, 62cqi, 38rem);
    overflow: hidden;
    border-radius: var(--sf-radius);
    cursor: grab;
    user-select: none;
    touch-action: pan-y;
  }
  .stage:active {
    cursor: grabbing;
  }
  .stage canvas {
    display: block;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  .labels {
    position: absolute;
    inset: 0;
    overflow: hidden;
    pointer-events: none;
    font-size: var(--sf-text-s);
    line-height: 1.2;
  }
  .labels span {
    position: absolute;
    left: 0;
    top: 0;
    white-space: nowrap;
    transform: translate(var(--x), var(--y)) translateY(-50%);
  }
  .labels b {
    margin-left: 0.15rem;
  }
  .waiting {
    position: absolute;
    inset: auto 0 50%;
    text-align: center;
    color: var(--sf-ink-soft);
  }
  .readout {
    min-height: 1.5em;
    font-size: var(--sf-text-s);
  }
  .facts {
    display: grid;
    align-content: start;
    gap: var(--sf-space-4);
    grid-row: span 2;
    min-width: 0;
  }
  .output {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--sf-space-5);
  }
  .sentence {
    min-height: 6em;
    line-height: 1.45;
  }
  .sentence span {
    display: block;
    margin-top: var(--sf-space-1);
    font-size: var(--sf-text-s);
  }
  .camera {
    display: grid;
    align-content: start;
    align-items: end;
    grid-template-columns: auto repeat(3, minmax(5rem, 1fr));
    gap: var(--sf-space-3) var(--sf-space-5);
  }
  .presets {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-2);
  }
  .swatch {
    width: 1rem;
    height: 1rem;
    border-radius: 2px;
  }
  .chosen {
    border: 1.5px solid var(--sf-outline);
    box-shadow: inset 0 0 0 2.5px var(--sf-glow);
  }
  .seen {
    border: 2.5px solid var(--hue);
  }
  .tap {
    height: 0;
    border-top: 2px solid var(--hue);
    transform: rotate(-45deg);
  }
  .others {
    border: 1px solid var(--sf-line-strong);
  }
  .others.faint {
    background: var(--sf-well);
  }
  .others.full {
    background: var(--sf-hatch);
  }
  .panels {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--sf-space-5);
  }
  .panel {
    display: grid;
    align-content: start;
    gap: var(--sf-space-4);
    padding: var(--sf-space-5);
    border: 1px solid var(--sf-line);
    border-radius: var(--sf-radius);
    background: var(--sf-raised);
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--sf-space-4) var(--sf-space-5);
  }
  .wide {
    grid-column: 1 / -1;
  }
  .seed {
    display: grid;
    align-content: start;
    gap: var(--sf-space-1);
    font-size: var(--sf-text-s);
  }
  .seed input {
    width: 8rem;
    max-width: 100%;
  }
  footer {
    min-height: 1.5em;
    font-size: var(--sf-text-s);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--sf-text-s);
  }
  caption {
    color: var(--sf-ink-soft);
  }
  th,
  td {
    padding-block: var(--sf-space-1);
    padding-inline-end: var(--sf-space-2);
    border-bottom: 1px solid var(--sf-line);
    text-align: start;
    font-weight: 400;
    white-space: nowrap;
  }
  td {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  thead th {
    color: var(--sf-ink-soft);
  }
  @container (max-width: 899px) {
    .view,
    .panels {
      grid-template-columns: minmax(0, 1fr);
    }
    .view {
      grid-template-rows: none;
    }
    .camera {
      order: 1;
    }
    .facts {
      order: 2;
    }
  }
  @container (max-width: 559px) {
    .panel {
      padding: var(--sf-space-3);
    }
    .lead {
      font-size: var(--sf-text-m);
    }
    .stage {
      height: 19rem;
    }
    .settings {
      grid-template-columns: minmax(0, 1fr);
    }
    .camera {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    .presets {
      grid-column: 1 / -1;
    }
  }
  @media print {
    .output,
    .camera,
    [part="image"],
    .readout {
      display: none;
    }
    /* paper does not wait until the picture is drawn again in another size */
    .stage canvas {
      object-fit: contain;
    }
  }
`;
