import { css } from "lit";

/** What every element shares: text, buttons, sliders, choices, focus, and what only a screen reader sees. */
export const base = css`
  :host {
    display: block;
    color: var(--sf-ink);
    font: 400 var(--sf-text-m) / 1.5 var(--sf-font);
    text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .number {
    font-variant-numeric: tabular-nums lining-nums;
  }
  .soft {
    color: var(--sf-ink-soft);
  }
  /* Pictures, formulas and figures go from left to right in every script. */
  svg,
  canvas,
  math,
  .math,
  .formula,
  .number td,
  .number dd,
  dd.number,
  code,
  pre,
  input,
  textarea,
  output {
    direction: ltr;
    unicode-bidi: isolate;
  }
  .formula {
    font-family: var(--sf-font-formula);
    font-variant-numeric: tabular-nums lining-nums;
  }
  /* A sentence reads as its language does, on the side that the page begins at. */
  :where(p, p > span, li, h2, h3, dt, dd, caption, legend, label, label > span, figcaption, footer),
  :where(select, button, button > b, button > span, .run span, .statement > b, .actions > span) {
    unicode-bidi: plaintext;
  }
  :where(p, li, h2, h3, dt, dd, caption, legend, label, figcaption, footer) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* relative: what only a screen reader sees is placed from here, else it widens the page from below the edge */
  .scroll {
    position: relative;
    overflow-x: auto;
    overscroll-behavior-inline: contain;
  }
  :focus-visible {
    outline: 3px solid var(--sf-focus);
    outline-offset: 2px;
  }

  button,
  select,
  input[type="number"] {
    min-height: 2.25rem;
    padding: 0 var(--sf-space-3);
    border: 1px solid var(--sf-line-strong);
    border-radius: 8px;
    background: var(--sf-raised);
    color: inherit;
    font: inherit;
    font-size: var(--sf-text-s);
  }
  button,
  select {
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--sf-well);
  }
  button:disabled {
    opacity: 0.45;
    cursor: default;
  }

  /* Its fill and the axis below it go from left to right in every script. */
  input[type="range"] {
    appearance: none;
    direction: ltr;
    width: 100%;
    height: 1.75rem;
    margin: 0;
    background: transparent;
    cursor: pointer;
  }
  input[type="range"]:disabled {
    opacity: 0.45;
    cursor: default;
  }
  input[type="range"]::-webkit-slider-runnable-track {
    height: 4px;
    border-radius: 2px;
    background: linear-gradient(var(--sf-ink), var(--sf-ink)) 0 / var(--fill, 0%) 100% no-repeat var(--sf-line);
  }
  input[type="range"]::-moz-range-track {
    height: 4px;
    border-radius: 2px;
    background: var(--sf-line);
  }
  input[type="range"]::-moz-range-progress {
    height: 4px;
    border-radius: 2px;
    background: var(--sf-ink);
  }
  input[type="range"]::-webkit-slider-thumb {
    appearance: none;
    width: 18px;
    height: 18px;
    margin-top: -7px;
    border: 2px solid var(--sf-ink);
    border-radius: 50%;
    background: var(--sf-raised);
  }
  input[type="range"]::-moz-range-thumb {
    width: 14px;
    height: 14px;
    border: 2px solid var(--sf-ink);
    border-radius: 50%;
    background: var(--sf-raised);
  }
  .tools {
    margin-top: var(--sf-space-4);
  }
  summary {
    padding-block: var(--sf-space-1);
    cursor: pointer;
    font-size: var(--sf-text-s);
  }
  @media (forced-colors: active) {
    input[type="range"] {
      appearance: auto;
    }
    /* the system leaves the colours of a drawing as they are */
    svg {
      --sf-ink: CanvasText;
      --sf-ink-soft: CanvasText;
      --sf-line: GrayText;
      --sf-line-strong: CanvasText;
      --sf-surface: Canvas;
      --sf-raised: Canvas;
      --sf-well: Canvas;
    }
  }
  @media print {
    .tools,
    [part~="settings"],
    [part~="timeline"],
    [part~="choices"],
    [part~="choice"],
    [part~="slider"],
    [part~="run"],
    button {
      display: none !important;
    }
    /* Tables that are there come out although nobody opened them. */
    details::details-content {
      content-visibility: visible;
    }
    .swatch {
      print-color-adjust: exact;
    }
    .scroll {
      overflow: visible !important;
    }
    th,
    td {
      white-space: normal !important;
    }
  }
`;
