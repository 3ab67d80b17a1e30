import { css } from "lit";

/** The frame of an element made of panels: lead, headings, panels, settings with their seed, a bar of progress. */
export const panelStyles = css`
  .lead {
    max-width: 62rem;
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-l);
    text-wrap: pretty;
  }
  h2 {
    font-size: var(--sf-text-l);
    font-weight: 700;
    line-height: 1.3;
  }
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--sf-space-4);
    padding: var(--sf-space-5);
    border: 1px solid var(--sf-line);
    border-radius: var(--sf-radius);
    background: var(--sf-raised);
  }
  .after {
    padding: var(--sf-space-5);
    border: 1px dashed var(--sf-line-strong);
    border-radius: var(--sf-radius);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-4) var(--sf-space-5);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-3);
  }
  .head h2 {
    margin-right: auto;
  }
  .seed {
    display: grid;
    align-content: start;
    gap: var(--sf-space-1);
    font-size: var(--sf-text-s);
  }
  .seed input {
    width: 6.5rem;
  }
  progress {
    appearance: none;
    width: 8rem;
    height: 6px;
    border: 0;
    border-radius: 3px;
    overflow: hidden;
    background: var(--sf-line);
  }
  progress::-webkit-progress-bar {
    background: var(--sf-line);
  }
  progress::-webkit-progress-value {
    background: var(--sf-good);
  }
  progress::-moz-progress-bar {
    background: var(--sf-good);
  }
  .swatch {
    flex: none;
    vertical-align: baseline;
  }
  summary {
    cursor: pointer;
    font-size: var(--sf-text-s);
  }
  @media (forced-colors: active) {
    progress {
      appearance: auto;
    }
  }
`;
