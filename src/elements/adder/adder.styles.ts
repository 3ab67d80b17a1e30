import { css } from "lit";

/** All pairs with their map, and what narrow pages, paper and forced colours change. */
export const adderStyles = css`
  .verdict,
  .wrong-mark {
    color: var(--sf-bad);
    font-weight: 700;
  }

  /* so do digits in a table and what stands in a row */
  table.number,
  .sums,
  .map,
  .bar,
  .margin,
  .longest,
  .fixed {
    direction: ltr;
    unicode-bidi: isolate;
  }
  .stage {
    display: grid;
    grid-template-columns: 512px minmax(0, 1fr);
    gap: var(--sf-space-5) var(--sf-space-6);
    align-items: start;
  }
  .stage-pairs {
    display: grid;
    gap: var(--sf-space-4);
    grid-template-columns: minmax(0, 1fr);
  }
  .pairs {
    display: grid;
    gap: var(--sf-space-3);
    grid-template-columns: minmax(0, 1fr);
  }
  .pairs-line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: var(--sf-space-3);
  }
  .count {
    font-size: var(--sf-text-number);
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.02em;
  }
  .of {
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-l);
  }
  .of b {
    color: var(--sf-ink);
    font-weight: 600;
  }
  .done {
    margin-inline-start: auto;
    padding: 0.1rem 0.7rem;
    border-radius: 1rem;
    background: var(--sf-good-well);
    color: var(--sf-good);
    font-size: var(--sf-text-s);
    font-weight: 650;
  }
  .done.failed {
    background: var(--sf-bad-well);
    color: var(--sf-bad);
  }
  .stale .pairs-line,
  .stale .map {
    opacity: 0.45;
  }
  .example {
    display: flex;
    align-items: center;
    min-height: 2.5rem;
  }
  .counterexample {
    min-height: 2.5rem;
    border-color: var(--sf-bad);
    color: var(--sf-bad);
    font-weight: 650;
  }
  .map-frame {
    width: var(--side);
    height: var(--side);
    background: repeating-linear-gradient(135deg, var(--sf-well) 0 4px, var(--sf-hatch) 4px 5px);
    box-shadow: 0 0 0 1px var(--sf-line);
    cursor: crosshair;
    touch-action: manipulation;
  }
  .map canvas {
    display: block;
    width: 100%;
    height: 100%;
  }
  .map-room {
    display: grid;
    place-items: center;
    min-height: 20rem;
    border: 1px dashed var(--sf-line-strong);
    border-radius: var(--sf-radius);
  }
  .map figcaption,
  .keys {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-1) var(--sf-space-4);
    margin: var(--sf-space-2) 0 0;
    padding: 0;
    list-style: none;
    font-size: var(--sf-text-s);
  }
  .axis {
    margin-inline-end: auto;
  }
  .key,
  .keys li {
    display: inline-flex;
    align-items: center;
    gap: var(--sf-space-2);
  }
  .swatch {
    border: 1px solid var(--sf-line-strong);
  }
  .swatch.right {
    background: var(--sf-good-well);
  }
  .swatch.wrong {
    background: var(--sf-bad);
  }
  .swatch.ring {
    border: 2px solid var(--sf-ink);
    border-radius: 50%;
  }
  .readout {
    min-height: 4.5em;
  }

  @container (max-width: 1183px) {
    .stage {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 760px) {
    .soft-controls {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 480px) {
    .count {
      font-size: 2rem;
    }
    .done {
      margin-inline-start: 0;
    }
    .sums {
      font-size: var(--sf-text-m);
    }
    .bars li {
      grid-template-columns: 7rem minmax(0, 1fr);
      row-gap: 0;
      margin-bottom: var(--sf-space-2);
    }
    .bars .bar-value {
      grid-column: 2;
    }
    th,
    td {
      padding-inline: var(--sf-space-1);
    }
    .sum th[scope="col"]:not(:first-child),
    .sum td:not(.total) {
      min-width: 2.4rem;
    }
    .sum th .soft {
      display: none;
    }
    .sum small {
      display: block;
      margin: 0;
      text-align: center;
    }
  }
  @media print {
    .preset,
    .soft-controls,
    .pair-form,
    .spec,
    .note {
      display: none;
    }
    .panels,
    .stage {
      grid-template-columns: minmax(0, 1fr);
    }
    .panel,
    .network,
    figure {
      break-inside: avoid;
    }
  }
  @media (forced-colors: active) {
    .sum .now {
      border-inline: 2px solid CanvasText;
    }
    .lit,
    .dot,
    .bar,
    .map canvas,
    .bit.on {
      forced-color-adjust: none;
    }
  }
`;
