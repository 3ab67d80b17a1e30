import { css } from "lit";

export const imageSourceStyles = css`
  section {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: var(--sf-space-3) var(--sf-space-4);
    border-radius: var(--sf-radius);
  }
  .dragged {
    outline: 3px dashed var(--sf-focus);
    outline-offset: var(--sf-space-2);
  }
  canvas {
    display: block;
    image-rendering: pixelated;
    object-fit: contain;
    background: var(--sf-well);
  }
  .preview {
    width: 5.5rem;
    height: 5.5rem;
    border-radius: 6px;
    box-shadow: 0 0 0 1px var(--sf-line);
  }
  .name {
    overflow: hidden;
    font-size: var(--sf-text-l);
    font-weight: 650;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .about .soft,
  .hint {
    font-size: var(--sf-text-s);
  }
  .sources {
    display: flex;
    grid-column: 1 / -1;
    gap: var(--sf-space-2);
  }
  .tile {
    display: flex;
    flex: 1 1 0;
    flex-direction: column;
    align-items: center;
    gap: var(--sf-space-1);
    max-width: 6rem;
    min-width: 0;
    padding: var(--sf-space-2) var(--sf-space-1) var(--sf-space-1);
    border: 1px solid var(--sf-line);
    border-radius: 8px;
    background: var(--sf-raised);
    font-size: var(--sf-text-s);
    cursor: pointer;
  }
  .tile:hover {
    background: var(--sf-well);
  }
  .tile canvas,
  .tile svg {
    width: 2.5rem;
    height: 2.5rem;
    border-radius: 4px;
  }
  .own {
    position: relative;
    border: 1px dashed var(--sf-line-strong);
  }
  .tile[aria-pressed="true"],
  .tile.current {
    border-style: solid;
    border-color: var(--sf-ink);
    box-shadow: inset 0 0 0 1px var(--sf-ink);
    font-weight: 650;
  }
  .own svg {
    padding: 0.5rem;
    fill: none;
    stroke: currentcolor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.75;
  }
  @media (forced-colors: active) {
    .tile[aria-pressed="true"],
    .tile.current {
      outline: 2px solid Highlight;
    }
  }
  .own:has(:focus-visible) {
    outline: 3px solid var(--sf-focus);
    outline-offset: 2px;
  }
  .hint,
  .choice,
  .problem {
    grid-column: 1 / -1;
  }
  .problem:not(:empty) {
    padding: var(--sf-space-2) var(--sf-space-3);
    border-inline-start: 4px solid var(--sf-bad);
    border-radius: 4px;
    background: var(--sf-bad-well);
    color: var(--sf-bad);
    font-size: var(--sf-text-s);
    overflow-wrap: anywhere;
  }
  .problem:empty {
    position: absolute;
  }
`;
