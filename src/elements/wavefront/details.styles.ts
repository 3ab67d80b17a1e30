import { css } from "lit";
import { legendStyles } from "../controls/legend.js";
import { sliderStyles } from "../controls/slider.js";

/** Of the legends, the chosen cell, the lanes, the settings and the tables. */
export const detailsStyles = css`
  ${legendStyles}
  ${sliderStyles}
  .legends {
    display: grid;
    gap: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }
  .how {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-3) var(--sf-space-6);
  }
  .how ul,
  .chart-legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-2) var(--sf-space-5);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .how li,
  .chart-legend li {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
  }
  .swatch {
    flex: none;
    width: 1rem;
    height: 1rem;
    border-radius: 2px;
  }
  .lit {
    border: 1px solid var(--sf-outline);
    box-shadow: inset 0 0 0 3px var(--sf-glow);
  }
  .waits {
    background: repeating-linear-gradient(135deg, var(--sf-well) 0 4px, var(--sf-hatch) 4px 5px);
    box-shadow: inset 0 0 0 1px var(--sf-line);
  }
  .pads {
    background:
      linear-gradient(45deg, transparent 47%, var(--sf-hatch) 47% 53%, transparent 53%),
      linear-gradient(135deg, transparent 47%, var(--sf-hatch) 47% 53%, transparent 53%);
    box-shadow: inset 0 0 0 1px var(--sf-line);
  }
  .never {
    background: radial-gradient(circle, var(--sf-ink-soft) 2px, transparent 2.5px);
    box-shadow: inset 0 0 0 1px var(--sf-line);
  }
  .chosen {
    border: 2.5px solid var(--sf-ink);
  }
  .sees {
    border: 2px dashed var(--sf-ink);
  }
  .dot,
  .ring {
    flex: none;
    display: inline-block;
    width: 0.7rem;
    height: 0.7rem;
    border-radius: 50%;
    background: var(--sf-ink);
  }
  .ring {
    border: 2px solid var(--sf-ink);
    background: none;
  }

  .cell h2 {
    font-weight: 400;
  }
  .cell h2 b,
  .cell p b {
    font-weight: 700;
  }
  .cell-parts {
    display: grid;
    grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr);
    gap: var(--sf-space-5);
  }
  .cell-formula {
    display: grid;
    gap: var(--sf-space-3);
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  .math {
    font-size: var(--sf-text-l);
  }
  .lines {
    direction: ltr;
    display: grid;
    gap: var(--sf-space-2);
    padding-block: 2px;
  }
  .live-line {
    --sf-live: var(--sf-mdrnn-text);
  }
  .neighbours {
    display: grid;
    gap: var(--sf-space-1);
    align-content: start;
    font-size: var(--sf-text-s);
  }
  .neighbours dt {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    font-weight: 650;
  }
  .neighbours dt:not(:first-child) {
    margin-top: var(--sf-space-2);
  }
  .neighbours dd {
    padding-inline-start: var(--sf-space-5);
  }
  .neighbours dd span.soft {
    margin-inline-start: var(--sf-space-2);
  }
  .check-line {
    font-size: var(--sf-text-s);
  }
  .ticks {
    font-size: var(--sf-text-xl);
  }
  table {
    border-collapse: collapse;
    font-size: var(--sf-text-s);
  }
  details table {
    margin-top: var(--sf-space-2);
  }
  caption {
    color: var(--sf-ink-soft);
  }
  th,
  td {
    padding-block: var(--sf-space-1);
    padding-inline: 0 var(--sf-space-4);
    border-bottom: 1px solid var(--sf-line);
    text-align: start;
    font-weight: 400;
  }
  thead th {
    color: var(--sf-ink-soft);
  }
  .numbers td,
  .numbers thead th,
  details td {
    text-align: end;
    white-space: nowrap;
  }
  .steps-table td:last-child {
    text-align: start;
  }
  /* A minus stands before its number in every script. */
  .map-table,
  .numbers,
  .neighbours {
    direction: ltr;
  }
  .numbers .result th,
  .numbers .result td {
    font-weight: 650;
  }
  @container (max-width: 760px) {
    .cell-parts {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 480px) {
    .math {
      font-size: var(--sf-text-s);
    }
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
  @container (max-width: 480px) {
    .settings {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (forced-colors: active) {
    .swatch {
      forced-color-adjust: none;
    }
    .dot {
      background: CanvasText;
    }
  }
  @media print {
    .panels {
      grid-template-columns: minmax(0, 1fr);
    }
    .chart-legend {
      display: none;
    }
  }
`;
