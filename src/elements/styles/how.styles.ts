import { css } from "lit";

/** "How to read this": the legend of an element in a line that wraps. */
export const howStyles = css`
  .how {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sf-space-3) var(--sf-space-6);
    font-size: var(--sf-text-s);
  }
  .how h2 {
    font-size: var(--sf-text-m);
  }
  .how ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-2) var(--sf-space-5);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .how li {
    display: flex;
    align-items: center;
    gap: var(--sf-space-2);
  }
`;
