import { css } from "lit";

/** Beyond the layout: heads with buttons, what comes after the answers, the seed, a bar of progress. */
export const panelStyles = css`
  .after {
    padding: var(--sf-space-5);
    border: 1px dashed var(--sf-line-strong);
    border-radius: var(--sf-radius);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2) var(--sf-space-3);
  }
  .head h2 {
    margin-inline-end: auto;
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
  @media (forced-colors: active) {
    progress {
      appearance: auto;
    }
  }
`;
