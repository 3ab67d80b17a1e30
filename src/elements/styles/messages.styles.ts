import { css } from "lit";

/** What went wrong, and what the reader should know although it went well. */
export const messageStyles = css`
  .problem,
  .notice {
    padding: var(--sf-space-2) var(--sf-space-3);
    border-inline-start: 4px solid var(--sf-line-strong);
    border-radius: 4px;
    background: var(--sf-well);
    font-size: var(--sf-text-s);
    overflow-wrap: anywhere;
  }
  .badge {
    min-height: 1.75rem;
    margin-inline-end: var(--sf-space-1);
    font-weight: 700;
  }
  .problem {
    border-color: var(--sf-bad);
    background: var(--sf-bad-well);
    color: var(--sf-bad);
  }
  @media print {
    button.badge {
      display: inline !important;
      border: 0;
    }
  }
  [role="alert"]:empty {
    display: none;
  }
`;
