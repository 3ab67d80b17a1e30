import { css } from "lit";

/** Margins, settings, soft units, and the net as text. */
export const adderPanelStyles = css`
  .bars {
    display: grid;
    gap: var(--sf-space-2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .bars li {
    display: grid;
    grid-template-columns: 8.5rem minmax(5rem, 1fr) 11.5rem;
    gap: var(--sf-space-3);
    align-items: center;
    font-size: var(--sf-text-s);
  }
  .bars .margin {
    font-size: var(--sf-text-m);
  }
  .bar {
    position: relative;
    height: 1.1rem;
    background: linear-gradient(var(--sf-ink), var(--sf-ink)) 50% 0 / 2px 100% no-repeat var(--sf-well);
  }
  .bar::before {
    content: "";
    position: absolute;
    left: var(--from);
    width: var(--long);
    inset-block: 3px;
    background: var(--sf-good);
  }
  .bar.bad::before {
    background: repeating-linear-gradient(45deg, var(--sf-bad) 0 4px, var(--sf-bad-well) 4px 7px);
  }
  .settings {
    display: grid;
    gap: var(--sf-space-4);
  }
  .start legend,
  .seed {
    font-size: var(--sf-text-s);
  }
  .start label {
    display: inline-flex;
    align-items: center;
    gap: var(--sf-space-1);
    min-height: 1.75rem;
    margin-inline-end: var(--sf-space-4);
    white-space: nowrap;
  }
  .start input {
    width: 1.1rem;
    height: 1.1rem;
  }
  .seed {
    display: grid;
    gap: var(--sf-space-1);
  }
  .seed input {
    width: 8rem;
  }
  .soft-controls {
    display: grid;
    grid-template-columns: max-content minmax(12rem, 28rem);
    gap: var(--sf-space-3) var(--sf-space-6);
    align-items: end;
  }
  .ripple {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--sf-space-3);
  }
  .longest {
    font-size: var(--sf-text-number);
    line-height: 1.15;
  }
  .soft-charts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sf-space-4) var(--sf-space-5);
  }
  .soft-charts svg {
    display: block;
    max-width: 100%;
    font: 400 var(--sf-text-s) var(--sf-font);
  }
  .soft-charts figcaption {
    color: var(--sf-ink-soft);
    font-size: var(--sf-text-s);
  }
  .spec-text {
    display: grid;
    gap: var(--sf-space-2);
    margin-top: var(--sf-space-2);
    font-size: var(--sf-text-s);
  }
  textarea {
    width: 100%;
    max-width: 44rem;
    padding: var(--sf-space-2) var(--sf-space-3);
    border: 1px solid var(--sf-line-strong);
    border-radius: 8px;
    background: var(--sf-raised);
    color: inherit;
    font:
      400 var(--sf-text-s) / 1.5 ui-monospace,
      Menlo,
      Consolas,
      "DejaVu Sans Mono",
      monospace;
  }
  #spec-problem .problem {
    display: block;
    max-width: 44rem;
    margin-top: var(--sf-space-2);
  }
  .spec .actions {
    margin-top: var(--sf-space-2);
  }
  .plain {
    min-height: 1.75rem;
    padding: 0 var(--sf-space-2);
  }
`;
