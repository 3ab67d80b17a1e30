import { css } from "lit";

/** What is behind the button of the tools. */
export const panelStyles = css`
  .tools-panel {
    display: grid;
    gap: var(--sf-space-4);
    margin-top: var(--sf-space-3);
    padding: var(--sf-space-4);
    border: 1px solid var(--sf-line);
    border-radius: var(--sf-radius);
    background: var(--sf-raised);
    font-size: var(--sf-text-s);
  }
  .tools-panel > div[role="group"] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-2);
  }
  .tools-panel b {
    flex: none;
    width: 6.5rem;
  }
  .tools-panel p {
    flex-basis: 100%;
    color: var(--sf-ink-soft);
  }
  .tools-panel p.tools-problem {
    color: var(--sf-bad);
  }
  .tools-panel p:empty {
    display: none;
  }
  .tools-panel p[role="status"] {
    display: block;
    min-height: 1.5em;
    color: var(--sf-ink);
  }
  .tools-panel textarea {
    box-sizing: border-box;
    width: 100%;
    padding: var(--sf-space-2);
    border: 1px solid var(--sf-line-strong);
    border-radius: 8px;
    background: var(--sf-well);
    color: inherit;
    font:
      var(--sf-text-s) / 1.4 ui-monospace,
      "SF Mono",
      Menlo,
      Consolas,
      monospace;
  }
  .tools-panel progress {
    flex: 1 1 8rem;
    max-width: 20rem;
  }
  @container (max-width: 480px) {
    .tools-panel b {
      width: 100%;
    }
  }
`;
