import { css } from "lit";

/** The element over the whole window, its type one scale up. Nested elements have a scale of their own: theirs too. */
export const presenterStyles = css`
  :host {
    position: fixed !important;
    inset: 0 !important;
    z-index: 2147483647 !important;
    box-sizing: border-box !important;
    width: auto !important;
    max-width: none !important;
    height: auto !important;
    max-height: none !important;
    margin: 0 !important;
    padding: var(--sf-space-5) var(--sf-space-5) 0 !important;
    border: 0 !important;
    overflow: auto !important;
    background: var(--sf-surface) !important;
    color: var(--sf-ink) !important;
  }
  :host,
  * {
    --sf-text-s: 1.0625rem;
    --sf-text-m: 1.25rem;
    --sf-text-l: 1.5rem;
    --sf-text-xl: 2rem;
    --sf-text-number: 3.5rem;
  }
  .tools,
  [part~="settings"],
  [part~="choices"],
  slot[name="notes"] {
    display: none !important;
  }
  .presenter {
    position: sticky;
    bottom: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--sf-space-2) var(--sf-space-4);
    margin: var(--sf-space-5) calc(-1 * var(--sf-space-5)) 0;
    padding: var(--sf-space-3) var(--sf-space-5);
    border-top: 1px solid var(--sf-line);
    background: var(--sf-raised);
    font-size: var(--sf-text-m);
  }
  .presenter button {
    min-height: 3rem;
    font-size: var(--sf-text-m);
  }
  .presenter output {
    min-width: 8ch;
    font-size: var(--sf-text-xl);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
`;
