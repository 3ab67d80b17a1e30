import { css } from "lit";

/** What the views share, beyond the layout. */
export const samplerStyles = css`
  .waiting {
    min-height: 44rem;
  }
  .lanes {
    display: grid;
    gap: var(--sf-space-5) 24px;
    align-items: start;
  }
  .across-1 {
    grid-template-columns: minmax(0, 1fr);
  }
  .across-2 {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .across-3 {
    grid-template-columns: repeat(3, minmax(0, 1fr));
  }
  .across-4 {
    grid-template-columns: repeat(4, minmax(0, 1fr));
  }
  .across-5 {
    grid-template-columns: repeat(5, minmax(0, 1fr));
  }
  /* Rows are shared with the lanes beside this one, so that pictures and numbers stand in line. */
  .lane {
    display: grid;
    grid-row: span 5;
    grid-template-rows: subgrid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-2);
    align-content: start;
  }
  .lane h2 {
    color: var(--hue);
    line-height: 1.25;
  }
  .lane header p {
    line-height: 1.35;
  }
  .lane-facts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-3);
    align-items: start;
  }
  .lane-facts figcaption {
    max-width: 8.5rem;
    line-height: 1.3;
  }
  .lane-facts dl {
    display: grid;
    gap: 2px;
    flex: 1 1 7.5rem;
    align-content: start;
  }
  .lane-facts dl div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: var(--sf-space-2);
    border-bottom: 1px solid var(--sf-line);
  }
  .lane-facts dt {
    color: var(--sf-ink-soft);
  }
  .lane-facts dd {
    font-weight: 600;
  }
  .marks-canvas {
    display: block;
    width: var(--w);
    height: var(--h);
    max-width: 100%;
    background: repeating-linear-gradient(135deg, var(--sf-well) 0 4px, var(--sf-hatch) 4px 5px);
  }
  .formula {
    font-size: 1.0625rem;
    line-height: 1.3;
  }
  .check {
    font-family: var(--sf-font);
  }
  .verdict {
    font-size: var(--sf-text-l);
  }
  .verdict .soft {
    font-size: var(--sf-text-s);
  }
  .lead-line {
    max-width: 62rem;
    font-size: var(--sf-text-l);
  }
  .sizes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
    gap: var(--sf-space-3) var(--sf-space-5);
    align-items: start;
  }
  .panel > .actions {
    align-items: end;
  }
  .actions .field input {
    max-width: 7rem;
  }
  .now-swatch {
    background: var(--sf-well);
    box-shadow: inset 0 0 0 3px var(--sf-glow);
    outline: 1px solid var(--sf-line-strong);
  }
  .waits {
    background: repeating-linear-gradient(135deg, var(--sf-well) 0 4px, var(--sf-hatch) 4px 5px);
    outline: 1px solid var(--sf-line);
  }
  .stripes-swatch {
    background: linear-gradient(90deg, #e33 33%, #2b5 33% 66%, #36e 66%);
  }
  .boxes {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-2) var(--sf-space-5);
    font-size: var(--sf-text-s);
  }
  .boxes label {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    min-height: 1.75rem;
    cursor: pointer;
  }
  .boxes input {
    width: 1.1rem;
    height: 1.1rem;
    margin: 0;
    accent-color: var(--sf-ink);
  }
  .line-swatch {
    height: 0;
    border-top: 3px solid var(--sf-glow);
  }
  .guess-swatch {
    background: linear-gradient(90deg, rgb(66 82 104) 50%, rgb(181 197 219) 50%);
  }
  .cell-swatch {
    background: linear-gradient(90deg, #3b496c, #a59c74, #fee838);
  }
  .context-swatch {
    background: linear-gradient(90deg, var(--sf-pixelcnn) 50%, var(--sf-mdrnn) 50%);
  }
  @container (max-width: 619px) {
    .lanes {
      column-gap: 12px;
    }
  }
  @media print {
    .field,
    sf-image-source {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .marks-canvas {
      forced-color-adjust: none;
    }
  }
`;
