import { css } from "lit";

export const adderStyles = css`
  .verdict,
  .wrong-mark {
    color: var(--sf-bad);
    font-weight: 700;
  }

  /* pictures, formulas and rows of numbers go from left to right in every script */
  svg,
  table.number,
  .math,
  .sums,
  .map,
  .bar,
  .margin,
  .longest,
  .fixed,
  output {
    direction: ltr;
    unicode-bidi: isolate;
  }
  summary {
    padding-block: var(--sf-space-1);
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

  .net-head,
  .addition-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-4);
  }
  .net-head h2,
  .addition-head h2 {
    margin-inline-end: auto;
  }
  .preset {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }
  .preset select {
    max-width: 14rem;
  }
  .note {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--sf-space-4);
    min-height: 3.5rem;
    color: var(--sf-ink-soft);
  }
  .reset {
    flex: none;
  }
  .stroke {
    width: 1.75rem;
    border-top: 3px solid var(--sf-pixelcnn);
  }
  .stroke.negative {
    border-top: 3px dashed var(--sf-mdrnn);
  }
  .stroke.nought {
    border-top: 1px solid var(--sf-line-strong);
  }
  .stroke.carry {
    border-color: var(--sf-mdrnn);
  }
  .stroke.none {
    border-top-style: dashed;
  }
  .lit {
    width: 1rem;
    height: 1rem;
    border: 2px solid var(--sf-outline);
    border-radius: 50%;
    background: var(--sf-glow);
  }
  .changed-key {
    width: 1.5rem;
    height: 1rem;
    border: 2px solid var(--sf-ink);
    border-radius: 4px;
    background: var(--sf-well);
  }
  .dot {
    width: 0.75rem;
    height: 0.75rem;
    border: 1.5px solid var(--sf-outline);
    border-radius: 50%;
    background: var(--sf-glow);
  }
  .decides {
    display: grid;
    gap: var(--sf-space-2);
    margin-top: var(--sf-space-4);
    min-height: 12.5rem;
    align-content: start;
  }
  .sums {
    display: grid;
    gap: var(--sf-space-1);
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--sf-text-l);
  }
  .sums .verdict {
    font: 650 var(--sf-text-s) / 1 var(--sf-font);
  }
  .sums.soft-sums {
    font-size: var(--sf-text-m);
  }
  .product {
    white-space: nowrap;
  }

  .addition {
    display: grid;
    gap: var(--sf-space-4);
    grid-template-columns: minmax(0, 1fr);
  }
  .pair-form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-3);
  }
  .pair-form label {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    font-size: var(--sf-text-l);
  }
  .pair-form input {
    width: 5rem;
    font-size: var(--sf-text-m);
  }
  .timeline .finishes {
    display: none;
  }
  caption {
    padding-bottom: var(--sf-space-2);
    color: var(--sf-ink-soft);
    text-align: start;
  }
  th,
  td {
    padding: var(--sf-space-1) var(--sf-space-3);
    border-bottom: 1px solid var(--sf-line);
    font-weight: 400;
    text-align: end;
  }
  th[scope="row"] {
    padding-inline-start: 0;
    text-align: start;
    white-space: nowrap;
  }
  thead th {
    color: var(--sf-ink-soft);
  }
  thead th:first-child {
    padding-inline-start: 0;
    text-align: start;
  }
  .ripple-table td {
    white-space: nowrap;
  }
  .sum th[scope="col"]:not(:first-child),
  .sum td:not(.total) {
    min-width: 4.2rem;
    text-align: center;
  }
  .sum td {
    height: 2.1rem;
    font-size: var(--sf-text-l);
  }
  .sum small {
    display: inline-block;
    min-width: 2.2em;
    margin-inline-start: 0.3em;
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
    text-align: start;
  }
  .sum thead small {
    min-width: 0;
  }
  .sum .now {
    box-shadow:
      inset 2px 0 var(--sf-ink),
      inset -2px 0 var(--sf-ink);
    background: var(--sf-well);
  }
  .sum thead .now {
    color: var(--sf-ink);
    font-weight: 700;
  }
  .sum .open {
    color: var(--sf-ink-soft);
  }
  .sum tr.should td,
  .sum tr.should th {
    border-top: 2px solid var(--sf-ink);
  }
  .sum .total {
    font-weight: 650;
    text-align: start;
    white-space: nowrap;
  }
  .bit {
    display: inline-block;
    min-width: 1.6em;
    padding: 0 0.2em;
    border: 1px solid var(--sf-line);
    border-radius: 4px;
    text-align: center;
  }
  .bit.on {
    border: 1.5px solid var(--sf-outline);
    background: var(--sf-glow);
    color: var(--sf-outline);
    font-weight: 700;
  }
  .outcome {
    min-height: 3em;
    font-size: var(--sf-text-l);
  }

  .bars {
    display: grid;
    gap: var(--sf-space-2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .bars li {
    display: grid;
    grid-template-columns: 8.5rem minmax(5rem, 1fr) 11.5rem;
    gap: var(--sf-space-3);
    align-items: center;
    font-size: var(--sf-text-s);
  }
  .bars .margin {
    font-size: var(--sf-text-m);
  }
  .bar {
    position: relative;
    height: 1.1rem;
    background: linear-gradient(var(--sf-ink), var(--sf-ink)) 50% 0 / 2px 100% no-repeat var(--sf-well);
  }
  .bar::before {
    content: "";
    position: absolute;
    left: var(--from);
    width: var(--long);
    inset-block: 3px;
    background: var(--sf-good);
  }
  .bar.bad::before {
    background: repeating-linear-gradient(45deg, var(--sf-bad) 0 4px, var(--sf-bad-well) 4px 7px);
  }
  .settings {
    display: grid;
    gap: var(--sf-space-4);
  }
  .start legend,
  .seed {
    font-size: var(--sf-text-s);
  }
  .start label {
    display: inline-flex;
    align-items: center;
    gap: var(--sf-space-1);
    min-height: 1.75rem;
    margin-inline-end: var(--sf-space-4);
    white-space: nowrap;
  }
  .start input {
    width: 1.1rem;
    height: 1.1rem;
  }
  .seed {
    display: grid;
    gap: var(--sf-space-1);
  }
  .seed input {
    width: 8rem;
  }
  .soft-controls {
    display: grid;
    grid-template-columns: max-content minmax(12rem, 28rem);
    gap: var(--sf-space-3) var(--sf-space-6);
    align-items: end;
  }
  .ripple {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--sf-space-3);
  }
  .longest {
    font-size: var(--sf-text-number);
    line-height: 1.15;
  }
  .soft-charts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-4) var(--sf-space-5);
  }
  .soft-charts svg {
    display: block;
    max-width: 100%;
    font: 400 var(--sf-text-s) var(--sf-font);
  }
  .soft-charts figcaption {
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
  }
  .spec-text {
    display: grid;
    gap: var(--sf-space-2);
    margin-top: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }
  textarea {
    width: 100%;
    max-width: 44rem;
    padding: var(--sf-space-2) var(--sf-space-3);
    border: 1px solid var(--sf-line-strong);
    border-radius: 8px;
    background: var(--sf-raised);
    color: inherit;
    font:
      400 var(--sf-text-s) / 1.5 ui-monospace,
      Menlo,
      Consolas,
      "DejaVu Sans Mono",
      monospace;
  }
  #spec-problem .problem {
    display: block;
    max-width: 44rem;
    margin-top: var(--sf-space-2);
  }
  .spec .actions {
    margin-top: var(--sf-space-2);
  }
  .plain {
    min-height: 1.75rem;
    padding: 0 var(--sf-space-2);
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
    .choice,
    .slider,
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
    svg {
      --sf-ink: CanvasText;
      --sf-ink-soft: CanvasText;
      --sf-line: GrayText;
      --sf-line-strong: CanvasText;
      --sf-raised: Canvas;
    }
  }
`;
