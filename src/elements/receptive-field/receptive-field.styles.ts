import { css } from "lit";

export const receptiveFieldStyles = css`
  :host {
    container-type: inline-size;
  }
  .field {
    display: grid;
    gap: var(--sf-space-5);
    grid-template-columns: minmax(0, 1fr);
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
  .problem,
  .notice {
    padding: var(--sf-space-2) var(--sf-space-3);
    border-inline-start: 4px solid var(--sf-line-strong);
    border-radius: 4px;
    background: var(--sf-well);
    font-size: var(--sf-text-s);
    overflow-wrap: anywhere;
  }
  .preset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-4);
  }
  .preset label {
    display: flex;
    max-width: 100%;
    align-items: center;
    gap: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }
  .preset select {
    min-width: 0;
    font-size: var(--sf-text-m);
    font-weight: 600;
  }
  .lesson {
    flex: 1 1 24rem;
    min-height: 1.5em;
  }
  .stage {
    display: grid;
    grid-template-columns: minmax(0, 37rem) minmax(19rem, 1fr);
    gap: var(--sf-space-4) var(--sf-space-6);
    align-items: start;
  }
  .stage.sequence {
    grid-template-columns: minmax(0, 1fr);
  }
  .stage.sequence .words {
    grid-template-columns: repeat(2, minmax(0, 1fr));
    column-gap: var(--sf-space-6);
  }
  .stage.sequence .stack {
    grid-area: 1 / 2 / span 7;
  }
  .stack h2 {
    font-size: var(--sf-text-m);
  }
  .picture {
    position: relative;
    direction: ltr;
    border: 1px solid var(--sf-line-strong);
    border-radius: 2px;
    touch-action: manipulation;
    cursor: crosshair;
  }
  .picture.picking {
    touch-action: none;
  }
  .cursor {
    position: absolute;
    left: calc(100% * var(--column) / var(--columns));
    top: calc(100% * var(--row) / var(--rows));
    width: calc(100% / var(--columns));
    height: calc(100% / var(--rows));
    outline: 3px solid var(--sf-ink);
    outline-offset: 1px;
    box-shadow: 0 0 0 1px var(--sf-surface);
    pointer-events: none;
  }
  .readout {
    min-height: 1.5em;
    margin-top: var(--sf-space-1);
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
  }
  .readout b {
    color: var(--sf-ink);
  }
  .tint {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-3) var(--sf-space-5);
    margin-top: var(--sf-space-2);
  }
  .words {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--sf-space-3);
    min-width: 0;
  }
  .stats {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-2) var(--sf-space-6);
  }
  .stat {
    display: flex;
    flex-direction: column-reverse;
    min-width: 5.5rem;
  }
  .stat dt {
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
  }
  .stat dd {
    font-size: var(--sf-text-number);
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.02em;
  }
  .pixelcnn .stat.seen dd {
    color: var(--sf-pixelcnn-text);
  }
  .mdrnn .stat.seen dd {
    color: var(--sf-mdrnn-text);
  }
  .stat.blind dd {
    color: var(--sf-bad);
  }
  .planes span {
    margin-inline-end: var(--sf-space-3);
  }
  .statement {
    min-height: 5.6rem;
    padding: var(--sf-space-2) var(--sf-space-3);
    border-inline-start: 4px solid var(--sf-line-strong);
    border-radius: 4px;
    background: var(--sf-well);
    font-size: var(--sf-text-s);
  }
  .statement b {
    display: block;
    font-size: var(--sf-text-m);
  }
  .statement.right {
    border-color: var(--sf-good);
    background: var(--sf-good-well);
  }
  .statement.right b {
    color: var(--sf-good);
  }
  .statement.wrong {
    border: 3px solid var(--sf-bad);
    background: var(--sf-bad-well);
    color: var(--sf-bad);
  }
  .findings {
    min-height: 1.5em;
    margin: 0;
    padding: 0;
    list-style: none;
    font-weight: 600;
  }
  .findings li::before {
    content: "▸ " / "";
    color: var(--sf-bad);
  }
  .forms {
    display: grid;
    gap: var(--sf-space-2);
    min-height: 4.6rem;
    align-content: start;
  }
  .form math {
    font-size: 1.0625rem;
  }
  .check {
    color: var(--sf-good);
    font-weight: 700;
  }
  .check.wrong {
    color: var(--sf-bad);
  }
  .sensitivity {
    min-height: 4.6em;
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
  }
  .sensitivity b {
    color: var(--sf-ink);
  }
  table {
    border-collapse: collapse;
    font-size: var(--sf-text-s);
  }
  caption {
    padding-bottom: var(--sf-space-1);
    color: var(--sf-ink-soft);
  }
  th,
  td {
    padding-block: var(--sf-space-1);
    padding-inline-end: var(--sf-space-3);
    border-bottom: 1px solid var(--sf-line);
    text-align: start;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    color: var(--sf-ink-soft);
  }
  table.layers {
    width: 100%;
  }
  .layers td:nth-last-child(-n + 3),
  .layers thead th:nth-last-child(-n + 3) {
    text-align: end;
  }
  .layers tr.chosen {
    background: var(--sf-well);
    box-shadow: inset 4px 0 0 var(--sf-ink);
  }
  .layers tr.chosen:dir(rtl) {
    box-shadow: inset -4px 0 0 var(--sf-ink);
  }
  .layers tr.chosen td,
  .layers tr.chosen th {
    font-weight: 650;
  }
  .layers tbody th label {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
    min-height: 2rem;
    padding-inline-start: var(--sf-space-2);
    cursor: pointer;
  }
  .layers input[type="radio"] {
    accent-color: var(--sf-ink);
  }
  .mask .segments {
    flex-wrap: nowrap;
  }
  @container (max-width: 899px) {
    .stage,
    .stage.sequence .words {
      grid-template-columns: minmax(0, 1fr);
    }
    .stage.sequence .stack {
      grid-area: auto;
    }
  }
  @container (max-width: 559px) {
    .lead {
      font-size: var(--sf-text-m);
    }
    .stat {
      min-width: 4.5rem;
    }
    .stats {
      gap: var(--sf-space-2) var(--sf-space-4);
    }
    .stat dd {
      font-size: 2rem;
    }
    .layers th,
    .layers td {
      padding-inline-end: var(--sf-space-1);
    }
    .layers select {
      padding: 0;
    }
    .layers .segments span {
      padding-inline: var(--sf-space-2);
    }
  }
  @media print {
    .preset,
    .tint,
    .layers input {
      display: none;
    }
    .layers select {
      appearance: none;
      padding: 0;
      border: 0;
    }
  }
`;
