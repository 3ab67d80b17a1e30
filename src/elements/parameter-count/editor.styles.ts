import { css } from "lit";

export const editorStyles = css`
  .editor {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }
  .editor .typing {
    display: grid;
    max-height: 22rem;
    overflow: auto;
    border: 1px solid var(--sf-line-strong);
    border-radius: 8px;
    background: var(--sf-surface);
  }
  .typing:focus-within {
    outline: 3px solid var(--sf-focus);
    outline-offset: 1px;
  }
  .mirror,
  textarea {
    direction: ltr;
    text-align: left;
    grid-area: 1 / 1;
    min-height: 6.5rem;
    margin: 0;
    padding: var(--sf-space-3);
    border: 0;
    font:
      400 var(--sf-text-m) / 1.6 ui-monospace,
      "SF Mono",
      Menlo,
      Consolas,
      "DejaVu Sans Mono",
      monospace;
    letter-spacing: 0;
    white-space: pre-wrap;
    overflow-wrap: break-word;
    tab-size: 4;
  }
  .mirror {
    color: transparent;
    pointer-events: none;
  }
  .mirror mark {
    border-bottom: 3px double var(--sf-bad);
    background: var(--sf-bad-well);
    color: transparent;
  }
  textarea {
    width: 100%;
    resize: none;
    overflow: hidden;
    outline: none;
    background: transparent;
    color: inherit;
  }
  .editor .problem,
  .editor .fine {
    min-height: 2.6em;
  }
  .editor .fine {
    padding-block: var(--sf-space-2);
    color: var(--sf-good);
  }
  [role="listbox"] {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  [role="listbox"][hidden] {
    display: none;
  }
  [role="option"] {
    padding: 2px var(--sf-space-2);
    border: 1px solid var(--sf-line-strong);
    border-radius: 7px;
    background: var(--sf-surface);
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    cursor: pointer;
  }
  [role="option"][aria-selected="true"] {
    border-color: var(--sf-ink);
    background: var(--sf-ink);
    color: var(--sf-surface);
  }
  .notation dl {
    columns: 2;
    column-gap: var(--sf-space-5);
    margin-block: var(--sf-space-3);
    font-size: var(--sf-text-s);
  }
  .notation dl div {
    break-inside: avoid;
    padding-bottom: var(--sf-space-1);
  }
  .notation dd {
    color: var(--sf-ink-soft);
  }
  .notation code,
  .exported {
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  }
`;
