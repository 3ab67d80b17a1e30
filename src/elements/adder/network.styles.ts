import { css } from "lit";

/** The drawn net with its inputs at their edges; on a narrow page a form, unit by unit. */
export const networkStyles = css`
  .network {
    direction: ltr;
    position: relative;
    width: 640px;
    height: 612px;
  }
  .drawing {
    position: absolute;
    inset: 0;
    font: 400 var(--sf-text-s) var(--sf-font);
    font-variant-numeric: tabular-nums lining-nums;
  }
  .unit {
    display: contents;
  }
  .unit legend {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .weight {
    direction: ltr;
    position: absolute;
    left: var(--x);
    top: var(--y);
    display: block;
  }
  .weight .from {
    position: absolute;
    left: 5px;
    top: 5px;
    color: var(--sf-ink-soft);
    font: 400 0.75rem/1.4 var(--sf-font);
    pointer-events: none;
  }
  .weight input[type="number"] {
    appearance: textfield;
    display: block;
    width: 84px;
    height: 26px;
    min-height: 0;
    padding: 0 4px 0 19px;
    border-radius: 5px;
    text-align: right;
    font-weight: 650;
    font-variant-numeric: tabular-nums lining-nums;
  }
  .weight input::-webkit-inner-spin-button,
  .weight input::-webkit-outer-spin-button {
    appearance: none;
    margin: 0;
  }
  .weight.zero input {
    border-color: var(--sf-line);
    color: var(--sf-ink-soft);
    font-weight: 400;
  }
  .weight.changed input {
    border: 2px solid var(--sf-ink);
    background: var(--sf-well);
    padding-right: 3px;
    color: var(--sf-ink);
  }
  @container (max-width: 655px) {
    .network {
      display: grid;
      gap: var(--sf-space-3);
      direction: inherit;
      width: auto;
      height: auto;
    }
    .drawing,
    .keys .drawn {
      display: none;
    }
    .unit {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(6rem, 1fr));
      gap: var(--sf-space-2);
      padding: var(--sf-space-3);
      border: 1px solid var(--sf-line);
      border-radius: var(--sf-radius);
      background: var(--sf-raised);
    }
    .unit legend {
      position: static;
      float: inline-start;
      grid-column: 1 / -1;
      width: 100%;
      height: auto;
      padding: 0;
      clip-path: none;
      font-weight: 650;
    }
    .unit legend .number {
      float: inline-end;
      font-weight: 400;
    }
    .weight {
      position: relative;
      left: auto;
      top: auto;
    }
    .weight input[type="number"] {
      width: 100%;
      height: 2.5rem;
      padding-left: 26px;
    }
    .weight .from {
      top: 0.8rem;
      left: 8px;
    }
  }
  @media (forced-colors: active) {
    .drawing {
      --sf-ink: CanvasText;
      --sf-ink-soft: CanvasText;
      --sf-line: GrayText;
      --sf-line-strong: CanvasText;
      --sf-raised: Canvas;
      --sf-glow: Highlight;
      --sf-outline: HighlightText;
      --sf-pixelcnn: CanvasText;
      --sf-mdrnn: CanvasText;
      --sf-bad: CanvasText;
    }
  }
`;
