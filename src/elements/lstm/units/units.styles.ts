import { css } from "lit";

/** Heat maps, sizes and the packing of the weights. */
export const unitsStyles = css`
  .marks-canvas {
    display: block;
    width: var(--w);
    max-width: 100%;
    height: var(--h);
    background: repeating-linear-gradient(135deg, var(--sf-well) 0 4px, var(--sf-hatch) 4px 5px);
  }
  figcaption {
    padding-bottom: var(--sf-space-1);
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
  }
  figcaption b {
    color: var(--sf-ink);
  }
  .how .slider {
    width: 9rem;
  }
  .sizes {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));
    gap: var(--sf-space-3) var(--sf-space-5);
  }
  .counts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));
    gap: var(--sf-space-2) var(--sf-space-5);
  }
  .counts dt {
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
  }
  .counts dd {
    font-weight: 650;
  }
  .packing {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--sf-space-3);
  }
  .packing .marks-canvas {
    background: none;
  }
  .gate-rows {
    display: grid;
    grid-auto-rows: 1fr;
    margin: 0 0 1.6rem;
    padding: 0;
    list-style: none;
    font-size: var(--sf-text-s);
  }
  .gate-rows li {
    display: grid;
    align-content: center;
    line-height: 1.2;
  }
  .orders th,
  .orders td {
    padding: 1px var(--sf-space-4) 1px 0;
    text-align: start;
    font-weight: 400;
  }
  .orders caption {
    padding-bottom: var(--sf-space-1);
    font-weight: 400;
  }
  @media (forced-colors: active) {
    .marks-canvas {
      forced-color-adjust: none;
    }
  }
`;
