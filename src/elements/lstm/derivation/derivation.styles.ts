import { css } from "lit";

/** The unrolled graph and the list of its paths. */
export const derivationStyles = css`
  .graph {
    display: block;
    max-width: 100%;
    font-family: var(--sf-font-formula);
  }
  .graph text {
    paint-order: stroke;
    stroke: var(--sf-surface);
    stroke-width: 3px;
  }
  .hit {
    fill: none;
    stroke: transparent;
    stroke-width: 18;
    pointer-events: stroke;
  }
  .graph-legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-2) var(--sf-space-5);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .graph-legend li {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
  }
  .graph-legend path {
    fill: none;
    stroke: var(--sf-line-strong);
    stroke-width: 1.5;
  }
  .graph-legend .flows {
    stroke: var(--sf-mdrnn);
    stroke-width: 2.5;
  }
  .lit-swatch {
    background: var(--sf-mdrnn);
  }
  .paths {
    display: grid;
    gap: var(--sf-space-1);
    margin: 0;
    padding-inline-start: 1.6rem;
  }
  .total {
    margin-inline-start: 1.6rem;
    padding: var(--sf-space-1) var(--sf-space-2);
    border-top: 1px solid var(--sf-line);
  }
  [part="equation"] > h3:not(:nth-of-type(1)) {
    margin-top: var(--sf-space-2);
  }
  .path {
    padding: var(--sf-space-1) var(--sf-space-2);
    border-radius: 6px;
  }
  .path > * {
    margin-inline-end: var(--sf-space-3);
  }
  .path .words {
    display: inline-block;
    min-width: min(17rem, 100%);
  }
  .path.lit {
    background: color-mix(in srgb, var(--sf-glow) 22%, transparent);
    box-shadow: inset 3px 0 0 var(--sf-glow);
  }
  .width-line .slider {
    width: min(22rem, 100%);
  }
  @media (forced-colors: active) {
    .graph,
    .graph-legend svg {
      forced-color-adjust: none;
    }
  }
`;
