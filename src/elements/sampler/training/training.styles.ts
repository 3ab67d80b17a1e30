import { css } from "lit";

export const trainingStyles = css`
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-3);
  }
  .controls .primary {
    border-color: var(--sf-ink);
    background: var(--sf-ink);
    color: var(--sf-surface);
    font-weight: 650;
  }
  .controls .primary:hover:not(:disabled) {
    background: var(--sf-ink-soft);
  }
  .losses {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-2) var(--sf-space-6);
  }
  .losses dt {
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
  }
  .losses dd {
    font-size: var(--sf-text-l);
    font-weight: 650;
  }
  .curve svg {
    display: block;
    width: 100%;
    height: auto;
  }
  .learning {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    gap: var(--sf-space-5);
    align-items: start;
  }
  .samples {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-2);
  }
  .samples .marks-canvas {
    border-radius: 2px;
  }
  .narrow {
    grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr));
  }
  code,
  pre {
    font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  }
  code {
    font-size: 0.92em;
  }
  input::file-selector-button {
    min-height: 2.25rem;
    margin-inline-end: var(--sf-space-2);
    padding: 0 var(--sf-space-3);
    border: 1px solid var(--sf-line-strong);
    border-radius: 8px;
    background: var(--sf-raised);
    color: inherit;
    font: inherit;
  }
  .train-line {
    height: 3px;
    background: var(--sf-pixelcnn);
  }
  .held-line {
    height: 0;
    border-top: 3px dotted var(--sf-mdrnn);
  }
  .base-line {
    height: 0;
    border-top: 2px dashed var(--sf-line-strong);
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--sf-space-2) var(--sf-space-4);
  }
  .file {
    display: grid;
    gap: var(--sf-space-1);
    font-size: var(--sf-text-s);
  }
  .file input {
    max-width: 17rem;
    font: inherit;
    font-size: var(--sf-text-s);
  }
  pre {
    max-height: 20rem;
    margin: 0;
    padding: var(--sf-space-3);
    overflow: auto;
    border-radius: 8px;
    background: var(--sf-well);
    font-size: var(--sf-text-s);
    line-height: 1.4;
  }
  .dropping {
    outline: 3px dashed var(--sf-focus);
    outline-offset: 3px;
  }
  @media print {
    .file {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .controls .primary:not(:disabled) {
      background: ButtonFace;
      color: ButtonText;
    }
  }
  @container (max-width: 760px) {
    .learning {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
