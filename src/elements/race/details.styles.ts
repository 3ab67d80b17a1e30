import { css } from "lit";
import { legendStyles } from "../controls/legend.js";
import { mathStyles } from "../controls/math.styles.js";
import { sliderStyles } from "../controls/slider.js";
import { howStyles } from "../styles/how.styles.js";

/** Of the legend, the settings, the lanes with their chart, and the tables. */
export const detailsStyles = css`
  ${legendStyles}
  ${mathStyles}
  ${sliderStyles}
  ${howStyles}
  .swatch {
    width: 1rem;
    height: 1rem;
    border-radius: 2px;
  }
  .lit {
    border: 1.5px solid var(--sf-outline);
    box-shadow: inset 0 0 0 2.5px var(--sf-glow);
  }
  .waits {
    background: repeating-linear-gradient(135deg, var(--sf-well) 0 4px, var(--sf-hatch) 4px 5px);
    box-shadow: inset 0 0 0 1px var(--sf-line);
  }
  .own-frame {
    border: 2px solid var(--sf-ink);
    border-radius: 3px;
    background: var(--sf-hatch);
  }
  .reads {
    background: linear-gradient(90deg, var(--sf-pixelcnn) 50%, var(--sf-mdrnn) 50%);
  }
  .memory {
    border: 2px solid var(--sf-mdrnn-text);
    border-radius: 50%;
    width: 0.75rem;
    height: 0.75rem;
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--sf-space-4) var(--sf-space-5);
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
  .lanes {
    display: grid;
    gap: var(--sf-space-4);
    min-width: 0;
  }
  .times {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--sf-space-2) var(--sf-space-5);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .times li {
    font-size: var(--sf-text-s);
    color: var(--sf-ink-soft);
    border-inline-start: 4px solid var(--sf-mdrnn);
    padding-inline-start: var(--sf-space-2);
    line-height: 1.3;
  }
  .times li.pixelcnn {
    border-color: var(--sf-pixelcnn);
  }
  .times b {
    display: block;
    color: var(--sf-ink);
    font-size: var(--sf-text-xl);
    line-height: 1.2;
  }
  .verdict {
    max-width: 40rem;
  }
  .chart {
    display: block;
    direction: ltr;
    max-width: 100%;
    font: 400 var(--sf-text-s) var(--sf-font);
    font-variant-numeric: tabular-nums;
  }
  .chart text {
    fill: var(--sf-ink-soft);
  }
  .chart .rule {
    stroke: var(--sf-line);
  }
  .chart .chosen {
    stroke: var(--sf-ink);
    stroke-width: 1.5;
  }
  .chart .line {
    --hue: var(--sf-mdrnn);
    fill: none;
    stroke: var(--hue);
    stroke-width: 2.25;
    stroke-linejoin: round;
  }
  .chart .line.pixelcnn {
    --hue: var(--sf-pixelcnn);
  }
  .chart .to-limit {
    stroke-width: 1.25;
    stroke-dasharray: 1 3;
  }
  .chart .leader {
    stroke: var(--sf-line-strong);
    stroke-width: 1;
    stroke-dasharray: none;
  }
  .chart circle {
    fill: var(--hue);
    stroke: none;
  }
  .chart .now {
    stroke: var(--sf-raised);
    stroke-width: 2;
    stroke-dasharray: none;
  }
  .chart .label {
    fill: var(--sf-mdrnn-text);
  }
  .chart .label.pixelcnn {
    fill: var(--sf-pixelcnn-text);
  }
  .chart .value {
    font-weight: 700;
  }
  table {
    margin-top: var(--sf-space-2);
    border-collapse: collapse;
    font-size: var(--sf-text-s);
  }
  caption {
    color: var(--sf-ink-soft);
  }
  th,
  td {
    padding-block: var(--sf-space-1);
    padding-inline: 0 var(--sf-space-3);
    border-bottom: 1px solid var(--sf-line);
    text-align: start;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    color: var(--sf-ink-soft);
  }
  @media (forced-colors: active) {
    .swatch {
      forced-color-adjust: none;
    }
  }
  @container (max-width: 559px) {
    .settings {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media print {
    .panels {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
